"""Plackett-Luce strengths from rankings of several items.

A ranking is a row of choices: its first item was chosen among all ranked, its second among those left, and so on, each
with probability proportional to exp(score). Two items are Bradley-Terry. Newton's method on the concave likelihood.

R. L. Plackett, The analysis of permutations, Applied Statistics 24, 1975; R. D. Luce, Individual Choice Behavior, 1959.
That maximum-likelihood strengths exist exactly when "ranked above" connects every item with every other both ways: D.
R. Hunter, MM algorithms for generalized Bradley-Terry models, Annals of Statistics 32(1), 2004.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from truthloop.consolidation.arrays import Codes, Floats, Names, Offsets
from truthloop.consolidation.compiled import compiled
from truthloop.consolidation.name_codes import coded
from truthloop.consolidation.preferences.comparison_graph import require_comparable
from truthloop.consolidation.preferences.comparison_rows import ComparisonRows, all_won
from truthloop.consolidation.preferences.strengths import Strengths
from truthloop.terms.errors import Invalid

TOLERANCE = 1e-9
MOST_ROUNDS = 100
SMALLEST_STEP = 2.0**-30


@dataclass(frozen=True, slots=True, eq=False)
class RankingTable:
    """M rankings of some of I items each, best first."""

    items: Names
    """(I,)"""
    item: Codes
    """(n,) the items of the rankings one after another."""
    starts: Offsets
    """(M + 1,) ranking m is item[starts[m]:starts[m + 1]]."""


def ranking_table(rankings: Iterable[Sequence[Any]]) -> RankingTable:
    """A table from rankings, each a sequence of items from best to worst; it need not hold all items.

    `Invalid` when a ranking names an item twice. Rankings of fewer than two items say nothing and are left out.
    """
    kept = [list(ranking) for ranking in rankings if len(ranking) > 1]
    for place, ranking in enumerate(kept):
        if len(set(ranking)) < len(ranking):
            raise Invalid(f"Ranking {place} names an item twice: {ranking!r}.")
    items, codes = coded([item for ranking in kept for item in ranking], "item")
    starts = np.concatenate([[0], np.cumsum([len(ranking) for ranking in kept], dtype=np.int64)])
    return RankingTable(items, codes, starts.astype(np.int64))


def plackett_luce(table: RankingTable, *, ridge: float = 0.0, most_rounds: int = MOST_ROUNDS) -> Strengths:
    """The strengths under which the rankings are most probable; `ridge` and `Invalid` as in `bradley_terry`."""
    items = len(table.items)
    if ridge < 0:
        raise Invalid(f"The ridge is {ridge}; it must be 0 or more.")
    if ridge == 0:
        require_comparable(table.items, neighbours(table))
    score, converged, done = np.zeros(items), False, 0
    value, slope, curve = choices(table, score, ridge)
    while done < most_rounds and not converged:
        done += 1
        step = np.linalg.solve(curve + np.ones((items, items)), slope) if items else slope
        length = 1.0
        ahead = choices(table, score + step, ridge)
        while ahead[0] < value - 1e-10 * abs(value) and length > SMALLEST_STEP:
            length /= 2
            ahead = choices(table, score + length * step, ridge)
        score, (value, slope, curve) = score + length * step, ahead
        converged = float(np.abs(step).max(initial=0.0)) < TOLERANCE
    centred = score - score.mean() if items else score
    return Strengths("plackett-luce", table.items, centred, -np.inf, np.zeros(0), value, converged, done)


def neighbours(table: RankingTable) -> ComparisonRows:
    """Each item against the next below it in its ranking: enough to know what is connected with what."""
    last = np.zeros(len(table.item), dtype=np.bool_)
    last[table.starts[1:] - 1] = True
    above = np.flatnonzero(~last)
    return all_won(table.item[above], table.item[above + 1])


def choices(table: RankingTable, score: Floats, ridge: float) -> tuple[float, Floats, Floats]:
    """(log-likelihood less the ridge's part, its first derivatives (I,), minus its second (I, I))."""
    slope, curve = -ridge * score, ridge * np.eye(len(score))
    value = ranking_pass(table.item, table.starts, score, slope, curve)
    return value - ridge / 2 * float(score @ score), slope, curve


@compiled
def ranking_pass(item: Codes, starts: Offsets, score: Floats, slope: Floats, curve: Floats) -> float:
    """The log-likelihood of all rankings; adds its derivatives to `slope` (I,) and, negated, to `curve` (I, I)."""
    total = 0.0
    for ranking in range(len(starts) - 1):
        begin, end = starts[ranking], starts[ranking + 1]
        top = score[item[begin]]
        for place in range(begin, end):
            top = max(top, score[item[place]])
        for chosen in range(begin, end - 1):
            norm = 0.0
            for place in range(chosen, end):
                norm += math.exp(score[item[place]] - top)
            total += score[item[chosen]] - top - math.log(norm)
            slope[item[chosen]] += 1.0
            for place in range(chosen, end):
                mine = item[place]
                share = math.exp(score[mine] - top) / norm
                slope[mine] -= share
                curve[mine, mine] += share
                for other in range(chosen, end):
                    curve[mine, item[other]] -= share * math.exp(score[item[other]] - top) / norm
    return total
