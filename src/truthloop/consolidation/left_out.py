"""A fitted model without what it learned from the thing it judges: each answer from the others, each task likewise.

Leaving an answer out takes its log confusion from its task's score and its share from its worker's counts; the rest of
the fit stays. So the sum over all answers costs one pass and needs neither folds nor chance. It compares models of
different size on the same table (leave-one-out predictive likelihood, S. Geisser and W. F. Eddy, A predictive approach
to model selection, JASA 74, 1979).

A task's own posterior is part of its workers' counts. Where workers gave few answers, a task so vouches for itself, and
the posterior is too sure; `left_out_posterior` takes each task's part out before judging it.
"""

from __future__ import annotations

import numpy as np

from truthloop.consolidation.answer_table import AnswerTable
from truthloop.consolidation.arrays import Codes, Floats, Offsets
from truthloop.consolidation.compiled import compiled
from truthloop.consolidation.posterior_rows import normalise

LEAST = 1e-12


def left_out_likelihood(table: AnswerTable, believed: Floats, states: Floats, shares: Floats) -> float:
    """The sum over all answers of the log probability of each, given the others.

    `believed` (W, K, S) are the pseudo-counts and expected counts by worker, value answered and state, `states` (T, S)
    the posterior they were counted with, `shares` (S,) the probability of each state.
    """
    totals = np.maximum(believed.sum(axis=1), LEAST)
    log_confusion = np.log(np.maximum(believed, LEAST) / totals[:, None, :])
    return left_out_pass(
        *(table.starts, table.worker, table.value, np.log(np.maximum(shares, LEAST))),
        *(log_confusion, believed, totals, states),
    )


def left_out_posterior(table: AnswerTable, believed: Floats, states: Floats, log_prior: Floats) -> Floats:
    """(T, S) the probability of each state of a task by counts to which the task itself did not add.

    `believed` (W, K, S) are the pseudo-counts and expected counts, `states` (T, S) the posterior they were counted
    with, `log_prior` (S,).
    """
    result = np.empty_like(states)
    left_out_tasks(
        *(table.starts, table.worker, table.value, log_prior, believed, np.ascontiguousarray(believed.sum(axis=1))),
        *(states, result),
    )
    return result


@compiled
def left_out_tasks(
    starts: Offsets,
    worker: Codes,
    value: Codes,
    log_prior: Floats,
    believed: Floats,
    totals: Floats,
    states: Floats,
    result: Floats,
) -> None:
    """Fill `result` for all tasks."""
    count = states.shape[1]
    score = np.empty(count)
    for task in range(len(starts) - 1):
        score[:] = log_prior
        for row in range(starts[task], starts[task + 1]):
            w, v = worker[row], value[row]
            for s in range(count):
                others = max(believed[w, v, s] - states[task, s], LEAST)
                score[s] += np.log(others / max(totals[w, s] - states[task, s], LEAST))
        normalise(score, -1, hard=False)
        result[task] = score


@compiled
def left_out_pass(
    starts: Offsets,
    worker: Codes,
    value: Codes,
    log_prior: Floats,
    log_confusion: Floats,
    believed: Floats,
    totals: Floats,
    states: Floats,
) -> float:
    """The sum over the answers of all tasks."""
    count = states.shape[1]
    score = np.empty(count)
    result = 0.0
    for task in range(len(starts) - 1):
        score[:] = log_prior
        for row in range(starts[task], starts[task + 1]):
            for s in range(count):
                score[s] += log_confusion[worker[row], value[row], s]
        for row in range(starts[task], starts[task + 1]):
            w, v = worker[row], value[row]
            top = -np.inf
            for s in range(count):
                top = max(top, score[s] - log_confusion[w, v, s])
            weight, foretold = 0.0, 0.0
            for s in range(count):
                cavity = np.exp(score[s] - log_confusion[w, v, s] - top)
                weight += cavity
                others = max(believed[w, v, s] - states[task, s], LEAST)
                foretold += cavity * others / max(totals[w, s] - states[task, s], LEAST)
            result += np.log(foretold / weight)
    return float(result)
