"""When a human loop ends, and how. Pure: state and time in, decision out; `background` carries it out.

| loop       | answers  | someone at it | available | then                                             |
|------------|----------|---------------|-----------|--------------------------------------------------|
| InProgress | all      |               |           | Completed, output written                        |
| InProgress | not all  | yes           |           | wait: a worker in the middle may finish          |
| InProgress | not all  | no            | no longer | Failed; output written if there is any answer    |
| Stopping   | any      | yes           |           | wait                                             |
| Stopping   | any      | no            |           | Stopped; output written if there is any answer   |

Who has stopped a task to resume it later has left it. Source: Augmented AI developer guide, "Stop and delete a
human loop"; that AWS writes nothing for partial answers is a loss we do not copy.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from truthloop.terms.clock import iso_milliseconds
from truthloop.terms.loops import ENDED, LoopProgress, LoopStatus

EXPIRED = "TaskAvailabilityExpired"


@dataclass(frozen=True, slots=True)
class Ending:
    """How a loop ends now."""

    status: LoopStatus
    """Completed, Stopped or Failed."""
    write_output: bool
    """Whether output.json is written first, from the answers there are."""
    failure: tuple[str, str] | None = None
    """FailureCode and FailureReason."""


def next_step(progress: LoopProgress, now: datetime) -> Ending | None:
    """How the loop ends, or None while it goes on (or has ended)."""
    status = progress.loop.status
    some = progress.answered > 0
    if status in ENDED:
        return None
    if status == LoopStatus.STOPPING:
        return Ending(LoopStatus.STOPPED, some) if progress.working == 0 else None
    if progress.answered >= progress.wanted:
        return Ending(LoopStatus.COMPLETED, write_output=True)
    if progress.available_until <= now and progress.working == 0:
        return Ending(LoopStatus.FAILED, some, expiry_of(progress))
    return None


def expiry_of(progress: LoopProgress) -> tuple[str, str]:
    """Code and reason of a loop that waited in vain."""
    return EXPIRED, (
        f"Annotation tasks expired. {progress.answered} of {progress.wanted} workers answered before "
        f"{iso_milliseconds(progress.available_until)}, when the task stopped being available."
    )
