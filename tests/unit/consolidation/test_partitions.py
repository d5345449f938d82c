"""Partitions give what one table gives: in this process, and on a Ray cluster of one machine by the same code."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from truthloop.consolidation.answer_table import AnswerTable, answer_table
from truthloop.consolidation.consolidated import Consolidated
from truthloop.consolidation.dawid_skene import dawid_skene
from truthloop.consolidation.em_rounds import Rounds
from truthloop.consolidation.hierarchical_dawid_skene import hierarchical_dawid_skene
from truthloop.consolidation.partitions import (
    Partition,
    Partitions,
    PartitionsHere,
    dawid_skene_over,
    hierarchical_dawid_skene_over,
    split_by_tasks,
)
from truthloop.terms.errors import Invalid

TWENTY = Rounds(20, 0)
LEARNERS: dict[str, tuple[Callable[[AnswerTable], Consolidated], Callable[[Partitions], list[Consolidated]]]] = {
    "dawid-skene": (
        lambda table: dawid_skene(table, limits=TWENTY),
        lambda partitions: dawid_skene_over(partitions, TWENTY),
    ),
    "hierarchical dawid-skene": (hierarchical_dawid_skene, hierarchical_dawid_skene_over),
}


def crowd(tasks: int = 3000) -> AnswerTable:
    chance = np.random.default_rng(5)
    truth = chance.integers(0, 4, tasks)
    task = np.repeat(np.arange(tasks), 4)
    value = np.where(chance.random(4 * tasks) < 0.7, truth[task], chance.integers(0, 4, 4 * tasks))
    return answer_table(task, chance.integers(0, 30, 4 * tasks), value, workers=range(30), values=range(4))


def assert_same(whole: Consolidated, parts: list[Consolidated]) -> None:
    assert np.abs(np.concatenate([part.posterior for part in parts]) - whole.posterior).max() < 1e-9
    assert np.concatenate([part.labels() for part in parts]).tolist() == whole.labels().tolist()
    assert np.concatenate([part.tasks for part in parts]).tolist() == whole.tasks.tolist()
    for part in parts:
        assert part.skill == pytest.approx(whole.skill, abs=1e-9)
        assert (part.method, part.rounds, part.converged) == (whole.method, whole.rounds, whole.converged)


@pytest.mark.parametrize("name", LEARNERS)
def test_partitions_in_one_process_give_what_one_table_gives(name: str) -> None:
    one, over = LEARNERS[name]
    table = crowd()
    assert_same(one(table), over(PartitionsHere([Partition(piece) for piece in split_by_tasks(table, 5)])))


def test_gold_of_a_partition_counts_for_all() -> None:
    table = crowd(200)
    known = np.full(200, -1, dtype=np.int32)
    known[::3] = 2
    pieces, at, partitions = split_by_tasks(table, 3), 0, []
    for piece in pieces:
        partitions.append(Partition(piece, known[at : at + len(piece.tasks)]))
        at += len(piece.tasks)
    whole = hierarchical_dawid_skene(table, known=known)
    assert_same(whole, hierarchical_dawid_skene_over(PartitionsHere(partitions)))


def test_a_table_cannot_be_split_into_no_parts() -> None:
    with pytest.raises(Invalid, match="1 part or more; 0"):
        split_by_tasks(crowd(10), 0)


def test_the_package_itself_never_imports_ray() -> None:
    loaded = "import sys, truthloop.consolidation.partitions, truthloop.consolidation.tempered_pool as _"
    done = subprocess.run([sys.executable, "-c", f"{loaded}; sys.exit('ray' in sys.modules)"], check=False)
    assert done.returncode == 0


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    ray = pytest.importorskip("ray", reason="the extra truthloop[ray] is not installed")
    ray.init(num_cpus=2, include_dashboard=False, logging_level="ERROR", log_to_driver=False)
    yield ray
    ray.shutdown()


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", LEARNERS)
def test_partitions_on_a_cluster_give_what_one_table_gives(name: str, cluster: Any) -> None:
    assert cluster.is_initialized()
    from truthloop.consolidation.on_ray import PartitionsOnRay

    one, over = LEARNERS[name]
    table = crowd()
    first, *rest = split_by_tasks(table, 3)
    # A table may be sent, or read where it is held.
    assert_same(one(table), over(PartitionsOnRay.of([lambda: first, *rest], num_cpus=0.5)))
