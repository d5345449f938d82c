"""SQL of drafts that answers of an earlier round were sent with: what an object sent back begins with."""

from __future__ import annotations

from dataclasses import dataclass

from truthloop.storage.database import Database, named, one_or_none, statement

EARLIER = named("""
SELECT before.draft, before.worker_id = :worker_id AS own
FROM task t JOIN labeling_job j ON j.id = t.job_id
JOIN task earlier ON earlier.job_id = t.job_id AND earlier.object_number = t.object_number
  AND earlier.superseded_at IS NOT NULL
JOIN assignment before ON before.task_id = earlier.id AND before.status = 'submitted' AND before.draft IS NOT NULL
WHERE t.id = :task_id AND t.superseded_at IS NULL AND (before.worker_id = :worker_id OR j.wanted = 1)
ORDER BY own DESC, earlier.id DESC, before.turn DESC LIMIT 1
""")
"""The worker's own answer, the newest; a colleague's only where one worker is wanted for each object: otherwise the
answers of several would no longer be independent of each other."""


@dataclass(frozen=True, slots=True)
class EarlierDraft:
    """The page as it was when somebody answered it in an earlier round."""

    draft: str
    """JSON text."""
    own: bool
    """Whether it was this worker who answered."""


def earlier_draft(database: Database, task_id: int, worker_id: str) -> EarlierDraft | None:
    """What this worker's page of a task begins with; None where it begins empty."""
    row = one_or_none(statement(database, EARLIER, task_id=task_id, worker_id=worker_id))
    return None if row is None else EarlierDraft(row["draft"], row["own"])
