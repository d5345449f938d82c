"""SQL of the console's view of teams: their members, and what each is good at."""

from __future__ import annotations

from collections.abc import Sequence

from truthloop.storage.database import Database, Row, named, statement

MEMBERS = named("""
SELECT w.id, w.email, w.disabled_at IS NOT NULL AS disabled, count(*) OVER () AS found,
  coalesce((
    SELECT json_agg(json_build_object('name', s.skill, 'score', s.score, 'source', s.source, 'set_at', s.set_at)
                    ORDER BY lower(s.skill), s.skill)
    FROM worker_skill s WHERE s.worker_id = w.id AND s.account_id = :account_id), '[]') AS skills
FROM membership m JOIN worker w ON w.id = m.worker_id
WHERE m.workteam_id = :workteam_id AND position(lower(:part) IN lower(w.email)) > 0
ORDER BY lower(w.email) LIMIT :limit
""")
NAMES = named("""
SELECT skill AS name, count(*) AS workers FROM worker_skill
WHERE account_id = :account_id GROUP BY skill ORDER BY lower(skill), skill LIMIT :limit
""")


def members_with_skills(
    database: Database, account_id: str, workteam_id: int, *, part: str, limit: int
) -> Sequence[Row]:
    """Members by email, those whose email contains `part`: id, email, disabled, skills, found (how many there are).

    skills is `[{name, score, source, set_at}]` by name; source is the ARN of the job that awarded it, or None.
    """
    return statement(database, MEMBERS, account_id=account_id, workteam_id=workteam_id, part=part, limit=limit)


def skill_names(database: Database, account_id: str, limit: int) -> Sequence[Row]:
    """name, workers (how many have it) of every skill somebody has, by name."""
    return statement(database, NAMES, account_id=account_id, limit=limit)
