"""A few gold answers, and how sure all others may then be."""

from __future__ import annotations

import numpy as np
import pytest

from truthloop.consolidation.answer_table import AnswerTable, answer_table
from truthloop.consolidation.arrays import Codes
from truthloop.consolidation.gold_calibration import calibrated_by_gold, gold_power, sharpened
from truthloop.consolidation.known_values import known_values, nothing_known
from truthloop.consolidation.majority_vote import majority_vote
from truthloop.consolidation.tempered_pool import consolidate, judge


def misled_crowd(seed: int, misled: float = 0.3) -> tuple[AnswerTable, Codes]:
    """400 tasks with five answers of good workers, who on some tasks all see the wrong one of two values."""
    chance = np.random.default_rng(seed)
    truth = chance.integers(0, 2, 400)
    seen = np.where(chance.random(400) < misled, 1 - truth, truth)
    task = np.repeat(np.arange(400), 5)
    value = np.where(chance.random(len(task)) < 0.9, seen[task], 1 - seen[task])
    worker = np.concatenate([chance.choice(20, 5, replace=False) for _ in range(400)])
    return answer_table(task, worker, value, values=[0, 1]), truth.astype(np.int32)


def drawn(truth: Codes, count: int, seed: int) -> Codes:
    known = np.full_like(truth, -1)
    chosen = np.random.default_rng(seed).choice(len(truth), count, replace=False)
    known[chosen] = truth[chosen]
    return known


def test_gold_flattens_what_is_too_sure_and_leaves_labels() -> None:
    chance = np.random.default_rng(3)
    posterior = np.array([[0.99, 0.01]] * 400)
    truth = (chance.random(400) > 0.8).astype(np.int32)
    power = gold_power(posterior, truth)
    assert 0.2 < power < 0.5
    assert sharpened(posterior, power)[0, 0] == pytest.approx(0.8, abs=0.05)


def test_without_gold_nothing_changes() -> None:
    table = answer_table([1, 1, 2], ["a", "b", "a"], ["x", "y", "x"])
    result = majority_vote(table)
    assert np.allclose(calibrated_by_gold(result, known_values(table, {})).posterior, result.posterior, atol=1e-9)


def test_one_strange_gold_answer_among_many_right_ones_flattens_little() -> None:
    posterior = np.array([[0.999, 0.001]] * 30)
    known = np.zeros(30, dtype=np.int32)
    known[7] = 1
    assert gold_power(posterior, known) > 0.5


def test_a_few_gold_tasks_tell_the_default_how_often_the_whole_crowd_is_misled() -> None:
    table, truth = misled_crowd(5)
    alone = consolidate(table).confidence.mean()
    gold = drawn(truth, 100, seed=1)
    taught = consolidate(table, known=gold).confidence[gold < 0].mean()
    right = (majority_vote(table).label == truth).mean()
    assert alone > right + 0.15
    assert taught < right + 0.1


def test_gold_that_somebody_picked_can_lower_confidence_but_never_raise_it() -> None:
    table, truth = misled_crowd(6, misled=0.0)
    clear = np.flatnonzero(majority_vote(table).confidence == 1.0)[:60]
    easy = np.full_like(truth, -1)
    easy[clear] = truth[clear]
    others = easy < 0
    alone = judge(table, nothing_known(table)).confidence[others].mean()
    picked, random = (consolidate(table, known=easy, drawn=drawn).confidence[others].mean() for drawn in (False, True))
    assert picked <= alone + 0.002
    assert random > picked
    misled, real = misled_crowd(6)
    hard = consolidate(misled, known=drawn(real, 30, seed=2), drawn=False)
    assert hard.confidence.mean() < consolidate(misled).confidence.mean() - 0.05


def test_a_gold_task_is_judged_as_if_it_were_none() -> None:
    table, truth = misled_crowd(7, misled=0.1)
    misled = np.flatnonzero((majority_vote(table).label != truth) & (majority_vote(table).confidence == 1.0))[:1]
    known = np.full_like(truth, -1)
    known[misled] = truth[misled]
    judged = judge(table, known)
    assert (judged.label[misled] != truth[misled]).all(), "five of five say otherwise"
    assert judged.confidence[misled] == pytest.approx(judge(table, nothing_known(table)).confidence[misled], abs=0.1)
    certain = consolidate(table, known=known)
    assert (certain.label[misled] == truth[misled]).all()
    assert (certain.confidence[misled] == 1.0).all()


def test_gold_without_answers_says_nothing_of_confidence() -> None:
    table, _ = misled_crowd(8)
    rows = (table.task, table.worker, table.value)
    wider = answer_table(*rows, tasks=range(430), values=[0, 1])
    known = np.full(430, -1, dtype=np.int32)
    known[400:] = np.arange(30) % 2
    assert consolidate(wider, known=known).confidence[:400].mean() == pytest.approx(
        consolidate(table).confidence.mean(), abs=0.005
    )
