"""The SQL that says whether a worker has the skills a queue asks for; parts of the statements that give out work.

Most queues ask for none: one look into an index that is then empty.
"""

from __future__ import annotations

LACKING = """
FROM queue_skill k LEFT JOIN worker_skill s
  ON s.worker_id = {worker} AND s.skill = k.skill AND s.account_id = k.account_id
WHERE k.queue_id = {queue} AND coalesce(s.score, -1) < k.minimum
"""


def has_skills(queue: str, worker: str) -> str:
    """A condition: the worker lacks nothing. Both are SQL that names an id."""
    return f"NOT EXISTS (SELECT 1 {LACKING.format(queue=queue, worker=worker)})"


def lacking(queue: str, worker: str) -> str:
    """A value: JSON of what is lacking, `[{skill, minimum, score}]`; NULL when nothing is."""
    columns = "json_build_object('skill', k.skill, 'minimum', k.minimum, 'score', s.score)"
    return f"(SELECT json_agg({columns} ORDER BY k.skill) {LACKING.format(queue=queue, worker=worker)})"
