"""Human loops and the answers people gave in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from truthloop.terms.resources import Place


class LoopStatus(StrEnum):
    """HumanLoopStatus, as AWS spells it."""

    IN_PROGRESS = "InProgress"
    FAILED = "Failed"
    COMPLETED = "Completed"
    STOPPED = "Stopped"
    STOPPING = "Stopping"


ENDED = frozenset({LoopStatus.FAILED, LoopStatus.COMPLETED, LoopStatus.STOPPED})
"""Statuses from which a loop never moves, and in which it may be deleted."""


@dataclass(frozen=True, slots=True)
class HumanLoop:
    """One human loop: an input that people look at, and what came of it."""

    id: int
    place: Place
    name: str
    arn: str
    flow_definition_arn: str
    status: LoopStatus
    input_content: str
    """The request's JSON text, byte for byte."""
    output_uri: str
    """Where output.json is, or will be."""
    failure_code: str | None
    failure_reason: str | None
    created_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What one worker sent for one task."""

    worker_id: str
    """16 hexadecimal digits, as A2I writes them."""
    worker_sub: str
    issuer: str
    content: dict[str, Any]
    accepted_at: datetime
    submitted_at: datetime
    seconds_spent: float
    """Time on the task without pauses."""


@dataclass(frozen=True, slots=True)
class LoopProgress:
    """What the decision about a loop's next step looks at."""

    loop: HumanLoop
    task_id: int
    wanted: int
    answered: int
    held: int
    """Assignments that a worker has open or stopped for later."""
    working: int
    """Of these, the ones a worker is in the middle of."""
    available_until: datetime
    corrections: int = 0
    """How often workers have corrected their answers; what was read with another number of them is out of date."""
