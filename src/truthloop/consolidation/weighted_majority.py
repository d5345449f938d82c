"""Weighted majority: votes counted by the weight of who cast them.

The posterior of a label is its share of the weights. With log-odds weights log(skill (K - 1) / (1 - skill)) the label
is the most probable one for workers of known skill who err independently (Nitzan and Paroush, 1982).

N. Littlestone and M. K. Warmuth, The weighted majority algorithm, Information and Computation 108(2), 1994.
"""

from __future__ import annotations

import numpy as np

from truthloop.consolidation.answer_table import AnswerTable
from truthloop.consolidation.arrays import Floats
from truthloop.consolidation.consolidated import Consolidated, consolidated, expected_skill
from truthloop.consolidation.majority_vote import vote_shares
from truthloop.terms.errors import Invalid


def weighted_majority(table: AnswerTable, weight: Floats, method: str = "weighted majority") -> Consolidated:
    """Votes weighted by worker; `weight` (W,) follows `table.workers` and must not be negative."""
    if weight.shape != (len(table.workers),):
        raise Invalid(f"There are {len(weight)} weights for {len(table.workers)} workers; one each is needed.")
    if not bool(np.isfinite(weight).all()) or bool((weight < 0).any()):
        raise Invalid("A weight is negative or not a number; weights are 0 or more.")
    posterior = vote_shares(table, weight[table.worker])
    return consolidated(table, method, posterior, expected_skill(table, posterior))


def log_odds_weight(skill: Floats, values: int) -> Floats:
    """(W,) the best weights for workers of known skill among `values` values; below chance counts nothing."""
    sure = np.clip(skill, 1e-6, 1 - 1e-6)
    odds: Floats = np.maximum(0.0, np.log(sure * max(1, values - 1) / (1 - sure)))
    return odds
