"""Answers that are sets of labels, as one answer table whose values are sets; and the result for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from truthloop.consolidation.answer_table import AnswerTable, answer_table
from truthloop.consolidation.arrays import Floats, Names
from truthloop.consolidation.name_codes import Column, coded
from truthloop.terms.errors import Invalid


@dataclass(frozen=True, slots=True, eq=False)
class LabelSets:
    """Who chose which labels; the empty set is an answer like any other."""

    table: AnswerTable
    """Its D values are tuples of labels, ascending."""
    labels: Names
    """(L,) all labels, ascending."""
    member: NDArray[np.bool_]
    """(D, L) which labels each value holds."""


@dataclass(frozen=True, slots=True, eq=False)
class MultiLabel:
    """For each task the labels it has, and how sure each of them is."""

    method: str
    tasks: Names
    workers: Names
    labels: Names
    posterior: Floats
    """(T, L) the probability that the task has the label."""
    chosen: NDArray[np.bool_]
    """(T, L) whether the result holds the label."""
    set_confidence: Floats
    """(T,) the probability that the whole set is right."""
    skill: Floats
    """(W,) the probability that a worker is right about a label."""

    def sets(self) -> list[tuple[Any, ...]]:
        """The labels of each task."""
        return [tuple(self.labels[row].tolist()) for row in self.chosen]


def label_sets(
    task: Column, worker: Column, chosen: Sequence[Iterable[Any]], *, labels: Iterable[Any] | None = None
) -> LabelSets:
    """A table from three columns of equal length, the third holding the labels each worker chose.

    `labels` declares labels that may not have been met. `Invalid` when a label was not declared.
    """
    sets = [tuple(sorted(set(each))) for each in chosen]
    met = sorted({label for each in sets for label in each})
    names = coded(met, "label", labels)[0]
    unknown = set(met) - set(names.tolist())
    if unknown:
        raise Invalid(f"The labels {sorted(unknown)} were not declared.")
    table = answer_table(task, worker, sets)
    place = {label: code for code, label in enumerate(names.tolist())}
    member = np.zeros((len(table.values), len(names)), dtype=np.bool_)
    for row, each in enumerate(table.values.tolist()):
        member[row, [place[label] for label in each]] = True
    return LabelSets(table, names, member)


def one_label(sets: LabelSets, label: int) -> AnswerTable:
    """The yes-or-no table of one label: value 1 where the worker chose it."""
    table = sets.table
    value = sets.member[table.value, label].astype(np.int32)
    return AnswerTable(
        table.tasks, table.workers, np.array([False, True]), table.task, table.worker, value, table.starts
    )
