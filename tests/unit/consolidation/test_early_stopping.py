"""Stopping early: the rules it keeps whatever the crowd, and its expected error on crowds whose truth is known."""

from __future__ import annotations

import numpy as np
import pytest

from truthloop.consolidation.answer_table import AnswerTable, answer_table
from truthloop.consolidation.arrays import Codes
from truthloop.consolidation.early_stopping import REASONS, Judged, Wanted, decide, decide_all
from truthloop.consolidation.known_values import nothing_known
from truthloop.consolidation.stopping_state import StoppingState, fit_stopping
from truthloop.terms.errors import Invalid


def crowd(answers: int, *, tasks: int = 400, skill: float = 0.8, seed: int = 0) -> tuple[AnswerTable, Codes]:
    """Independent workers of about that skill and three labels; (table, truth by task)."""
    chance = np.random.default_rng(seed)
    truth = chance.integers(0, 3, tasks)
    able = np.clip(chance.normal(skill, 0.1, 40), 0.4, 0.98)
    worker = np.concatenate([chance.permutation(40)[:answers] for _ in range(tasks)])
    task = np.repeat(np.arange(tasks), answers)
    wrong = (truth[task] + chance.integers(1, 3, len(task))) % 3
    value = np.where(chance.random(len(task)) < able[worker], truth[task], wrong)
    return answer_table(task, worker, value, values=range(3)), truth.astype(np.int32)


def answers_of(table: AnswerTable, task: int) -> list[tuple[int, int]]:
    rows = slice(int(table.starts[task]), int(table.starts[task + 1]))
    return list(zip(table.workers[table.worker[rows]].tolist(), table.values[table.value[rows]].tolist(), strict=True))


@pytest.fixture(scope="module")
def state() -> StoppingState:
    return fit_stopping(crowd(4)[0])


def test_one_object_is_decided_as_it_is_among_all(state: StoppingState) -> None:
    table, judged = state.fitted, decide_all(state)
    for task in range(0, 400, 7):
        one = decide(task, answers_of(table, task), state)
        assert one.why == REASONS[judged.reason[task]]
        assert (one.more, one.label) == (judged.more[task], table.values[judged.label[task]])
        assert one.error == pytest.approx(judged.error[task])
        assert one.error_range == pytest.approx((judged.error_low[task], judged.error_high[task]))


def test_the_order_of_answers_and_their_repetition_change_nothing(state: StoppingState) -> None:
    answers = answers_of(state.fitted, 5)
    turned = decide(5, [*answers[::-1], answers[0]], state)
    assert turned.error == pytest.approx(decide(5, answers, state).error)


def test_no_object_stops_before_it_has_the_fewest_answers_wanted(state: StoppingState) -> None:
    agreed = [(worker, 1) for worker in range(2)]
    careless = Wanted(confidence=0.1, least=3)
    assert decide("new", agreed, state, careless).more == 1
    assert decide("new", [], state, careless).more == 3
    assert decide("new", [*agreed, (2, 1)], state, careless).why == "sure"


def test_no_object_gets_more_than_the_most_answers(state: StoppingState) -> None:
    split = [(worker, worker % 3) for worker in range(9)]
    never = Wanted(confidence=0.999, price=1e9, most=9)
    assert decide("new", split, state, never).why == "most"
    assert decide("new", split[:8], state, never).more == 1


def test_further_agreement_lowers_the_expected_error_and_dissent_raises_it(state: StoppingState) -> None:
    agreed = [(worker, 2) for worker in range(4)]
    error = decide("new", agreed, state).error
    assert decide("new", [*agreed, (4, 2)], state).error < error < decide("new", [*agreed, (4, 0)], state).error


def test_a_higher_price_of_errors_never_stops_earlier(state: StoppingState) -> None:
    cheap, dear = (decide_all(state, Wanted(confidence=0.99, price=price)) for price in (20.0, 2000.0))
    assert cheap.stop.sum() > dear.stop.sum()
    assert not (dear.stop & ~cheap.stop).any()


def test_what_the_next_answer_brings_is_never_less_than_nothing(state: StoppingState) -> None:
    judged = decide_all(state)
    assert (judged.error_after_next <= judged.error + 1e-12).all()
    assert (judged.gain >= 0).all()


def test_an_object_needs_as_many_answers_as_it_says(state: StoppingState) -> None:
    judged = decide_all(state, Wanted(confidence=0.9))
    assert (judged.needed[judged.error <= 0.1] == 0).all()
    far, near = judged.error > 0.4, (judged.error > 0.1) & (judged.error < 0.2)
    needed = np.where(judged.needed < 0, 99, judged.needed)
    assert needed[far].mean() > needed[near].mean() > 0


def test_an_unknown_worker_counts_as_a_typical_one(state: StoppingState) -> None:
    stranger = decide("new", [("nobody", 1), ("noone", 1), ("none", 1)], state)
    others = [decide("new", [(worker, 1) for worker in range(at, at + 3)], state).error for at in range(0, 39, 3)]
    assert min(others) < stranger.error < max(others)


def test_an_answer_that_is_no_label_is_refused_with_what_is_allowed(state: StoppingState) -> None:
    with pytest.raises(Invalid, match=r"'x' is not among the labels of the state \(0, 1, 2\)"):
        decide("new", [(1, "x")], state)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"confidence": 1.0}, "confidence must be"), ({"price": 0}, "price must be"), ({"least": 4, "most": 3}, "least")],
)
def test_what_cannot_be_wanted_is_refused(wrong: dict[str, float], said: str) -> None:
    with pytest.raises(Invalid, match=said):
        Wanted(**wrong)  # type: ignore[arg-type]


def judged_with_gold(table: AnswerTable, truth: Codes, gold: int) -> Judged:
    known = nothing_known(table)
    known[:gold] = truth[:gold]
    return decide_all(fit_stopping(table, known=known))


@pytest.mark.parametrize("skill", [0.65, 0.8, 0.9])
@pytest.mark.parametrize("gold", [0, 100])
def test_the_share_of_wrong_labels_lies_in_the_interval_of_the_expected_error(skill: float, gold: int) -> None:
    for seed in range(3):
        table, truth = crowd(4, tasks=1000, skill=skill, seed=seed)
        judged = judged_with_gold(table, truth, gold)
        _, low, high = judged.mean_error()
        assert low <= np.mean(judged.label != truth) <= high


def test_gold_narrows_the_interval() -> None:
    table, truth = crowd(4, tasks=1000)

    def width(gold: int) -> float:
        _, low, high = judged_with_gold(table, truth, gold).mean_error()
        return high - low

    assert width(300) < 0.6 * width(0)


def test_hard_objects_that_lead_many_astray_lower_what_further_answers_count() -> None:
    table, truth = crowd(7, tasks=600)
    chance = np.random.default_rng(3)
    astray = (table.task % 4 == 0) & (chance.random(table.size) < 0.45)
    value = np.where(astray, (truth[table.task] + chance.integers(1, 3, table.size)) % 3, table.value)
    together = fit_stopping(answer_table(table.task, table.worker, value, values=range(3)))
    assert fit_stopping(table).correlation == 0
    assert together.correlation > 0.02


def test_objects_without_answers_and_empty_tables_are_open() -> None:
    table = answer_table([1, 1], ["a", "b"], ["x", "x"], tasks=[1, 2], values=["x", "y"])
    assert decide_all(fit_stopping(table)).more.tolist() == [1, 3]
    nothing = answer_table([], [], [], values=["x", "y"])
    assert decide_all(fit_stopping(nothing)).more.tolist() == []
