"""Dawid-Skene: each worker has a confusion matrix, each task one true value.

    z_t ~ prior,        P(worker w answers v | z_t = k) = confusion[w, k, v]

Expectation: P(z_t = k) is proportional to prior[k] times the product of confusion[w, k, v] over the task's answers.
Maximization: prior and confusions are the normalised expected counts. The first posterior is the vote shares. All in
logarithms, so that no product of many answers underflows.

This is the maximum-likelihood form: it trusts what it counts, so with few answers per worker it becomes far too sure;
`hierarchical_dawid_skene` is the form with priors.

A. P. Dawid and A. M. Skene, Maximum likelihood estimation of observer error-rates using the EM algorithm,
Applied Statistics 28(1), 1979.
"""

from __future__ import annotations

import numpy as np

from truthloop.consolidation.answer_table import AnswerTable
from truthloop.consolidation.arrays import Codes, Floats
from truthloop.consolidation.confusion_pass import ConfusionModel, ConfusionSums, counted, expect
from truthloop.consolidation.consolidated import Consolidated, consolidated, expected_skill
from truthloop.consolidation.em_rounds import TO_CONVERGENCE, Rounds, run_rounds
from truthloop.consolidation.known_values import nothing_known, with_known
from truthloop.consolidation.majority_vote import vote_shares

LEAST = 1e-10
"""Expected counts are at least this, so that no logarithm is infinite."""


def dawid_skene(table: AnswerTable, *, known: Codes | None = None, limits: Rounds = TO_CONVERGENCE) -> Consolidated:
    """Maximum likelihood from the vote shares; `known` (T,) holds gold values and -1 elsewhere."""
    gold = nothing_known(table) if known is None else known
    posterior = with_known(vote_shares(table), gold)
    used = ever_used(table)
    learned = run_rounds(
        most_likely(counted(table, posterior), used),
        lambda model: expect(table, model, posterior, gold),
        lambda sums: most_likely(sums, used),
        limits,
        table.size,
    )
    skill = expected_skill(table, posterior)
    return consolidated(table, "dawid-skene", posterior, skill, converged=learned.converged, rounds=learned.rounds)


def most_likely(sums: ConfusionSums, used: Floats) -> ConfusionModel:
    """The normalised counts; values a worker never used take no part in that worker's normalisation."""
    counts = np.maximum(sums.counts, LEAST) * used[:, :, None]
    totals = np.maximum(counts.sum(axis=1, keepdims=True), LEAST)
    log_confusion = np.log(np.where(used[:, :, None] > 0, counts / totals, 1.0))
    prior = np.maximum(sums.classes / max(1.0, sums.classes.sum()), LEAST)
    return ConfusionModel(np.log(prior)[None, :], log_confusion)


def ever_used(table: AnswerTable) -> Floats:
    """(W, K) 1 where the worker gave the value at least once, else 0."""
    _, workers, values = table.shape
    cell = table.worker.astype(np.int64) * values + table.value
    met = np.bincount(cell, minlength=workers * values) > 0
    return met.reshape(workers, values).astype(np.float64)
