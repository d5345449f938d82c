"""SQL of a job's tasks: objects put before workers, and those for which waiting is over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import orjson
from sqlalchemy import Connection

from truthloop.storage.database import Database, Row, named, rows_of, statement
from truthloop.terms.labeling import TaskProgress

ROOM = named("""
SELECT :most - count(*) AS n FROM task WHERE job_id = :job_id AND status = 'open'
""")
NEXT_IN_LINE = """
SELECT number, line, position FROM data_object WHERE job_id = :job_id AND status = 'waiting'{besides}
ORDER BY position LIMIT :limit
"""
WAITING = named(NEXT_IN_LINE.format(besides=""))
WAITING_AGAIN = named(NEXT_IN_LINE.format(besides=" AND sent_back IS NOT NULL"))
OFFER = named("""
WITH given AS (
  SELECT * FROM json_to_recordset(CAST(:given AS json)) AS given(number bigint, input text, skip boolean)),
moved AS (
  UPDATE data_object d SET status = CASE WHEN given.skip THEN 'skipped' ELSE 'offered' END, task_input = given.input
  FROM given WHERE d.job_id = :job_id AND d.number = given.number AND d.status = 'waiting'
  RETURNING d.number, d.position, d.status, d.sent_back),
placed AS (
  INSERT INTO task (queue_id, job_id, object_number, wanted, open_slots, available_until, note)
  SELECT j.queue_id, j.id, number, coalesce(j.first_wanted, j.wanted), coalesce(j.first_wanted, j.wanted),
    :available_until, moved.sent_back
  FROM (SELECT * FROM moved WHERE status = 'offered' ORDER BY position) moved, labeling_job j
  JOIN resource r ON r.id = j.id AND r.status = 'InProgress' WHERE j.id = :job_id
  ON CONFLICT (job_id, object_number) WHERE job_id IS NOT NULL AND superseded_at IS NULL DO UPDATE
    SET status = 'open', open_slots = greatest(0, excluded.wanted - task.answered),
        wanted = greatest(excluded.wanted, task.answered), available_until = excluded.available_until, batch_id = NULL
  RETURNING id)
SELECT (SELECT count(*) FROM moved WHERE status = 'skipped') AS skipped, (SELECT count(*) FROM placed) AS offered
""")
"""Objects whose turn it is, with what the pre-annotation function said of them."""

OVERDUE = named("""
SELECT * FROM (
  SELECT t.id, t.object_number, t.status, t.wanted, t.answered, t.available_until,
    (SELECT count(*) FROM assignment a WHERE a.task_id = t.id AND a.status = 'working') AS working,
    (SELECT count(*) FROM assignment a WHERE a.task_id = t.id AND a.status = 'paused') AS paused,
    (SELECT count(*) FROM assignment a WHERE a.task_id = t.id AND a.status = 'declined') AS declined
  FROM task t WHERE t.job_id = :job_id AND t.status IN ('open', 'closing') AND t.batch_id IS NULL) t
WHERE t.status = 'closing'
  OR t.declined >= greatest(t.wanted, (
    SELECT j.wanted FROM labeling_job j WHERE j.id = :job_id AND j.first_wanted IS NOT NULL))
  OR (t.available_until <= :now AND NOT EXISTS (
    SELECT 1 FROM labeling_job j JOIN queue q ON q.id = j.queue_id WHERE j.id = :job_id AND q.paused_at IS NOT NULL))
ORDER BY t.object_number LIMIT :limit
""")
TO_CONSOLIDATION = named("""
UPDATE task SET status = 'answered', open_slots = 0 WHERE id = ANY(CAST(:ids AS bigint[])) AND status <> 'closed'
""")
CLOSE = named("""
UPDATE task SET status = 'closed', open_slots = 0 WHERE id = ANY(CAST(:ids AS bigint[])) AND status <> 'closed'
RETURNING object_number
""")
LET_GO = named("""
UPDATE assignment SET status = 'expired', ended_at = :now, clock_started_at = NULL
WHERE task_id = ANY(CAST(:ids AS bigint[])) AND status IN ('reserved', 'working', 'paused')
""")
FAIL = named("""
UPDATE data_object SET status = 'failed', failure = :failure, label = :label
WHERE job_id = :job_id AND number = ANY(CAST(:numbers AS bigint[]))
  AND status IN ('waiting', 'offered') RETURNING number
""")
GIVE_BACK = named("""
UPDATE data_object SET status = 'waiting' WHERE job_id = :job_id AND number = ANY(CAST(:numbers AS bigint[]))
AND status = 'offered'
""")
UNFINISHED = named("""
SELECT count(*) AS n FROM task WHERE job_id = :job_id AND status IN ('open', 'answered', 'closing')
""")
EVER = named("""
SELECT EXISTS (SELECT 1 FROM task WHERE job_id = :job_id AND superseded_at IS NULL)
  OR EXISTS (SELECT 1 FROM task WHERE job_id = :job_id AND superseded_at IS NOT NULL) AS found
""")
CONTENT = named("""
SELECT t.job_id, d.number, d.line, d.task_input FROM task t
JOIN data_object d ON d.job_id = t.job_id AND d.number = t.object_number WHERE t.id = :task_id
""")


def room_for_objects(database: Database, job_id: int, most: int) -> int:
    """How many more objects may be before workers at once."""
    return max(0, int(statement(database, ROOM, job_id=job_id, most=most)[0]["n"]))


def waiting_objects(database: Database, job_id: int, limit: int, *, sent_back_only: bool = False) -> Sequence[Row]:
    """number, line of the objects next in line; of those alone that were sent back, if so wanted."""
    return statement(database, WAITING_AGAIN if sent_back_only else WAITING, job_id=job_id, limit=limit)


def offer(
    connection: Connection,
    job_id: int,
    given: Sequence[Mapping[str, object]],
    available_until: datetime,
) -> tuple[int, int]:
    """Put objects before workers (`number`, `input` JSON text or None, `skip`); how many were, and were skipped."""
    values = {"job_id": job_id, "given": orjson.dumps(given).decode(), "available_until": available_until}
    row = rows_of(connection, OFFER, values)[0]
    return row["offered"], row["skipped"]


def overdue_tasks(database: Database, job_id: int, now: datetime, limit: int) -> list[TaskProgress]:
    """Tasks nobody should wait for any longer: time over, declined by as many as were wanted, or the job stops."""
    return [TaskProgress(**row) for row in statement(database, OVERDUE, job_id=job_id, now=now, limit=limit)]


def to_consolidation(connection: Connection, task_ids: Sequence[int], now: datetime) -> None:
    """Consolidate these with the answers there are."""
    rows_of(connection, LET_GO, {"ids": list(task_ids), "now": now})
    rows_of(connection, TO_CONSOLIDATION, {"ids": list(task_ids)})


def close_tasks(connection: Connection, task_ids: Sequence[int], now: datetime) -> list[int]:
    """End tasks and whatever is still held of them; the numbers of their objects."""
    rows_of(connection, LET_GO, {"ids": list(task_ids), "now": now})
    return [row["object_number"] for row in rows_of(connection, CLOSE, {"ids": list(task_ids)})]


def fail_objects(connection: Connection, job_id: int, numbers: Sequence[int], failure: str, label: str) -> int:
    """These objects get no label; `label` is the metadata that says so. How many."""
    values = {"job_id": job_id, "numbers": list(numbers), "failure": failure, "label": label}
    return len(rows_of(connection, FAIL, values))


def give_back(connection: Connection, job_id: int, numbers: Sequence[int]) -> None:
    """These objects are as if nobody had been asked."""
    rows_of(connection, GIVE_BACK, {"job_id": job_id, "numbers": list(numbers)})


def object_of_task(database: Database, task_id: int) -> Row | None:
    """job_id, number, line and task_input of the object behind a task; None for a human loop's."""
    rows = statement(database, CONTENT, task_id=task_id)
    return rows[0] if rows else None


def unfinished_tasks(database: Database, job_id: int) -> int:
    """Tasks of a job that have not come to their end."""
    return int(statement(database, UNFINISHED, job_id=job_id)[0]["n"])


def ever_offered(database: Database, job_id: int) -> bool:
    """Whether an object of a job was ever before workers, whatever became of it."""
    return bool(statement(database, EVER, job_id=job_id)[0]["found"])
