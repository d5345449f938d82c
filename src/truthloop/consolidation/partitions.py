"""Consolidation over partitions: tables of their own, on threads, processes or machines, as if they were one.

Each partition holds the answers to some tasks, with workers and values agreed on by all. A round sends the model to
every partition, which runs the same pass as a single table and gives back its sums; the sums are added, and the model
is renewed from them. Answers and posteriors never move. What travels in a round is the model and one set of sums per
partition, whatever the number of answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from typing import Protocol

import numpy as np

from truthloop.consolidation.answer_table import AnswerTable, offsets
from truthloop.consolidation.arrays import Codes, Floats
from truthloop.consolidation.confusion_pass import ConfusionModel, ConfusionSums, counted, expect
from truthloop.consolidation.consolidated import Consolidated, consolidated
from truthloop.consolidation.dawid_skene import ever_used, most_likely
from truthloop.consolidation.em_rounds import TO_CONVERGENCE, Learned, Rounds, run_rounds
from truthloop.consolidation.hierarchical_dawid_skene import LIMITS, STRENGTH, shrunk
from truthloop.consolidation.known_values import nothing_known, with_known
from truthloop.consolidation.majority_vote import vote_shares
from truthloop.terms.errors import Invalid


@dataclass(frozen=True, slots=True, eq=False)
class FirstSums:
    """What the first model is made of; the sums of two partitions add up."""

    sums: ConfusionSums
    """Those of the vote shares."""
    used: Floats
    """(W, K) 1 where the worker gave the value at least once, else 0."""

    def __add__(self, other: FirstSums) -> FirstSums:
        """The sums over the tasks of both."""
        return FirstSums(self.sums + other.sums, np.maximum(self.used, other.used))


class Partition:
    """The answers to some tasks and their posterior, which stays where the partition is."""

    def __init__(self, table: AnswerTable, known: Codes | None = None) -> None:
        self._table = table
        self._known = nothing_known(table) if known is None else known
        self._posterior = np.empty((len(table.tasks), len(table.values)))

    def begin(self) -> FirstSums:
        """The posterior becomes the vote shares; their sums."""
        self._posterior = with_known(vote_shares(self._table), self._known)
        return FirstSums(counted(self._table, self._posterior), ever_used(self._table))

    def expect(self, model: ConfusionModel) -> ConfusionSums:
        """The posterior becomes that of the model; its sums."""
        return expect(self._table, model, self._posterior, self._known)

    def result(self, method: str, skill: Floats, rounds: int, *, converged: bool) -> Consolidated:
        """The labels of this partition's tasks; `skill` (W,) is of all partitions."""
        return consolidated(self._table, method, self._posterior, skill, converged=converged, rounds=rounds)


class Partitions(Protocol):
    """Partitions wherever they are."""

    def begin(self) -> FirstSums:
        """The first sums of all, added in order."""

    def expect(self, model: ConfusionModel) -> ConfusionSums:
        """The sums of all under a model, added in order."""

    def results(self, method: str, skill: Floats, rounds: int, *, converged: bool) -> list[Consolidated]:
        """The result of each partition, in order."""


class PartitionsHere:
    """Partitions in this process, one after the other."""

    def __init__(self, partitions: Sequence[Partition]) -> None:
        self._partitions = list(partitions)

    def begin(self) -> FirstSums:
        """As `Partitions` says."""
        return reduce(lambda whole, part: whole + part, [each.begin() for each in self._partitions])

    def expect(self, model: ConfusionModel) -> ConfusionSums:
        """As `Partitions` says."""
        return reduce(lambda whole, part: whole + part, [each.expect(model) for each in self._partitions])

    def results(self, method: str, skill: Floats, rounds: int, *, converged: bool) -> list[Consolidated]:
        """As `Partitions` says."""
        return [each.result(method, skill, rounds, converged=converged) for each in self._partitions]


def dawid_skene_over(partitions: Partitions, limits: Rounds = TO_CONVERGENCE) -> list[Consolidated]:
    """Dawid-Skene over all partitions; a result for each, in order.

    `limits.tolerance` is per answer, as on one table.
    """
    first = partitions.begin()
    learned = run_rounds(
        most_likely(first.sums, first.used),
        partitions.expect,
        lambda sums: most_likely(sums, first.used),
        limits,
        answers_in(first),
    )
    return ended(partitions, "dawid-skene", learned)


def hierarchical_dawid_skene_over(
    partitions: Partitions, *, strength: float = STRENGTH, limits: Rounds = LIMITS
) -> list[Consolidated]:
    """Hierarchical Dawid-Skene over all partitions; a result for each, in order."""
    first = partitions.begin()
    learned = run_rounds(
        shrunk(first.sums, strength),
        partitions.expect,
        lambda sums: shrunk(sums, strength),
        limits,
        answers_in(first),
    )
    return ended(partitions, "hierarchical dawid-skene", learned)


def answers_in(first: FirstSums) -> int:
    """How many answers all partitions hold: each has counts that sum to 1."""
    return round(float(first.sums.counts.sum()))


def ended(partitions: Partitions, method: str, learned: Learned[ConfusionModel, ConfusionSums]) -> list[Consolidated]:
    """The results of the posteriors as they are."""
    counts = learned.sums.counts
    given = counts.sum(axis=(1, 2))
    right = np.trace(counts, axis1=1, axis2=2)
    chance = 1.0 / max(1, counts.shape[1])
    skill = np.divide(right, given, out=np.full(len(given), chance), where=given > 0)
    return partitions.results(method, skill, learned.rounds, converged=learned.converged)


def split_by_tasks(table: AnswerTable, parts: int) -> list[AnswerTable]:
    """A table as partitions of neighbouring tasks, with about as many answers each; `Invalid` for fewer than 1."""
    if parts < 1:
        raise Invalid(f"A table is split into 1 part or more; {parts} were asked for.")
    edges = np.searchsorted(table.starts, np.linspace(0, table.size, parts + 1)[1:-1]).tolist()
    bounds = [0, *edges, len(table.tasks)]
    return [some_tasks(table, first, last) for first, last in pairwise(bounds)]


def some_tasks(table: AnswerTable, first: int, last: int) -> AnswerTable:
    """The table of tasks first to last, with all workers and values."""
    rows = slice(int(table.starts[first]), int(table.starts[last]))
    task = table.task[rows] - np.int32(first)
    starts = offsets(task, last - first)
    return AnswerTable(
        table.tasks[first:last], table.workers, table.values, task, table.worker[rows], table.value[rows], starts
    )
