"""What more answers by typical workers would bring to objects: their expected error after each further answer.

Between the label and each other value, the log odds of an object walk with every answer. Under either truth the steps
are independent with a known mean and variance, so after n of them the odds are about normal, and the probability that
they end on the wrong side is the expected error after n more answers.

A. Wald, Sequential Analysis, 1947 (the walk of the log odds); H. Raiffa and R. Schlaifer, Applied Statistical Decision
Theory, 1961 (the expected value of sample information).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from truthloop.consolidation.arrays import Codes, Floats

HORIZON = 20
"""How many answers ahead are looked at."""
LEAST = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """What one answer of a typical worker does to log odds."""

    log_typical: Floats
    """(K, K) the flattened log confusion by value answered and true value."""
    drift: Floats
    """(K, K) by true value a and other value b: the mean step of the log odds of a over b."""
    spread: Floats
    """(K, K) its standard deviation."""


def steps(log_typical: Floats, power: float) -> Steps:
    """The steps by a worker of that (K, K) log confusion, whose answers count with `power`."""
    flat = power * log_typical
    flat = flat - np.log(np.exp(flat).sum(axis=0, keepdims=True))
    ratio = flat[:, :, None] - flat[:, None, :]
    share = np.exp(flat)[:, :, None]
    drift = (share * ratio).sum(axis=0)
    variance = (share * ratio**2).sum(axis=0) - drift**2
    return Steps(flat, drift, np.sqrt(np.maximum(variance, LEAST)))


def errors_ahead(posterior: Floats, label: Codes, worth: Floats, step: Steps) -> Floats:
    """(T, H) the expected error of objects with that posterior (T, K) after 1, 2, ... H more answers.

    `worth` (T, H) is how many independent answers those are worth.
    """
    place = np.arange(len(label))
    of_label = posterior[place, label]
    odds = np.log(np.maximum(of_label, LEAST))[:, None] - np.log(np.maximum(posterior, LEAST))
    ahead = worth[:, :, None]
    root = np.sqrt(ahead)
    if_right = ndtr(-(odds[:, None] + ahead * step.drift[label][:, None]) / (root * step.spread[label][:, None]))
    of_other = step.drift.T[label][:, None], step.spread.T[label][:, None]
    if_wrong = ndtr((odds[:, None] - ahead * of_other[0]) / (root * of_other[1]))
    pairs = of_label[:, None, None] * if_right + posterior[:, None] * if_wrong
    pairs[place, :, label] = 0.0
    error: Floats = np.minimum(pairs.sum(axis=2), (1.0 - of_label)[:, None])
    return error


def errors_if_agreed(posterior: Floats, label: Codes, worth: Floats, step: Steps) -> Floats:
    """(T, H) the same if all of them say the label: the error cannot fall faster."""
    log_share = np.log(np.maximum(posterior, LEAST))
    score = log_share[:, None] + worth[:, :, None] * step.log_typical[label][:, None]
    share = np.exp(score - score.max(axis=2, keepdims=True))
    right = np.take_along_axis(share, label.astype(np.int64)[:, None, None], axis=2)[:, :, 0]
    error: Floats = 1.0 - right / share.sum(axis=2)
    return error
