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
