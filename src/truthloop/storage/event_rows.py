"""SQL of status-change events and the addresses they go to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection

from truthloop.storage.database import Database, Row, named, one_or_none, rows_of, statement

SET_WEBHOOK = named("""
INSERT INTO webhook (account_id, subject, url, sealed_secret, created_at)
VALUES (:account_id, :subject, :url, :sealed_secret, :now)
ON CONFLICT (account_id, subject) DO UPDATE SET url = :url, sealed_secret = :sealed_secret
""")
UNSET_WEBHOOK = named("DELETE FROM webhook WHERE account_id = :account_id AND subject = :subject RETURNING url")
WEBHOOKS = named("SELECT account_id, subject, url, created_at FROM webhook ORDER BY subject")
WEBHOOKS_FOR = named("""
SELECT url FROM webhook WHERE account_id = :account_id AND subject IN (:subject, '*') ORDER BY subject
""")
SECRET = named("""
SELECT sealed_secret FROM webhook WHERE account_id = :account_id AND url = :url ORDER BY subject LIMIT 1
""")

RECORD = named("""
INSERT INTO event (id, account_id, subject, body, url, created_at, next_attempt_at)
VALUES (CAST(:id AS uuid), :account_id, :subject, CAST(:body AS json), :url, :now, :now)
""")
DUE = named("""
SELECT id::text AS id, account_id, subject, body::text AS body, url, attempts FROM event
WHERE next_attempt_at <= :now ORDER BY next_attempt_at LIMIT :limit
""")
DELIVERED = named("""
UPDATE event SET delivered_at = :now, next_attempt_at = NULL, attempts = attempts + 1, last_error = NULL
WHERE id = CAST(:id AS uuid)
""")
FAILED = named("""
UPDATE event SET attempts = attempts + 1, next_attempt_at = :next_attempt_at, last_error = :error
WHERE id = CAST(:id AS uuid)
""")
FORGET = named("DELETE FROM event WHERE next_attempt_at IS NULL AND created_at < :before")


def set_webhook(
    database: Database, account_id: str, subject: str, url: str, sealed_secret: bytes, now: datetime
) -> None:
    """Send the status changes of a flow definition (its ARN), or of all (`*`), to an address."""
    values = {"account_id": account_id, "subject": subject, "url": url, "sealed_secret": sealed_secret, "now": now}
    statement(database, SET_WEBHOOK, **values)


def unset_webhook(database: Database, account_id: str, subject: str) -> bool:
    """Stop sending; False when nothing was set."""
    return bool(statement(database, UNSET_WEBHOOK, account_id=account_id, subject=subject))


def list_webhooks(database: Database) -> Sequence[Row]:
    """Every address: account_id, subject, url, created_at."""
    return statement(database, WEBHOOKS)


def webhook_urls(connection: Connection, account_id: str, subject: str) -> list[str]:
    """The addresses that a subject's changes go to."""
    rows = rows_of(connection, WEBHOOKS_FOR, {"account_id": account_id, "subject": subject})
    return [row["url"] for row in rows]


def webhook_secret(database: Database, account_id: str, url: str) -> bytes | None:
    """The sealed signing secret of an address set per account or flow definition."""
    row = one_or_none(statement(database, SECRET, account_id=account_id, url=url))
    return None if row is None else bytes(row["sealed_secret"])


def record_event(
    connection: Connection,
    event_id: str,
    account_id: str,
    subject: str,
    body: Mapping[str, Any],
    url: str,
    now: datetime,
) -> None:
    """Put an event in the outbox, in the transaction that changes what it tells of."""
    values = {"id": event_id, "account_id": account_id, "subject": subject, "url": url, "now": now}
    rows_of(connection, RECORD, {**values, "body": orjson.dumps(body).decode()})


def due_events(database: Database, now: datetime, limit: int) -> Sequence[Row]:
    """Events whose next try is due: id, account_id, subject, body (text), url, attempts."""
    return statement(database, DUE, now=now, limit=limit)


def mark_delivered(database: Database, event_id: str, now: datetime) -> None:
    """The receiver has it."""
    statement(database, DELIVERED, id=event_id, now=now)


def mark_failed(database: Database, event_id: str, error: str, next_attempt_at: datetime | None) -> None:
    """A try failed; without a next attempt it is given up."""
    statement(database, FAILED, id=event_id, error=error[:500], next_attempt_at=next_attempt_at)


def forget_events(database: Database, before: datetime) -> None:
    """Drop settled events of before a moment."""
    statement(database, FORGET, before=before)
