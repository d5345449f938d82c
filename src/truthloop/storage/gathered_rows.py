"""SQL of the hottest steps for several workers at once: one statement, one commit, for all who ask at the same moment.

Starting a statement and making it durable cost more than the few rows one worker's step touches; shared, they cost
each a fraction. Only what goes smoothly is done here. Whoever is left without (a task had before, a hold that has
ended, the end of the line, two tabs at once) takes the single statement's way, which knows every case.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson
from psycopg import IntegrityError, OperationalError

from truthloop.storage.answer_rows import Submission
from truthloop.storage.assignment_rows import SHOWN, assignment
from truthloop.storage.database import Database, Row, Statement, named, statement
from truthloop.storage.lacking_skills import has_skills
from truthloop.terms.assignments import Assignment

NEXT = named(f"""
WITH asked AS (
  SELECT * FROM json_to_recordset(CAST(:asked AS json))
    AS asked(id uuid, queue_id bigint, worker_id text, at timestamptz, source_ip text, request_id text)),
place AS MATERIALIZED (
  SELECT asked.*, q.title, q.description, q.time_limit_seconds,
    q.paused_at IS NULL AND {has_skills("q.id", "asked.worker_id")} AS gives
  FROM asked JOIN queue q ON q.id = asked.queue_id
  JOIN membership m ON m.workteam_id = q.workteam_id AND m.worker_id = asked.worker_id),
present AS MATERIALIZED (
  SELECT p.* FROM place CROSS JOIN LATERAL (
    SELECT a.* FROM assignment a JOIN task t ON t.id = a.task_id
    WHERE a.worker_id = place.worker_id AND a.queue_id = place.queue_id AND a.lease_until > place.at
      AND (a.status = 'working' OR (a.status = 'reserved' AND t.status = 'open' AND t.available_until > place.at))
    ORDER BY a.status DESC, a.turn LIMIT 1) p),
hungry AS MATERIALIZED (
  SELECT place.*, row_number() OVER (PARTITION BY place.queue_id ORDER BY last.position) AS turn, last.position
  FROM place CROSS JOIN LATERAL (
    SELECT coalesce((SELECT l.position FROM assignment l
      WHERE l.worker_id = place.worker_id AND l.queue_id = place.queue_id ORDER BY l.turn DESC LIMIT 1), 0) AS position
  ) last
  WHERE place.gives AND NOT EXISTS (
    SELECT 1 FROM present p WHERE p.worker_id = place.worker_id AND p.queue_id = place.queue_id)),
line AS (
  SELECT queue_id, count(*) AS workers, min(position) AS position, max(at) AS at FROM hungry GROUP BY queue_id),
ahead AS MATERIALIZED (
  SELECT line.queue_id, found.id, found.position,
    row_number() OVER (PARTITION BY line.queue_id ORDER BY found.position) AS turn
  FROM line CROSS JOIN LATERAL (
    SELECT t.id, t.position, t.open_slots FROM task t
    WHERE t.queue_id = line.queue_id AND t.open_slots > 0 AND t.available_until > line.at
      AND t.position > line.position
    ORDER BY t.position LIMIT line.workers FOR NO KEY UPDATE OF t SKIP LOCKED) found
  CROSS JOIN LATERAL generate_series(1, found.open_slots)),
matched AS MATERIALIZED (
  SELECT hungry.id, hungry.queue_id, hungry.worker_id, hungry.at, hungry.time_limit_seconds,
    ahead.id AS task_id, ahead.position
  FROM hungry JOIN ahead USING (queue_id, turn)
  WHERE NOT EXISTS (SELECT 1 FROM assignment s WHERE s.task_id = ahead.id AND s.worker_id = hungry.worker_id)),
taken AS (
  UPDATE task SET open_slots = open_slots - n
  FROM (SELECT task_id, count(*) AS n FROM matched GROUP BY task_id) matched WHERE task.id = matched.task_id),
a AS (
  INSERT INTO assignment (id, queue_id, task_id, worker_id, status, position,
                          opened_at, clock_started_at, deadline, lease_until)
  SELECT id, queue_id, task_id, worker_id, 'working', position, at, at,
    at + make_interval(secs => time_limit_seconds), at + make_interval(secs => time_limit_seconds + :grace)
  FROM matched RETURNING *),
noted AS (
  INSERT INTO audit (at, actor, action, subject, outcome, source_ip, request_id)
  SELECT asked.at, 'worker/' || a.worker_id, 'ClaimTask', 'assignment/' || a.id, 'ok', source_ip, request_id
  FROM a JOIN asked ON asked.id = a.id)
SELECT {SHOWN} FROM (SELECT * FROM present UNION ALL SELECT * FROM a) a
JOIN place q ON q.worker_id = a.worker_id AND q.queue_id = a.queue_id
""")
"""What each has open or fetched ahead; for the others the next tasks of the line, begun, from the place of the worker
furthest behind: a task that wants several answers goes to several of them. A worker may ask once for each queue."""

SUBMIT = named("""
WITH sent AS (
  SELECT * FROM json_to_recordset(CAST(:sent AS json))
    AS sent(id uuid, worker_id text, submission_key uuid, content text, at timestamptz, source_ip text,
            request_id text, draft text)),
held AS (
  UPDATE assignment a SET status = 'submitted', ended_at = at, clock_started_at = NULL,
    draft = coalesce(sent.draft, a.draft),
    seconds_spent = seconds_spent + coalesce(extract(epoch FROM at - clock_started_at), 0)
  FROM sent
  WHERE a.id = sent.id AND a.worker_id = sent.worker_id AND a.status IN ('working', 'paused') AND a.lease_until > at
  RETURNING a.id, a.task_id, a.worker_id, a.opened_at, a.seconds_spent, submission_key, content, at, source_ip,
            request_id),
kept AS (
  INSERT INTO answer (assignment_id, submission_key, task_id, worker_id, content, accepted_at, submitted_at,
                      seconds_spent)
  SELECT id, submission_key, task_id, worker_id, content, opened_at, at, seconds_spent FROM held
  RETURNING task_id, submitted_at),
counted AS (
  UPDATE task SET answered = answered + n, answered_at = last,
    status = CASE WHEN status = 'open' AND answered + n >= wanted THEN 'answered' ELSE status END
  FROM (SELECT task_id, count(*) AS n, max(submitted_at) AS last FROM kept GROUP BY task_id ORDER BY task_id) kept
  WHERE task.id = kept.task_id RETURNING task.id, task.status),
noted AS (
  INSERT INTO audit (at, actor, action, subject, outcome, source_ip, request_id)
  SELECT at, 'worker/' || worker_id, 'SubmitAnswer', 'assignment/' || id, 'ok', source_ip, request_id FROM held)
SELECT held.id::text AS id, counted.status FROM held JOIN counted ON counted.id = held.task_id
""")
"""Several answers: for each the hold ends, the answer is kept, the task counts it, the trail notes it."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A worker who asks for the next task of a queue."""

    assignment_id: str
    """What the assignment is called if there is one."""
    queue_id: int
    worker_id: str
    at: datetime
    source_ip: str
    request_id: str


def next_for_all(database: Database, asking: Sequence[Asking], grace: float) -> list[Assignment]:
    """The tasks that workers have open or reserved, else the next ones, begun; not everybody may have got one.

    No worker may ask twice for the same queue. Nobody has got one where the statement met a conflict.
    """
    asked = [
        {
            "id": one.assignment_id,
            "queue_id": one.queue_id,
            "worker_id": one.worker_id,
            "at": one.at,
            "source_ip": one.source_ip,
            "request_id": one.request_id,
        }
        for one in asking
    ]
    return [assignment(row) for row in smoothly(database, NEXT, asked=orjson.dumps(asked).decode(), grace=grace)]


def submit_all(database: Database, submissions: Sequence[Submission]) -> dict[str, str]:
    """Keep answers for good: the task's status by assignment, of those that were held."""
    sent = [
        {
            "id": one.assignment_id,
            "worker_id": one.worker_id,
            "submission_key": one.submission_key,
            "content": one.content,
            "at": one.at,
            "source_ip": one.source_ip,
            "request_id": one.request_id,
            "draft": one.draft,
        }
        for one in sorted(submissions, key=lambda one: one.assignment_id)  # locked in one order by everybody
    ]
    rows = smoothly(database, SUBMIT, sent=orjson.dumps(sent).decode())
    return {row["id"]: row["status"] for row in rows}


def smoothly(database: Database, sql: Statement, **values: object) -> Sequence[Row]:
    """The rows of a statement; none when it met a conflict, which undid all of it."""
    try:
        return statement(database, sql, **values)
    except (IntegrityError, OperationalError):  # two tabs of one worker, or a deadlock with another server
        return ()
