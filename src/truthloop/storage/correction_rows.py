"""SQL of corrections: a worker's own earlier answers, opened again and answered anew until they are counted.

A correction is a further version of the answer. The one before stays as it was sent, marked as superseded; the newest
that came in time counts. An answer is counted once its object is in a batch, or its loop has ended.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from truthloop.storage.answer_conditions import correctable, counts
from truthloop.storage.answer_rows import Submission
from truthloop.storage.assignment_rows import NOTED, SHOWN, maybe_assignment
from truthloop.storage.database import Database, named, one_or_none, rows_of, statement, transaction
from truthloop.terms.assignments import Assignment

MEMBER = """
EXISTS (SELECT 1 FROM queue q JOIN membership m ON m.workteam_id = q.workteam_id
        WHERE q.id = {assignment}.queue_id AND m.worker_id = {assignment}.worker_id)
"""

LAST_ANSWERS = named(f"""
SELECT a.id::text AS id, n.submitted_at, n.version, {correctable("t")} AS correctable,
  CASE WHEN t.status = 'answered' AND j.correction_seconds > 0
    THEN t.answered_at + make_interval(secs => j.correction_seconds) END AS correctable_until
FROM (SELECT * FROM assignment s WHERE s.worker_id = :worker_id AND s.queue_id = :queue_id AND s.status = 'submitted'
      ORDER BY s.turn DESC LIMIT :limit) a
JOIN task t ON t.id = a.task_id LEFT JOIN labeling_job j ON j.id = t.job_id
JOIN answer n ON n.assignment_id = a.id AND {counts("n")}
WHERE {MEMBER.format(assignment="a")}
ORDER BY n.submitted_at DESC, a.turn DESC
""")
REOPEN = named(f"""
WITH a AS (
  UPDATE assignment SET reopened_at = :now FROM task t
  WHERE assignment.id = CAST(:id AS uuid) AND assignment.worker_id = :worker_id AND assignment.status = 'submitted'
    AND t.id = assignment.task_id AND {correctable("t")} AND {MEMBER.format(assignment="assignment")}
  RETURNING assignment.*),
noted AS ({NOTED.format(action="ReopenAnswer")})
SELECT {SHOWN} FROM a JOIN queue q ON q.id = a.queue_id
""")
LOCK = named("""
SELECT 1 FROM assignment WHERE id = CAST(:id AS uuid) AND worker_id = :worker_id AND status = 'submitted' FOR UPDATE
""")
"""First, so that what follows sees what another tab of the worker has done meanwhile."""
CORRECT = named(f"""
WITH own AS (
  SELECT a.id, a.task_id, a.worker_id,
    least(coalesce(extract(epoch FROM CAST(:now AS timestamptz) - a.reopened_at), 0), q.time_limit_seconds) AS seconds
  FROM assignment a JOIN queue q ON q.id = a.queue_id
  WHERE a.id = CAST(:id AS uuid) AND a.worker_id = :worker_id AND a.status = 'submitted'
    AND {MEMBER.format(assignment="a")}),
allowed AS (
  UPDATE task t SET corrections = corrections + 1 FROM own
  WHERE t.id = own.task_id AND {correctable("t")} RETURNING own.id, own.task_id, own.worker_id, own.seconds),
before AS (
  UPDATE answer SET superseded = true FROM allowed
  WHERE answer.assignment_id = allowed.id AND {counts("answer")}
  RETURNING answer.assignment_id, answer.accepted_at, answer.seconds_spent),
kept AS (
  INSERT INTO answer (assignment_id, version, submission_key, task_id, worker_id, content, accepted_at, submitted_at,
                      seconds_spent)
  SELECT allowed.id, (SELECT max(version) + 1 FROM answer WHERE assignment_id = allowed.id),
    CAST(:submission_key AS uuid), allowed.task_id, allowed.worker_id, :content, before.accepted_at, :now,
    before.seconds_spent + allowed.seconds
  FROM allowed JOIN before ON before.assignment_id = allowed.id RETURNING assignment_id),
a AS (
  UPDATE assignment SET draft = CAST(:draft AS text), reopened_at = NULL FROM kept
  WHERE assignment.id = kept.assignment_id RETURNING assignment.*),
noted AS ({NOTED.format(action="CorrectAnswer")})
SELECT id FROM a
""")
"""The task's row is locked by whoever takes it into a batch, so that a correction is in time or is not."""

KEEP_LATE = named("""
WITH kept AS (
  INSERT INTO answer (assignment_id, version, submission_key, task_id, worker_id, content, accepted_at, submitted_at,
                      seconds_spent, late)
  SELECT a.id, (SELECT max(version) + 1 FROM answer WHERE assignment_id = a.id), CAST(:submission_key AS uuid),
    a.task_id, a.worker_id, :content, coalesce(a.reopened_at, :now), :now, 0, true
  FROM assignment a WHERE a.id = CAST(:id AS uuid) RETURNING assignment_id, worker_id)
INSERT INTO audit (at, actor, action, subject, outcome, source_ip, request_id)
SELECT :now, 'worker/' || worker_id, 'CorrectAnswer', 'assignment/' || assignment_id, 'late', :source_ip, :request_id
FROM kept
""")
"""A correction that came after the answer was counted: kept, and out of it."""

FOUND = named("""
SELECT late FROM answer WHERE assignment_id = CAST(:id AS uuid) AND submission_key = CAST(:submission_key AS uuid)
""")
REOPENED = named("""
SELECT task_id FROM assignment
WHERE id = CAST(:id AS uuid) AND worker_id = :worker_id AND status = 'submitted' AND reopened_at IS NOT NULL
""")


@dataclass(frozen=True, slots=True)
class LastAnswer:
    """One answer of a worker's, as the portal lists it."""

    assignment_id: str
    submitted_at: datetime
    version: int
    """0 as it was sent first."""
    correctable: bool
    """Whether it is not counted yet."""
    correctable_until: datetime | None
    """When it will be counted; None while colleagues have yet to answer."""


def last_answers(database: Database, worker_id: str, queue_id: int, limit: int) -> list[LastAnswer]:
    """The answers a worker gave last in a queue, newest first."""
    rows = statement(database, LAST_ANSWERS, worker_id=worker_id, queue_id=queue_id, limit=limit)
    return [
        LastAnswer(row["id"], row["submitted_at"], row["version"], row["correctable"], row["correctable_until"])
        for row in rows
    ]


def reopen(
    database: Database, assignment_id: str, worker_id: str, now: datetime, source_ip: str, request_id: str
) -> Assignment | None:
    """A submitted assignment with what puts its page back as it was; None when its answer is counted already."""
    values = {
        "id": assignment_id,
        "worker_id": worker_id,
        "now": now,
        "source_ip": source_ip,
        "request_id": request_id,
    }
    return maybe_assignment(statement(database, REOPEN, **values))


def correct(database: Database, submission: Submission) -> bool | None:
    """Keep a further version of an answer. Whether it counts; None when the worker never answered the task.

    One that comes after the answer was counted is kept as a late one. The very same submission again changes nothing.
    """
    values = {
        "id": submission.assignment_id,
        "worker_id": submission.worker_id,
        "submission_key": submission.submission_key,
        "content": submission.content,
        "draft": submission.draft,
        "now": submission.at,
        "source_ip": submission.source_ip,
        "request_id": submission.request_id,
    }
    with transaction(database) as connection:
        if not rows_of(connection, LOCK, values):
            return None
        if found := rows_of(connection, FOUND, values):
            return not found[0]["late"]
        if rows_of(connection, CORRECT, values):
            return True
        rows_of(connection, KEEP_LATE, values)
        return False


def reopened_task(database: Database, assignment_id: str, worker_id: str) -> int | None:
    """The task of an answer that its worker has open to be corrected."""
    row = one_or_none(statement(database, REOPENED, id=assignment_id, worker_id=worker_id))
    return None if row is None else int(row["task_id"])
