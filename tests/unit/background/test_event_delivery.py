"""Status changes reach the addresses that want them: signed, again until taken, and never one that is not allowed."""

from __future__ import annotations

import json
import secrets
import threading
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from truthloop.background.event_delivery import deliver_events
from truthloop.background.standing import Standing
from truthloop.labeling.job_reach import NoFunctions
from truthloop.outbound.address_policy import parse_policy
from truthloop.outbound.outbound_client import open_outbound
from truthloop.outbound.webhook_signature import BadSignature, new_webhook_secret, verify_signature
from truthloop.settings import read_settings
from truthloop.storage.account_rows import add_account
from truthloop.storage.database import Database, named, statement, transaction
from truthloop.storage.event_rows import record_event, set_webhook, unset_webhook
from truthloop.storage.objects.request_signing import AccessKey
from truthloop.storage.objects.store_exchange import open_store
from truthloop.storage.sealing import Seal, seal_from

ACCOUNT = "123456789012"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@dataclass
class Receiver:
    """A receiver of events that answers as told."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    told = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            told.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(told.answers.pop(0) if told.answers else 200)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        told.url = f"http://127.0.0.1:{server.server_address[1]}/events"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield told
        server.shutdown()
        thread.join()


@pytest.fixture
def seal() -> Seal:
    return seal_from(secrets.token_bytes(32))


def standing(
    database: Database, seal: Seal, tmp_path: Path, *, now: datetime = NOW, allow: str = "127.0.0.1"
) -> Standing:
    return Standing(
        settings=read_settings({"TRUTHLOOP_DATA": str(tmp_path)}),
        database=database,
        store=open_store("http://127.0.0.1:9", "us-east-1", AccessKey("none", "none")),
        seal=seal,
        outbound=open_outbound(parse_policy([allow] if allow else [])),
        functions=NoFunctions(),
        now=lambda: now,
        new_uuid=lambda: str(uuid.uuid4()),
        jitter=lambda: 1.0,
    )


def told_of(database: Database, seal: Seal, url: str) -> str:
    """A webhook with a secret, and one event for it in the outbox; the secret."""
    add_account(database, ACCOUNT, "default", NOW)
    secret = new_webhook_secret(secrets.token_bytes)
    set_webhook(database, ACCOUNT, "*", url, seal.close(secret), NOW)
    with transaction(database) as connection:
        record_event(connection, str(uuid.uuid4()), ACCOUNT, "arn:loop", {"data": {"detail": "é"}}, url, NOW)
    return secret


def outbox(database: Database) -> dict[str, Any]:
    return dict(statement(database, named("SELECT * FROM event"))[0])


def test_an_event_arrives_once_signed_with_the_webhooks_secret(
    database: Database, seal: Seal, receiver: Receiver, tmp_path: Path
) -> None:
    secret = told_of(database, seal, receiver.url)
    deliver_events(standing(database, seal, tmp_path))
    deliver_events(standing(database, seal, tmp_path))
    [(headers, body)] = receiver.got
    assert verify_signature(secret, headers, body, now=NOW) == str(outbox(database)["id"])
    assert json.loads(body) == {"data": {"detail": "é"}}
    assert headers["content-type"].startswith("application/cloudevents+json")
    with pytest.raises(BadSignature):
        verify_signature(new_webhook_secret(secrets.token_bytes), headers, body, now=NOW)


def test_an_event_that_is_not_taken_comes_again_later_with_the_same_id(
    database: Database, seal: Seal, receiver: Receiver, tmp_path: Path
) -> None:
    told_of(database, seal, receiver.url)
    receiver.answers = [500, 302, 200]
    deliver_events(standing(database, seal, tmp_path))
    waiting = outbox(database)
    assert waiting["last_error"] == "The receiver answered 500."
    assert waiting["next_attempt_at"] == NOW + timedelta(seconds=5)
    deliver_events(standing(database, seal, tmp_path, now=NOW + timedelta(seconds=4)))
    assert len(receiver.got) == 1, "it is not due yet"
    for hours in (1, 2, 3):
        deliver_events(standing(database, seal, tmp_path, now=NOW + timedelta(hours=hours)))
    assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 1
    assert len(receiver.got) == 3, "a redirect is not followed, and a taken event not sent again"
    assert outbox(database)["delivered_at"] == NOW + timedelta(hours=2)


def test_a_private_address_is_not_called_unless_the_operator_allows_it(
    database: Database, seal: Seal, receiver: Receiver, tmp_path: Path
) -> None:
    told_of(database, seal, receiver.url)
    deliver_events(standing(database, seal, tmp_path, allow=""))
    assert receiver.got == []
    assert "127.0.0.1" in outbox(database)["last_error"]


def test_an_event_whose_webhook_was_removed_is_not_sent(
    database: Database, seal: Seal, receiver: Receiver, tmp_path: Path
) -> None:
    told_of(database, seal, receiver.url)
    assert unset_webhook(database, ACCOUNT, "*")
    deliver_events(standing(database, seal, tmp_path))
    assert receiver.got == []
