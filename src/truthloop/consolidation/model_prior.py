"""A model's probabilities as what is known of each task before anybody answers, learned together with the workers.

    posterior[t, k] ~ calibrated[t, k] * product over the answers to t of P(answer | k)
    calibrated[t, k] ~ model[t, k] ^ power * exp(offset[k])

In turns: `power` and `offset` are those under which the calibrated model's log probability of the posterior is
greatest, the workers are learned from the posterior, and each task is judged anew, by workers' counts to which it did
not add. A model that knows nothing gets a power near 0 and changes nothing; one that is too sure is flattened. Workers
come in two forms, because neither is best on every crowd: a confusion matrix each, or one skill each, both drawn to
the crowd's.

C. Guo, G. Pleiss, Y. Sun and K. Q. Weinberger, On calibration of modern neural networks, ICML 2017, for the power; the
turns are those of expectation-maximization, as in V. C. Raykar et al., Learning from crowds, JMLR 11, 2010.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import log_softmax, softmax

from truthloop.consolidation.answer_table import AnswerTable
from truthloop.consolidation.arrays import Codes, Floats
from truthloop.consolidation.confusion_pass import counted
from truthloop.consolidation.hierarchical_dawid_skene import STRENGTH, pooled_confusion
from truthloop.consolidation.known_values import with_known
from truthloop.consolidation.left_out import left_out_posterior

LEAST = 1e-6
PRIOR = 1.0
"""Offsets and the log of the power are drawn to 0 with the weight of this many tasks."""
POWERS = (-8.0, 3.0)
"""Bounds of the log power."""
SKILL_STRENGTH = 4.0
"""How many answers of a typical worker are added to each worker's own."""
MOST_ROUNDS = 20
TOLERANCE = 1e-3
"""The turns end when no probability changes by more than this."""

Likelihood = Callable[[AnswerTable, Floats], Floats]
"""(T, K) log probability of each task's answers, up to a constant per task, by workers learned from a posterior."""


@dataclass(frozen=True, slots=True, eq=False)
class Informed:
    """What answers and model say together."""

    posterior: Floats
    """(T, K), each task judged without what it brought to its workers' counts; gold tasks as if they were none."""
    converged: bool
    rounds: int


def informed(table: AnswerTable, model: Floats, start: Floats, known: Codes, likelihood: Likelihood) -> Informed:
    """Turns from the posterior `start` (T, K); `known` (T,) holds gold values and -1 elsewhere."""
    told = (np.diff(table.starts) > 0) | (known >= 0)
    log_model = np.log(np.maximum(model, LEAST))
    log_told = log_model[told]
    posterior, judged = with_known(start.copy(), known), start
    point = np.zeros(model.shape[1] + 1)
    for done in range(1, MOST_ROUNDS + 1):
        point = calibration(log_told, posterior[told], point)
        judged = softmax(log_shares(log_model, point) + likelihood(table, posterior), axis=1)
        before, posterior = posterior, with_known(judged.copy(), known)
        if float(np.abs(posterior - before).max(initial=0.0)) < TOLERANCE:
            return Informed(judged, converged=True, rounds=done)
    return Informed(judged, converged=False, rounds=MOST_ROUNDS)


def by_confusion(table: AnswerTable, posterior: Floats) -> Floats:
    """Workers with a confusion matrix each, as in hierarchical Dawid-Skene."""
    sums = counted(table, posterior)
    believed = sums.counts + STRENGTH * pooled_confusion(sums)
    likely = left_out_posterior(table, believed, posterior, np.zeros(posterior.shape[1]))
    return np.log(np.maximum(likely, 1e-300))


def by_skill(table: AnswerTable, posterior: Floats) -> Floats:
    """Workers with one skill each, who err towards all other values alike."""
    tasks, workers, values = table.shape
    right = posterior[table.task, table.value]
    skill = right.mean() if len(right) else 0.5
    given = np.bincount(table.worker, minlength=workers)[table.worker] - 1.0
    others = np.bincount(table.worker, right, minlength=workers)[table.worker] - right
    chance = np.clip((others + SKILL_STRENGTH * skill) / (given + SKILL_STRENGTH), LEAST, 1.0 - LEAST)
    weight = np.log(chance) - np.log((1.0 - chance) / max(1, values - 1))
    cell = table.task.astype(np.int64) * values + table.value
    odds: Floats = np.bincount(cell, weight, minlength=tasks * values).reshape(tasks, values).astype(np.float64)
    return odds


def calibration(log_model: Floats, target: Floats, start: Floats) -> Floats:
    """(log power, offsets of the K values) that fit log probabilities (T, K) to `target` (T, K)."""
    if len(target) == 0:
        return start

    def cost(point: Floats) -> tuple[float, Floats]:
        fitted = log_shares(log_model, point)
        missed = np.exp(fitted) - target
        power = np.exp(np.clip(point[0], *POWERS))
        slope = float((missed * log_model).sum()) * power * (POWERS[0] < point[0] < POWERS[1])
        gradient = np.concatenate([[slope], missed.sum(axis=0)]) + PRIOR * point
        return 0.5 * PRIOR * float((point**2).sum()) - float((target * fitted).sum()), gradient

    return np.asarray(minimize(cost, start, jac=True, method="L-BFGS-B").x)


def log_shares(log_model: Floats, point: Floats) -> Floats:
    """(T, K) log probabilities under (log power, offsets of the K values)."""
    shares: Floats = log_softmax(np.exp(np.clip(point[0], *POWERS)) * log_model + point[1:], axis=1)
    return shares


def confidence_bands(model: Floats, told: NDArray[np.bool_], bands: int) -> Codes:
    """(T,) which of equally full bands of confidence each row of a model lies in; equal ones lie in the same."""
    confidence = model.max(axis=1)
    edges = np.quantile(confidence[told], np.arange(1, bands) / bands) if bool(told.any()) else np.zeros(0)
    band: Codes = np.searchsorted(edges, confidence, side="right").astype(np.int32)
    return band
