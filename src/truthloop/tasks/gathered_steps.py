"""The steps workers take most, for several workers at once: what goes smoothly, and nothing else.

Whoever gets nothing here has lost nothing: the single step (`dispatch.next_task`, `answering.submit_answer`) goes all
the ways there are, and repeating a step is safe.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from truthloop.storage.answer_rows import Submission
from truthloop.storage.database import Database
from truthloop.storage.gathered_rows import Asking, next_for_all, submit_all
from truthloop.tasks.acting import Acting
from truthloop.tasks.limits import GRACE_SECONDS
from truthloop.terms.assignments import Assignment, AssignmentStatus


@dataclass(frozen=True, slots=True)
class NextStep:
    """A worker who asks for the next task of a queue."""

    acting: Acting
    queue_id: int
    assignment_id: str
    """A fresh one."""


def next_tasks(database: Database, steps: Sequence[NextStep]) -> list[Assignment | None]:
    """For each step the task open in the queue, else the next one, begun; None where `next_task` has to look."""
    asking: dict[tuple[str, int], Asking] = {}
    for step in steps:
        who = step.acting
        asking[who.worker_id, step.queue_id] = Asking(
            step.assignment_id, step.queue_id, who.worker_id, who.at, who.source_ip, who.request_id
        )
    found = {
        (one.worker_id, one.queue_id): one
        for one in next_for_all(database, list(asking.values()), GRACE_SECONDS)
        if one.status is AssignmentStatus.WORKING
    }
    return [found.get((step.acting.worker_id, step.queue_id)) for step in steps]


def submit_answers(database: Database, submissions: Sequence[Submission]) -> list[str | None]:
    """For each answer the task's status after it is kept for good; None where `submit_answer` has to look.

    The same assignment twice counts once.
    """
    once = {submission.assignment_id: submission for submission in submissions}
    kept = submit_all(database, list(once.values()))
    return [
        kept.get(submission.assignment_id) if once[submission.assignment_id] is submission else None
        for submission in submissions
    ]
