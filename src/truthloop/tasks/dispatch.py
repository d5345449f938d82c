"""Giving out work: the next task, the one after it, and the way back to one that was stopped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from truthloop.storage.answer_rows import queues_of_worker
from truthloop.storage.assignment_rows import find_assignment, open_assignment, renew
from truthloop.storage.database import Database
from truthloop.storage.desk_rows import OnDesk, desk_of, queue_is_open_to
from truthloop.storage.next_rows import next_or_present, reserve_or_present, take_over
from truthloop.tasks.acting import Acting
from truthloop.tasks.limits import GRACE_SECONDS, LAST_ANSWERS, RESERVED_FOR
from truthloop.terms.assignments import Assignment, AssignmentStatus, WorkQueue
from truthloop.terms.errors import Conflict, NotFound


@dataclass(frozen=True, slots=True)
class QueueOfWorker:
    """A queue with what the worker holds of it."""

    queue: WorkQueue
    working: OnDesk | None
    paused: tuple[OnDesk, ...]


@dataclass(frozen=True, slots=True)
class Renewal:
    """How long the open task, and the one fetched ahead, are still the worker's."""

    lease_until: datetime
    deadline: datetime | None
    reserved_kept: bool


def next_task(database: Database, acting: Acting, queue_id: int, assignment_id: str) -> Assignment | None:
    """The task the worker has open in the queue, else the next one, begun under the fresh `assignment_id`.

    What was fetched ahead comes before the line; a colleague's fetched-ahead task comes last, for a worker who
    would otherwise be idle. None when nothing is left; `NotFound` when the queue is not of the worker's teams.
    """
    found = next_or_present(
        database,
        assignment_id=assignment_id,
        queue_id=queue_id,
        worker_id=acting.worker_id,
        now=acting.at,
        grace=GRACE_SECONDS,
        source_ip=acting.source_ip,
        request_id=acting.request_id,
    )
    if found is None:
        return taken_over(database, acting, queue_id, assignment_id)
    if found.status is AssignmentStatus.WORKING:
        return found
    # None here: in this instant a colleague took it over, or another tab began it.
    return begun(database, acting, found.id) or open_in(database, acting, queue_id)


def taken_over(database: Database, acting: Acting, queue_id: int, assignment_id: str) -> Assignment | None:
    """A colleague's fetched-ahead task, noted."""
    found = take_over(
        database,
        assignment_id=assignment_id,
        queue_id=queue_id,
        worker_id=acting.worker_id,
        now=acting.at,
        grace=GRACE_SECONDS,
        source_ip=acting.source_ip,
        request_id=acting.request_id,
    )
    if found is None:
        check_queue(database, acting, queue_id)
    return found


def check_queue(database: Database, acting: Acting, queue_id: int) -> None:
    """Raise `NotFound` unless the queue, which gave nothing, is one of the worker's."""
    if not queue_is_open_to(database, queue_id, acting.worker_id):
        raise NotFound("There is no such queue among yours.")


def begun(database: Database, acting: Acting, assignment_id: str) -> Assignment | None:
    """A reserved or stopped task, now going on; None when it cannot."""
    return open_assignment(
        database,
        assignment_id=assignment_id,
        worker_id=acting.worker_id,
        now=acting.at,
        grace=GRACE_SECONDS,
        source_ip=acting.source_ip,
        request_id=acting.request_id,
    )


def open_in(database: Database, acting: Acting, queue_id: int) -> Assignment | None:
    """The task the worker has open in a queue."""
    desk = desk_of(database, acting.worker_id, acting.at)
    working = (a.id for a in desk if a.queue_id == queue_id and a.status is AssignmentStatus.WORKING)
    found = next(working, None)
    return None if found is None else find_assignment(database, found, acting.worker_id)


def reserve_next(database: Database, acting: Acting, queue_id: int, assignment_id: str) -> Assignment | None:
    """The task fetched ahead in the queue, else the next one, not begun: at most one for each worker and queue."""
    found = reserve_or_present(
        database,
        assignment_id=assignment_id,
        queue_id=queue_id,
        worker_id=acting.worker_id,
        now=acting.at,
        reserved_until=acting.at + RESERVED_FOR,
    )
    if found is None:
        check_queue(database, acting, queue_id)
    return found


def open_task(database: Database, acting: Acting, assignment_id: str) -> Assignment:
    """Begin a reserved task or resume a stopped one; the same again when it is open already.

    `Conflict` no-longer-yours when it was given to others or its time is over, another-task-open when the queue has
    one open; `NotFound` when it never was this worker's.
    """
    found = begun(database, acting, assignment_id)
    if found is not None:
        return found
    present = find_assignment(database, assignment_id, acting.worker_id)
    if present is None:
        raise NotFound("There is no such task among yours.")
    if present.status is AssignmentStatus.WORKING and present.lease_until > acting.at:
        return present
    if may_resume(present, acting.at) and open_in(database, acting, present.queue_id) is not None:
        raise Conflict("Finish or stop the task you have open first.", code="another-task-open")
    raise no_longer_yours()


def may_resume(assignment: Assignment, now: datetime) -> bool:
    """Whether the hold itself would allow to go on."""
    waiting = {AssignmentStatus.RESERVED, AssignmentStatus.PAUSED}
    return assignment.status in waiting and assignment.lease_until > now


def open_next(database: Database, acting: Acting, assignment_id: str) -> Assignment | None:
    """Begin the task fetched ahead, after a submission; None when it is no longer the worker's. Safe to repeat."""
    found = begun(database, acting, assignment_id)
    if found is not None:
        return found
    present = find_assignment(database, assignment_id, acting.worker_id)
    return present if present is not None and present.status is AssignmentStatus.WORKING else None


def renew_holds(database: Database, acting: Acting, assignment_id: str, reserved_id: str | None) -> Renewal:
    """Say that the page is still open.

    `Conflict` no-longer-yours or time-is-up when the hold has ended, `NotFound` when it never was this worker's.
    """
    ids = [assignment_id] if reserved_id is None else [assignment_id, reserved_id]
    rows = renew(database, ids, acting.worker_id, acting.at, acting.at + RESERVED_FOR)
    kept = {row["id"]: row for row in rows}
    present = kept.get(assignment_id)
    if present is None:
        if find_assignment(database, assignment_id, acting.worker_id) is None:
            raise NotFound("There is no such task among yours.")
        raise no_longer_yours()
    if present["lease_until"] <= acting.at:
        raise Conflict("The time for this task is up.", code="time-is-up")
    return Renewal(present["lease_until"], present["deadline"], reserved_id is not None and reserved_id in kept)


def queues(database: Database, worker_id: str, now: datetime) -> list[QueueOfWorker]:
    """The worker's queues with what is held in each, oldest queue first."""
    desk = desk_of(database, worker_id, now)
    return [
        QueueOfWorker(
            queue,
            next((a for a in desk if a.queue_id == queue.id and a.status is AssignmentStatus.WORKING), None),
            tuple(a for a in desk if a.queue_id == queue.id and a.status is AssignmentStatus.PAUSED),
        )
        for queue in queues_of_worker(database, worker_id, now, last=LAST_ANSWERS)
    ]


def no_longer_yours() -> Conflict:
    """The error for a hold that has ended."""
    return Conflict("This task is no longer yours: its time was up, or it was given back.", code="no-longer-yours")
