"""SQL of a worker's desk: what is open and what is stopped for later, without the drafts, which may be megabytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from truthloop.storage.database import Database, named, statement
from truthloop.terms.assignments import AssignmentStatus

DESK = named("""
SELECT a.id::text AS id, a.queue_id, a.status, a.deadline, a.paused_at, a.remaining_seconds
FROM assignment a JOIN queue q ON q.id = a.queue_id JOIN task t ON t.id = a.task_id
WHERE a.worker_id = :worker_id AND a.status IN ('working', 'paused') AND a.lease_until > :now
  AND (a.status = 'working' OR (t.status = 'open' AND t.available_until > :now))
  AND EXISTS (SELECT 1 FROM membership m WHERE m.workteam_id = q.workteam_id AND m.worker_id = :worker_id)
ORDER BY a.turn
""")
"""Nothing that could not be gone on with: no task whose loop is ending, unless the worker is in the middle of it."""

QUEUE_OPEN_TO = named("""
SELECT 1 FROM queue q JOIN membership m ON m.workteam_id = q.workteam_id
WHERE q.id = :queue_id AND m.worker_id = :worker_id
""")


@dataclass(frozen=True, slots=True)
class OnDesk:
    """An assignment that the worker has open, or stopped for later."""

    id: str
    queue_id: int
    status: AssignmentStatus
    deadline: datetime | None
    """When the time limit strikes; of the open one only."""
    paused_at: datetime | None
    remaining_seconds: float | None
    """What is left of the time limit, of a stopped one."""


def desk_of(database: Database, worker_id: str, now: datetime) -> list[OnDesk]:
    """What the worker has open or stopped, in the order it was got."""
    return [
        OnDesk(
            row["id"],
            row["queue_id"],
            AssignmentStatus(row["status"]),
            row["deadline"],
            row["paused_at"],
            row["remaining_seconds"],
        )
        for row in statement(database, DESK, worker_id=worker_id, now=now)
    ]


def queue_is_open_to(database: Database, queue_id: int, worker_id: str) -> bool:
    """Whether a queue belongs to a team of the worker's."""
    return bool(statement(database, QUEUE_OPEN_TO, queue_id=queue_id, worker_id=worker_id))
