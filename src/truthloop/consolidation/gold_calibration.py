"""Calibration by a few gold answers: one exponent for all posteriors.

    posterior ~ posterior ^ power,   power by maximum likelihood on the gold tasks, log power ~ Normal(0, 0.5²)

The posterior must have been made without those gold answers, else it is certain of them. The prior keeps the exponent
near 1 where gold is scarce: with no gold it is 1, with thirty tasks it follows them.

C. Guo, G. Pleiss, Y. Sun and K. Q. Weinberger, On calibration of modern neural networks, ICML 2017 (temperature
scaling).
"""

from __future__ import annotations

import numpy as np
from scipy.optimize import minimize_scalar

from truthloop.consolidation.arrays import Codes, Floats
from truthloop.consolidation.consolidated import Consolidated

PRIOR_DEVIATION = 0.5
WIDEST = 3.0
"""The exponent lies between exp(-3) and exp(3)."""
LEAST = 1e-12


def calibrated_by_gold(result: Consolidated, known: Codes) -> Consolidated:
    """The result with calibrated posteriors; gold tasks themselves become certain.

    `known` (T,) holds gold values and -1 elsewhere; `result` was made without them.
    """
    power = gold_power(result.posterior, known)
    raised = np.maximum(result.posterior, LEAST) ** power
    posterior = raised / np.maximum(raised.sum(axis=1, keepdims=True), LEAST)
    gold = np.flatnonzero(known >= 0)
    posterior[gold] = 0.0
    posterior[gold, known[gold]] = 1.0
    return result.with_posterior(posterior, f"{result.method}, calibrated by gold")


def gold_power(posterior: Floats, known: Codes) -> float:
    """The exponent."""
    gold = np.flatnonzero(known >= 0)
    log_share = np.log(np.maximum(posterior[gold], LEAST))
    true = known[gold]

    def cost(log_power: float) -> float:
        score = np.exp(log_power) * log_share
        top = score.max(axis=1, keepdims=True) if len(gold) else score
        log_total = top[:, 0] + np.log(np.exp(score - top).sum(axis=1)) if len(gold) else np.zeros(0)
        fit = float((score[np.arange(len(gold)), true] - log_total).sum())
        return 0.5 * (log_power / PRIOR_DEVIATION) ** 2 - fit

    found = minimize_scalar(cost, bounds=(-WIDEST, WIDEST), method="bounded", options={"xatol": 1e-6})
    return float(np.exp(found.x))
