"""Correcting one's own answers, until they are counted. What was sent before stays; the newest version counts."""

from __future__ import annotations

from truthloop.storage.answer_rows import Submission
from truthloop.storage.assignment_rows import find_assignment
from truthloop.storage.correction_rows import (
    LastAnswer,
    correct,
    last_answers,
    reopen,
)
from truthloop.storage.database import Database
from truthloop.tasks.acting import Acting
from truthloop.tasks.limits import LAST_ANSWERS
from truthloop.terms.assignments import Assignment, AssignmentStatus
from truthloop.terms.errors import Conflict, NotFound


def answers_in(database: Database, worker_id: str, queue_id: int) -> list[LastAnswer]:
    """The answers a worker gave last in a queue, newest first; none of a queue that is not the worker's."""
    return last_answers(database, worker_id, queue_id, LAST_ANSWERS)


def reopen_answer(database: Database, acting: Acting, assignment_id: str) -> Assignment:
    """An answered task to be looked at again, with the draft that puts its page back as it was.

    `Conflict` already-counted when the answer is in its object's label or its loop's output; `NotFound` when the
    worker never answered it.
    """
    found = reopen(database, assignment_id, acting.worker_id, acting.at, acting.source_ip, acting.request_id)
    if found is not None:
        return found
    raise refusal(database, acting, assignment_id)


def correct_answer(database: Database, acting: Acting, submission: Submission) -> None:
    """Keep a correction for good. The very same submission again changes nothing.

    `Conflict` already-counted when it comes too late; its fact `kept` says that it is kept all the same, and not
    counted. `NotFound` when the worker never answered the task.
    """
    if not correct(database, submission):
        raise refusal(database, acting, submission.assignment_id, kept=True)


def refusal(database: Database, acting: Acting, assignment_id: str, **facts: bool) -> Conflict | NotFound:
    """Why an answer cannot be corrected."""
    found = find_assignment(database, assignment_id, acting.worker_id)
    if found is None or found.status is not AssignmentStatus.SUBMITTED:
        return NotFound("There is no such answer among yours.")
    return Conflict(
        "This answer is already counted: its object has its label, or its review has ended.",
        code="already-counted",
        **facts,
    )
