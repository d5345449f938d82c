"""The pass of plain Bradley-Terry by the items' worths, exp(score): no exponential and no logarithm per row.

    P(i preferred to j) = worth[i] / (worth[i] + worth[j])

`logistic_pass` gives the same for scores of any size; this one is three times as fast while they are within `NEAR`.
"""

from __future__ import annotations

import math

from truthloop.consolidation.arrays import Codes, Floats
from truthloop.consolidation.compiled import compiled

NEAR = 20.0
"""Worths of scores within this, to the power of fifteen, stay within the range of floats together with `LARGE`."""
OFTEN = 15.0
"""Rows of at most so many whole comparisons take part in a product of which one logarithm is taken for many rows."""
SMALL, LARGE = 1e-100, 1e100


@compiled
def worth_pass(
    first: Codes,
    second: Codes,
    wins: Floats,
    losses: Floats,
    score: Floats,
    worth: Floats,
    curve: Floats,
    by_score: Floats,
    met: Floats,
) -> float:
    """As `logistic_pass`, given the worths (I,) too; fastest where rows of one first item lie together."""
    total, product, row = 0.0, 1.0, 0
    while row < len(curve):
        one, slope, bent = first[row], 0.0, 0.0
        while row < len(curve) and first[row] == one:
            other, count = second[row], wins[row] + losses[row]
            both = worth[one] + worth[other]
            win, loss = worth[one] / both, worth[other] / both
            total += wins[row] * score[one] + losses[row] * score[other]
            if count <= OFTEN and count == math.floor(count):
                product *= whole_power(both, int(count))
                if not SMALL < product < LARGE:
                    total -= math.log(product)
                    product = 1.0
            else:
                total -= count * math.log(both)
            surplus, bend = wins[row] - count * win, count * win * loss
            slope, bent = slope + surplus, bent + bend
            curve[row] = bend
            by_score[other] -= surplus
            met[other] += bend
            row += 1
        by_score[one] += slope
        met[one] += bent
    return total - math.log(product)


@compiled
def whole_power(number: float, power: int) -> float:
    """The number to a power of at most 15, without a jump that depends on it."""
    square = number * number
    fourth = square * square
    result = number if power & 1 else 1.0
    result *= square if power & 2 else 1.0
    result *= fourth if power & 4 else 1.0
    return result * (fourth * fourth if power & 8 else 1.0)
