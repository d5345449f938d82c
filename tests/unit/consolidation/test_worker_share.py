"""Whether workers or tasks make answers wrong, and what a consensus is worth where it is the tasks."""

from __future__ import annotations

import numpy as np
import pytest

from truthloop.consolidation.answer_table import AnswerTable, answer_table
from truthloop.consolidation.arrays import Codes
from truthloop.consolidation.known_values import nothing_known
from truthloop.consolidation.tempered_pool import doubted, pooled
from truthloop.consolidation.worker_share import most_worker_correlation, worker_share

TASKS, WORKERS, EACH, VALUES = 500, 25, 9, 4


def crowd(seed: int, *, skills: tuple[float, float], misleading: float) -> tuple[AnswerTable, Codes]:
    """Workers with skills between two bounds; on some tasks half of all answers go to one wrong value."""
    chance = np.random.default_rng(seed)
    truth = chance.integers(0, VALUES, TASKS)
    misled = chance.random(TASKS) < misleading
    skill = chance.uniform(*skills, WORKERS)
    worker = np.concatenate([chance.choice(WORKERS, EACH, replace=False) for _ in range(TASKS)])
    task = np.repeat(np.arange(TASKS), EACH)
    wrong = np.where(misled[task], 0.5, 1.0 - skill[worker])
    away = np.where(misled[task], 1, chance.integers(1, VALUES, len(task)))
    value = np.where(chance.random(len(task)) < wrong, (truth[task] + away) % VALUES, truth[task])
    return answer_table(task, worker, value, values=range(VALUES)), truth.astype(np.int32)


def test_where_careless_workers_make_the_errors_the_share_is_theirs() -> None:
    table, truth = crowd(1, skills=(0.3, 0.95), misleading=0.0)
    assert worker_share(table, truth) > 0.9


def test_where_alike_workers_fail_on_the_same_tasks_the_share_is_small() -> None:
    table, truth = crowd(2, skills=(0.85, 0.87), misleading=0.4)
    assert worker_share(table, truth) < 0.2


def test_the_more_workers_differ_the_greater_is_their_share() -> None:
    shares = [worker_share(*crowd(3, skills=(0.8 - spread, 0.9), misleading=0.3)) for spread in (0.0, 0.2, 0.4)]
    assert shares == sorted(shares)


@pytest.mark.parametrize("skill", [0.6, 0.8])
def test_alike_workers_whose_errors_are_independent_are_hardly_doubted(skill: float) -> None:
    for seed in range(5):
        table, _ = crowd(seed, skills=(skill, skill), misleading=0.0)
        posterior = pooled(table, nothing_known(table)).posterior
        less = doubted(table, posterior)
        assert less.max(axis=1).mean() > posterior.max(axis=1).mean() - 0.01


def test_a_consensus_of_alike_workers_on_misleading_tasks_is_believed_less_and_labels_stay() -> None:
    table, _ = crowd(4, skills=(0.85, 0.87), misleading=0.4)
    posterior = pooled(table, nothing_known(table)).posterior
    less = doubted(table, posterior)
    assert less.max(axis=1).mean() < posterior.max(axis=1).mean() - 0.03
    assert np.array_equal(less.argmax(axis=1), posterior.argmax(axis=1))


def test_nothing_is_said_of_workers_where_nobody_errs_or_nobody_can_be_compared() -> None:
    alone = answer_table([1, 2], ["a", "b"], ["x", "y"])
    assert worker_share(alone, np.array([0, 1], dtype=np.int32)) == 1.0
    agreed = answer_table([1, 1, 2, 2], ["a", "b", "a", "b"], ["x", "x", "y", "y"])
    assert most_worker_correlation(agreed, np.array([0, 1], dtype=np.int32)) == float("inf")
    assert worker_share(agreed, np.array([0, 1], dtype=np.int32)) == 1.0


def test_an_empty_table_has_a_share() -> None:
    assert worker_share(answer_table([], [], []), np.zeros(0, dtype=np.int32)) == 1.0
