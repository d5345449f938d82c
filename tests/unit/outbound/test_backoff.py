from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truthloop.outbound.backoff import Backoff

SECOND = timedelta(seconds=1)


def test_pauses_double_up_to_the_longest_and_then_end() -> None:
    backoff = Backoff(first=SECOND, longest=10 * SECOND, tries=7)
    pauses = [backoff.pause_after(failures, 1.0) for failures in range(1, 8)]
    assert pauses == [SECOND, 2 * SECOND, 4 * SECOND, 8 * SECOND, 10 * SECOND, 10 * SECOND, None]


@given(st.integers(1, 10**6), st.floats(0, 1))
def test_a_pause_lies_between_half_of_the_full_one_and_all_of_it(failures: int, jitter: float) -> None:
    backoff = Backoff(tries=10**9)
    full = backoff.pause_after(failures, 1.0)
    pause = backoff.pause_after(failures, jitter)
    assert full is not None
    assert pause is not None
    assert full / 2 <= pause <= full <= backoff.longest


def test_the_default_goes_on_for_one_to_two_days() -> None:
    backoff = Backoff()
    for jitter, days in ((0.0, 1), (1.0, 2)):
        pauses = [backoff.pause_after(failures, jitter) for failures in range(1, backoff.tries)]
        total = sum((pause for pause in pauses if pause is not None), timedelta())
        assert len(pauses) == backoff.tries - 1
        assert timedelta(days=days) * 0.9 < total <= timedelta(days=days)


@pytest.mark.parametrize(("failures", "jitter"), [(0, 0.5), (-1, 0.5), (1, -0.1), (1, 1.1)])
def test_a_pause_that_makes_no_sense_is_not_given(failures: int, jitter: float) -> None:
    with pytest.raises(ValueError, match="jitter"):
        Backoff().pause_after(failures, jitter)
