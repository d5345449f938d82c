"""Chores that move resources on, and clear away what has served its time."""

from __future__ import annotations

from datetime import timedelta

from truthloop.background.standing import Standing
from truthloop.review.flow_definitions import settle_flow_definitions
from truthloop.storage.account_rows import delete_expired_keys
from truthloop.storage.event_rows import forget_events
from truthloop.storage.function_rows import forget_function_logs
from truthloop.storage.tidy_rows import drop_dead_chores
from truthloop.workforce.sessions import sweep

BATCH = 100
KEPT_EVENTS = timedelta(days=30)
KEPT_FUNCTION_LOGS = timedelta(days=30)


def settle_resources(standing: Standing) -> None:
    """Flow definitions: Initializing becomes Active; Deleting is gone once its last loop has ended."""
    while settle_flow_definitions(standing.database, standing.now(), BATCH):
        pass


def tidy(standing: Standing) -> None:
    """Forget ended sessions, temporary keys, settled events, functions' logs, and chores whose process was killed."""
    now = standing.now()
    sweep(standing.database, now)
    delete_expired_keys(standing.database, now - timedelta(days=1))
    forget_events(standing.database, now - KEPT_EVENTS)
    forget_function_logs(standing.database, now - KEPT_FUNCTION_LOGS)
    drop_dead_chores(standing.database)
