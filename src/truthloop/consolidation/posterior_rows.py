"""One task's scores turned into a posterior, for all passes: from products, or from logarithms where those overflow."""

from __future__ import annotations

import math

import numpy as np

from truthloop.consolidation.arrays import Floats
from truthloop.consolidation.compiled import compiled
from truthloop.consolidation.consolidated import TIE

SPLIT = 2.0**13 + 1.0
"""Multiplying by this and subtracting again leaves a float's first 40 bits (Veltkamp). Posteriors are rounded so: what
is symmetric stays symmetric, whatever the order in which it was added up."""
RANGE = 600.0
"""Products whose logarithm lies between minus this and this are floats with all their digits (the limit is 708)."""
SMALL, LARGE = 1e-100, 1e100
"""A product of several tasks' evidence is turned into a logarithm when it leaves these."""


def safe_factors(log_prior: Floats, log_factors: Floats) -> int:
    """How many factors may be multiplied with a prior, whichever they are, without leaving the range of floats.

    -1 where not even the prior is sure to lie within it.
    """
    most = float(np.abs(log_factors).max(initial=0.0))
    left = RANGE - float(np.abs(log_prior).max(initial=0.0))
    if not left >= 0 or not np.isfinite(most):
        return -1
    return int(min(left / max(most, 1e-9), 2.0**31))


@compiled
def settled(evidence: float, product: float, likely: float) -> tuple[float, float]:
    """(evidence, product) once `likely` is multiplied in: a logarithm is taken only where it might leave the range."""
    if likely <= SMALL or likely >= LARGE:
        return evidence + math.log(likely), product
    product *= likely
    if SMALL < product < LARGE:
        return evidence, product
    return evidence + math.log(product), 1.0


@compiled
def rounded_shares(score: Floats, known: int, hard: bool) -> float:
    """Turn scores (K,) into probabilities in place, rounded to 40 bits; their sum is returned, or that of `known`."""
    if known >= 0:
        of_known = score[known]
        score[:] = 0.0
        score[known] = 1.0
        return float(of_known)
    total = 0.0
    for k in range(len(score)):
        total += score[k]
    scale = 1.0 / total
    for k in range(len(score)):
        share = score[k] * scale
        score[k] = share * SPLIT - (share * SPLIT - share)
    if hard:
        harden(score)
    return total


@compiled
def normalise(score: Floats, known: int, hard: bool) -> float:
    """As `rounded_shares`, of log scores (K,); the log of their sum is returned."""
    if known >= 0:
        of_known = score[known]
        score[:] = 0.0
        score[known] = 1.0
        return float(of_known)
    top = score[0]
    for k in range(1, len(score)):
        top = max(top, score[k])
    for k in range(len(score)):
        score[k] = np.exp(score[k] - top)
    return float(top + math.log(rounded_shares(score, -1, hard)))


@compiled
def harden(posterior: Floats) -> None:
    """Certainty for the greatest entry; a tie is split evenly, so that no label is favoured by its name."""
    least = posterior.max() - TIE
    tied = 0
    for share in posterior:
        if share >= least:
            tied += 1
    for k in range(len(posterior)):
        posterior[k] = 1.0 / tied if posterior[k] >= least else 0.0
