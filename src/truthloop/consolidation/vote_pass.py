"""Expectation and maximization sums of models where an answer is right or wrong, in one pass.

For such models the log probability of a task's answers under true value k is a constant plus the weights of the
answers that say k. So the pass adds one number per answer and not a row, and costs the same for any number of values.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from truthloop.consolidation.answer_table import AnswerTable
from truthloop.consolidation.arrays import Codes, Floats, Offsets
from truthloop.consolidation.compiled import compiled
from truthloop.consolidation.confusion_pass import normalise
from truthloop.consolidation.parts import over_parts, task_ranges


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

    def part(first: int, last: int) -> VoteSums:
        right = np.zeros_like(weight)
        classes = np.zeros(posterior.shape[1])
        evidence = vote_pass(
            *(table.starts, table.worker, table.value, known, log_prior, weight),
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
def vote_pass(
    starts: Offsets,
    worker: Codes,
    value: Codes,
    known: Codes,
    log_prior: Floats,
    weight: Floats,
    hard: bool,
    first: int,
    last: int,
    posterior: Floats,
    right: Floats,
    classes: Floats,
) -> float:
    """Expectation and counts over tasks first to last; the evidence is returned."""
    values = posterior.shape[1]
    own_prior = log_prior.shape[0] > 1
    score = np.empty(values)
    evidence = 0.0
    for task in range(first, last):
        prior_row = task if own_prior else 0
        for k in range(values):
            score[k] = log_prior[prior_row, k]
        for row in range(starts[task], starts[task + 1]):
            score[value[row]] += weight[worker[row], value[row]]
        evidence += normalise(score, known[task], hard=hard)
        for k in range(values):
            posterior[task, k] = score[k]
            classes[k] += score[k]
        for row in range(starts[task], starts[task + 1]):
            right[worker[row], value[row]] += score[value[row]]
    return evidence
