"""The result of all preference models: how strong each item is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from truthloop.consolidation.arrays import Floats, Names
from truthloop.terms.errors import NotFound


@dataclass(frozen=True, slots=True, eq=False)
class Strengths:
    """Strengths on the logarithmic scale: a difference of d means odds of exp(d) to be preferred."""

    method: str
    items: Names
    """(I,)"""
    score: Floats
    """(I,) log strength; they sum to zero."""
    log_tie: float
    """Davidson's parameter: equal items tie with probability nu / (2 + nu), nu = exp(log_tie); -inf without ties."""
    effects: Floats
    """(F,) what one unit of each covariate adds to the first item's log odds."""
    log_likelihood: float
    converged: bool
    rounds: int

    def ranking(self) -> Names:
        """(I,) the items from the strongest to the weakest; equal ones in the order of their names."""
        return self.items[np.argsort(-self.score, kind="stable")]

    def probability(self, item: Any, other: Any) -> tuple[float, float]:  # noqa: ANN401 - a name of any kind
        """(P(item preferred), P(tie)) against another item, nothing else swaying the judge; `NotFound` for no item."""
        half = (self.score[self.place(item)] - self.score[self.place(other)]) / 2
        win, loss, tie = np.exp(half), np.exp(-half), np.exp(self.log_tie)
        whole = win + loss + tie
        return float(win / whole), float(tie / whole)

    def place(self, item: Any) -> int:  # noqa: ANN401 - a name of any kind
        """Where an item stands in `items`; `NotFound` when it is not there."""
        found = np.flatnonzero(self.items == item)
        if len(found) != 1:
            raise NotFound(f"There is no item {item!r} among the {len(self.items)} compared.")
        return int(found[0])
