"""Calibration by a few gold answers: one exponent for all posteriors.

    posterior ~ posterior ^ power
    log power ~ Normal(0, 0.35²),   P(gold says k) = 0.99 posterior[k] ^ power / sum + 0.01 / K

The power is the most probable one. The posterior must not have been told those gold answers, else it is certain of
them: `tempered_pool.consolidate` judges each gold task without itself. The prior keeps the power near 1 while gold is
scarce: with none it is 1. That one gold answer in a hundred says nothing keeps a single one, wrong or strange, from
flattening everything.

Gold speaks for all tasks only where it was drawn from them at random. Questions picked by hand are often the clear
ones; `at_most=1` lets them lower confidence and never raise it.

C. Guo, G. Pleiss, Y. Sun and K. Q. Weinberger, On calibration of modern neural networks, ICML 2017 (temperature
scaling).
"""

from __future__ import annotations

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import softmax

from truthloop.consolidation.arrays import Codes, Floats
from truthloop.consolidation.consolidated import Consolidated
from truthloop.consolidation.known_values import with_known

PRIOR_DEVIATION = 0.35
LAPSE = 0.01
"""The share of gold answers that say nothing of the posterior."""
WIDEST = 3.0
"""The power lies between exp(-3) and exp(3)."""
LEAST = 1e-12


def calibrated_by_gold(result: Consolidated, known: Codes) -> Consolidated:
    """The result with calibrated posteriors; gold tasks themselves become certain.

    `known` (T,) holds gold values and -1 elsewhere; `result` was made without them.
    """
    posterior = with_known(sharpened(result.posterior, gold_power(result.posterior, known)), known)
    return result.with_posterior(posterior, f"{result.method}, calibrated by gold")


def gold_power(posterior: Floats, known: Codes, at_most: float = np.inf) -> float:
    """The power that gold asks for, no greater than `at_most`; 1 without gold."""
    gold = np.flatnonzero(known >= 0)
    if len(gold) == 0:
        return 1.0
    log_share = np.log(np.maximum(posterior[gold], LEAST))
    true = np.arange(len(gold)), known[gold]

    def cost(log_power: float) -> float:
        said = softmax(np.exp(log_power) * log_share, axis=1)[true]
        fit = float(np.log((1.0 - LAPSE) * said + LAPSE / posterior.shape[1]).sum())
        return 0.5 * (log_power / PRIOR_DEVIATION) ** 2 - fit

    found = minimize_scalar(cost, bounds=(-WIDEST, WIDEST), method="bounded", options={"xatol": 1e-6})
    return float(min(np.exp(found.x), at_most))


def sharpened(posterior: Floats, power: float) -> Floats:
    """Each row to a power, summing to 1 again; a power below 1 flattens."""
    raised = np.maximum(posterior, LEAST) ** power
    rows: Floats = raised / np.maximum(raised.sum(axis=1, keepdims=True), 1e-300)
    return rows
