"""When waiting for an object's workers is over, and what then. Pure.

answered by all who were wanted   → consolidate (the submitting statement says so itself)
time over, or declined by as many as were wanted, or the job stops:
    somebody is in the middle of it  → wait for them, until their own time is up
    somebody answered                → consolidate with what there is
    nobody                           → expired; or back to unlabelled when the job stops
"""

from __future__ import annotations

from enum import StrEnum

from truthloop.terms.labeling import TaskProgress

CLOSING = "closing"


class ObjectEnding(StrEnum):
    """What becomes of a task nobody should wait for."""

    CONSOLIDATE = "consolidate"
    EXPIRE = "expire"
    GIVE_BACK = "give-back"


EXPIRED = (
    "ClientError: Annotation tasks expired. The tasks were not completed by the workers within the availability "
    "lifetime, or declined by as many workers as were wanted."
)


def ending_of(task: TaskProgress) -> ObjectEnding | None:
    """What to do with an overdue task; None: wait for those in the middle of it."""
    if task.working:
        return None
    if task.answered:
        return ObjectEnding.CONSOLIDATE
    return ObjectEnding.GIVE_BACK if task.status == CLOSING else ObjectEnding.EXPIRE
