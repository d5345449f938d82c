"""The one pass of plain Bradley-Terry over rows of comparisons: no ties, no covariates, so nothing is kept but curves.

With d the difference in strength, the first is preferred with probability 1 / (1 + exp(-d)).
"""

from __future__ import annotations

import math

from truthloop.consolidation.arrays import Codes, Floats
from truthloop.consolidation.compiled import compiled

OFTEN = 4.0
"""Rows of at most so many whole comparisons take part in a product of which one logarithm is taken for many rows."""
LARGE = 1e200


@compiled
def logistic_pass(
    first: Codes,
    second: Codes,
    wins: Floats,
    losses: Floats,
    score: Floats,
    curve: Floats,
    by_score: Floats,
    met: Floats,
) -> float:
    """The log-likelihood of R rows under scores (I,).

    Fills `curve` (R,), minus the second derivative by the difference, and adds to `by_score` (I,) the first derivative
    by each score and to `met` (I,) minus the second.
    """
    total, product = 0.0, 1.0
    for row in range(len(curve)):
        one, other = first[row], second[row]
        difference = score[one] - score[other]
        far = abs(difference)
        odds = math.exp(-far)
        likely = 1.0 / (1.0 + odds)
        count = wins[row] + losses[row]
        win = likely if difference >= 0.0 else odds * likely
        total -= (wins[row] if difference < 0.0 else losses[row]) * far
        if count <= OFTEN and count == math.floor(count):
            for _ in range(int(count)):
                product *= 1.0 + odds
            if product > LARGE:
                total -= math.log(product)
                product = 1.0
        else:
            total -= count * math.log1p(odds)
        slope = wins[row] - count * win
        bend = count * odds * likely * likely
        curve[row] = bend
        by_score[one] += slope
        by_score[other] -= slope
        met[one] += bend
        met[other] += bend
    return total - math.log(product)
