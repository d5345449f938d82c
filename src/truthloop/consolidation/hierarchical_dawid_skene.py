"""Hierarchical Dawid-Skene: confusion matrices drawn towards what the crowd as a whole does.

    pooled[k, v] = how often the crowd answers v to true value k, estimated from all workers, one added to each cell and
                   another where v = k
    confusion[w, k, .] ~ Dirichlet(strength * pooled[k, .])

A worker with few answers is taken for a typical one, a worker with many for what the answers say. Confusions are
posterior means, so no probability is ever 0, no class dies out, and labels do not switch on small data: every worker
starts from the crowd, and the crowd starts from the majority.

H.-C. Kim and Z. Ghahramani, Bayesian classifier combination, AISTATS 2012; B. Carpenter, Multilevel Bayesian models of
categorical data annotation, 2008 (the hierarchy).
"""

from __future__ import annotations

import numpy as np

from truthloop.consolidation.answer_table import AnswerTable
from truthloop.consolidation.arrays import Codes, Floats
from truthloop.consolidation.confusion_pass import ConfusionModel, ConfusionSums, counted, expect
from truthloop.consolidation.consolidated import Consolidated, consolidated, expected_skill
from truthloop.consolidation.em_rounds import Learned, Rounds, run_rounds
from truthloop.consolidation.known_values import nothing_known, with_known
from truthloop.consolidation.majority_vote import vote_shares

STRENGTH = 3.0
"""The crowd counts as this many answers of each worker to each true value."""
LIMITS = Rounds(most=200, tolerance=1e-6)


def hierarchical_dawid_skene(
    table: AnswerTable, *, known: Codes | None = None, strength: float = STRENGTH, limits: Rounds = LIMITS
) -> Consolidated:
    """Rounds from the vote shares; `known` (T,) holds gold values and -1 elsewhere."""
    gold = nothing_known(table) if known is None else known
    posterior = with_known(vote_shares(table), gold)
    learned = learn_hierarchy(table, posterior, gold, strength, limits)
    return consolidated(
        table,
        "hierarchical dawid-skene",
        posterior,
        expected_skill(table, posterior),
        converged=learned.converged,
        rounds=learned.rounds,
    )


def learn_hierarchy(
    table: AnswerTable, posterior: Floats, known: Codes, strength: float = STRENGTH, limits: Rounds = LIMITS
) -> Learned[ConfusionModel, ConfusionSums]:
    """Rounds from a given posterior (T, K), which ends as that of the learned model."""
    return run_rounds(
        shrunk(counted(table, posterior), strength),
        lambda model: expect(table, model, posterior, known),
        lambda sums: shrunk(sums, strength),
        limits,
        table.size,
    )


def shrunk(sums: ConfusionSums, strength: float) -> ConfusionModel:
    """Posterior means under the crowd's own confusion as prior."""
    believed = sums.counts + strength * pooled_confusion(sums)
    prior = sums.classes + 1.0
    return ConfusionModel(np.log(prior / prior.sum())[None, :], np.log(believed / believed.sum(axis=1, keepdims=True)))


def pooled_confusion(sums: ConfusionSums) -> Floats:
    """(K, K) by value answered and true value: what the crowd answers, one added to each cell, two to right answers.

    Without the second, a value nobody chose would be believed to draw any answer at all, and a small job in which all
    agree on one value would be doubted. `sums` may have further states behind the K values.
    """
    pooled = sums.counts.sum(axis=0) + 1.0 + np.eye(*sums.counts.shape[1:])
    share: Floats = pooled / pooled.sum(axis=0, keepdims=True)
    return share
