"""Bradley-Terry strengths from judges of unequal reliability.

    P(worker w prefers i to j) = r_w sigma(s_i - s_j) + (1 - r_w) sigma(s_j - s_i)

r_w is the probability that the worker's preference points the way the strengths do: 1 never errs, 1/2 guesses, below
1/2 inverts. Expectation: how probable it is that each preference was an honest one. Maximization: r_w is their smoothed
mean, and the strengths are those of Bradley-Terry with each preference split into an honest and an inverted part.

X. Chen, P. N. Bennett, K. Collins-Thompson and E. Horvitz, Pairwise ranking aggregation in a crowdsourced setting
(Crowd-BT), WSDM 2013.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from truthloop.consolidation.arrays import Codes, Floats, Names
from truthloop.consolidation.em_rounds import Rounds, run_rounds
from truthloop.consolidation.preferences.bradley_terry import fitted
from truthloop.consolidation.preferences.comparison_rows import all_won
from truthloop.consolidation.preferences.preference_table import SECOND, TIE, PreferenceTable
from truthloop.consolidation.preferences.strengths import Strengths
from truthloop.terms.errors import Invalid

HONEST, INVERTED = 8.0, 2.0
"""The prior of a worker's reliability, a Beta distribution: people mostly mean what they say, which also tells right
from left."""
JUDGE_ROUNDS = Rounds(most=300, tolerance=1e-9)


@dataclass(frozen=True, slots=True, eq=False)
class JudgedStrengths:
    """Strengths, and how far each worker's preferences can be relied on."""

    strengths: Strengths
    workers: Names
    """(W,)"""
    reliability: Floats
    """(W,) between 0 and 1; 1/2 is guessing."""
    converged: bool
    rounds: int


@dataclass(frozen=True, slots=True, eq=False)
class Judges:
    """The parameters between two rounds."""

    score: Floats
    reliability: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Honesty:
    """(n,) the probability that each preference was honest, and the log probability of all of them."""

    honest: Floats
    evidence: float


def judged_bradley_terry(
    table: PreferenceTable, *, ridge: float = 0.1, limits: Rounds = JUDGE_ROUNDS
) -> JudgedStrengths:
    """Strengths and reliabilities; ties say nothing of either and are left out. `Invalid` without workers.

    `ridge` keeps the strengths finite: weights between honest and inverted can make an item win everything.
    """
    if not len(table.workers):
        raise Invalid("The table has no workers; give preference_table a column of who judged.")
    if ridge <= 0:
        raise Invalid(f"The ridge is {ridge}; it must be more than 0 here.")
    decided = table.outcome != TIE
    winner = np.where(table.outcome == SECOND, table.second, table.first)[decided]
    loser = np.where(table.outcome == SECOND, table.first, table.second)[decided]
    worker = table.worker[decided]
    rows = all_won(winner, loser)

    def expect(judges: Judges) -> Honesty:
        return honesty(judges, winner, loser, worker)

    def maximize(found: Honesty) -> Judges:
        split = rows.weighted(found.honest, 1.0 - found.honest, rows.ties)
        score = fitted(table.items, split, ridge=ridge).score
        return Judges(score, reliabilities(found.honest, worker, len(table.workers)))

    start = Judges(
        fitted(table.items, rows, ridge=ridge).score, np.full(len(table.workers), HONEST / (HONEST + INVERTED))
    )
    learned = run_rounds(start, expect, maximize, limits, len(winner), lambda judges: log_prior(judges, ridge))
    score = learned.model.score
    strengths = Strengths(
        "judged-bradley-terry",
        table.items,
        score,
        -np.inf,
        np.zeros(0),
        learned.sums.evidence,
        learned.converged,
        learned.rounds,
    )
    return JudgedStrengths(strengths, table.workers, learned.model.reliability, learned.converged, learned.rounds)


def honesty(judges: Judges, winner: Codes, loser: Codes, worker: Codes) -> Honesty:
    """How probable it is that each preference points the way its worker's reliability is about."""
    upright = 1.0 / (1.0 + np.exp(judges.score[loser] - judges.score[winner]))
    told = judges.reliability[worker]
    honest, inverted = told * upright, (1.0 - told) * (1.0 - upright)
    return Honesty(honest / (honest + inverted), float(np.log(honest + inverted).sum()))


def reliabilities(honest: Floats, worker: Codes, workers: int) -> Floats:
    """(W,) the most probable reliability of each worker under the prior."""
    right = np.bincount(worker, honest, workers) + HONEST - 1
    all_of = np.bincount(worker, minlength=workers) + HONEST + INVERTED - 2
    found: Floats = right / all_of
    return found


def log_prior(judges: Judges, ridge: float) -> float:
    """The logarithm of the parameters' prior, but for a constant."""
    told = judges.reliability
    beta = float(((HONEST - 1) * np.log(told) + (INVERTED - 1) * np.log1p(-told)).sum())
    return beta - ridge / 2 * float(judges.score @ judges.score)
