"""Parting from a task: declined, released, or stopped to be resumed later."""

from __future__ import annotations

from truthloop.storage.assignment_rows import drop_reservations, find_assignment, part, pause
from truthloop.storage.database import Database
from truthloop.storage.desk_rows import desk_of
from truthloop.tasks.acting import Acting, note
from truthloop.tasks.dispatch import no_longer_yours
from truthloop.tasks.limits import PAUSED_FOR
from truthloop.terms.assignments import AssignmentStatus
from truthloop.terms.errors import NotFound

ACTIONS = {AssignmentStatus.DECLINED: "DeclineTask", AssignmentStatus.RELEASED: "ReleaseTask"}


def decline(database: Database, acting: Acting, assignment_id: str) -> str:
    """Give a task up for good; the task's status after it. The worker is never offered it again."""
    return part_with(database, acting, assignment_id, AssignmentStatus.DECLINED)


def release(database: Database, acting: Acting, assignment_id: str) -> str:
    """Give a task back to the others; the task's status after it. The work on it is lost."""
    return part_with(database, acting, assignment_id, AssignmentStatus.RELEASED)


def stop_for_later(database: Database, acting: Acting, assignment_id: str) -> str | None:
    """Stop a task to resume it later, its draft kept and its clock standing still.

    None, or the task's status when the loop is ending: then there is no later, and the task is released (AWS: leaving
    the task of a stopping loop ends it). Stopping a stopped task changes nothing.
    """
    if pause(database, assignment_id, acting.worker_id, acting.at, acting.at + PAUSED_FOR):
        note(database, acting, "StopTask", f"assignment/{assignment_id}")
        return None
    present = find_assignment(database, assignment_id, acting.worker_id)
    if present is not None and present.status is AssignmentStatus.PAUSED:
        return None
    return release(database, acting, assignment_id)


def part_with(database: Database, acting: Acting, assignment_id: str, status: AssignmentStatus) -> str:
    """End the hold. `Conflict` when it had ended otherwise, `NotFound` when it never was this worker's."""
    task_status = part(database, assignment_id, acting.worker_id, status, acting.at)
    if task_status is not None:
        note(database, acting, ACTIONS[status], f"assignment/{assignment_id}")
        return task_status
    present = find_assignment(database, assignment_id, acting.worker_id)
    if present is None:
        raise NotFound("There is no such task among yours.")
    if present.status is status:  # the same once more, after a reply that was lost
        return "open"
    raise no_longer_yours()


def let_go_of_reservations(database: Database, worker_id: str) -> None:
    """Give back what a worker who leaves has fetched ahead."""
    drop_reservations(database, worker_id)


def clear_desk(database: Database, acting: Acting) -> list[str]:
    """Give back everything a worker holds, for one who may not go on; the statuses of the tasks."""
    drop_reservations(database, acting.worker_id)
    held = desk_of(database, acting.worker_id, acting.at)
    parted = (part(database, a.id, acting.worker_id, AssignmentStatus.RELEASED, acting.at) for a in held)
    return [status for status in parted if status is not None]
