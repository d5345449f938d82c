"""Wawa, worker agreement with aggregate: majority vote, then votes weighted by agreement with it.

    skill[w] = share of w's answers that are the majority's label;  votes are weighted by skill

One step, no model, hard to break: a good first look at a crowd, and second best on average over public sets among the
methods without a confusion matrix.

Appen (then Figure Eight), documentation of "worker agreement with aggregate".
"""

from __future__ import annotations

import numpy as np

from truthloop.consolidation.answer_table import AnswerTable
from truthloop.consolidation.arrays import Floats
from truthloop.consolidation.consolidated import TIE, Consolidated, consolidated, expected_skill
from truthloop.consolidation.majority_vote import vote_shares


def wawa(table: AnswerTable) -> Consolidated:
    """Votes weighted by each worker's agreement with the majority; a tie of n labels agrees 1 / n with each."""
    shares = vote_shares(table)
    skill = expected_skill(table, certain_or_tied(shares)) * (
        np.bincount(table.worker, minlength=len(table.workers)) > 0
    )
    return consolidated(table, "wawa", vote_shares(table, skill[table.worker]), skill)


def certain_or_tied(shares: Floats) -> Floats:
    """(T, K) 1 at each task's greatest share, 1 / n at each of n tied ones."""
    if shares.shape[1] == 0:
        return shares
    tied = shares >= shares.max(axis=1, keepdims=True) - TIE
    certain: Floats = tied / tied.sum(axis=1, keepdims=True)
    return certain
