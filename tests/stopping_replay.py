"""Replays a finished crowd as if it were being asked now: an answer more for each object that a rule leaves open."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from truthloop.consolidation.answer_table import AnswerTable
from truthloop.consolidation.early_stopping import Wanted, decide_all
from truthloop.consolidation.stopping_state import fit_stopping

FLOOR = 3
More = NDArray[np.int64]
Rule = Callable[[AnswerTable], More]
"""How many more answers each object of a table of answers so far should get; 0 stops it for good."""


def replayed(table: AnswerTable, rule: Rule, seed: int) -> AnswerTable:
    """The answers a rule would have asked for, each object's in a random order of that seed, from `FLOOR` on.

    The rule sees all objects' answers after every round, as a chore does that refits now and then.
    """
    chance = np.random.default_rng(seed).random(table.size)
    order = np.lexsort((chance, table.task))
    rank = np.empty(table.size, dtype=np.int64)
    rank[order] = np.arange(table.size) - table.starts[table.task[order]]
    have = np.diff(table.starts)
    asked = np.minimum(have, FLOOR)
    still = asked < have
    while still.any():
        more = rule(table.rows(rank < asked[table.task]))
        still &= more > 0
        asked = np.where(still, np.minimum(have, asked + more), asked)
        still &= asked < have
    return table.rows(rank < asked[table.task])


def margin_of_four(table: AnswerTable) -> More:
    """The usual rule: stop when the first label is four votes ahead of the second."""
    tasks, _, values = table.shape
    cell = table.task.astype(np.int64) * values + table.value
    votes = np.sort(np.bincount(cell, minlength=tasks * values).reshape(tasks, values), axis=1)
    return (votes[:, -1] - votes[:, -2] < 4).astype(np.int64)


def early_stopping(table: AnswerTable) -> More:
    """Ours as it comes, one answer at a time, without an upper limit."""
    return np.minimum(early_stopping_in_batches(table), 1)


def early_stopping_in_batches(table: AnswerTable) -> More:
    """Ours, asking for as many answers at once as it proposes."""
    return decide_all(fit_stopping(table), Wanted(most=table.size)).more.astype(np.int64)
