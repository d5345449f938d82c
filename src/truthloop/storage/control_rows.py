"""SQL of what a requester changes about a running labeling job."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection

from truthloop.storage.database import Row, named, rows_of

PAUSE = named("""
UPDATE queue SET paused_at = coalesce(queue.paused_at, :now) FROM labeling_job j
WHERE j.id = :job_id AND queue.id = j.queue_id RETURNING queue.paused_at
""")
GIVE_BACK_RESERVED = named("""
WITH dropped AS (
  DELETE FROM assignment a USING labeling_job j
  WHERE j.id = :job_id AND a.queue_id = j.queue_id AND a.status = 'reserved' RETURNING a.task_id),
back AS (SELECT task_id, count(*) AS slots FROM dropped GROUP BY task_id)
UPDATE task SET open_slots = open_slots + back.slots, position = nextval('task_position')
FROM back WHERE task.id = back.task_id AND task.status = 'open'
""")
"""What workers have only fetched ahead: nobody has seen it."""
RESUME = named("""
WITH paused AS (
  SELECT q.id, q.paused_at FROM queue q JOIN labeling_job j ON j.queue_id = q.id
  WHERE j.id = :job_id AND q.paused_at IS NOT NULL FOR UPDATE OF q),
later AS (
  UPDATE task SET available_until = available_until + (CAST(:now AS timestamptz) - paused.paused_at)
  FROM paused WHERE task.queue_id = paused.id AND task.status = 'open')
UPDATE queue SET paused_at = NULL FROM paused WHERE queue.id = paused.id RETURNING queue.id
""")

SETTINGS = named("""
SELECT q.priority, q.paused_at, j.most_at_once, j.wanted, j.most_wanted, j.wanted_confidence,
  j.stop_early_at, j.first_wanted, j.stop_after, j.review_below, j.review_fraction,
  j.correction_seconds
FROM labeling_job j JOIN queue q ON q.id = j.queue_id WHERE j.id = :job_id FOR UPDATE OF j
""")
CHANGE = named("""
UPDATE labeling_job SET most_at_once = :most_at_once, wanted = :wanted, most_wanted = :most_wanted,
  wanted_confidence = :wanted_confidence, stop_early_at = :stop_early_at, first_wanted = :first_wanted,
  stop_after = :stop_after, review_below = :review_below, review_fraction = :review_fraction,
  correction_seconds = :correction_seconds, changed_at = :now
WHERE id = :job_id
""")
PRIORITY = named("""
UPDATE queue SET priority = :priority FROM labeling_job j WHERE j.id = :job_id AND queue.id = j.queue_id
""")

HELD = "(task.wanted - task.open_slots)"
"""Answers a task has, and those on their way."""
ASK_FEW = named(f"""
UPDATE task SET wanted = greatest(:first_wanted, {HELD}), open_slots = greatest(:first_wanted - {HELD}, 0),
  status = CASE WHEN task.answered >= greatest(:first_wanted, {HELD}) THEN 'answered' ELSE task.status END
WHERE task.job_id = :job_id AND task.status = 'open' AND task.wanted > greatest(:first_wanted, {HELD})
""")
"""Objects before workers are looked at after a few answers; those that have them, at once."""
WIDEN_UNTAKEN = named("""
UPDATE task SET open_slots = open_slots + (:wanted - wanted), wanted = :wanted, status = 'open'
WHERE job_id = :job_id AND status IN ('open', 'answered') AND batch_id IS NULL AND wanted < :wanted
""")
"""Objects that have the few answers of early stopping open again, unless a batch has taken them."""


def pause_queue(connection: Connection, job_id: int, now: datetime) -> datetime:
    """Nobody gets a task of the job from now on; since when that is so."""
    row = rows_of(connection, PAUSE, {"job_id": job_id, "now": now})[0]
    rows_of(connection, GIVE_BACK_RESERVED, {"job_id": job_id})
    paused_at: datetime = row["paused_at"]
    return paused_at


def resume_queue(connection: Connection, job_id: int, now: datetime) -> bool:
    """Go on, with as much time for every task as was left; False when the job was not paused."""
    return bool(rows_of(connection, RESUME, {"job_id": job_id, "now": now}))


def settings_of(connection: Connection, job_id: int) -> Row:
    """What holds for a job now, its row locked; paused_at besides."""
    return rows_of(connection, SETTINGS, {"job_id": job_id})[0]


def change_settings(connection: Connection, job_id: int, changed: Mapping[str, object], now: datetime) -> None:
    """Set everything that SETTINGS shows."""
    rows_of(connection, CHANGE, {**changed, "job_id": job_id, "now": now})
    rows_of(connection, PRIORITY, {"job_id": job_id, "priority": changed["priority"]})


def ask_few_first(connection: Connection, job_id: int, first_wanted: int) -> None:
    """Objects that stand before workers are looked at after so many answers."""
    rows_of(connection, ASK_FEW, {"job_id": job_id, "first_wanted": first_wanted})


def ask_all_of_untaken(connection: Connection, job_id: int, wanted: int) -> None:
    """Objects no batch has taken, with fewer wanted, get as many as this; those answered already open again."""
    rows_of(connection, WIDEN_UNTAKEN, {"job_id": job_id, "wanted": wanted})
