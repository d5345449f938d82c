"""Sends what stands in the event outbox: signed, at least once, again with growing pauses until it is taken."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import structlog

from truthloop.background.standing import Standing
from truthloop.outbound.backoff import Backoff
from truthloop.outbound.outbound_client import send
from truthloop.outbound.webhook_signature import signature_headers
from truthloop.storage.database import Row
from truthloop.storage.event_rows import due_events, mark_delivered, mark_failed, webhook_secret
from truthloop.terms.errors import TruthloopError

BATCH = 64
AT_ONCE = 8
BACKOFF = Backoff()
TAKEN = range(200, 300)

log = structlog.get_logger("truthloop.events")


def deliver_events(standing: Standing) -> None:
    """Try every event whose turn it is, a few at once: a slow receiver must not hold up the others."""
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="deliver") as pool:
        while due := due_events(standing.database, standing.now(), BATCH):
            list(pool.map(lambda row: deliver(standing, row), due))
            if len(due) < BATCH:
                return


def deliver(standing: Standing, row: Row) -> None:
    """One try of one event; what went wrong is kept with it."""
    refusal = attempt(standing, row)
    now = standing.now()
    if refusal is None:
        mark_delivered(standing.database, row["id"], now)
        return
    pause = BACKOFF.pause_after(row["attempts"] + 1, standing.jitter())
    mark_failed(standing.database, row["id"], refusal, None if pause is None else now + pause)
    log.warning("event_not_taken", subject=row["subject"], reason=refusal, given_up=pause is None)


def attempt(standing: Standing, row: Row) -> str | None:
    """Why the receiver did not take an event, or None when it did."""
    sealed = webhook_secret(standing.database, row["account_id"], row["url"])
    if sealed is None:
        return "The webhook was removed."
    body = str(row["body"]).encode()
    try:
        signed = signature_headers(
            [standing.seal.open(sealed)], message_id=row["id"], sent_at=standing.now(), body=body
        )
        headers = {"content-type": "application/cloudevents+json; charset=utf-8", **signed}
        answer = send(standing.outbound, "POST", row["url"], headers=headers, body=body)
    except TruthloopError as error:
        return error.message
    return None if answer.status in TAKEN else f"The receiver answered {answer.status}."
