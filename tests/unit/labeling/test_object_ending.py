"""When waiting for an object's workers is over, and what then."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from truthloop.labeling.object_ending import ObjectEnding, ending_of
from truthloop.terms.labeling import TaskProgress

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def overdue(status: str = "open", answered: int = 0, working: int = 0) -> TaskProgress:
    return TaskProgress(1, 0, status, 3, answered, NOON, working, 0, 0)


@pytest.mark.parametrize(
    ("task", "ending"),
    [
        (overdue(), ObjectEnding.EXPIRE),
        (overdue(answered=1), ObjectEnding.CONSOLIDATE),
        (overdue("closing"), ObjectEnding.GIVE_BACK),
        (overdue("closing", answered=2), ObjectEnding.CONSOLIDATE),
    ],
)
def test_what_becomes_of_an_overdue_object(task: TaskProgress, ending: ObjectEnding) -> None:
    assert ending_of(task) is ending


@pytest.mark.parametrize("status", ["open", "closing"])
def test_nobody_is_interrupted_in_the_middle_of_a_task(status: str) -> None:
    assert ending_of(overdue(status, answered=1, working=1)) is None
