"""Answers together with a model's probabilities: the default beside CROWDLAB, good where the model is weak too.

    posterior[t, k]  ~  pool[t, k] * calibrated[t, k] / shares[k]
    calibrated[t, k] ~  model[t, k] ^ power * exp(offset[k])

Given the true value, what workers answer and what a model sees are taken as independent, so probabilities multiply once
both mean what they say. The pool is the default's and calibrated already; the model is calibrated against the pool:
`power` and `offset` are those under which the model's log probability of the pool's labels is greatest. A model that
knows nothing gets a power near 0 and changes nothing.

C. Guo, G. Pleiss, Y. Sun and K. Q. Weinberger, On calibration of modern neural networks, ICML 2017; the product is
Bayes' rule, as in V. C. Raykar et al., Learning from crowds, JMLR 11, 2010.
"""

from __future__ import annotations

import numpy as np
from scipy.optimize import minimize

from truthloop.consolidation.answer_table import AnswerTable
from truthloop.consolidation.arrays import Codes, Floats
from truthloop.consolidation.consolidated import Consolidated
from truthloop.consolidation.crowdlab import checked
from truthloop.consolidation.known_values import nothing_known, with_known
from truthloop.consolidation.tempered_pool import consolidate

LEAST = 1e-6
PRIOR = 1.0
"""Offsets and the log of the power are drawn to 0 with the weight of this many tasks."""


def consolidate_with_model(table: AnswerTable, model: Floats, *, known: Codes | None = None) -> Consolidated:
    """`model` (T, K) follows `table.tasks` and `table.values`, and must be out of sample; `Invalid` when it misfits.

    Tasks without answers get the calibrated model's own probabilities.
    """
    checked(table, model)
    gold = nothing_known(table) if known is None else known
    result = consolidate(table, known=gold)
    answered = np.diff(table.starts) > 0
    calibrated = calibrated_model(model, result.posterior, answered | (gold >= 0))
    shares = np.maximum(result.posterior[answered].mean(axis=0), LEAST) if bool(answered.any()) else np.ones(1)
    fused = np.where(answered[:, None], result.posterior * calibrated / shares, calibrated)
    fused /= np.maximum(fused.sum(axis=1, keepdims=True), 1e-300)
    return result.with_posterior(with_known(fused, gold), "tempered pool with a model")


def calibrated_model(model: Floats, target: Floats, told: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Floats:
    """(T, K) the model's probabilities with the power and offsets that fit `target` (T, K) on the tasks `told`."""
    values = model.shape[1]
    log_model = np.log(np.maximum(model, LEAST))
    seen, wanted = log_model[told], target[told]

    def cost(point: Floats) -> float:
        fit = float((wanted * log_shares(seen, point)).sum())
        return 0.5 * PRIOR * float((point**2).sum()) - fit

    point = minimize(cost, np.zeros(values + 1), method="L-BFGS-B").x if len(seen) else np.zeros(values + 1)
    return np.exp(log_shares(log_model, point))


def log_shares(log_model: Floats, point: Floats) -> Floats:
    """(T, K) log probabilities under (log power, offsets of the K values)."""
    score = np.exp(np.clip(point[0], -8.0, 3.0)) * log_model + point[1:]
    top = score.max(axis=1, keepdims=True)
    shares: Floats = score - top - np.log(np.exp(score - top).sum(axis=1, keepdims=True))
    return shares
