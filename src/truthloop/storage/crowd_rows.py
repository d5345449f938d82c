"""SQL of what a job's workers have said so far: what early stopping learns a crowd from."""

from __future__ import annotations

from collections.abc import Sequence

from truthloop.storage.answer_conditions import counts
from truthloop.storage.database import Database, Row, named, statement

NEWEST = named(f"""
SELECT t.object_number AS number, a.worker_id, a.content
FROM (SELECT id, object_number FROM task WHERE job_id = :job_id AND superseded_at IS NULL AND answered > 0
      ORDER BY object_number DESC LIMIT :objects) t
JOIN answer a ON a.task_id = t.id AND {counts("a")}
""")


def newest_answers(database: Database, job_id: int, objects: int) -> Sequence[Row]:
    """number, worker_id, content (JSON text) of every counted answer to the job's last objects that have any."""
    return statement(database, NEWEST, job_id=job_id, objects=objects)
