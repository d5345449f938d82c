"""Dawid-Skene with undecided states: tasks that lie between two labels, and that no model should be sure of.

    s_t ~ shares over the K labels and the K (K - 1) / 2 pairs of labels,   P(w answers v | s) = confusion[w, v, s]
    confusion[w, ., s] ~ Dirichlet(strength * what the crowd answers in state s)
    posterior[t, k] = P(s_t = k) + P(s_t is a pair) * votes[t, k]

Dawid-Skene must take every task for a clear case of some label. Where a crowd wavers between two labels on some tasks
and not on others, it counts each answer there as if it were independent evidence, and is far too sure. A pair state
says what such a task looks like; all that is known of one is its votes. How many tasks are undecided is learned.

The states start from the votes: a task gives to pairs as much as it is split. With more than `MOST_LABELS` labels one
state stands for all pairs. The states are of our own making. That subtypes of tasks carry correlated errors is the idea
of EBCC (Y. Li, B. Rubinstein and T. Cohn, ICML 2019); the hierarchy is that of hierarchical Dawid-Skene.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from truthloop.consolidation.answer_table import AnswerTable
from truthloop.consolidation.arrays import Codes, Floats
from truthloop.consolidation.confusion_pass import ConfusionModel, ConfusionSums, counted, expect
from truthloop.consolidation.consolidated import Consolidated, consolidated, expected_skill
from truthloop.consolidation.ebcc import IMPOSSIBLE
from truthloop.consolidation.em_rounds import Learned, Rounds, run_rounds
from truthloop.consolidation.hierarchical_dawid_skene import LIMITS, STRENGTH, pooled_confusion, shrunk
from truthloop.consolidation.known_values import nothing_known, with_known
from truthloop.consolidation.left_out import left_out_posterior
from truthloop.consolidation.majority_vote import vote_shares

SPLIT_SHARE = 0.8
"""How much of a task whose votes are split evenly over all labels starts as undecided; others in proportion."""
MOST_LABELS = 10


@dataclass(frozen=True, slots=True, eq=False)
class Undecided:
    """What was learned, over S states: the K labels, then the undecided ones."""

    states: Floats
    """(T, S) the probability of each state, each task judged without its own part in its workers' counts."""
    learned: Learned[ConfusionModel, ConfusionSums]
    believed: Floats
    """(W, K, S) pseudo-counts and expected counts of answers."""

    def posterior(self, shares: Floats) -> Floats:
        """(T, K) the probability of each label; an undecided task has those of its votes `shares` (T, K)."""
        values = shares.shape[1]
        decided: Floats = self.states[:, :values] + self.states[:, values:].sum(axis=1, keepdims=True) * shares
        return decided


def undecided_dawid_skene(table: AnswerTable, *, known: Codes | None = None, limits: Rounds = LIMITS) -> Consolidated:
    """Rounds from the votes; `known` (T,) holds gold values and -1 elsewhere."""
    gold = nothing_known(table) if known is None else known
    shares = vote_shares(table)
    found = learn_undecided(table, shares, gold, limits)
    posterior = with_known(found.posterior(shares), gold)
    return consolidated(
        table,
        "undecided dawid-skene",
        posterior,
        expected_skill(table, posterior),
        converged=found.learned.converged,
        rounds=found.learned.rounds,
    )


def learn_undecided(table: AnswerTable, shares: Floats, known: Codes, limits: Rounds = LIMITS) -> Undecided:
    """Rounds from vote shares (T, K); gold tasks keep to the state of their value."""
    states = by_split(with_known(shares.copy(), known))
    learned = run_rounds(
        shrunk(counted(table, states), STRENGTH),
        lambda model: expect(table, within_known(model, known), states, nothing_known(table)),
        lambda sums: shrunk(sums, STRENGTH),
        limits,
        table.size,
    )
    believed = learned.sums.counts + STRENGTH * pooled_confusion(learned.sums)
    left_out = left_out_posterior(table, believed, states, learned.model.log_prior[0])
    return Undecided(left_out, learned, believed)


def states_of(values: int) -> int:
    """How many states there are for so many labels."""
    if values < 2:  # noqa: PLR2004
        return values
    return values * (values + 1) // 2 if values <= MOST_LABELS else values + 1


def by_split(shares: Floats) -> Floats:
    """(T, S) the states that vote shares (T, K) suggest: the more they are split, the more of a task is undecided."""
    values = shares.shape[1]
    if values < 2:  # noqa: PLR2004
        return shares.copy()
    pairs = list(combinations(range(values), 2)) if values <= MOST_LABELS else []
    split = SPLIT_SHARE * (1.0 - shares.max(axis=1, keepdims=True)) / (1.0 - 1.0 / values)
    if not pairs:
        return np.concatenate([shares * (1.0 - split), split], axis=1)
    between = np.stack([shares[:, one] * shares[:, other] for one, other in pairs], axis=1)
    total = between.sum(axis=1, keepdims=True)
    undecided = split * np.divide(between, total, out=np.zeros_like(between), where=total > 0)
    return np.concatenate([shares * (1.0 - undecided.sum(axis=1, keepdims=True)), undecided], axis=1)


def within_known(model: ConfusionModel, known: Codes) -> ConfusionModel:
    """The model with a prior for each task that leaves gold tasks only the state of their value."""
    gold = np.flatnonzero(known >= 0)
    if len(gold) == 0:
        return model
    log_prior = np.repeat(model.log_prior, len(known), axis=0)
    allowed = np.arange(log_prior.shape[1])[None, :] == known[gold, None]
    log_prior[gold] = np.where(allowed, log_prior[gold], IMPOSSIBLE)
    return ConfusionModel(log_prior, model.log_confusion)
