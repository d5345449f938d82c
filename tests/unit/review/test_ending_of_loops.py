from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review_samples import NOON, a_loop, a_progress
from truthloop.review.ending import EXPIRED, next_step
from truthloop.terms.loops import ENDED, LoopProgress, LoopStatus

LATER = NOON + timedelta(days=2)


def test_a_loop_with_every_answer_is_completed_and_its_output_written() -> None:
    ending = next_step(a_progress(answered=2), NOON)
    assert ending is not None
    assert (ending.status, ending.write_output, ending.failure) == (LoopStatus.COMPLETED, True, None)


def test_every_answer_counts_even_when_availability_has_ended() -> None:
    ending = next_step(a_progress(answered=2), LATER)
    assert ending is not None
    assert ending.status == LoopStatus.COMPLETED


def test_a_loop_that_waits_for_answers_goes_on() -> None:
    assert next_step(a_progress(answered=1), NOON) is None


def test_availability_ends_at_its_very_moment() -> None:
    moment = NOON + timedelta(days=1)
    assert next_step(a_progress(), moment - timedelta(microseconds=1)) is None
    assert next_step(a_progress(), moment) is not None


@pytest.mark.parametrize(("answered", "written"), [(0, False), (1, True)])
def test_a_loop_nobody_finished_in_time_fails_with_what_it_has(answered: int, written: bool) -> None:
    ending = next_step(a_progress(answered=answered), LATER)
    assert ending is not None
    assert (ending.status, ending.write_output) == (LoopStatus.FAILED, written)
    assert ending.failure is not None
    assert ending.failure[0] == EXPIRED
    assert f"{answered} of 2 workers answered before 2026-11-23T12:00:00.123Z" in ending.failure[1]


def test_a_worker_in_the_middle_may_finish_after_availability_has_ended() -> None:
    assert next_step(a_progress(held=1, working=1), LATER) is None


def test_a_worker_in_the_middle_may_finish_a_stopping_loop() -> None:
    assert next_step(a_progress(status=LoopStatus.STOPPING, held=1, working=1), NOON) is None


@pytest.mark.parametrize(("answered", "written"), [(0, False), (1, True), (2, True)])
def test_a_stopping_loop_nobody_is_at_is_stopped_with_what_it_has(answered: int, written: bool) -> None:
    ending = next_step(a_progress(status=LoopStatus.STOPPING, answered=answered), NOON)
    assert ending is not None
    assert (ending.status, ending.write_output, ending.failure) == (LoopStatus.STOPPED, written, None)


def test_who_stopped_to_resume_later_has_left_a_stopping_loop() -> None:
    ending = next_step(a_progress(status=LoopStatus.STOPPING, held=1, working=0), NOON)
    assert ending is not None
    assert ending.status == LoopStatus.STOPPED


@st.composite
def progresses(draw: st.DrawFn) -> LoopProgress:
    wanted = draw(st.integers(1, 3))
    working = draw(st.integers(0, 3))
    return a_progress(
        status=draw(st.sampled_from(LoopStatus)),
        wanted=wanted,
        answered=draw(st.integers(0, wanted)),
        working=working,
        held=working + draw(st.integers(0, 3)),
        available_until=NOON + timedelta(seconds=draw(st.integers(-10, 10))),
    )


@given(progresses())
def test_whatever_the_state_no_answer_is_left_out_and_no_ended_loop_moves(progress: LoopProgress) -> None:
    ending = next_step(progress, NOON)
    if progress.loop.status in ENDED:
        assert ending is None
    elif ending is not None:
        assert ending.status in ENDED
        assert ending.write_output == (progress.answered > 0)
        assert (ending.failure is not None) == (ending.status == LoopStatus.FAILED)
        assert ending.status == LoopStatus.COMPLETED or progress.working == 0


@given(progresses())
def test_no_loop_waits_for_ever_once_nobody_works_and_time_is_up(progress: LoopProgress) -> None:
    ended = progress.loop.status in ENDED
    assert ended or progress.working > 0 or next_step(progress, LATER) is not None


def test_an_ended_loop_takes_no_step() -> None:
    for status in ENDED:
        assert next_step(a_progress(status=status, answered=2), LATER) is None
    assert a_loop().status not in ENDED
