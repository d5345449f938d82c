"""A worker's temporary right to a task."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AssignmentStatus(StrEnum):
    """Where an assignment stands."""

    RESERVED = "reserved"
    """Fetched ahead for a worker who has another task open; not seen, may go to a colleague."""
    WORKING = "working"
    PAUSED = "paused"
    """Stopped to be resumed later; the clock stands still."""
    SUBMITTED = "submitted"
    RELEASED = "released"
    DECLINED = "declined"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Assignment:
    """One worker's hold on one task, with what the portal shows of it."""

    id: str
    queue_id: int
    task_id: int
    worker_id: str
    status: AssignmentStatus
    title: str
    description: str
    time_limit_seconds: int
    opened_at: datetime | None
    deadline: datetime | None
    """When the time limit strikes; moves on by the length of each pause."""
    lease_until: datetime
    """When the hold ends unless it is renewed."""
    remaining_seconds: float | None
    """What is left of the time limit while paused."""
    draft: str | None
    """JSON text of the unsent work."""
    draft_revision: int
    note: str | None
    """What a reviewer said who had the object done again."""


@dataclass(frozen=True, slots=True)
class Needed:
    """A skill that a queue asks for and a worker lacks."""

    skill: str
    minimum: float
    score: float | None
    """The worker's; None when it is not known."""


@dataclass(frozen=True, slots=True)
class WorkQueue:
    """The tasks of one flow definition, as one worker sees them in the portal."""

    id: int
    title: str
    description: str
    keywords: tuple[str, ...]
    time_limit_seconds: int
    created_at: datetime
    waiting: int
    """Tasks this worker could still get."""
    correctable: int = 0
    """Of the answers this worker gave last, those not counted yet."""
    answered: bool = False
    """Whether this worker has answered anything of it."""
    needs: tuple[Needed, ...] = ()
    """What this worker lacks for it; it gives this worker nothing until then."""
