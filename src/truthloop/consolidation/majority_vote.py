"""Majority vote: the label most workers chose.

The posterior of a label is its share of the votes, a tie is split between the tied labels, and a task nobody answered
has equal shares. It is the yardstick of every other algorithm and never learns whom to trust.
"""

from __future__ import annotations

import numpy as np

from truthloop.consolidation.answer_table import AnswerTable
from truthloop.consolidation.arrays import Codes, Floats, Offsets
from truthloop.consolidation.compiled import compiled
from truthloop.consolidation.consolidated import Consolidated, consolidated, expected_skill


def majority_vote(table: AnswerTable) -> Consolidated:
    """Each task's most frequent answer; the posterior is the share of votes, the skill the agreement with them."""
    shares = vote_shares(table)
    return consolidated(table, "majority vote", shares, expected_skill(table, shares))


def vote_shares(table: AnswerTable, weight: Floats | None = None) -> Floats:
    """(T, K) the share of each value among a task's answers, each answer counting 1 or its `weight` (n,)."""
    tasks, _, values = table.shape
    counted = np.ones(1) if weight is None else weight
    shares = np.empty((tasks, values))
    fill_shares(table.starts, table.value, counted, shares)
    return shares


@compiled
def fill_shares(starts: Offsets, value: Codes, weight: Floats, shares: Floats) -> None:
    """Fill `shares` (T, K); `weight` is (n,), or (1,) for all."""
    alike = len(weight) == 1
    for task in range(len(shares)):
        for k in range(shares.shape[1]):
            shares[task, k] = 0.0
        total = 0.0
        for row in range(starts[task], starts[task + 1]):
            shares[task, value[row]] += weight[0] if alike else weight[row]
        for k in range(shares.shape[1]):
            total += shares[task, k]
        for k in range(shares.shape[1]):
            shares[task, k] = shares[task, k] / total if total > 0.0 else 1.0 / shares.shape[1]
