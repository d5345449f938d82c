"""Majority vote: the label most workers chose.

The posterior of a label is its share of the votes, a tie is split between the tied labels, and a task nobody answered
has equal shares. It is the yardstick of every other algorithm and never learns whom to trust.
"""

from __future__ import annotations

import numpy as np

from truthloop.consolidation.answer_table import AnswerTable
from truthloop.consolidation.arrays import Floats
from truthloop.consolidation.consolidated import Consolidated, consolidated, expected_skill


def majority_vote(table: AnswerTable) -> Consolidated:
    """Each task's most frequent answer; the posterior is the share of votes, the skill the agreement with them."""
    shares = vote_shares(table)
    return consolidated(table, "majority vote", shares, expected_skill(table, shares))


def vote_shares(table: AnswerTable, weight: Floats | None = None) -> Floats:
    """(T, K) the share of each value among a task's answers, each answer counting 1 or its `weight` (n,)."""
    tasks, _, values = table.shape
    cell = table.task.astype(np.int64) * values + table.value
    votes = np.bincount(cell, weight, minlength=tasks * values).astype(np.float64).reshape(tasks, values)
    total = votes.sum(axis=1, keepdims=True)
    equal = np.full_like(votes, 1.0 / max(1, values))
    shares: Floats = np.divide(votes, total, out=equal, where=total > 0)
    return shares
