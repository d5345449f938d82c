"""SQL of the end of human loops, many at once: what is held of them is let go, each ends with what was read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from truthloop.storage.database import named, rows_of
from truthloop.terms.loops import LoopProgress, LoopStatus

LET_GO = named("""
UPDATE assignment SET status = 'expired', ended_at = :now, clock_started_at = NULL
WHERE task_id = ANY(CAST(:task_ids AS bigint[])) AND status IN ('reserved', 'working', 'paused')
""")
CLOSE_TASKS = named("""
UPDATE task SET status = 'closed', open_slots = 0
FROM unnest(CAST(:task_ids AS bigint[]), CAST(:corrections AS integer[])) AS g(id, corrections)
WHERE task.id = g.id AND task.corrections = g.corrections AND status <> 'closed' RETURNING task.id
""")
"""Not where an answer was corrected after it was read: the loop ends at the next turn, with the correction."""
DROP_DRAFTS = named("""
UPDATE assignment SET draft = NULL
WHERE task_id = ANY(CAST(:task_ids AS bigint[])) AND status = 'submitted' AND draft IS NOT NULL
""")
END = named("""
UPDATE human_loop SET status = g.status, ended_at = :now, failure_code = g.code, failure_reason = g.reason
FROM unnest(CAST(:ids AS bigint[]), CAST(:statuses AS text[]), CAST(:codes AS text[]), CAST(:reasons AS text[]))
  AS g(id, status, code, reason)
WHERE human_loop.id = g.id AND human_loop.status IN ('InProgress', 'Stopping') RETURNING human_loop.id
""")


def end_loops(
    connection: Connection, ended: Sequence[tuple[LoopProgress, LoopStatus, tuple[str, str] | None]], now: datetime
) -> set[int]:
    """End loops and let go of whatever is still held of their tasks; the row numbers of those that had not ended.

    Each is given with its status and, where it failed, code and reason.
    """
    task_ids = [progress.task_id for progress, _, _ in ended]
    # Assignments before tasks, as submitting and parting lock them: the other way round two could wait for each other.
    rows_of(connection, LET_GO, {"task_ids": task_ids, "now": now})
    rows_of(connection, DROP_DRAFTS, {"task_ids": task_ids})
    corrections = [progress.corrections for progress, _, _ in ended]
    closed = {row["id"] for row in rows_of(connection, CLOSE_TASKS, {"task_ids": task_ids, "corrections": corrections})}
    ended = [one for one in ended if one[0].task_id in closed]
    values = {
        "ids": [progress.loop.id for progress, _, _ in ended],
        "statuses": [str(status) for _, status, _ in ended],
        "codes": [None if failure is None else failure[0] for _, _, failure in ended],
        "reasons": [None if failure is None else failure[1] for _, _, failure in ended],
        "now": now,
    }
    return {row["id"] for row in rows_of(connection, END, values)}
