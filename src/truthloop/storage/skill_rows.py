"""SQL of skills: what workers have, what a job asks for, and what a job awards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection

from truthloop.storage.answer_conditions import counts
from truthloop.storage.database import Database, Row, named, one_or_none, rows_of, statement

MEMBER = named("""
SELECT w.id FROM worker w WHERE (w.id = :worker_id OR lower(w.email) = lower(:email)) AND EXISTS (
  SELECT 1 FROM membership m JOIN resource r ON r.id = m.workteam_id
  WHERE m.worker_id = w.id AND r.account_id = :account_id)
""")
PUT = named("""
INSERT INTO worker_skill (account_id, worker_id, skill, score, source, set_at)
SELECT :account_id, worker_id, :skill, score, :source, :now
FROM unnest(CAST(:worker_ids AS text[]), CAST(:scores AS double precision[])) AS g(worker_id, score)
ON CONFLICT (worker_id, skill, account_id) DO UPDATE
  SET score = excluded.score, source = excluded.source, set_at = excluded.set_at
  WHERE worker_skill.score <> excluded.score OR worker_skill.source IS DISTINCT FROM excluded.source
""")
DELETE = named("""
DELETE FROM worker_skill WHERE account_id = :account_id AND worker_id = :worker_id AND skill = :skill RETURNING id
""")
PAGE = named("""
SELECT s.id, s.worker_id, w.email, s.skill, s.score, s.source, s.set_at
FROM worker_skill s JOIN worker w ON w.id = s.worker_id
WHERE s.account_id = :account_id AND s.id > :after
  AND (CAST(:skill AS text) IS NULL OR s.skill = :skill)
  AND (CAST(:worker_id AS text) IS NULL OR s.worker_id = :worker_id)
ORDER BY s.id LIMIT :limit
""")
REQUIRE_NONE = named("""
DELETE FROM queue_skill USING labeling_job j WHERE j.id = :job_id AND queue_skill.queue_id = j.queue_id
""")
REQUIRE = named("""
INSERT INTO queue_skill (queue_id, skill, account_id, minimum)
SELECT j.queue_id, g.skill, :account_id, g.minimum
FROM labeling_job j, unnest(CAST(:skills AS text[]), CAST(:minimums AS double precision[])) AS g(skill, minimum)
WHERE j.id = :job_id
""")
REQUIRED = named("""
SELECT k.skill, k.minimum FROM queue_skill k JOIN labeling_job j ON j.queue_id = k.queue_id
WHERE j.id = :job_id ORDER BY k.skill
""")
AWARD = named(
    "UPDATE labeling_job SET awards_skill = :skill, awards_after = :after, awarded_at = NULL WHERE id = :job_id"
)
AWARDED = named("SELECT awards_skill AS skill, awards_after AS after FROM labeling_job WHERE id = :job_id")
WIDEN_OPEN = named("""
UPDATE task SET open_slots = open_slots + j.wanted - task.wanted, wanted = j.wanted FROM labeling_job j
WHERE j.id = :job_id AND task.job_id = j.id AND task.status = 'open' AND task.wanted < j.wanted
""")
"""Objects that have the answers they were to get stay as they are: consolidation asks for more where it must."""

DUE = named(f"""
SELECT j.awards_skill AS skill, j.awards_after AS after, newest.at FROM labeling_job j CROSS JOIN LATERAL (
  SELECT max(greatest(a.submitted_at, g.set_at)) AS at FROM gold_label g
  JOIN task t ON t.job_id = g.job_id AND t.object_number = g.number AND t.superseded_at IS NULL
  JOIN answer a ON a.task_id = t.id AND {counts("a")}
  WHERE g.job_id = j.id) newest
WHERE j.id = :job_id AND j.awards_skill IS NOT NULL AND newest.at IS NOT NULL
  AND (j.awarded_at IS NULL OR newest.at > j.awarded_at)
""")
MARK = named("UPDATE labeling_job SET awarded_at = :at WHERE id = :job_id")


def find_member(database: Database, account_id: str, worker_id: str | None, email: str | None) -> str | None:
    """The id of somebody in one of the account's teams."""
    row = one_or_none(statement(database, MEMBER, account_id=account_id, worker_id=worker_id, email=email))
    return None if row is None else str(row["id"])


def put_skill(
    connection: Connection, account_id: str, skill: str, scores: Mapping[str, float], source: str | None, now: datetime
) -> None:
    """Say how good workers (by id) are at something, 0 to 1; `source` is the job that found it out."""
    values = {"account_id": account_id, "skill": skill, "source": source, "now": now}
    people = {"worker_ids": list(scores), "scores": list(scores.values())}
    rows_of(connection, PUT, {**values, **people})


def delete_skill(database: Database, account_id: str, worker_id: str, skill: str) -> bool:
    """Take a skill away; False when it was not there."""
    return bool(statement(database, DELETE, account_id=account_id, worker_id=worker_id, skill=skill))


def skills_page(
    database: Database, account_id: str, *, skill: str | None, worker_id: str | None, after: int, limit: int
) -> Sequence[Row]:
    """id, worker_id, email, skill, score, source, set_at: of one worker or skill, or all, beyond row `after`."""
    return statement(database, PAGE, account_id=account_id, skill=skill, worker_id=worker_id, after=after, limit=limit)


def require_skills(connection: Connection, job_id: int, account_id: str, minimums: Mapping[str, float]) -> None:
    """Who may work on a job from now on: those with these skills, each at least so good."""
    rows_of(connection, REQUIRE_NONE, {"job_id": job_id})
    given = {"skills": list(minimums), "minimums": list(minimums.values())}
    rows_of(connection, REQUIRE, {"job_id": job_id, "account_id": account_id, **given})


def required_skills(connection: Connection, job_id: int) -> dict[str, float]:
    """What a job asks for."""
    return {row["skill"]: row["minimum"] for row in rows_of(connection, REQUIRED, {"job_id": job_id})}


def award_skill(connection: Connection, job_id: int, skill: str | None, after: int | None) -> None:
    """A job is a test of a skill, after so many gold answers; or, with None, of none."""
    rows_of(connection, AWARD, {"job_id": job_id, "skill": skill, "after": after})


def awarded_skill(connection: Connection, job_id: int) -> Row:
    """skill, after: what a job is a test of, if it is one."""
    return rows_of(connection, AWARDED, {"job_id": job_id})[0]


def ask_all_of_open(connection: Connection, job_id: int) -> None:
    """Objects that still wait for answers are for as many workers as the job wants by now."""
    rows_of(connection, WIDEN_OPEN, {"job_id": job_id})


def due_award(database: Database, job_id: int) -> Row | None:
    """skill, after, at, where gold was answered since the job looked last; `at` is for `mark_awarded`."""
    return one_or_none(statement(database, DUE, job_id=job_id))


def mark_awarded(connection: Connection, job_id: int, at: datetime) -> None:
    """Everything up to a moment has been looked at."""
    rows_of(connection, MARK, {"job_id": job_id, "at": at})


def awarding_job(source: str | None) -> str | None:
    """The name of the job whose ARN is the source of a skill; None for a skill given by hand."""
    return None if source is None else source.rpartition("/")[2]
