"""SQL of who holds which task and until when, for operators."""

from __future__ import annotations

from collections.abc import Sequence

from truthloop.storage.database import Database, Row, named, statement

HELD = named("""
SELECT a.id::text AS id, a.worker_id, w.email, q.title, h.name AS human_loop, a.status, a.opened_at, a.deadline,
  a.lease_until
FROM assignment a JOIN worker w ON w.id = a.worker_id JOIN queue q ON q.id = a.queue_id
JOIN task t ON t.id = a.task_id JOIN human_loop h ON h.id = t.human_loop_id
WHERE a.status IN ('reserved', 'working', 'paused') ORDER BY a.lease_until, a.id
""")


def all_held(database: Database) -> Sequence[Row]:
    """Every hold: id, worker_id, email, title, human_loop, status, opened_at, deadline, lease_until; soonest first."""
    return statement(database, HELD)
