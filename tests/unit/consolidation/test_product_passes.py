"""Products give what sums of logarithms give, and where products would overflow, logarithms are taken."""

from __future__ import annotations

import numpy as np
import pytest

from truthloop.consolidation.answer_table import AnswerTable, answer_table
from truthloop.consolidation.confusion_pass import ConfusionModel, expect, log_pass, product_pass
from truthloop.consolidation.dawid_skene import dawid_skene
from truthloop.consolidation.known_values import nothing_known
from truthloop.consolidation.posterior_rows import safe_factors
from truthloop.consolidation.preferences.logistic_pass import logistic_pass
from truthloop.consolidation.preferences.worth_pass import worth_pass
from truthloop.consolidation.vote_pass import odds_pass, weight_pass

EVERY, NONE = 1 << 30, -1


def crowd(tasks: int, per_task: int, values: int = 4) -> AnswerTable:
    """Thirty workers who are right two times in three."""
    chance = np.random.default_rng(3)
    task = np.repeat(np.arange(tasks), per_task)
    worker = np.tile(np.arange(per_task), tasks) if per_task > 30 else chance.integers(0, 30, len(task))
    value = np.where(chance.random(len(task)) < 0.67, task % values, chance.integers(0, values, len(task)))
    return answer_table(task, worker, value, values=range(values))


def model_of(table: AnswerTable, priors: int = 1) -> ConfusionModel:
    """Any confusions."""
    chance = np.random.default_rng(4)
    _, workers, values = table.shape
    confusion = chance.dirichlet(np.full(values, 0.3), (workers, values)).swapaxes(1, 2)
    return ConfusionModel(
        np.log(chance.dirichlet(np.ones(values), priors)), np.log(np.maximum(np.ascontiguousarray(confusion), 1e-10))
    )


@pytest.mark.parametrize("own_priors", [False, True])
@pytest.mark.parametrize("hard", [False, True])
def test_confusions_multiplied_are_their_logarithms_added(own_priors: bool, hard: bool) -> None:
    table = crowd(200, 5)
    tasks, workers, values = table.shape
    model = model_of(table, tasks if own_priors else 1)
    known = nothing_known(table)
    known[7] = 2
    flat, results = model.log_confusion.reshape(-1), []
    for run, prior, confusion, factors in (
        (product_pass, np.exp(model.log_prior), np.exp(flat), EVERY),
        (log_pass, model.log_prior, flat, NONE),
    ):
        posterior, counts, classes = np.zeros((tasks, values)), np.zeros(workers * values**2), np.zeros(values)
        evidence = run(
            *(table.starts, table.worker, table.value, values, known, prior, confusion, factors),
            *(hard, 0, tasks, posterior, counts, classes),
        )
        results.append((evidence, posterior, counts, classes))
    for product, logarithm in zip(*results, strict=True):
        np.testing.assert_allclose(product, logarithm, rtol=1e-9, atol=1e-11)


def test_odds_multiplied_are_their_logarithms_added() -> None:
    table = crowd(200, 5)
    tasks, workers, values = table.shape
    chance, results = np.random.default_rng(5), []
    weight, log_prior = chance.normal(0, 2, (workers, values)), np.log(chance.dirichlet(np.ones(values), 1))
    for run, prior, odds, factors in (
        (odds_pass, np.exp(log_prior), np.exp(weight), EVERY),
        (weight_pass, log_prior, weight, NONE),
    ):
        posterior, right, classes = np.zeros((tasks, values)), np.zeros((workers, values)), np.zeros(values)
        evidence = run(
            *(table.starts, table.worker, table.value, nothing_known(table), prior, odds, factors),
            *(False, 0, tasks, posterior, right, classes),
        )
        results.append((evidence, posterior, right, classes))
    for product, logarithm in zip(*results, strict=True):
        np.testing.assert_allclose(product, logarithm, rtol=1e-9, atol=1e-11)


def test_a_task_with_thousands_of_answers_is_done_in_logarithms_beside_small_ones() -> None:
    many, few = crowd(1, 3000), crowd(40, 5)
    table = answer_table(
        np.concatenate([many.task, few.task + 1]),
        np.concatenate([many.worker, few.worker]),
        np.concatenate([many.value, few.value]),
        values=range(4),
    )
    posterior = np.full((41, 4), np.nan)
    sums = expect(table, model_of(table), posterior, nothing_known(table))
    assert np.isfinite(posterior).all()
    assert np.isfinite(sums.evidence)
    np.testing.assert_allclose(sums.counts.sum(), table.size, rtol=1e-9)
    assert dawid_skene(table).label[0] == 0


def test_products_are_taken_only_while_they_cannot_leave_the_range_of_floats() -> None:
    factors = safe_factors(np.log([[0.5, 0.5]]), np.log([1e-10, 1.0]))
    assert 0.5 * 1e-10**factors > 1e-300
    assert safe_factors(np.log([[0.5, 0.5]]), np.array([-np.inf])) == -1
    assert safe_factors(np.array([[-1000.0, 0.0]]), np.log([0.5])) == -1


@pytest.mark.parametrize("largest", [0.1, 5.0, 19.0])
def test_worths_give_what_scores_give(largest: float) -> None:
    chance = np.random.default_rng(6)
    first = np.sort(chance.integers(0, 50, 4000)).astype(np.int32)
    second = ((first + chance.integers(1, 50, 4000)) % 50).astype(np.int32)
    wins, losses = chance.integers(0, 12, 4000).astype(np.float64), chance.integers(0, 12, 4000).astype(np.float64)
    wins[::7] += 0.5
    score, results = chance.uniform(-largest, largest, 50), []
    for run, more in ((worth_pass, (np.exp(score),)), (logistic_pass, ())):
        curve, by_score, met = np.empty(4000), np.zeros(50), np.zeros(50)
        value = run(first, second, wins, losses, score, *more, curve, by_score, met)
        results.append((value, curve, by_score, met))
    for one, other in zip(*results, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-9, atol=1e-9)
