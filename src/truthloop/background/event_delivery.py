"""Sends what stands in the event outbox: signed, at least once, again with growing pauses until it is taken."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import structlog
from sqlalchemy import RowMapping

from truthloop.background.standing import Standing
from truthloop.storage.event_rows import due_events

BATCH = 64
AT_ONCE = 8

log = structlog.get_logger("truthloop.events")


def deliver_events(standing: Standing) -> None:
    """Try every event whose turn it is, a few at once: a slow receiver must not hold up the others."""
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="deliver") as pool:
        while due := due_events(standing.database, standing.now(), BATCH):
            list(pool.map(lambda row: deliver(standing, row), due))
            if len(due) < BATCH:
                return


def deliver(standing: Standing, row: RowMapping) -> None:
    """One try of one event."""
    raise NotImplementedError
