"""The result of algorithms that estimate a number for each task."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from truthloop.consolidation.answer_table import AnswerTable
from truthloop.consolidation.arrays import Floats, Names


@dataclass(frozen=True, slots=True, eq=False)
class Estimated:
    """A number for each task, how sure it is, and what was learned of the workers."""

    method: str
    tasks: Names
    workers: Names
    value: Floats
    """(T,) the estimate; not a number for tasks nobody answered."""
    spread: Floats
    """(T,) its standard error, in the unit of the answers; infinite where there is nothing to go by."""
    weight: Floats
    """(W,) how much each worker counts; their mean is 1."""
    bias: Floats
    """(W,) how much a worker answers above the estimates on average; 0 where the method knows none."""
    converged: bool
    rounds: int


def weighted_means(table: AnswerTable, number: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """((T,) weighted means of a task's answers, (T,) sums of weights); both arguments are (n,)."""
    tasks = len(table.tasks)
    total = np.bincount(table.task, weight, minlength=tasks).astype(np.float64)
    summed = np.bincount(table.task, weight * number, minlength=tasks)
    mean: Floats = np.divide(summed, total, out=np.full(tasks, np.nan), where=total > 0)
    return mean, total


def medians(table: AnswerTable, number: Floats) -> Floats:
    """(T,) the median of each task's answers."""
    ordered = number[np.lexsort((number, table.task))]
    count = np.diff(table.starts)
    there = count > 0
    low = table.starts[:-1][there] + (count[there] - 1) // 2
    high = table.starts[:-1][there] + count[there] // 2
    median = np.full(len(count), np.nan)
    median[there] = (ordered[low] + ordered[high]) / 2
    return median


def unit_mean(weight: Floats) -> Floats:
    """Weights whose mean is 1."""
    return weight / weight.mean() if len(weight) and weight.mean() > 0 else np.ones_like(weight)
