"""The one pass of Bradley-Terry and Davidson models over rows of comparisons.

With d the difference in strength, the three outcomes are a softmax of (d / 2, -d / 2, log_tie); without ties the last
is minus infinity, which leaves the logistic function of d.

R. R. Davidson, On extending the Bradley-Terry model to accommodate ties in paired comparison experiments, Journal of
the American Statistical Association 65(329), 1970.
"""

from __future__ import annotations

import math

from truthloop.consolidation.arrays import Codes, Floats
from truthloop.consolidation.compiled import compiled


@compiled
def davidson_pass(
    difference: Floats,
    wins: Floats,
    losses: Floats,
    ties: Floats,
    log_tie: float,
    slope: Floats,
    curve: Floats,
    tie_slope: Floats,
    tie_curve: Floats,
    cross: Floats,
) -> float:
    """The log-likelihood of R rows; fills in, per row, its derivatives.

    `slope` and `curve` (R,) are the first derivative by the difference and minus the second; `tie_slope`, `tie_curve`
    the same by log_tie, and `cross` minus the mixed one.
    """
    total = 0.0
    if log_tie == -math.inf:
        for row in range(len(difference)):
            count = wins[row] + losses[row]
            odds = math.exp(-abs(difference[row]))
            win = 1.0 / (1.0 + odds) if difference[row] >= 0.0 else odds / (1.0 + odds)
            chosen = wins[row] if difference[row] < 0.0 else losses[row]
            total -= chosen * abs(difference[row]) + count * math.log1p(odds)
            slope[row] = wins[row] - count * win
            curve[row] = count * win * (1.0 - win)
            tie_slope[row] = tie_curve[row] = cross[row] = 0.0
        return total
    for row in range(len(difference)):
        half = difference[row] / 2.0
        count = wins[row] + losses[row] + ties[row]
        top = max(abs(half), log_tie)
        win, loss, tie = math.exp(half - top), math.exp(-half - top), math.exp(log_tie - top)
        norm = win + loss + tie
        win, loss, tie = win / norm, loss / norm, tie / norm
        lean = (win - loss) / 2.0
        total += (wins[row] - losses[row]) * half - count * (math.log(norm) + top)
        if ties[row] > 0.0:
            total += ties[row] * log_tie
        slope[row] = (wins[row] - losses[row]) / 2.0 - count * lean
        curve[row] = count * ((win + loss) / 4.0 - lean * lean)
        tie_slope[row] = ties[row] - count * tie
        tie_curve[row] = count * tie * (1.0 - tie)
        cross[row] = -count * lean * tie
    return total


@compiled
def gathered(first: Codes, second: Codes, per_row: Floats, total: Floats) -> None:
    """Adds each row's number to its first item's total and takes it from its second's; `total` is (I,)."""
    for row in range(len(per_row)):
        total[first[row]] += per_row[row]
        total[second[row]] -= per_row[row]


@compiled
def laplacian_product(first: Codes, second: Codes, curve: Floats, vector: Floats, product: Floats) -> None:
    """Adds to `product` (I,) the weighted graph Laplacian of the rows times `vector` (I,)."""
    row = 0
    while row < len(curve):
        one, out = first[row], 0.0
        here = vector[one]
        while row < len(curve) and first[row] == one:
            flow = curve[row] * (here - vector[second[row]])
            product[second[row]] -= flow
            out += flow
            row += 1
        product[one] += out
