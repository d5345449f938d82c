"""What is known of a crowd is learned anew now and then, and forgotten crowds are learned again."""

from __future__ import annotations

from truthloop.consolidation.answer_table import answer_table
from truthloop.consolidation.stopping_state import fit_stopping
from truthloop.labeling.known_crowds import MOST_CROWDS, KnownCrowd, KnownCrowds

STATE = fit_stopping(answer_table([0, 0, 1, 1], ["a", "b", "a", "b"], ["x", "x", "y", "y"]))


class Teacher:
    """Counts how often a crowd had to be learned."""

    def __init__(self, learned_from: int) -> None:
        self.learned_from, self.lessons = learned_from, 0

    def __call__(self) -> KnownCrowd:
        self.lessons += 1
        return KnownCrowd(STATE if self.learned_from else None, self.learned_from)


def test_a_crowd_is_learned_anew_when_its_answers_have_grown_by_a_fifth() -> None:
    crowds, learn = KnownCrowds(), Teacher(1000)
    for _ in range(4):
        assert crowds.crowd(1, 100, learn) is STATE
    assert learn.lessons == 2
    crowds.crowd(1, 100, learn)
    assert learn.lessons == 3


def test_a_crowd_that_has_said_nothing_is_asked_again_each_time() -> None:
    crowds, learn = KnownCrowds(), Teacher(0)
    assert [crowds.crowd(1, 0, learn) for _ in range(3)] == [None] * 3
    assert learn.lessons == 3


def test_crowds_nobody_asked_for_lately_are_forgotten() -> None:
    crowds, learn = KnownCrowds(), Teacher(1000)
    for job in range(MOST_CROWDS + 1):
        crowds.crowd(job, 0, learn)
    assert len(crowds.by_job) == MOST_CROWDS
    crowds.crowd(MOST_CROWDS, 0, learn)
    assert learn.lessons == MOST_CROWDS + 1
    crowds.crowd(0, 0, learn)
    assert learn.lessons == MOST_CROWDS + 2
