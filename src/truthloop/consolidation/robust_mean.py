"""Mean rating, and Huber's robust mean: answers far from the others of their task count less.

    weight of an answer = min(1, cutoff * scale / |answer - estimate|)

`scale` is 1.4826 times the median absolute deviation over all answers; a cutoff of infinity is the plain mean, which is
hard to beat where workers are alike (it is the best of all methods on the public emotion ratings).

P. J. Huber, Robust estimation of a location parameter, Annals of Mathematical Statistics 35(1), 1964.
"""

from __future__ import annotations

import numpy as np

from truthloop.consolidation.answer_table import AnswerTable
from truthloop.consolidation.arrays import Floats
from truthloop.consolidation.estimated import Estimated, medians, unit_mean, weighted_means

CUTOFF = 1.345
"""95 % as precise as the mean where errors are normal."""
NORMAL = 1.4826


def robust_mean(table: AnswerTable, *, cutoff: float = CUTOFF, rounds: int = 50, tolerance: float = 1e-8) -> Estimated:
    """Iteratively reweighted from the medians; `Invalid` when the answers are not numbers."""
    number = table.numbers()
    value = medians(table, number)
    scale = NORMAL * float(np.median(np.abs(number - value[table.task]))) if table.size else 0.0
    weight, done, converged = np.ones(table.size), 0, table.size == 0
    while not converged and done < rounds:
        done += 1
        weight = huber_weights(number - value[table.task], cutoff * scale if scale > 0 else cutoff)
        moved, _ = weighted_means(table, number, weight)
        converged = bool(np.nanmax(np.abs(moved - value), initial=0.0) <= tolerance * max(scale, 1.0))
        value = moved
    return estimated(table, number, value, weight, converged=converged, rounds=done)


def huber_weights(residual: Floats, bound: float) -> Floats:
    """(n,) 1 within the bound, falling with the distance beyond it."""
    distance = np.abs(residual)
    return np.where(distance <= bound, 1.0, bound / np.maximum(distance, 1e-300))


def estimated(
    table: AnswerTable, number: Floats, value: Floats, weight: Floats, *, converged: bool, rounds: int
) -> Estimated:
    """With standard errors from the pooled variance of the residuals."""
    workers = len(table.workers)
    residual = number - value[table.task]
    free = max(1.0, float(weight.sum()) - len(table.tasks))
    variance = float((weight * residual**2).sum()) / free
    total = np.bincount(table.task, weight, minlength=len(table.tasks))
    spread = np.sqrt(np.divide(variance, total, out=np.full(len(total), np.inf), where=total > 0))
    given = np.maximum(1, np.bincount(table.worker, minlength=workers))
    return Estimated(
        method="robust mean",
        tasks=table.tasks,
        workers=table.workers,
        value=value,
        spread=spread,
        weight=unit_mean(np.bincount(table.worker, weight, minlength=workers) / given),
        bias=np.bincount(table.worker, residual, minlength=workers) / given,
        converged=converged,
        rounds=rounds,
    )
