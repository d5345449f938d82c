"""The Gaussian latent truth model: each worker has a bias and a precision, each task a true number.

    truth[t] ~ Normal(mean, variance of all answers),   answer = truth[t] + bias[w] + Normal(0, variance[w])
    bias[w] ~ Normal(0, variance[w]),  variance[w] ~ inverse Gamma around their geometric mean

Expectation-maximization with the truths as latent variables; the standard error of an estimate is that of its
posterior.

B. Zhao and J. Han, A probabilistic model for estimating real-valued truth from conflicting sources, QDB 2012; the bias
as in V. C. Raykar et al., Learning from crowds, JMLR 11, 2010.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from truthloop.consolidation.answer_table import AnswerTable
from truthloop.consolidation.arrays import Floats
from truthloop.consolidation.estimated import Estimated, unit_mean

PRIOR_ANSWERS = 2.0
"""The crowd's usual variance counts as this many answers of each worker."""
LEAST = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Crowd:
    """What is believed of the workers."""

    bias: Floats
    variance: Floats


def gaussian_truth(
    table: AnswerTable, *, with_bias: bool = True, rounds: int = 2000, tolerance: float = 1e-6
) -> Estimated:
    """From equal workers; `Invalid` when the answers are not numbers."""
    number = table.numbers()
    workers = len(table.workers)
    usual = float(number.var()) or 1.0 if table.size else 1.0
    crowd = Crowd(np.zeros(workers), np.full(workers, usual / 2))
    truth, variance = expected_truths(table, number, crowd, usual)
    done, converged = 0, table.size == 0
    while not converged and done < rounds:
        done += 1
        crowd = fitted_crowd(table, number, truth, variance, with_bias=with_bias)
        moved, variance = expected_truths(table, number, crowd, usual)
        converged = bool(np.max(np.abs(moved - truth), initial=0.0) <= tolerance * np.sqrt(usual))
        truth = moved
    answered = np.diff(table.starts) > 0
    return Estimated(
        method="gaussian truth",
        tasks=table.tasks,
        workers=table.workers,
        value=np.where(answered, truth, np.nan),
        spread=np.where(answered, np.sqrt(variance), np.inf),
        weight=unit_mean(1.0 / crowd.variance),
        bias=crowd.bias,
        converged=converged,
        rounds=done,
    )


def expected_truths(table: AnswerTable, number: Floats, crowd: Crowd, usual: float) -> tuple[Floats, Floats]:
    """((T,) posterior means, (T,) posterior variances)."""
    tasks = len(table.tasks)
    precision = 1.0 / crowd.variance[table.worker]
    total = np.bincount(table.task, precision, minlength=tasks) + 1.0 / usual
    centre = float(number.mean()) if table.size else 0.0
    summed = np.bincount(table.task, precision * (number - crowd.bias[table.worker]), minlength=tasks)
    truth: Floats = (summed + centre / usual) / total
    return truth, np.reciprocal(total)


def fitted_crowd(table: AnswerTable, number: Floats, truth: Floats, variance: Floats, *, with_bias: bool) -> Crowd:
    """Biases and variances drawn to those of the whole crowd."""
    workers = len(table.workers)
    given = np.bincount(table.worker, minlength=workers)
    residual = number - truth[table.task]
    bias = np.zeros(workers)
    if with_bias:
        bias = np.bincount(table.worker, residual, minlength=workers) / (given + 1.0)
    square = (residual - bias[table.worker]) ** 2 + variance[table.task]
    summed = np.bincount(table.worker, square, minlength=workers)
    each = np.maximum((summed / np.maximum(1, given))[given > 0], LEAST)
    # The geometric mean: variances differ by orders of magnitude, and a few wild workers must not blur precise ones.
    typical = float(np.exp(np.log(each).mean())) if len(each) else 1.0
    return Crowd(bias, (summed + PRIOR_ANSWERS * typical) / (given + PRIOR_ANSWERS))
