"""CATD, confidence-aware truth discovery: workers with few answers are not believed for having been lucky.

    weight[w] = chi-square quantile(alpha / 2, answers of w) / sum of w's squared errors
    estimate[t] = mean of the answers weighted by their workers

The quantile is the lower end of the interval for a worker's precision, so it grows with how much is known of a worker.
Errors are divided by the spread of their task's answers, so that tasks on other scales count alike.

Q. Li, Y. Li, J. Gao, L. Su, B. Zhao, M. Demirbas, W. Fan and J. Han, A confidence-aware approach for truth discovery on
long-tail data, PVLDB 8(4), 2014.
"""

from __future__ import annotations

import numpy as np
from scipy.special import gammaincinv

from truthloop.consolidation.answer_table import AnswerTable
from truthloop.consolidation.arrays import Floats
from truthloop.consolidation.estimated import Estimated, medians, unit_mean, weighted_means

ALPHA = 0.05
LEAST = 1e-9


def catd(table: AnswerTable, *, alpha: float = ALPHA, rounds: int = 100, tolerance: float = 1e-8) -> Estimated:
    """Weights and estimates in turns from the medians; `Invalid` when the answers are not numbers."""
    number = table.numbers()
    workers = len(table.workers)
    value = medians(table, number)
    spread = task_spread(table, number)
    given = np.bincount(table.worker, minlength=workers)
    quantile = 2.0 * gammaincinv(np.maximum(1, given) / 2.0, alpha / 2)  # of chi-squared
    weight, done, converged = np.ones(workers), 0, table.size == 0
    while not converged and done < rounds:
        done += 1
        error = ((number - value[table.task]) / spread[table.task]) ** 2
        weight = unit_mean(quantile / np.maximum(np.bincount(table.worker, error, minlength=workers), LEAST))
        moved, _ = weighted_means(table, number, weight[table.worker])
        converged = bool(np.nanmax(np.abs(moved - value) / spread, initial=0.0) <= tolerance)
        value = moved
    return Estimated(
        method="catd",
        tasks=table.tasks,
        workers=table.workers,
        value=value,
        spread=standard_errors(table, number, value, weight),
        weight=weight,
        bias=np.zeros(workers),
        converged=converged,
        rounds=done,
    )


def task_spread(table: AnswerTable, number: Floats) -> Floats:
    """(T,) the standard deviation of each task's answers; that of all tasks where it is 0 or unknown."""
    mean, count = weighted_means(table, number, np.ones(table.size))
    square = np.bincount(table.task, (number - mean[table.task]) ** 2, minlength=len(table.tasks))
    spread = np.sqrt(square / np.maximum(1.0, count))
    usual = float(np.sqrt(square.sum() / max(1.0, count.sum()))) or 1.0
    known: Floats = np.where(spread > LEAST * usual, spread, usual)
    return known


def standard_errors(table: AnswerTable, number: Floats, value: Floats, weight: Floats) -> Floats:
    """(T,) of a weighted mean, from the weighted spread of all answers about their estimates."""
    of_answer = weight[table.worker]
    total = np.bincount(table.task, of_answer, minlength=len(table.tasks))
    squares = np.bincount(table.task, of_answer**2, minlength=len(table.tasks))
    residual = float((of_answer * (number - value[table.task]) ** 2).sum()) / max(LEAST, float(of_answer.sum()))
    error: Floats = np.sqrt(np.divide(residual * squares, total**2, out=np.full(len(total), np.inf), where=total > 0))
    return error
