"""Taking what a worker sends. Nothing of it is ever lost: kept before it is acknowledged, kept also when it is late."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import orjson

from truthloop.storage.answer_rows import Submission, find_submission, keep_late, submit
from truthloop.storage.assignment_rows import find_assignment, save_draft
from truthloop.storage.database import Database
from truthloop.tasks.acting import Acting, note
from truthloop.tasks.dispatch import no_longer_yours
from truthloop.tasks.limits import DEEPEST_ANSWER, LARGEST_ANSWER
from truthloop.terms.assignments import AssignmentStatus
from truthloop.terms.errors import Conflict, Invalid, LimitExceeded, NotFound

HELD = frozenset({AssignmentStatus.WORKING, AssignmentStatus.PAUSED})


def answer_text(answer: object, what: str = "answer") -> str:
    """The JSON text of an answer or a draft, as it is kept.

    `Invalid` malformed-answer unless it is an object at most `DEEPEST_ANSWER` levels deep; `LimitExceeded`
    answer-too-large beyond `LARGEST_ANSWER` bytes. (`malformed-draft`, `draft-too-large` for a draft.)
    """
    if not isinstance(answer, dict):
        raise Invalid(
            f"The {what} is {kind_of(answer)}; it must be a JSON object, a name and a value for each field.",
            code=f"malformed-{what}",
        )
    if deeper_than(answer, DEEPEST_ANSWER):
        raise Invalid(f"The {what} is nested more than {DEEPEST_ANSWER} levels deep.", code=f"malformed-{what}")
    text = orjson.dumps(answer)
    if len(text) > LARGEST_ANSWER:
        raise too_large(len(text), what)
    return text.decode()


def too_large(size: int, what: str = "answer") -> LimitExceeded:
    """The error for an answer or draft of `size` bytes."""
    return LimitExceeded(
        f"The {what} has {size:,} bytes; at most {LARGEST_ANSWER:,} are taken. Nothing was kept here.",
        code=f"{what}-too-large",
        size=size,
        limit=LARGEST_ANSWER,
    )


def kind_of(value: object) -> str:
    """What a JSON value is, in words."""
    names = {list: "a list", str: "a text", bool: "true or false", int: "a number", float: "a number"}
    return "missing or null" if value is None else names.get(type(value), "something else")


def deeper_than(value: dict[str, Any], levels: int) -> bool:
    """Whether objects and lists are nested beyond `levels`."""
    level: Iterable[Any] = (value,)
    for _ in range(levels):
        level = [inner for outer in level for inner in within(outer)]
        if not level:
            return False
    return True


def within(container: Any) -> Iterable[Any]:  # noqa: ANN401 - any JSON value
    """The objects and lists directly in one."""
    values = container.values() if isinstance(container, dict) else container
    return [value for value in values if isinstance(value, dict | list)]


def submit_answer(database: Database, acting: Acting, submission: Submission) -> str | None:
    """Keep an answer for good: the task's status after it, or None when this very submission was kept before.

    `Conflict` no-longer-yours or time-is-up when the hold had ended; its fact `kept` says whether the answer is kept
    as a late one. `NotFound` when the assignment never was this worker's.
    """
    status = submit(database, submission)
    if status is None:
        check_kept(database, acting, submission)
    return status


def check_kept(database: Database, acting: Acting, submission: Submission) -> None:
    """Raise the error that says why an answer was not counted, unless it had been counted before."""
    before = find_submission(database, submission.assignment_id, acting.worker_id)
    if before is not None:
        key, late = before
        if key != submission.submission_key.lower():
            raise Conflict("Another answer was already sent for this task.", code="no-longer-yours", kept=False)
        if late:
            raise too_late(database, acting, submission.assignment_id, kept=True)
        return
    kept = keep_late(database, submission)
    if kept:
        note(database, acting, "SubmitAnswer", f"assignment/{submission.assignment_id}", "late")
    raise too_late(database, acting, submission.assignment_id, kept=kept)


def too_late(database: Database, acting: Acting, assignment_id: str, *, kept: bool) -> Conflict | NotFound:
    """The error for an answer to a task that is not held."""
    assignment = find_assignment(database, assignment_id, acting.worker_id)
    if assignment is None:
        return NotFound("There is no such task among yours.")
    if assignment.status in HELD | {AssignmentStatus.EXPIRED}:
        return Conflict("The time for this task is up.", code="time-is-up", kept=kept)
    error = no_longer_yours()
    error.facts["kept"] = kept
    return error


def keep_draft(database: Database, acting: Acting, assignment_id: str, draft: str, revision: int) -> None:
    """Keep unsent work. `Conflict` no-longer-yours, or newer-draft when a later revision is kept already."""
    if save_draft(database, assignment_id, acting.worker_id, draft, revision):
        return
    assignment = find_assignment(database, assignment_id, acting.worker_id)
    if assignment is None:
        raise NotFound("There is no such task among yours.")
    if assignment.status in HELD and assignment.draft_revision > revision:
        raise Conflict("A newer draft is kept already.", code="newer-draft", revision=assignment.draft_revision)
    raise no_longer_yours()
