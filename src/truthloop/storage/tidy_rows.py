"""SQL of the chore queue's own housekeeping."""

from __future__ import annotations

from truthloop.storage.database import Database, named, statement

DROP_DEAD = named("""
DELETE FROM procrastinate_jobs WHERE status = 'doing' AND (worker_id IS NULL OR worker_id NOT IN (
  SELECT id FROM procrastinate_workers WHERE last_heartbeat > now() - interval '2 minutes'))
""")
"""A chore under way in a process that is gone. Nothing is lost: chores read what is to do from our own tables."""
DROP_ENDED = named("DELETE FROM procrastinate_jobs WHERE status IN ('succeeded', 'failed', 'cancelled', 'aborted')")


def drop_dead_chores(database: Database) -> None:
    """Clear the queue of chores that ended or whose process was killed."""
    statement(database, DROP_DEAD)
    statement(database, DROP_ENDED)
