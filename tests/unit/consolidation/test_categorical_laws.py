"""Laws that every categorical algorithm keeps."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truthloop.consolidation.answer_table import AnswerTable, answer_table
from truthloop.consolidation.consolidated import Consolidated
from truthloop.consolidation.dawid_skene import dawid_skene
from truthloop.consolidation.ebcc import ebcc
from truthloop.consolidation.em_rounds import Rounds
from truthloop.consolidation.fast_dawid_skene import fast_dawid_skene
from truthloop.consolidation.glad import glad
from truthloop.consolidation.hierarchical_dawid_skene import hierarchical_dawid_skene
from truthloop.consolidation.mace import mace
from truthloop.consolidation.majority_vote import majority_vote
from truthloop.consolidation.one_coin_dawid_skene import one_coin_dawid_skene
from truthloop.consolidation.tempered_pool import consolidate
from truthloop.consolidation.undecided_dawid_skene import undecided_dawid_skene
from truthloop.consolidation.wawa import wawa
from truthloop.consolidation.zencrowd import zencrowd
from truthloop.consolidation.zero_based_skill import zero_based_skill

Method: TypeAlias = Callable[[AnswerTable], Consolidated]
Row: TypeAlias = tuple[int, int, str]


def mace_of_one_seed(table: AnswerTable) -> Consolidated:
    return mace(table, np.random.default_rng(7), restarts=3)


METHODS: list[Method] = [
    majority_vote,
    wawa,
    zero_based_skill,
    dawid_skene,
    fast_dawid_skene,
    one_coin_dawid_skene,
    hierarchical_dawid_skene,
    zencrowd,
    glad,
    mace_of_one_seed,
    ebcc,
    undecided_dawid_skene,
    consolidate,
]
every_method = pytest.mark.parametrize("method", METHODS, ids=lambda method: method.__name__)
ROWS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 5), st.sampled_from("abc")), max_size=50)


def of(rows: list[Row]) -> AnswerTable:
    return answer_table([r[0] for r in rows], [r[1] for r in rows], [r[2] for r in rows])


def crowd(seed: int, tasks: int = 80, workers: int = 9, redundancy: int = 5) -> list[Row]:
    chance = np.random.default_rng(seed)
    truth = chance.integers(0, 3, tasks)
    skill = chance.uniform(0.5, 0.95, workers)
    rows = []
    for task in range(tasks):
        for worker in chance.permutation(workers)[:redundancy].tolist():
            value = truth[task] if chance.random() < skill[worker] else chance.integers(0, 3)
            rows.append((task, worker, "abc"[value]))
    return rows


@every_method
@given(rows=ROWS)
def test_results_are_probabilities_and_cover_every_task(method: Method, rows: list[Row]) -> None:
    result = method(of(rows))
    assert len(result.label) == len({row[0] for row in rows})
    assert np.isfinite(result.posterior).all()
    assert np.allclose(result.posterior.sum(axis=1), 1.0)
    assert ((result.confidence >= 0) & (result.confidence <= 1 + 1e-9)).all()
    assert result.skill.shape == (len(result.workers),)
    assert ((result.skill >= -1e-9) & (result.skill <= 1 + 1e-9)).all()


@every_method
@given(rows=ROWS, chance=st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_not_one_bit(method: Method, rows: list[Row], chance: random.Random) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert method(of(rows)).posterior.tolist() == method(of(shuffled)).posterior.tolist()


@pytest.mark.parametrize("method", [m for m in METHODS if m is not mace_of_one_seed], ids=lambda m: m.__name__)
@pytest.mark.parametrize("seed", range(3))
def test_other_names_of_workers_tasks_and_values_rename_the_result(method: Method, seed: int) -> None:
    rows = crowd(seed)
    renamed = [((7 * task) % 997, 100 - worker, {"a": "z", "b": "y", "c": "x"}[value]) for task, worker, value in rows]
    one, other = method(of(rows)), method(of(renamed))
    place = {task: row for row, task in enumerate(other.tasks.tolist())}
    follows = [place[(7 * task) % 997] for task in one.tasks.tolist()]
    assert np.allclose(one.posterior, other.posterior[follows][:, ::-1], atol=1e-6)
    assert np.allclose(one.skill, other.skill[::-1], atol=1e-6)


@every_method
def test_one_answer_is_itself(method: Method) -> None:
    result = method(answer_table(["t"], ["w"], ["b"], values=["a", "b", "c"]))
    assert result.labels().tolist() == ["b"]


@every_method
def test_an_empty_table_gives_an_empty_result(method: Method) -> None:
    result = method(answer_table([], [], []))
    assert result.labels().tolist() == []


@every_method
def test_a_table_of_declared_labels_without_tasks_gives_an_empty_result(method: Method) -> None:
    result = method(answer_table([], [], [], values=["a", "b"]))
    assert (result.labels().tolist(), result.posterior.shape) == ([], (0, 2))


@every_method
def test_a_single_class_is_certain(method: Method) -> None:
    result = method(answer_table([1, 1, 2], [1, 2, 1], ["only", "only", "only"]))
    assert result.labels().tolist() == ["only", "only"]
    assert np.allclose(result.confidence, 1.0)


@every_method
def test_unanimous_workers_are_believed(method: Method) -> None:
    rows = [(task, worker, "abc"[task % 3]) for task in range(30) for worker in range(4)]
    result = method(of(rows))
    assert result.labels().tolist() == ["abc"[task % 3] for task in range(30)]


@pytest.mark.parametrize(
    "method", [hierarchical_dawid_skene, undecided_dawid_skene, consolidate], ids=lambda m: m.__name__
)
def test_a_small_job_in_which_all_agree_on_one_value_is_believed(method: Method) -> None:
    table = answer_table([t for t in range(10) for _ in range(3)], [0, 1, 2] * 10, ["a"] * 30, values=["a", "b"])
    assert (method(table).confidence > 0.9).all()


@every_method
def test_tasks_of_one_worker_get_that_workers_answers(method: Method) -> None:
    rows = [(task, 0, "abc"[(task * 7) % 3]) for task in range(30)]
    assert method(of(rows)).labels().tolist() == ["abc"[(task * 7) % 3] for task in range(30)]


@every_method
def test_a_task_nobody_answered_has_a_label_and_no_certainty(method: Method) -> None:
    table = answer_table([1, 1, 2, 2], [1, 2, 1, 2], ["a", "a", "b", "b"], tasks=[1, 2, 3])
    result = method(table)
    assert len(result.label) == 3
    assert result.confidence[2] < 0.9


@pytest.mark.parametrize(
    "method", [dawid_skene, one_coin_dawid_skene, hierarchical_dawid_skene, consolidate], ids=lambda m: m.__name__
)
def test_an_adversary_is_seen_through(method: Method) -> None:
    chance = np.random.default_rng(3)
    truth = chance.integers(0, 2, 200)
    rows = [(t, w, "ab"[truth[t] if chance.random() < 0.8 else 1 - truth[t]]) for t in range(200) for w in range(5)]
    rows += [(t, 9, "ab"[1 - truth[t] if chance.random() < 0.95 else truth[t]]) for t in range(200)]
    result = method(of(rows))
    assert np.mean(result.labels() == np.array(list("ab"))[truth]) > 0.93
    assert result.skill[-1] < 0.2


@pytest.mark.parametrize("method", [dawid_skene, hierarchical_dawid_skene, consolidate], ids=lambda m: m.__name__)
def test_workers_who_never_agree_leave_doubt(method: Method) -> None:
    rows = [(task, worker, "ab"[(task + worker) % 2]) for task in range(40) for worker in range(2)]
    assert (method(of(rows)).confidence < 0.95).all()


@pytest.mark.parametrize("method", [majority_vote, dawid_skene, consolidate], ids=lambda m: m.__name__)
def test_a_million_tasks_with_one_answer_each_keep_them(method: Method) -> None:
    chance = np.random.default_rng(5)
    value = chance.integers(0, 2, 1_000_000)
    table = answer_table(np.arange(1_000_000), chance.integers(0, 1000, 1_000_000), value)
    assert (method(table).labels() == value).all()


def test_restarts_of_mace_differ_and_the_best_is_kept() -> None:
    table = of(crowd(1, tasks=40, redundancy=3))
    one = [mace(table, np.random.default_rng(seed), restarts=1, limits=Rounds(3, 0)) for seed in range(4)]
    assert len({tuple(result.skill.tolist()) for result in one}) == 4
