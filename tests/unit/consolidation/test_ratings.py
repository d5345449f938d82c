from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truthloop.consolidation.answer_table import AnswerTable, answer_table
from truthloop.consolidation.catd import catd
from truthloop.consolidation.estimated import Estimated
from truthloop.consolidation.gaussian_truth import gaussian_truth
from truthloop.consolidation.majority_vote import majority_vote
from truthloop.consolidation.ordinal_label import expected_value, median_label
from truthloop.consolidation.robust_mean import robust_mean
from truthloop.terms.errors import Invalid

Method: TypeAlias = Callable[[AnswerTable], Estimated]
every_method = pytest.mark.parametrize("method", [robust_mean, catd, gaussian_truth], ids=lambda m: m.__name__)
ROWS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 4), st.integers(-50, 50)), max_size=40)


def rated(
    seed: int, tasks: int = 200, workers: int = 12
) -> tuple[AnswerTable, np.ndarray[tuple[int], np.dtype[np.float64]]]:
    chance = np.random.default_rng(seed)
    truth = chance.uniform(-40, 40, tasks)
    bias, noise = chance.normal(0, 6, workers), chance.choice([1.0, 3.0, 25.0], workers)
    task = np.repeat(np.arange(tasks), 5)
    worker = np.concatenate([chance.permutation(workers)[:5] for _ in range(tasks)])
    return answer_table(task, worker, truth[task] + bias[worker] + chance.normal(0, noise[worker])), truth


@every_method
@given(rows=ROWS)
def test_estimates_lie_within_the_answers(method: Method, rows: list[tuple[int, int, int]]) -> None:
    table = answer_table([r[0] for r in rows], [r[1] for r in rows], [float(r[2]) for r in rows])
    result = method(table)
    number = table.numbers()
    slack = 1e-6 + (np.ptp(number) if method is gaussian_truth and len(number) else 0.0)
    for place in range(len(table.tasks)):
        own = number[table.starts[place] : table.starts[place + 1]]
        assert own.min() - slack <= result.value[place] <= own.max() + slack
    assert (result.spread >= 0).all()


@every_method
def test_equal_answers_are_the_estimate(method: Method) -> None:
    table = answer_table([1, 1, 2, 2], ["a", "b", "a", "b"], [3.0, 3.0, 3.0, 3.0])
    assert np.allclose(method(table).value, 3.0)


@every_method
def test_text_is_refused(method: Method) -> None:
    with pytest.raises(Invalid, match="not numbers"):
        method(answer_table([1], ["a"], ["good"]))


def test_one_far_answer_moves_the_robust_mean_little() -> None:
    task = np.repeat(np.arange(40), 5)
    answers = np.tile([9.0, 10.0, 11.0, 10.5, 9.5], 40)
    answers[0] = 1000.0
    table = answer_table(task, np.tile(np.arange(5), 40), answers)
    assert abs(robust_mean(table).value[0] - 10.25) < 1.0
    assert robust_mean(table, cutoff=np.inf).value[0] == pytest.approx((1000 + 10 + 11 + 10.5 + 9.5) / 5)


def test_knowing_biases_and_precisions_is_better_than_the_mean() -> None:
    table, truth = rated(3)
    of_mean = np.abs(robust_mean(table, cutoff=np.inf).value - truth).mean()
    assert np.abs(catd(table).value - truth).mean() < of_mean
    assert np.abs(gaussian_truth(table).value - truth).mean() < 0.7 * of_mean


def test_stated_errors_of_the_gaussian_model_hold_the_truth_as_often_as_they_say() -> None:
    table, truth = rated(5, tasks=1000)
    result = gaussian_truth(table)
    # Biases are known up to a common shift, which the truths' prior cannot tell.
    error = result.value - truth
    inside = np.abs(error - np.median(error)) < 1.96 * result.spread
    assert 0.88 < inside.mean() < 0.99


def test_the_median_label_is_between_two_camps_and_the_mean_weighs_them() -> None:
    table = answer_table([1] * 5, list("abcde"), [1, 1, 2, 5, 5])
    result = majority_vote(table)
    assert median_label(result).labels().tolist() == [2]
    mean, deviation = expected_value(result)
    assert mean[0] == pytest.approx(2.8)
    assert deviation[0] == pytest.approx(np.std([1, 1, 2, 5, 5]))
