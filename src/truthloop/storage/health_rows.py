"""SQL of what operators watch."""

from __future__ import annotations

from truthloop.storage.database import named

STANDING = named("""
SELECT 'loop' AS kind, status, count(*) AS n FROM human_loop GROUP BY status
UNION ALL SELECT 'assignment', status, count(*) FROM assignment WHERE status IN ('reserved', 'working', 'paused')
  GROUP BY status
UNION ALL SELECT 'event', 'waiting', count(*) FROM event WHERE next_attempt_at IS NOT NULL
UNION ALL SELECT 'chore', 'waiting', count(*) FROM procrastinate_jobs WHERE status = 'todo'
""")
"""How many loops, holds, undelivered events and waiting chores there are."""
