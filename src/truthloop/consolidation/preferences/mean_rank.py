"""The common order of several complete rankings by mean rank, and how far they agree.

Mean rank orders as Borda's count does: it needs no model, and a single odd ranking moves it little. J.-C. de Borda,
Mémoire sur les élections au scrutin, 1781. Agreement: M. G. Kendall and B. Babington Smith, The problem of m rankings,
Annals of Mathematical Statistics 10(3), 1939, corrected for ties.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from truthloop.consolidation.arrays import Floats
from truthloop.consolidation.average_ranks import average_ranks
from truthloop.terms.errors import Invalid

Ranks = NDArray[np.float64] | Sequence[Sequence[float]]


def mid_ranks(ranks: Ranks) -> Floats:
    """(m, n) the ranks of n items in m rankings, tied ones sharing the mean of their places; Invalid if not m by n."""
    given = np.asarray(ranks, dtype=np.float64)
    if given.ndim != 2 or not given.size or not np.isfinite(given).all():  # noqa: PLR2004 - rankings by items
        raise Invalid(f"The rankings are {shape_of(ranks)}; each must give a finite rank to each of the same items.")
    placed: Floats = np.stack([average_ranks(row) for row in given])
    return placed


def shape_of(ranks: Ranks) -> str:
    """A table's size in words."""
    return " by ".join(str(size) for size in np.shape(ranks)) or "empty"


def mean_ranks(ranks: Ranks) -> Floats:
    """(n,) the mean rank of each item, 1 is best, from (m, n) ranks."""
    means: Floats = mid_ranks(ranks).mean(axis=0)
    return means


def kendall_w(ranks: Ranks) -> float:
    """Kendall's W of (m, n) ranks: 1 when all rankings are the same, about 0 when they have nothing in common.

    1 too when every ranking ties everything: they then say the same.
    """
    placed = mid_ranks(ranks)
    rankings, items = placed.shape
    totals = placed.sum(axis=0)
    spread = float(((totals - totals.mean()) ** 2).sum())
    most = rankings**2 * (items**3 - items) - rankings * ties(placed)
    return 1.0 if most <= 0 else 12 * spread / most


def ties(placed: Floats) -> float:
    """Over all rankings, the sum of t^3 - t for every group of t tied items."""
    groups = (np.unique(row, return_counts=True)[1].astype(np.float64) for row in placed)
    return float(sum((sizes**3 - sizes).sum() for sizes in groups))
