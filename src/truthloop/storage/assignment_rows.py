"""SQL of assignments: claiming, opening, pausing, parting, expiring. One statement each, naming owner and clock.

How a claim stays quick with a hundred thousand tasks waiting: every task has a place in line (`position`), and each
worker goes on from the place of the task claimed last, so that a claim is one short index range and workers do not
crowd at the head. A task given back goes to the end of the line, ahead of everybody. Only a worker who has reached
the end looks once more from the beginning, for tasks that were locked when passing by.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from psycopg import IntegrityError

from truthloop.storage.database import Database, Row, named, one_or_none, statement
from truthloop.storage.lacking_skills import has_skills
from truthloop.terms.assignments import Assignment, AssignmentStatus

SHOWN = """
a.id::text AS id, a.queue_id, a.task_id, a.worker_id, a.status, q.title, q.description, q.time_limit_seconds,
a.opened_at, a.deadline, a.lease_until, a.remaining_seconds, a.draft, a.draft_revision,
(SELECT note FROM task WHERE id = a.task_id) AS note
"""

LINE = """
SELECT t.id, t.position FROM task t
WHERE t.queue_id = (SELECT id FROM place WHERE gives)
  AND t.open_slots > 0 AND t.available_until > :now
  AND t.position {side} (SELECT position FROM mark)
  AND NOT EXISTS (SELECT 1 FROM assignment s WHERE s.task_id = t.id AND s.worker_id = :worker_id)
  {unless}
ORDER BY t.position LIMIT 1 FOR NO KEY UPDATE OF t SKIP LOCKED
"""

HOLD = """
INSERT INTO assignment (id, queue_id, task_id, worker_id, status, position,
                        opened_at, clock_started_at, deadline, lease_until)
SELECT CAST(:id AS uuid), place.id, picked.id, :worker_id, :status, picked.position,
       CAST(:opened_at AS timestamptz), CAST(:opened_at AS timestamptz),
       CAST(:opened_at AS timestamptz) + make_interval(secs => place.time_limit_seconds),
       CASE WHEN CAST(:opened_at AS timestamptz) IS NULL THEN :reserved_until
            ELSE CAST(:opened_at AS timestamptz) + make_interval(secs => place.time_limit_seconds + :grace) END
FROM place, {picked} picked RETURNING *
"""

PLACE = f"""
place AS (
  SELECT q.id, q.title, q.description, q.time_limit_seconds,
    q.paused_at IS NULL AND {has_skills("q.id", ":worker_id")} AS gives
  FROM queue q
  JOIN membership m ON m.workteam_id = q.workteam_id AND m.worker_id = :worker_id WHERE q.id = :queue_id)
"""
"""The queue for one of its team. It gives nothing new while paused, or to who lacks a skill; what is held stays."""

NOTED = """
INSERT INTO audit (at, actor, action, subject, outcome, source_ip, request_id)
SELECT :now, 'worker/' || worker_id, '{action}', 'assignment/' || id, 'ok', :source_ip, :request_id FROM a
"""

TAKE_OVER = named(f"""
WITH {PLACE},
idle AS (
  SELECT r.id, r.task_id FROM assignment r JOIN task t ON t.id = r.task_id
  WHERE r.queue_id = (SELECT id FROM place WHERE gives)
    AND r.status = 'reserved' AND r.worker_id <> :worker_id
    AND t.status = 'open' AND t.available_until > :now
    AND NOT EXISTS (SELECT 1 FROM assignment s WHERE s.task_id = r.task_id AND s.worker_id = :worker_id)
  ORDER BY r.turn DESC LIMIT 1 FOR UPDATE OF r SKIP LOCKED),
freed AS (DELETE FROM assignment USING idle WHERE assignment.id = idle.id
          RETURNING assignment.task_id AS id, assignment.position),
a AS ({HOLD.format(picked="freed")}), noted AS ({NOTED.format(action="ClaimTask")})
SELECT {SHOWN} FROM a, place q
""")
"""A task that a colleague has only fetched ahead, for a worker who would otherwise be idle."""

OPEN = named(f"""
WITH a AS (
  UPDATE assignment SET status = 'working', opened_at = coalesce(assignment.opened_at, :now), clock_started_at = :now,
    deadline = CAST(:now AS timestamptz)
      + make_interval(secs => coalesce(assignment.remaining_seconds, queue.time_limit_seconds)),
    lease_until = CAST(:now AS timestamptz)
      + make_interval(secs => coalesce(assignment.remaining_seconds, queue.time_limit_seconds) + :grace),
    paused_at = NULL, remaining_seconds = NULL
  FROM queue, task
  WHERE assignment.id = CAST(:id AS uuid) AND assignment.worker_id = :worker_id
    AND assignment.status IN ('reserved', 'paused') AND assignment.lease_until > :now
    AND queue.id = assignment.queue_id AND task.id = assignment.task_id
    AND task.status = 'open' AND task.available_until > :now
    AND EXISTS (SELECT 1 FROM membership m WHERE m.workteam_id = queue.workteam_id AND m.worker_id = :worker_id)
  RETURNING assignment.*),
noted AS ({NOTED.format(action="OpenTask")})
SELECT {SHOWN} FROM a JOIN queue q ON q.id = a.queue_id
""")
"""A reserved or stopped task begins, or goes on with the time that was left."""

RENEW = named("""
UPDATE assignment SET lease_until = CASE WHEN status = 'reserved' THEN :reserved_until ELSE lease_until END
WHERE id = ANY(CAST(:ids AS uuid[])) AND worker_id = :worker_id
  AND (status = 'working' OR (status = 'reserved' AND lease_until > :now))
RETURNING id::text AS id, status, deadline, lease_until
""")
"""The page is still open: what was fetched ahead stays reserved; the open task shows its deadline."""

SAVE_DRAFT = named("""
UPDATE assignment SET draft = :draft, draft_revision = :revision
WHERE id = CAST(:id AS uuid) AND worker_id = :worker_id AND status IN ('working', 'paused')
  AND draft_revision <= :revision
RETURNING id
""")
"""Unsent work; an older revision that arrives late changes nothing."""

PAUSE = named("""
UPDATE assignment SET status = 'paused', paused_at = :now, clock_started_at = NULL,
  seconds_spent = seconds_spent + extract(epoch FROM CAST(:now AS timestamptz) - clock_started_at),
  remaining_seconds = greatest(0, extract(epoch FROM deadline - CAST(:now AS timestamptz))),
  lease_until = least(:paused_until, task.available_until)
FROM task
WHERE assignment.id = CAST(:id AS uuid) AND assignment.worker_id = :worker_id AND assignment.status = 'working'
  AND task.id = assignment.task_id AND task.status = 'open'
RETURNING assignment.id
""")
"""Stopped to be resumed later: the clock stands still, the hold stays."""

PART = named("""
WITH parted AS (
  UPDATE assignment SET status = :status, ended_at = :now, clock_started_at = NULL,
    seconds_spent = seconds_spent
      + coalesce(extract(epoch FROM CAST(:now AS timestamptz) - clock_started_at), 0)
  WHERE id = CAST(:id AS uuid) AND worker_id = :worker_id AND status IN ('working', 'paused', 'reserved')
  RETURNING task_id),
freed AS (
  UPDATE task SET open_slots = open_slots + 1, position = nextval('task_position')
  FROM parted WHERE task.id = parted.task_id AND task.status = 'open' RETURNING task.id)
SELECT parted.task_id, t.status AS task_status FROM parted JOIN task t ON t.id = parted.task_id
""")
"""Declined or released: others may have it, at the end of the line; this worker is not offered it again."""

DROP_RESERVATIONS = named("""
WITH dropped AS (
  DELETE FROM assignment WHERE worker_id = :worker_id AND status = 'reserved' RETURNING task_id)
UPDATE task SET open_slots = open_slots + 1, position = nextval('task_position')
FROM dropped WHERE task.id = dropped.task_id AND task.status = 'open' RETURNING task.id
""")
"""A worker who signs out keeps nothing fetched ahead."""

EXPIRE = named("""
WITH lapsed AS (
  SELECT id FROM assignment WHERE status IN ('reserved', 'working', 'paused') AND lease_until <= :now
  ORDER BY lease_until LIMIT :limit FOR UPDATE SKIP LOCKED),
ended AS (
  UPDATE assignment SET status = 'expired', ended_at = :now, clock_started_at = NULL
  FROM lapsed WHERE assignment.id = lapsed.id AND assignment.status <> 'reserved' RETURNING assignment.task_id),
dropped AS (
  DELETE FROM assignment USING lapsed
  WHERE assignment.id = lapsed.id AND assignment.status = 'reserved' RETURNING assignment.task_id),
back AS (
  SELECT task_id, count(*) AS slots
  FROM (SELECT task_id FROM ended UNION ALL SELECT task_id FROM dropped) e GROUP BY task_id),
freed AS (
  UPDATE task SET open_slots = open_slots + back.slots, position = nextval('task_position')
  FROM back WHERE task.id = back.task_id AND task.status = 'open' RETURNING task.id)
SELECT count(*) AS n FROM lapsed
""")
"""Holds whose time is up end, and their tasks go back in line."""

ONE = named(f"""
SELECT {SHOWN} FROM assignment a JOIN queue q ON q.id = a.queue_id
WHERE a.id = CAST(:id AS uuid) AND a.worker_id = :worker_id
""")


def assignment(row: Row) -> Assignment:
    """A row as an Assignment."""
    values = dict(row)
    values["status"] = AssignmentStatus(values["status"])
    return Assignment(**values)


def maybe_assignment(rows: Sequence[Row]) -> Assignment | None:
    """The only row as an Assignment, or None."""
    row = one_or_none(rows)
    return None if row is None else assignment(row)


def open_assignment(
    database: Database,
    *,
    assignment_id: str,
    worker_id: str,
    now: datetime,
    grace: float,
    source_ip: str,
    request_id: str,
) -> Assignment | None:
    """Begin or resume, noted; None when it is no longer the worker's, or another task of the queue is open."""
    values = {
        "id": assignment_id,
        "worker_id": worker_id,
        "now": now,
        "grace": grace,
        "source_ip": source_ip,
        "request_id": request_id,
    }
    try:
        return maybe_assignment(statement(database, OPEN, **values))
    except IntegrityError:
        return None


def renew(
    database: Database, assignment_ids: Sequence[str], worker_id: str, now: datetime, reserved_until: datetime
) -> Sequence[Row]:
    """Rows id, status, deadline, lease_until of those still held."""
    return statement(
        database, RENEW, ids=list(assignment_ids), worker_id=worker_id, now=now, reserved_until=reserved_until
    )


def save_draft(database: Database, assignment_id: str, worker_id: str, draft: str, revision: int) -> bool:
    """Keep unsent work; False when the assignment is not held or a newer revision is there."""
    values = {"id": assignment_id, "worker_id": worker_id, "draft": draft, "revision": revision}
    return bool(statement(database, SAVE_DRAFT, **values))


def pause(database: Database, assignment_id: str, worker_id: str, now: datetime, paused_until: datetime) -> bool:
    """Stop to resume later; False when it is not open, or its loop is ending."""
    values = {"id": assignment_id, "worker_id": worker_id, "now": now, "paused_until": paused_until}
    return bool(statement(database, PAUSE, **values))


def part(database: Database, assignment_id: str, worker_id: str, status: AssignmentStatus, now: datetime) -> str | None:
    """Give a task up; the task's status, or None when the worker did not hold it."""
    values = {"id": assignment_id, "worker_id": worker_id, "status": status, "now": now}
    row = one_or_none(statement(database, PART, **values))
    return None if row is None else row["task_status"]


def drop_reservations(database: Database, worker_id: str) -> None:
    """Give back what a worker has fetched ahead."""
    statement(database, DROP_RESERVATIONS, worker_id=worker_id)


def expire(database: Database, now: datetime, limit: int) -> int:
    """End holds whose time is up, at most `limit`; how many."""
    return int(statement(database, EXPIRE, now=now, limit=limit)[0]["n"])


def find_assignment(database: Database, assignment_id: str, worker_id: str) -> Assignment | None:
    """An assignment of this worker's, whatever its status."""
    return maybe_assignment(statement(database, ONE, id=assignment_id, worker_id=worker_id))
