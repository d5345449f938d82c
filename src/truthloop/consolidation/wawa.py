"""Wawa, worker agreement with aggregate: majority vote, then votes weighted by agreement with it.

    skill[w] = share of w's answers that are the majority's label;  votes are weighted by skill

One step, no model, hard to break: a good first look at a crowd, and second best on average over public sets among the
methods without a confusion matrix.

Appen (then Figure Eight), documentation of "worker agreement with aggregate".
"""

from __future__ import annotations

import numpy as np

from truthloop.consolidation.answer_table import AnswerTable
from truthloop.consolidation.arrays import Codes, Floats
from truthloop.consolidation.consolidated import Consolidated, consolidated
from truthloop.consolidation.majority_vote import majority_vote, vote_shares


def wawa(table: AnswerTable) -> Consolidated:
    """Votes weighted by each worker's agreement with the majority."""
    skill = agreement(table, majority_vote(table).label)
    return consolidated(table, "wawa", vote_shares(table, skill[table.worker]), skill)


def agreement(table: AnswerTable, label: Codes) -> Floats:
    """(W,) the share of each worker's answers that equal the task's label; 0 for who gave none."""
    equal = (label[table.task] == table.value).astype(np.float64)
    given = np.bincount(table.worker, minlength=len(table.workers))
    share: Floats = np.bincount(table.worker, equal, minlength=len(table.workers)) / np.maximum(1, given)
    return share
