"""SQL of consolidation batches: which answered objects are made into labels together, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from truthloop.storage.database import Database, named, rows_of, statement
from truthloop.storage.lacking_skills import has_skills

TAKE = named("""
WITH found AS (
  SELECT t.id FROM task t JOIN labeling_job j ON j.id = t.job_id
  WHERE t.job_id = :job_id AND t.status = 'answered' AND t.batch_id IS NULL
    AND (j.correction_seconds = 0 OR t.answered_at IS NULL
      OR t.answered_at <= CAST(:now AS timestamptz) - make_interval(secs => j.correction_seconds)
      OR EXISTS (SELECT 1 FROM resource r WHERE r.id = j.id AND r.status = 'Stopping'))
  ORDER BY t.object_number LIMIT :limit FOR UPDATE OF t SKIP LOCKED),
batch AS (
  INSERT INTO consolidation_batch (job_id, made_at, named_at)
  SELECT :job_id, :now, greatest(date_trunc('second', CAST(:now AS timestamptz)),
    (SELECT max(named_at) + interval '1 second' FROM consolidation_batch WHERE job_id = :job_id))
  WHERE EXISTS (SELECT 1 FROM found) RETURNING id, made_at, named_at),
taken AS (
  UPDATE task SET batch_id = batch.id, status = 'closing' FROM found, batch WHERE task.id = found.id
  RETURNING task.id)
SELECT batch.id, batch.made_at, batch.named_at FROM batch WHERE EXISTS (SELECT 1 FROM taken)
""")
UNFINISHED = named("""
SELECT id, made_at, named_at FROM consolidation_batch WHERE job_id = :job_id AND finished_at IS NULL ORDER BY id LIMIT 1
""")
OBJECTS = named("""
SELECT t.id AS task_id, t.object_number AS number, t.wanted, t.answered, d.line FROM task t
JOIN data_object d ON d.job_id = t.job_id AND d.number = t.object_number
WHERE t.batch_id = :batch_id ORDER BY t.object_number
""")
FINISH = named("""
UPDATE consolidation_batch SET finished_at = :now WHERE id = :id AND finished_at IS NULL RETURNING id
""")
LABEL = named("""
UPDATE data_object d SET status = g.status, label = g.label, failure = g.failure,
  labeled_at = CASE WHEN g.status = 'labeled' THEN CAST(:made_at AS timestamptz) END
FROM unnest(CAST(:numbers AS bigint[]), CAST(:statuses AS text[]), CAST(:labels AS text[]), CAST(:failures AS text[]))
  AS g(number, status, label, failure)
WHERE d.job_id = :job_id AND d.number = g.number AND d.status = 'offered'
""")
CLOSE = named("""
UPDATE task SET status = 'closed', open_slots = 0
WHERE batch_id = :batch_id AND object_number = ANY(CAST(:numbers AS bigint[]))
""")
ASK_MORE = named(f"""
WITH running AS (SELECT id FROM resource WHERE id = :job_id AND status = 'InProgress' FOR SHARE),
asked AS (
  SELECT t.id, (SELECT count(*) FROM (
      SELECT 1 FROM membership m WHERE m.workteam_id = q.workteam_id AND NOT EXISTS (
        SELECT 1 FROM assignment a WHERE a.task_id = t.id AND a.worker_id = m.worker_id)
        AND {has_skills("q.id", "m.worker_id")}
      LIMIT g.more) free) AS more
  FROM running JOIN task t ON t.job_id = running.id JOIN queue q ON q.id = t.queue_id
  JOIN unnest(CAST(:numbers AS bigint[]), CAST(:counts AS integer[])) AS g(number, more) ON g.number = t.object_number
  WHERE t.batch_id = :batch_id)
UPDATE task SET status = 'open', wanted = answered + asked.more, open_slots = asked.more, batch_id = NULL,
  position = nextval('task_position'), available_until = greatest(available_until, :available_until)
FROM asked WHERE task.id = asked.id AND asked.more > 0
RETURNING task.object_number
""")


@dataclass(frozen=True, slots=True)
class Batch:
    """Objects consolidated together."""

    id: int
    made_at: datetime
    """Labels bear this moment."""
    named_at: datetime
    """Its files bear this second; no two batches of a job share one."""


@dataclass(frozen=True, slots=True)
class BatchObject:
    """One object of a batch."""

    task_id: int
    number: int
    wanted: int
    answered: int
    line: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a batch made of one object."""

    number: int
    label: str
    """JSON text of the label attribute and its metadata; of the failure's metadata alone where there is no label."""
    failure: str | None = None


def take_batch(database: Database, job_id: int, now: datetime, limit: int) -> Batch | None:
    """The batch that was begun and not finished, else a new one of answered objects; None when there is nothing.

    Objects whose workers may still correct their answers wait, unless the job stops.
    """
    rows = statement(database, UNFINISHED, job_id=job_id) or statement(
        database, TAKE, job_id=job_id, now=now, limit=limit
    )
    return Batch(**rows[0]) if rows else None


def objects_of_batch(database: Database, batch_id: int) -> list[BatchObject]:
    """The objects of a batch by number."""
    return [BatchObject(**row) for row in statement(database, OBJECTS, batch_id=batch_id)]


def finish_batch(connection: Connection, batch_id: int, now: datetime) -> bool:
    """Mark a batch as finished; False when it was already."""
    return bool(rows_of(connection, FINISH, {"id": batch_id, "now": now}))


def label_objects(connection: Connection, job_id: int, batch: Batch, outcomes: Sequence[Outcome]) -> None:
    """Keep what a batch made, and end the tasks."""
    numbers = [one.number for one in outcomes]
    values = {
        "job_id": job_id,
        "made_at": batch.made_at,
        "numbers": numbers,
        "statuses": ["labeled" if one.failure is None else "failed" for one in outcomes],
        "labels": [one.label for one in outcomes],
        "failures": [one.failure for one in outcomes],
    }
    rows_of(connection, LABEL, values)
    rows_of(connection, CLOSE, {"batch_id": batch.id, "numbers": numbers})


def ask_more(
    connection: Connection, job_id: int, batch_id: int, more: Mapping[int, int], available_until: datetime
) -> set[int]:
    """So many more workers for each of these objects (by number), as far as there are any; those that get some.

    None while the job stops, or where everybody in the team has had the object.
    """
    values = {
        "job_id": job_id,
        "batch_id": batch_id,
        "numbers": list(more),
        "counts": list(more.values()),
        "available_until": available_until,
    }
    return {row["object_number"] for row in rows_of(connection, ASK_MORE, values)}
