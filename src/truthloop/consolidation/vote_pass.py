"""Expectation and maximization sums of models where an answer is right or wrong, in one pass.

For such models the log probability of a task's answers under true value k is a constant plus the weights of the
answers that say k. So the pass handles one number per answer and not a row, and costs the same for any number of
values. As in `confusion_pass`, odds are multiplied where that is safe, and their logarithms added elsewhere.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from truthloop.consolidation.answer_table import AnswerTable
from truthloop.consolidation.arrays import Codes, Floats, Offsets
from truthloop.consolidation.compiled import compiled
from truthloop.consolidation.parts import over_parts, task_ranges
from truthloop.consolidation.posterior_rows import normalise, rounded_shares, safe_factors, settled


@dataclass(frozen=True, slots=True, eq=False)
class VoteSums:
    """What the maximization needs of some tasks; the sums of two sets of tasks add up."""

    right: Floats
    """(W, K) expected number of right answers by worker and value answered."""
    classes: Floats
    """(K,) expected number of tasks by true value."""
    evidence: float
    """The log probability of the answers, less that of all of them being wrong."""

    def __add__(self, other: VoteSums) -> VoteSums:
        """The sums over the tasks of both."""
        return VoteSums(self.right + other.right, self.classes + other.classes, self.evidence + other.evidence)


def expect_votes(
    table: AnswerTable, log_prior: Floats, weight: Floats, posterior: Floats, known: Codes, *, hard: bool = False
) -> VoteSums:
    """Fill `posterior` (T, K) and give the sums it implies.

    `log_prior` is (1, K) or (T, K); `weight` (W, K) is the log odds that an answer speaks for its value, by worker and
    value; `known` (T,) holds gold values and -1 elsewhere.
    """
    factors = safe_factors(log_prior, weight)
    most_answers = int(np.diff(table.starts).max(initial=0))
    prior, odds = np.exp(log_prior), np.exp(weight)

    def part(first: int, last: int) -> VoteSums:
        right = np.zeros_like(weight)
        classes = np.zeros(posterior.shape[1])
        evidence = odds_pass(
            *(table.starts, table.worker, table.value, known, prior, odds, factors),
            *(hard, first, last, posterior, right, classes),
        )
        if factors < most_answers:
            evidence += weight_pass(
                *(table.starts, table.worker, table.value, known, log_prior, weight, factors),
                *(hard, first, last, posterior, right, classes),
            )
        return VoteSums(right, classes, evidence)

    return over_parts(part, task_ranges(table, weight.size))


def answers_given(table: AnswerTable) -> Floats:
    """(W, K) how often each worker gave each value."""
    _, workers, values = table.shape
    cell = table.worker.astype(np.int64) * values + table.value
    return np.bincount(cell, minlength=workers * values).astype(np.float64).reshape(workers, values)


@compiled
def odds_pass(
    starts: Offsets,
    worker: Codes,
    value: Codes,
    known: Codes,
    prior: Floats,
    odds: Floats,
    factors: int,
    hard: bool,
    first: int,
    last: int,
    posterior: Floats,
    right: Floats,
    classes: Floats,
) -> float:
    """Expectation and counts over those tasks first to last of at most `factors` answers; the evidence is returned."""
    values, own_prior = posterior.shape[1], len(prior) > 1
    score = np.empty(values)
    evidence, product = 0.0, 1.0
    for task in range(first, last):
        if starts[task + 1] - starts[task] > factors:
            continue
        prior_row = task if own_prior else 0
        for k in range(values):
            score[k] = prior[prior_row, k]
        for row in range(starts[task], starts[task + 1]):
            score[value[row]] *= odds[worker[row], value[row]]
        evidence, product = settled(evidence, product, rounded_shares(score, known[task], hard))
        for k in range(values):
            posterior[task, k] = score[k]
            classes[k] += score[k]
        for row in range(starts[task], starts[task + 1]):
            right[worker[row], value[row]] += score[value[row]]
    return evidence + math.log(product)


@compiled
def weight_pass(
    starts: Offsets,
    worker: Codes,
    value: Codes,
    known: Codes,
    log_prior: Floats,
    weight: Floats,
    factors: int,
    hard: bool,
    first: int,
    last: int,
    posterior: Floats,
    right: Floats,
    classes: Floats,
) -> float:
    """As `odds_pass`, by logarithms, over those tasks of more than `factors` answers."""
    values, own_prior = posterior.shape[1], len(log_prior) > 1
    score = np.empty(values)
    evidence = 0.0
    for task in range(first, last):
        if starts[task + 1] - starts[task] <= factors:
            continue
        prior_row = task if own_prior else 0
        for k in range(values):
            score[k] = log_prior[prior_row, k]
        for row in range(starts[task], starts[task + 1]):
            score[value[row]] += weight[worker[row], value[row]]
        evidence += normalise(score, known[task], hard)
        for k in range(values):
            posterior[task, k] = score[k]
            classes[k] += score[k]
        for row in range(starts[task], starts[task + 1]):
            right[worker[row], value[row]] += score[value[row]]
    return evidence
