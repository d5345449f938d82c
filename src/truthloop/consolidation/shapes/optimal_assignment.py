"""The assignment of rows to columns with the greatest sum, each taken once at most.

The shortest augmenting path method for small dense problems: R. Jonker and A. Volgenant, A shortest augmenting path
algorithm for dense and sparse linear assignment problems, Computing 38, 1987. Compiled, because there is one such
problem for every worker on every image.
"""

from __future__ import annotations

import numpy as np

from truthloop.consolidation.arrays import Codes, Floats
from truthloop.consolidation.compiled import compiled


@compiled
def optimal_assignment(gain: Floats) -> Codes:  # noqa: C901, PLR0912 - one algorithm, whose loops share their state
    """(R,) the column of each row of gains (R, C), all 0 or more; -1 where taking none is as good."""
    rows, columns = gain.shape
    width = columns + rows  # as many columns without gain as rows: every row finds one
    row_price, column_price = np.zeros(rows + 1), np.zeros(width + 1)
    row_of = np.zeros(width + 1, dtype=np.int32)
    came_from = np.zeros(width + 1, dtype=np.int32)
    for row in range(1, rows + 1):
        row_of[0] = row
        column = 0
        cheapest = np.full(width + 1, np.inf)
        done = np.zeros(width + 1, dtype=np.bool_)
        while True:
            done[column] = True
            here, least, following = row_of[column], np.inf, 0
            for each in range(1, width + 1):
                if done[each]:
                    continue
                cost = -gain[here - 1, each - 1] if each <= columns else 0.0
                reduced = cost - row_price[here] - column_price[each]
                if reduced < cheapest[each]:
                    cheapest[each] = reduced
                    came_from[each] = column
                if cheapest[each] < least:
                    least = cheapest[each]
                    following = each
            for each in range(width + 1):
                if done[each]:
                    row_price[row_of[each]] += least
                    column_price[each] -= least
                else:
                    cheapest[each] -= least
            column = following
            if row_of[column] == 0:
                break
        while column != 0:
            before = came_from[column]
            row_of[column] = row_of[before]
            column = before
    chosen = np.full(rows, -1, dtype=np.int32)
    for column in range(1, columns + 1):
        if row_of[column] > 0 and gain[row_of[column] - 1, column - 1] > 0.0:
            chosen[row_of[column] - 1] = column - 1
    return chosen
