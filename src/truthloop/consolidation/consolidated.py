"""The one small result that every algorithm of this room gives."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from truthloop.consolidation.answer_table import AnswerTable
from truthloop.consolidation.arrays import Codes, Floats, Names, Offsets
from truthloop.consolidation.compiled import compiled

TIE = 1e-9
"""Posteriors closer than this are a tie; the label more frequent over all tasks is taken, then the first by name."""


@dataclass(frozen=True, slots=True, eq=False)
class Consolidated:
    """A label for each task, how sure it is, and what was learned of the workers."""

    method: str
    """The algorithm's name."""
    tasks: Names
    """(T,) the tasks' names."""
    workers: Names
    """(W,) the workers' names."""
    values: Names
    """(K,) the labels' names."""
    posterior: Floats
    """(T, K) the probability of each label; each row sums to 1."""
    label: Codes
    """(T,) which label."""
    confidence: Floats
    """(T,) the probability that the label is right, as the algorithm sees it."""
    skill: Floats
    """(W,) the probability that an answer of the worker is right; what the algorithm itself learned, when it does."""
    converged: bool
    """Whether the algorithm ended by itself and not at its last round."""
    rounds: int
    """How many rounds were run; 0 for algorithms without."""

    def labels(self) -> Names:
        """(T,) the name of each task's label."""
        return self.values[self.label]

    def with_posterior(self, posterior: Floats, method: str = "") -> Consolidated:
        """The same workers and rounds with other probabilities: labels and confidences follow them."""
        label = most_probable(posterior)
        return replace(
            self,
            method=method or self.method,
            posterior=posterior,
            label=label,
            confidence=chosen_probability(posterior, label),
        )


def consolidated(
    table: AnswerTable, method: str, posterior: Floats, skill: Floats, *, converged: bool = True, rounds: int = 0
) -> Consolidated:
    """A result whose labels are the most probable ones of a (T, K) posterior."""
    label = most_probable(posterior)
    return Consolidated(
        method=method,
        tasks=table.tasks,
        workers=table.workers,
        values=table.values,
        posterior=posterior,
        label=label,
        confidence=chosen_probability(posterior, label),
        skill=skill,
        converged=converged,
        rounds=rounds,
    )


def most_probable(posterior: Floats) -> Codes:
    """(T,) the column of the greatest entry of each row; ties go to the column with the greater sum, then the first."""
    label = np.zeros(len(posterior), dtype=np.int32)
    if posterior.shape[1] > 1:
        popularity = posterior.sum(axis=0)
        first_greatest(posterior, np.argsort(-popularity, kind="stable"), label)
    return label


@compiled
def first_greatest(posterior: Floats, columns: Offsets, label: Codes) -> None:
    """Fill `label` (T,) with the first of `columns` that is no less than the row's greatest entry, less a tie."""
    for task in range(len(posterior)):
        least = posterior[task, 0]
        for k in range(1, len(columns)):
            least = max(least, posterior[task, k])
        least -= TIE
        for column in columns:
            if posterior[task, column] >= least:
                label[task] = column
                break


def chosen_probability(posterior: Floats, label: Codes) -> Floats:
    """(T,) the posterior of each task's label; nothing is sure where there are no labels at all."""
    if posterior.shape[1] == 0:
        return np.zeros(len(posterior))
    chosen: Floats = posterior[np.arange(len(posterior)), label]
    return chosen


def expected_skill(table: AnswerTable, posterior: Floats) -> Floats:
    """(W,) each worker's share of right answers if the posterior is right; chance (1 / K) for who gave none."""
    chance = 1.0 / max(1, len(table.values))
    right, given = np.zeros(len(table.workers)), np.zeros(len(table.workers))
    count_right(table.starts, table.worker, table.value, posterior, right, given)
    skill: Floats = np.where(given > 0, right / np.maximum(given, 1), chance)
    return skill


@compiled
def count_right(starts: Offsets, worker: Codes, value: Codes, posterior: Floats, right: Floats, given: Floats) -> None:
    """Add to `right` (W,) the probability of each worker's answers, and to `given` (W,) how many they are."""
    for task in range(len(posterior)):
        for row in range(starts[task], starts[task + 1]):
            right[worker[row]] += posterior[task, value[row]]
            given[worker[row]] += 1.0
