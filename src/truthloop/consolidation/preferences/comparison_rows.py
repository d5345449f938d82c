"""Comparisons added up: one row for all comparisons that the model cannot tell apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from truthloop.consolidation.arrays import Codes, Floats, Offsets
from truthloop.consolidation.compiled import compiled
from truthloop.consolidation.preferences.preference_table import FIRST, SECOND, TIE, PreferenceTable


@dataclass(frozen=True, slots=True, eq=False)
class ComparisonRows:
    """R rows of counts; the counts of two sets of comparisons over the same rows add up."""

    first: Codes
    """(R,)"""
    second: Codes
    """(R,)"""
    wins: Floats
    """(R,) how often the first was preferred."""
    losses: Floats
    """(R,) how often the second was."""
    ties: Floats
    """(R,) how often neither."""
    covariates: Floats
    """(R, F)"""

    def weighted(self, wins: Floats, losses: Floats, ties: Floats) -> ComparisonRows:
        """The same rows with other counts."""
        return ComparisonRows(self.first, self.second, wins, losses, ties, self.covariates)

    def ties_shared(self) -> ComparisonRows:
        """Each tie as half a win for either."""
        if not self.ties.any():
            return self
        half = self.ties / 2
        return self.weighted(self.wins + half, self.losses + half, np.zeros_like(half))


def added_up(table: PreferenceTable) -> tuple[ComparisonRows, Offsets]:
    """(rows, the row of each comparison): by pair of items where there are no covariates, else each by itself."""
    if table.covariates.shape[1]:
        return each_by_itself(table), np.arange(table.size)
    items = len(table.items)
    places = pair_places(table.first, table.second, items)
    keys, row = numbered(places, items * items)
    totals = np.zeros((len(keys), 3))
    count_outcomes(table.first, table.second, table.outcome, row, totals)
    first, second = (keys // max(1, items)).astype(np.int32), (keys % max(1, items)).astype(np.int32)
    wins, losses, ties = np.ascontiguousarray(totals.T)
    return ComparisonRows(first, second, wins, losses, ties, np.zeros((len(keys), 0))), row


def pair_rows(table: PreferenceTable) -> ComparisonRows:
    """The rows of `added_up` alone, counted in a table of pairs where that is not too large."""
    items = len(table.items)
    if table.covariates.shape[1] or items * items > 16 * table.size + 1_000_000:
        return added_up(table)[0]
    counts = np.zeros((items * (items - 1) // 2, 3), dtype=np.int32)
    count_pairs(table.first, table.second, table.outcome, items, counts)
    found = used_pairs(counts)
    first, second = np.empty(found, dtype=np.int32), np.empty(found, dtype=np.int32)
    totals = np.empty((3, found))
    gather_pairs(counts, items, first, second, totals)
    return ComparisonRows(first, second, totals[0], totals[1], totals[2], np.zeros((found, 0)))


def each_by_itself(table: PreferenceTable) -> ComparisonRows:
    """Each comparison as a row of its own."""
    wins, losses, ties = ((table.outcome == which).astype(np.float64) for which in (FIRST, SECOND, TIE))
    return ComparisonRows(table.first, table.second, wins, losses, ties, table.covariates)


def all_won(winner: Codes, loser: Codes) -> ComparisonRows:
    """A row for each win of one item over another."""
    none = np.zeros(len(winner))
    return ComparisonRows(winner, loser, none + 1, none, none, np.zeros((len(winner), 0)))


def numbered(places: Offsets, size: int) -> tuple[Offsets, Offsets]:
    """The distinct places ascending, and the number of each among them; by a table where that beats sorting."""
    if size > 16 * len(places) + 1_000_000:
        found, numbers = np.unique(places, return_inverse=True)
        return found, numbers.astype(np.int64)
    return numbered_by_table(places, np.full(size, -1, dtype=np.int32))


@compiled
def pair_places(first: Codes, second: Codes, items: int) -> Offsets:
    """(n,) the place of each pair in a table of pairs, the smaller code first."""
    places = np.empty(len(first), dtype=np.int64)
    for row in range(len(first)):
        low, high = min(first[row], second[row]), max(first[row], second[row])
        places[row] = np.int64(low) * items + high
    return places


@compiled
def numbered_by_table(places: Offsets, number: Codes) -> tuple[Offsets, Offsets]:
    """As `numbered`; `number` (size,) is a table of -1."""
    for place in places:
        number[place] = 0
    found = 0
    for place in range(len(number)):
        if number[place] == 0:
            number[place] = found
            found += 1
    keys = np.empty(found, dtype=np.int64)
    numbers = np.empty(len(places), dtype=np.int64)
    for row in range(len(places)):
        numbers[row] = number[places[row]]
        keys[numbers[row]] = places[row]
    return keys, numbers


@compiled
def count_outcomes(first: Codes, second: Codes, outcome: Codes, row: Offsets, totals: Floats) -> None:
    """Adds each comparison to its row (R, 3) of wins, losses and ties of the pair's smaller code."""
    for each in range(len(outcome)):
        which = outcome[each]
        if which != TIE and first[each] > second[each]:
            which = 1 - which
        totals[row[each], which] += 1.0


@compiled
def count_pairs(first: Codes, second: Codes, outcome: Codes, items: int, counts: Codes) -> None:
    """Adds each comparison to the wins, losses and ties (P, 3) of its pair's smaller code.

    The P = items * (items - 1) / 2 pairs lie one row of the upper triangle after the other.
    """
    for each in range(len(outcome)):
        one, other, which = np.int64(first[each]), np.int64(second[each]), outcome[each]
        if one > other:
            one, other = other, one
            if which != TIE:
                which = 1 - which
        counts[one * (2 * items - one - 1) // 2 + other - one - 1, which] += 1


@compiled
def used_pairs(counts: Codes) -> int:
    """How many pairs (P, 3) were compared at all."""
    found = 0
    for pair in range(len(counts)):
        if counts[pair, 0] + counts[pair, 1] + counts[pair, 2] > 0:
            found += 1
    return found


@compiled
def gather_pairs(counts: Codes, items: int, first: Codes, second: Codes, totals: Floats) -> None:
    """The items and the counts (3, R) of the pairs (P, 3) that were compared."""
    row = pair = 0
    for one in range(items):
        for other in range(one + 1, items):
            if counts[pair, 0] + counts[pair, 1] + counts[pair, 2] > 0:
                first[row], second[row] = one, other
                for outcome in range(3):
                    totals[outcome, row] = counts[pair, outcome]
                row += 1
            pair += 1
