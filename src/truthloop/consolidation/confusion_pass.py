"""Expectation and maximization sums of models where each worker has a confusion matrix, in one pass.

The pass goes over the answers sorted by task. For each task it adds one row of the table of log confusions per answer,
turns the sums into a posterior, and adds that posterior to one row of the table of counts per answer. Both tables are
(worker, value answered, true value), so that a row of true values lies together in memory.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from truthloop.consolidation.answer_table import AnswerTable
from truthloop.consolidation.arrays import Codes, Floats, Offsets
from truthloop.consolidation.compiled import compiled
from truthloop.consolidation.consolidated import TIE
from truthloop.consolidation.parts import over_parts, task_ranges

SPLIT = 2.0**13 + 1.0
"""Multiplying by this and subtracting again leaves a float's first 40 bits (Veltkamp). Posteriors are rounded so: what
is symmetric stays symmetric, whatever the order in which it was added up."""


@dataclass(frozen=True, slots=True, eq=False)
class ConfusionSums:
    """What the maximization needs of some tasks; the sums of two sets of tasks add up."""

    counts: Floats
    """(W, K, K) expected number of answers by worker, value answered and true value."""
    classes: Floats
    """(K,) expected number of tasks by true value."""
    evidence: float
    """The log probability of the answers under the parameters of the pass."""

    def __add__(self, other: ConfusionSums) -> ConfusionSums:
        """The sums over the tasks of both."""
        return ConfusionSums(self.counts + other.counts, self.classes + other.classes, self.evidence + other.evidence)


@dataclass(frozen=True, slots=True, eq=False)
class ConfusionModel:
    """How often each true value occurs and what each worker answers to it, as logarithms."""

    log_prior: Floats
    """(1, K), or (T, K) when each task has a prior of its own, as a model's prediction."""
    log_confusion: Floats
    """(W, K, K) by worker, value answered, true value."""


def expect(
    table: AnswerTable, model: ConfusionModel, posterior: Floats, known: Codes, *, hard: bool = False
) -> ConfusionSums:
    """Fill `posterior` (T, K) and give the sums it implies.

    `known` (T,) holds the true value of gold tasks and -1 elsewhere. With `hard`, each task counts for its most
    probable value only (classification EM).
    """
    values = model.log_confusion.shape[1]
    flat = np.ascontiguousarray(model.log_confusion).reshape(-1)

    def part(first: int, last: int) -> ConfusionSums:
        counts = np.zeros_like(flat)
        classes = np.zeros(posterior.shape[1])
        evidence = confusion_pass(
            *(table.starts, table.worker, table.value, values, known, model.log_prior, flat),
            *(hard, first, last, posterior, counts, classes),
        )
        return ConfusionSums(counts.reshape(model.log_confusion.shape), classes, evidence)

    return over_parts(part, task_ranges(table, flat.size))


def counted(table: AnswerTable, posterior: Floats) -> ConfusionSums:
    """The sums that a given posterior (T, K) implies, without evidence."""
    _, workers, values = table.shape
    states = posterior.shape[1]

    def part(first: int, last: int) -> ConfusionSums:
        counts = np.zeros((workers, values, states))
        count_pass(table.starts, table.worker, table.value, first, last, posterior, counts)
        return ConfusionSums(counts, posterior[first:last].sum(axis=0), 0.0)

    return over_parts(part, task_ranges(table, workers * values * states))


@compiled
def confusion_pass(
    starts: Offsets,
    worker: Codes,
    value: Codes,
    values: int,
    known: Codes,
    log_prior: Floats,
    log_confusion: Floats,
    hard: bool,
    first: int,
    last: int,
    posterior: Floats,
    counts: Floats,
    classes: Floats,
) -> float:
    """Expectation and counts over tasks first to last; the evidence is returned.

    The two tables come flat, and places in them are unsigned: so the compiler sees that no index is negative and adds
    whole rows at once, which makes the pass 2.5 times as fast.
    """
    states = posterior.shape[1]
    own_prior = log_prior.shape[0] > 1
    score = np.empty(states)
    evidence = 0.0
    for task in range(first, last):
        prior_row = task if own_prior else 0
        for k in range(states):
            score[k] = log_prior[prior_row, k]
        for row in range(starts[task], starts[task + 1]):
            place = np.uint64((np.int64(worker[row]) * values + value[row]) * states)
            for k in range(states):
                score[k] += log_confusion[place + np.uint64(k)]
        evidence += normalise(score, known[task], hard=hard)
        for k in range(states):
            posterior[task, k] = score[k]
            classes[k] += score[k]
        for row in range(starts[task], starts[task + 1]):
            place = np.uint64((np.int64(worker[row]) * values + value[row]) * states)
            for k in range(states):
                counts[place + np.uint64(k)] += score[k]
    return evidence


@compiled
def normalise(score: Floats, known: int, hard: bool) -> float:
    """Turn log scores (K,) into probabilities in place, rounded to 40 bits; the log of their sum is returned."""
    if known >= 0:
        of_known = score[known]
        score[:] = 0.0
        score[known] = 1.0
        return float(of_known)
    top = score[0]
    for k in range(1, len(score)):
        top = max(top, score[k])
    total = 0.0
    for k in range(len(score)):
        score[k] = np.exp(score[k] - top)
        total += score[k]
    for k in range(len(score)):
        share = score[k] / total
        score[k] = share * SPLIT - (share * SPLIT - share)
    if hard:
        harden(score)
    return float(top + np.log(total))


@compiled
def harden(posterior: Floats) -> None:
    """Certainty for the greatest entry; a tie is split evenly, so that no label is favoured by its name."""
    least = posterior.max() - TIE
    tied = 0
    for share in posterior:
        if share >= least:
            tied += 1
    for k in range(len(posterior)):
        posterior[k] = 1.0 / tied if posterior[k] >= least else 0.0


@compiled
def count_pass(
    starts: Offsets, worker: Codes, value: Codes, first: int, last: int, posterior: Floats, counts: Floats
) -> None:
    """Add the posterior of each answer's task to the row of its worker and value."""
    for task in range(first, last):
        for row in range(starts[task], starts[task + 1]):
            for k in range(posterior.shape[1]):
                counts[worker[row], value[row], k] += posterior[task, k]
