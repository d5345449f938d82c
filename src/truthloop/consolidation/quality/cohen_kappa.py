"""Cohen's kappa of two workers, plain or weighted.

J. Cohen, A coefficient of agreement for nominal scales, 1960, and Weighted kappa, 1968. The interval: J. L. Fleiss, J.
Cohen and B. S. Everitt, Large sample standard errors of kappa and weighted kappa, Psychological Bulletin 72(5), 1969.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from scipy.special import ndtri

from truthloop.consolidation.arrays import Floats
from truthloop.consolidation.name_codes import Column, coded
from truthloop.consolidation.quality.agreement import Agreement
from truthloop.terms.errors import Invalid

Weights = Literal["none", "linear", "quadratic"]


def cohen_kappa(one: Column, other: Column, weights: Weights = "none", *, level: float = 0.95) -> Agreement:
    """Kappa of two columns of answers to the same tasks; weights go by the values' order.

    `Invalid` for columns of different lengths or unknown weights.
    """
    if len(one) != len(other):
        raise Invalid(f"The workers answered {len(one)} and {len(other)} tasks; kappa needs the same tasks of both.")
    names, codes = coded([*list(one), *list(other)], "answer")
    size, values = len(one), len(names)
    counts = np.bincount(codes[:size] * values + codes[size:], minlength=values * values)
    shares: Floats = counts.reshape(values, values) / max(1, size)
    return weighted_kappa(shares, agreement_weights(values, weights), size, f"cohen-kappa-{weights}", level)


def agreement_weights(values: int, weights: Weights) -> Floats:
    """(K, K) 1 for full agreement, down to 0."""
    apart = np.abs(np.subtract.outer(np.arange(values), np.arange(values))) / max(1, values - 1)
    if weights == "none":
        return np.eye(values)
    if weights == "linear":
        return np.asarray(1 - apart)
    if weights == "quadratic":
        return np.asarray(1 - apart**2)
    raise Invalid(f"The weights are {weights!r}; allowed are none, linear and quadratic.")


def weighted_kappa(shares: Floats, weights: Floats, tasks: int, measure: str, level: float) -> Agreement:
    """Kappa of (K, K) shares of answers, with its large-sample interval."""
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    observed, expected = float((weights * shares).sum()), float(rows @ weights @ columns)
    if tasks == 0 or expected >= 1:
        return Agreement(measure, float("nan"), float("nan"), float("nan"), tasks)
    value = (observed - expected) / (1 - expected)
    mean = (weights @ columns)[:, None] + (rows @ weights)[None, :]
    spread = float((shares * (weights - mean * (1 - value)) ** 2).sum()) - (value - expected * (1 - value)) ** 2
    reach = float(ndtri(0.5 + level / 2)) * np.sqrt(max(spread, 0.0) / tasks) / (1 - expected)
    return Agreement(measure, value, value - reach, value + reach, tasks)
