"""Whether items can be compared at all: there must be a way from each to each along "was preferred at least once".

L. R. Ford, Solution of a ranking problem from binary comparisons, American Mathematical Monthly 64(8), 1957: the
maximum-likelihood strengths exist exactly when every split of the items in two has a preference across in both
directions. A tie counts in both.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from truthloop.consolidation.arrays import Codes, Floats, Names
from truthloop.consolidation.compiled import compiled
from truthloop.consolidation.name_codes import shown
from truthloop.consolidation.preferences.comparison_rows import ComparisonRows
from truthloop.terms.errors import Invalid

SWEEPS = 8
"""After so many sweeps over all rows the general search is as fast."""
AT_ONCE = 1 << 15
"""Rows after which it is looked whether all are reached already."""


def require_comparable(items: Names, rows: ComparisonRows) -> None:
    """`Invalid` names a group of items that no result connects with the rest, and how it stands apart."""
    if all_reached(len(items), rows):
        return
    beats = beaten_by(len(items), rows)
    weak = components(beats, "weak")
    if weak.max(initial=0):
        raise Invalid(
            f"The items fall into {weak.max() + 1} groups that were never compared with one another; one of them is"
            f" {group(items, weak)}. Collect comparisons across the groups, fit each by itself, or give a ridge."
        )
    strong = components(beats, "strong")
    if strong.max(initial=0):
        raise Invalid(
            f"No finite strengths exist: the items {group(items, strong)} {standing(beats, strong)} in every comparison"
            " with the rest. Collect more comparisons, leave them out, or give a ridge (for example ridge=0.01)."
        )


def all_reached(items: int, rows: ComparisonRows) -> bool:
    """Whether there is a way from the first item to every other one and back; False also where none was found soon."""
    up, down = np.zeros(items, dtype=np.bool_), np.zeros(items, dtype=np.bool_)
    up[:1] = down[:1] = True
    for _ in range(SWEEPS):
        for begin in range(0, len(rows.first), AT_ONCE):
            if up.all() and down.all():
                return True
            some = slice(begin, begin + AT_ONCE)
            counts = (rows.wins[some], rows.losses[some], rows.ties[some])
            sweep(rows.first[some], rows.second[some], *counts, up, down)
    return bool(up.all() and down.all())


@compiled
def sweep(
    first: Codes,
    second: Codes,
    wins: Floats,
    losses: Floats,
    ties: Floats,
    up: NDArray[np.bool_],
    down: NDArray[np.bool_],
) -> None:
    """Mark what beat something marked in `up`, and what was beaten by something marked in `down`."""
    for row in range(len(first)):
        one, other = first[row], second[row]
        if wins[row] + ties[row] > 0.0:
            up[one] |= up[other]
            down[other] |= down[one]
        if losses[row] + ties[row] > 0.0:
            up[other] |= up[one]
            down[one] |= down[other]


def beaten_by(items: int, rows: ComparisonRows) -> csr_array:
    """(I, I) an entry where the row's item was preferred to (or tied with) the column's."""
    won = (rows.wins + rows.ties) > 0
    lost = (rows.losses + rows.ties) > 0
    winner = np.concatenate([rows.first[won], rows.second[lost]])
    loser = np.concatenate([rows.second[won], rows.first[lost]])
    return csr_array((np.ones(len(winner)), (winner, loser)), shape=(items, items))


def components(beats: csr_array, connection: str) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    """(I,) the component of each item."""
    _, component = connected_components(beats, directed=True, connection=connection)
    return np.asarray(component, dtype=np.int32)


def group(items: Names, component: np.ndarray[tuple[int], np.dtype[np.int32]]) -> str:
    """The smallest component's items, for a message."""
    smallest = int(np.bincount(component).argmin())
    return shown(items[component == smallest])


def standing(beats: csr_array, component: np.ndarray[tuple[int], np.dtype[np.int32]]) -> str:
    """Whether the smallest component only won or only lost against the others."""
    inside = component == int(np.bincount(component).argmin())
    edges = beats.tocoo()
    wins = bool((inside[edges.row] & ~inside[edges.col]).any())
    losses = bool((~inside[edges.row] & inside[edges.col]).any())
    return "won" if wins and not losses else "lost" if losses and not wins else "only won or only lost"
