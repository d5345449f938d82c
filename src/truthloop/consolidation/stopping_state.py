"""What early stopping has learned of a crowd: fitted now and then, read after every answer.

    log odds of a label  =  power / (1 + (n - 1) rho) * (log prior + sum over its n answers of log confusion)

Prior and confusions are those of hierarchical Dawid-Skene, with one difference: what an object itself brought to its
workers' counts is taken out again. Else a few answers would vouch for each other, and the first rounds of a job, with a
handful of answers per worker, would be far too sure.

rho is how far errors on one object are seen to go together (`error_correlation`). That misses what the whole crowd gets
wrong, which only gold can show; `power` stands for it. It is not known but believed:

    log power ~ Normal(log 0.5, 0.5²)

and gold objects, where there are any, say more: each is seen right or wrong by its own posterior at each power. The 5th
and the 95th percentile of what is then believed bound the expected error.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from truthloop.consolidation.answer_table import AnswerTable
from truthloop.consolidation.arrays import Codes, Floats
from truthloop.consolidation.confusion_pass import ConfusionSums
from truthloop.consolidation.consolidated import most_probable
from truthloop.consolidation.error_correlation import effective_answers, error_correlation
from truthloop.consolidation.gold_calibration import PRIOR_DEVIATION
from truthloop.consolidation.hierarchical_dawid_skene import STRENGTH, learn_hierarchy, pooled_confusion
from truthloop.consolidation.known_values import nothing_known, with_known
from truthloop.consolidation.majority_vote import vote_shares

POWER = 0.5
"""Where the belief about the power is centred."""
GRID = np.linspace(-3.0, 3.0, 121)
"""Where the belief about the power is held, in standard deviations of its prior."""
TAIL = 0.05
LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class Power:
    """How far answers count that are not seen to go together."""

    middle: float
    """The median of what is believed."""
    low: float
    """Its 5th percentile: errors go together most."""
    high: float
    """Its 95th percentile."""


@dataclass(frozen=True, slots=True, eq=False)
class StoppingState:
    """A crowd as of the last fit."""

    fitted: AnswerTable
    """The answers it was learned from."""
    posterior: Floats
    """(T, K) with which they were counted."""
    believed: Floats
    """(W + 1, K, K) pseudo-counts and expected counts by worker, value answered and true value; the last is typical."""
    totals: Floats
    """(W + 1, K) the same by worker and true value."""
    log_prior: Floats
    """(K,)"""
    correlation: float
    """Rho."""
    power: Power
    objects: Mapping[Any, int]
    """The row of each object that was fitted."""
    workers: Mapping[Any, int]
    """The row of each worker; whoever is not among them is taken for typical."""
    labels: Mapping[Any, int]
    """The column of each label."""


def fit_stopping(table: AnswerTable, *, known: Codes | None = None) -> StoppingState:
    """Learn a crowd from all answers so far; `known` (T,) holds gold values and -1 elsewhere.

    The table should declare all labels there may be. Costs what hierarchical Dawid-Skene costs.
    """
    gold = nothing_known(table) if known is None else known
    posterior = with_known(vote_shares(table), gold)
    learned = learn_hierarchy(table, posterior, gold)
    believed = with_typical(learned.sums)
    totals = believed.sum(axis=1)
    log_prior = learned.model.log_prior[0]
    correlation = error_correlation(table, most_probable(posterior))
    evidence = left_out_rows(believed, totals, table.worker, table.value, posterior[table.task])
    score = object_scores(log_prior, evidence, table.task, len(table.tasks))
    score *= discount(np.diff(table.starts), correlation)[:, None]
    seen = np.flatnonzero((gold >= 0) & (np.diff(table.starts) > 0))
    return StoppingState(
        fitted=table,
        posterior=posterior,
        believed=believed,
        totals=totals,
        log_prior=log_prior,
        correlation=correlation,
        power=believed_power(score[seen], gold[seen]),
        objects=places(table.tasks.tolist()),
        workers=places(table.workers.tolist()),
        labels=places(table.values.tolist()),
    )


def places(names: list[Any]) -> dict[Any, int]:
    """The place of each name in a list."""
    return {name: place for place, name in enumerate(names)}


def with_typical(sums: ConfusionSums) -> Floats:
    """(W + 1, K, K) what is believed of each worker, and of one who is like the crowd as a whole."""
    prior = STRENGTH * pooled_confusion(sums)
    return np.concatenate([sums.counts + prior, prior[None]])


def left_out_rows(
    believed: Floats, totals: Floats, worker: NDArray[np.integer], value: NDArray[np.integer], own: Floats
) -> Floats:
    """(n, K) the log confusion of each answer without `own` (n, K), what its object itself brought to the counts."""
    share = np.maximum(believed[worker, value] - own, LEAST) / np.maximum(totals[worker] - own, LEAST)
    rows: Floats = np.log(share)
    return rows


def object_scores(log_prior: Floats, rows: Floats, task: NDArray[np.integer], tasks: int) -> Floats:
    """(T, K) the log prior and the log confusions (n, K) of each task's answers."""
    sums = [np.bincount(task, rows[:, k], minlength=tasks) for k in range(rows.shape[1])]
    score: Floats = np.array(sums).reshape(rows.shape[1], tasks).T + log_prior
    return score


def discount(answers: NDArray[np.integer], correlation: float) -> Floats:
    """(T,) what the evidence of so many answers to one object is to be multiplied by."""
    share: Floats = effective_answers(answers, correlation) / np.maximum(answers, 1)
    return share


def believed_power(score: Floats, true: Codes) -> Power:
    """Median and percentiles of the power, given the log scores (G, K) of gold objects and their true values (G,)."""
    powers = POWER * np.exp(PRIOR_DEVIATION * GRID)
    log_belief = -0.5 * GRID**2
    if len(true):
        log_belief = log_belief + np.array([log_likelihood(power * score, true) for power in powers])
    belief = np.exp(log_belief - log_belief.max())
    reached = np.cumsum(belief) / belief.sum()
    low, middle, high = np.interp([TAIL, 0.5, 1 - TAIL], reached, powers)
    return Power(float(middle), float(low), float(high))


def log_likelihood(score: Floats, true: Codes) -> float:
    """The sum of the log probabilities of the true values (G,) under log scores (G, K)."""
    shifted = score - score.max(axis=1, keepdims=True)
    return float((shifted[np.arange(len(true)), true] - np.log(np.exp(shifted).sum(axis=1))).sum())
