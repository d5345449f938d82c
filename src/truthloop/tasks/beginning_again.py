"""An object that was sent back begins with the answer it was given earlier, so that nobody draws thirty boxes again.

The answer stays as it was sent: its draft is only read. As soon as the worker changes something, the new round has a
draft of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from truthloop.storage.database import Database
from truthloop.storage.earlier_drafts import earlier_draft
from truthloop.terms.assignments import Assignment, AssignmentStatus

HELD = frozenset({AssignmentStatus.RESERVED, AssignmentStatus.WORKING, AssignmentStatus.PAUSED})


class Origin(StrEnum):
    """Whose earlier answer a draft is a copy of."""

    OWN_ANSWER = "own-answer"
    EARLIER_ANSWER = "earlier-answer"
    """A colleague's, of a job with one worker for each object."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a worker's page begins with."""

    draft: str | None
    """JSON text; None: empty."""
    origin: Origin | None = None
    """None for the worker's unsent work, and for an empty page."""


def beginning_of(database: Database, task: Assignment) -> Beginning:
    """The worker's unsent work; without such, of an object that was sent back, the answer of an earlier round."""
    if task.note is None or task.draft is not None or task.status not in HELD:
        return Beginning(task.draft)
    found = earlier_draft(database, task.task_id, task.worker_id)
    if found is None:
        return Beginning(None)
    return Beginning(found.draft, Origin.OWN_ANSWER if found.own else Origin.EARLIER_ANSWER)
