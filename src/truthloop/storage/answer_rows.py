"""SQL of answers and of the queues they come from. What a worker sent is inserted once and never changed.

An answer that its worker corrected stays, marked as superseded: `correction_rows`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson

from truthloop.storage.answer_conditions import correctable, counts
from truthloop.storage.database import Database, named, one_or_none, statement
from truthloop.storage.lacking_skills import lacking
from truthloop.terms.assignments import Needed, WorkQueue
from truthloop.terms.loops import Answer

SUBMIT = named("""
WITH held AS (
  UPDATE assignment SET status = 'submitted', ended_at = :now, clock_started_at = NULL,
    draft = coalesce(CAST(:draft AS text), draft),
    seconds_spent = seconds_spent
      + coalesce(extract(epoch FROM CAST(:now AS timestamptz) - clock_started_at), 0)
  WHERE id = CAST(:id AS uuid) AND worker_id = :worker_id AND status IN ('working', 'paused') AND lease_until > :now
  RETURNING id, task_id, worker_id, opened_at, seconds_spent, queue_id),
kept AS (
  INSERT INTO answer (assignment_id, submission_key, task_id, worker_id, content, accepted_at, submitted_at,
                      seconds_spent)
  SELECT id, CAST(:submission_key AS uuid), task_id, worker_id, :content, opened_at, :now, seconds_spent FROM held
  RETURNING task_id),
counted AS (
  UPDATE task SET answered = answered + 1, answered_at = :now,
    status = CASE WHEN status = 'open' AND answered + 1 >= wanted THEN 'answered' ELSE status END
  FROM kept WHERE task.id = kept.task_id RETURNING task.status),
noted AS (
  INSERT INTO audit (at, actor, action, subject, outcome, source_ip, request_id)
  SELECT :now, 'worker/' || worker_id, 'SubmitAnswer', 'assignment/' || id, 'ok', :source_ip, :request_id FROM held)
SELECT counted.status FROM counted
""")
"""One answer: the hold ends, the answer is kept, the task counts it, the trail notes it. All or nothing.

The draft stays until the answer is counted: with it the page is put back as it was, to correct the answer.
"""

FOUND = named("""
SELECT submission_key::text AS submission_key, late FROM answer
WHERE assignment_id = CAST(:id AS uuid) AND worker_id = :worker_id AND version = 0
""")
KEEP_LATE = named("""
INSERT INTO answer (assignment_id, submission_key, task_id, worker_id, content, accepted_at, submitted_at,
                    seconds_spent, late)
SELECT id, CAST(:submission_key AS uuid), task_id, worker_id, :content, coalesce(opened_at, :now), :now,
       seconds_spent, true
FROM assignment WHERE id = CAST(:id AS uuid) AND worker_id = :worker_id AND status <> 'reserved'
ON CONFLICT DO NOTHING RETURNING assignment_id
""")
"""An answer that came after its time: kept, not counted."""

OF_TASKS = named(f"""
SELECT a.task_id, w.id AS worker_id, w.sub::text AS worker_sub, a.content, a.accepted_at,
  a.submitted_at, a.seconds_spent
FROM answer a JOIN worker w ON w.id = a.worker_id
WHERE a.task_id = ANY(CAST(:task_ids AS bigint[])) AND {counts("a")}
ORDER BY a.submitted_at, a.assignment_id
""")

QUEUES = named(f"""
SELECT q.id, q.title, q.description, q.keywords, q.time_limit_seconds, q.created_at,
  CASE WHEN lack.needs IS NOT NULL THEN 0 ELSE
  (SELECT count(*) FROM (
     SELECT 1 FROM task t WHERE t.queue_id = q.id AND t.open_slots > 0 AND t.available_until > :now
       AND NOT EXISTS (SELECT 1 FROM assignment s WHERE s.task_id = t.id AND s.worker_id = :worker_id)
     LIMIT :most) counted)
  + (SELECT count(*) FROM (
     SELECT 1 FROM assignment r JOIN task t ON t.id = r.task_id
     WHERE r.queue_id = q.id AND r.status = 'reserved' AND t.status = 'open' AND t.available_until > :now
       AND (r.worker_id = :worker_id OR NOT EXISTS (
         SELECT 1 FROM assignment s WHERE s.task_id = r.task_id AND s.worker_id = :worker_id))
     LIMIT :most) counted) END AS waiting,
  lack.needs,
  last.answered, last.correctable
FROM queue q JOIN membership m ON m.workteam_id = q.workteam_id AND m.worker_id = :worker_id
CROSS JOIN LATERAL (SELECT {lacking("q.id", ":worker_id")} AS needs) lack
CROSS JOIN LATERAL (
  SELECT count(*) > 0 AS answered, count(*) FILTER (WHERE {correctable("t")}) AS correctable
  FROM (SELECT s.task_id FROM assignment s
        WHERE s.worker_id = :worker_id AND s.queue_id = q.id AND s.status = 'submitted'
        ORDER BY s.turn DESC LIMIT :last) s
  JOIN task t ON t.id = s.task_id) last
WHERE q.source_id IS NOT NULL AND q.closed_at IS NULL
  AND (q.paused_at IS NULL OR EXISTS (
    SELECT 1 FROM assignment h WHERE h.worker_id = :worker_id AND h.queue_id = q.id
      AND h.status IN ('working', 'paused')))
ORDER BY q.priority DESC, q.created_at, q.id
""")
"""A worker's queues. Counting stops at a limit: nobody needs the exact number of a hundred thousand."""


@dataclass(frozen=True, slots=True)
class Submission:
    """An answer on its way in."""

    assignment_id: str
    worker_id: str
    submission_key: str
    """A UUID that the browser made for this submission: the same one again is the same answer."""
    content: str
    """The answer's JSON text."""
    at: datetime
    source_ip: str
    request_id: str
    draft: str | None = None
    """JSON text of what puts the page back as it was; without it the draft kept last does."""


def submit(database: Database, submission: Submission) -> str | None:
    """Keep an answer for good; the task's status after it, or None when the task was not held."""
    row = one_or_none(
        statement(
            database,
            SUBMIT,
            id=submission.assignment_id,
            worker_id=submission.worker_id,
            submission_key=submission.submission_key,
            content=submission.content,
            draft=submission.draft,
            now=submission.at,
            source_ip=submission.source_ip,
            request_id=submission.request_id,
        )
    )
    return None if row is None else row["status"]


def find_submission(database: Database, assignment_id: str, worker_id: str) -> tuple[str, bool] | None:
    """The submission key of the kept answer and whether it came late."""
    row = one_or_none(statement(database, FOUND, id=assignment_id, worker_id=worker_id))
    return None if row is None else (row["submission_key"], row["late"])


def keep_late(database: Database, submission: Submission) -> bool:
    """Keep an answer that came after its time; False when the assignment is not this worker's."""
    return bool(
        statement(
            database,
            KEEP_LATE,
            id=submission.assignment_id,
            worker_id=submission.worker_id,
            submission_key=submission.submission_key,
            content=submission.content,
            now=submission.at,
        )
    )


def answers_of_tasks(database: Database, task_ids: Sequence[int], issuer: str) -> dict[int, list[Answer]]:
    """The counted answers of each task, each as its worker corrected it last, in the order they came."""
    found: dict[int, list[Answer]] = {task_id: [] for task_id in task_ids}
    for row in statement(database, OF_TASKS, task_ids=list(task_ids)):
        found[row["task_id"]].append(
            Answer(
                row["worker_id"],
                row["worker_sub"],
                issuer,
                orjson.loads(row["content"]),
                row["accepted_at"],
                row["submitted_at"],
                row["seconds_spent"],
            )
        )
    return found


def queues_of_worker(
    database: Database, worker_id: str, now: datetime, *, last: int, most: int = 1000
) -> list[WorkQueue]:
    """The queues of a worker's teams; `waiting` is exact below `most`, `correctable` looks at the `last` answers."""
    return [
        WorkQueue(
            row["id"],
            row["title"],
            row["description"],
            tuple(row["keywords"]),
            row["time_limit_seconds"],
            row["created_at"],
            min(row["waiting"], most),
            row["correctable"],
            row["answered"],
            tuple(Needed(**one) for one in row["needs"] or ()),
        )
        for row in statement(database, QUEUES, worker_id=worker_id, now=now, most=most, last=last)
    ]
