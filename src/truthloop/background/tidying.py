"""Chores that move resources on, and clear away what has served its time."""

from __future__ import annotations

from datetime import timedelta

from truthloop.background.standing import Standing
from truthloop.storage.account_rows import delete_expired_keys
from truthloop.storage.database import transaction
from truthloop.storage.event_rows import forget_events
from truthloop.storage.loop_rows import count_unfinished
from truthloop.storage.resource_rows import delete_resource, move_status, unsettled_resources
from truthloop.storage.tidy_rows import drop_dead_chores
from truthloop.terms.resources import Kind
from truthloop.workforce.sessions import sweep

BATCH = 100
KEPT_EVENTS = timedelta(days=30)


def settle_resources(standing: Standing) -> None:
    """Flow definitions: Initializing becomes Active; Deleting is gone once its last loop has ended."""
    for flow in unsettled_resources(standing.database, Kind.FLOW_DEFINITION, "Initializing", BATCH):
        move_status(standing.database, flow.id, "Initializing", "Active", standing.now())
    for flow in unsettled_resources(standing.database, Kind.FLOW_DEFINITION, "Deleting", BATCH):
        if count_unfinished(standing.database, flow.id) == 0:
            with transaction(standing.database) as connection:
                delete_resource(connection, flow.id, flow.arn)


def tidy(standing: Standing) -> None:
    """Forget ended sessions, temporary keys, settled events, and chores whose process was killed."""
    now = standing.now()
    sweep(standing.database, now)
    delete_expired_keys(standing.database, now - timedelta(days=1))
    forget_events(standing.database, now - KEPT_EVENTS)
    drop_dead_chores(standing.database)
