"""SQL of the console: roles, the audit trail, and the answers behind labels."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from truthloop.storage.answer_conditions import counts
from truthloop.storage.database import Database, Row, named, one_or_none, statement
from truthloop.terms.console_roles import Role

ROLE = named("SELECT role FROM console_role WHERE account_id = :account_id AND worker_id = :worker_id")
GRANT = named("""
INSERT INTO console_role (account_id, worker_id, role, granted_at) VALUES (:account_id, :worker_id, :role, :now)
ON CONFLICT (account_id, worker_id) DO UPDATE SET role = :role, granted_at = :now
""")
REVOKE = named("DELETE FROM console_role WHERE account_id = :account_id AND worker_id = :worker_id RETURNING worker_id")
ROLES = named("""
SELECT w.email, c.role, c.granted_at FROM console_role c JOIN worker w ON w.id = c.worker_id
WHERE c.account_id = :account_id ORDER BY w.email
""")
TRAIL = named("""
SELECT a.id, a.at, coalesce(w.email, a.actor) AS actor, a.action, a.subject, a.outcome, a.source_ip
FROM audit a LEFT JOIN worker w ON a.actor LIKE 'worker/%' AND w.id = substr(a.actor, length('worker/') + 1)
WHERE (CAST(:before AS bigint) IS NULL OR a.id < :before)
  AND (:part = '' OR strpos(lower(concat_ws(' ', w.email, a.actor, a.action, a.subject, a.outcome)), lower(:part)) > 0)
ORDER BY a.id DESC LIMIT :limit
""")
ANSWERS = named("""
SELECT w.id AS worker_id, w.email, a.content, a.accepted_at, a.submitted_at, a.seconds_spent, a.late,
  t.superseded_at IS NOT NULL AS earlier_round, a.superseded
FROM (
  SELECT id, superseded_at FROM task WHERE job_id = :job_id AND object_number = :number AND superseded_at IS NULL
  UNION ALL
  SELECT id, superseded_at FROM task WHERE job_id = :job_id AND object_number = :number AND superseded_at IS NOT NULL
) t JOIN answer a ON a.task_id = t.id JOIN worker w ON w.id = a.worker_id
ORDER BY a.submitted_at, a.assignment_id, a.version
""")
HOURS = named(f"""
SELECT date_trunc('hour', a.submitted_at) AS hour, count(*) AS answers
FROM task t JOIN answer a ON a.task_id = t.id WHERE t.job_id = :job_id AND {counts("a")}
GROUP BY 1 ORDER BY 1 DESC LIMIT 168
""")
WORKERS = named(f"""
SELECT w.id AS worker_id, w.email, count(*) AS answers,
  percentile_cont(0.5) WITHIN GROUP (ORDER BY a.seconds_spent) AS median_seconds
FROM task t JOIN answer a ON a.task_id = t.id JOIN worker w ON w.id = a.worker_id
WHERE t.job_id = :job_id AND {counts("a")} GROUP BY w.id, w.email ORDER BY answers DESC, w.email
""")


def role_of(database: Database, account_id: str, worker_id: str) -> Role | None:
    """Somebody's role in an account's console."""
    row = one_or_none(statement(database, ROLE, account_id=account_id, worker_id=worker_id))
    return None if row is None else Role(row["role"])


def grant_role(database: Database, account_id: str, worker_id: str, role: Role, now: datetime) -> None:
    """Give somebody a role, in the place of another."""
    statement(database, GRANT, account_id=account_id, worker_id=worker_id, role=role, now=now)


def revoke_role(database: Database, account_id: str, worker_id: str) -> bool:
    """Take somebody's role away; False when there was none."""
    return bool(statement(database, REVOKE, account_id=account_id, worker_id=worker_id))


def roles(database: Database, account_id: str) -> Sequence[Row]:
    """email, role, granted_at."""
    return statement(database, ROLES, account_id=account_id)


def trail(database: Database, before: int | None, limit: int, part: str = "") -> Sequence[Row]:
    """The newest entries of the audit trail, or those before one of them, that say `part` anywhere.

    Workers, who stand in the trail by id, are shown by their e-mail address and found by both.
    """
    return statement(database, TRAIL, before=before, limit=limit, part=part)


def answers_to_object(database: Database, job_id: int, number: int) -> Sequence[Row]:
    """worker_id, email, content (JSON text), times, late, earlier_round and superseded of every answer to an object."""
    return statement(database, ANSWERS, job_id=job_id, number=number)


def answers_by_hour(database: Database, job_id: int) -> Sequence[Row]:
    """hour, answers: the last week's, newest first."""
    return statement(database, HOURS, job_id=job_id)


def workers_of_job(database: Database, job_id: int) -> Sequence[Row]:
    """worker_id, email, answers, median_seconds, the busiest first."""
    return statement(database, WORKERS, job_id=job_id)
