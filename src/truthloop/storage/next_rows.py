"""SQL of the way on: the task a worker has in a queue already, else the next in line. One statement for either.

Asking is how most of a worker's day goes, so it must cost one round trip: looking, claiming and noting it in the
trail are parts of one statement. What it cannot see is another tab of the same worker doing the same at the same
moment. That the unique indexes refuse; asked once more, the statement finds what the other tab has got.
"""

from __future__ import annotations

from datetime import datetime

from psycopg import IntegrityError

from truthloop.storage.assignment_rows import HOLD, LINE, NOTED, PLACE, SHOWN, TAKE_OVER, maybe_assignment
from truthloop.storage.database import Database, Statement, named, statement
from truthloop.terms.assignments import Assignment, AssignmentStatus

TRIES = 3

OPEN_OR_RESERVED = """
SELECT p.* FROM assignment p JOIN task t ON t.id = p.task_id
WHERE p.worker_id = :worker_id AND p.queue_id = (SELECT id FROM place) AND p.lease_until > :now
  AND (p.status = 'working' OR (p.status = 'reserved' AND t.status = 'open' AND t.available_until > :now))
ORDER BY p.status DESC, p.turn LIMIT 1
"""
RESERVED_STILL = """
UPDATE assignment p SET lease_until = :reserved_until FROM task t
WHERE p.worker_id = :worker_id AND p.queue_id = (SELECT id FROM place) AND p.status = 'reserved'
  AND t.id = p.task_id AND t.status = 'open' AND t.available_until > :now
RETURNING p.*
"""
UNLESS_PRESENT = "AND NOT EXISTS (SELECT 1 FROM present)"
UNLESS_AHEAD = UNLESS_PRESENT + " AND NOT EXISTS (SELECT 1 FROM ahead)"


def present_or_claimed(present: str, also: str = "") -> Statement:
    """The statement that gives what `present` finds, else holds the next task of the queue."""
    return named(f"""
WITH {PLACE},
present AS MATERIALIZED ({present}),
mark AS (
  SELECT coalesce((SELECT l.position FROM assignment l WHERE l.worker_id = :worker_id AND l.queue_id = :queue_id
                   ORDER BY l.turn DESC LIMIT 1), 0) AS position),
ahead AS MATERIALIZED ({LINE.format(side=">", unless=UNLESS_PRESENT)}),
behind AS MATERIALIZED ({LINE.format(side="<=", unless=UNLESS_AHEAD)}),
taken AS (
  UPDATE task SET open_slots = open_slots - 1
  FROM (SELECT id, position FROM ahead UNION ALL SELECT id, position FROM behind) found
  WHERE task.id = found.id RETURNING task.id, task.position),
a AS ({HOLD.format(picked="taken")}){also}
SELECT {SHOWN} FROM (SELECT * FROM present UNION ALL SELECT * FROM a) a, place q
""")


NEXT = present_or_claimed(OPEN_OR_RESERVED, f", noted AS ({NOTED.format(action='ClaimTask')})")
"""What the worker has open or fetched ahead in the queue; without such, the next task, begun."""

AHEAD = present_or_claimed(RESERVED_STILL)
"""What the worker has fetched ahead in the queue, held on to; without such, the next task, not begun."""


def next_or_present(
    database: Database,
    *,
    assignment_id: str,
    queue_id: int,
    worker_id: str,
    now: datetime,
    grace: float,
    source_ip: str,
    request_id: str,
) -> Assignment | None:
    """The task open or reserved in a queue, else the next one, begun under `assignment_id`.

    None when the line holds nothing for this worker, or the worker is not of the queue's team.
    """
    values = held_values(assignment_id, queue_id, worker_id, now, grace)
    return persistent(database, NEXT, values | {"source_ip": source_ip, "request_id": request_id})


def reserve_or_present(
    database: Database,
    *,
    assignment_id: str,
    queue_id: int,
    worker_id: str,
    now: datetime,
    reserved_until: datetime,
) -> Assignment | None:
    """The task fetched ahead in a queue, else the next one, fetched ahead under `assignment_id`."""
    values = held_values(assignment_id, queue_id, worker_id, now, 0)
    reserved = {"status": AssignmentStatus.RESERVED, "opened_at": None, "reserved_until": reserved_until}
    return persistent(database, AHEAD, values | reserved)


def take_over(
    database: Database,
    *,
    assignment_id: str,
    queue_id: int,
    worker_id: str,
    now: datetime,
    grace: float,
    source_ip: str,
    request_id: str,
) -> Assignment | None:
    """A task that a colleague has only fetched ahead, begun by a worker who has nothing else."""
    values = held_values(assignment_id, queue_id, worker_id, now, grace)
    return persistent(database, TAKE_OVER, values | {"source_ip": source_ip, "request_id": request_id})


def held_values(assignment_id: str, queue_id: int, worker_id: str, now: datetime, grace: float) -> dict[str, object]:
    """The values of a hold that begins now."""
    return {
        "id": assignment_id,
        "queue_id": queue_id,
        "worker_id": worker_id,
        "now": now,
        "status": AssignmentStatus.WORKING,
        "opened_at": now,
        "reserved_until": now,
        "grace": grace,
    }


def persistent(database: Database, sql: Statement, values: dict[str, object]) -> Assignment | None:
    """The statement's assignment; run again where another tab of the worker came between."""
    for _ in range(TRIES):
        try:
            return maybe_assignment(statement(database, sql, **values))
        except IntegrityError:
            continue
    return None
