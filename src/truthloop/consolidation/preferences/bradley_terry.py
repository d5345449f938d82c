"""Bradley-Terry strengths, with Davidson's ties and with covariates, by Newton's method to convergence.

    log odds(first preferred to second) = score[first] - score[second] + covariates . effects

The likelihood is concave, so Newton's steps, halved where they overshoot, reach its one maximum in a handful of rounds
(MM iterations need hundreds). The steps are solved by conjugate gradients on the comparison graph's Laplacian.

R. A. Bradley and M. E. Terry, Rank analysis of incomplete block designs: I. The method of paired comparisons,
Biometrika 39, 1952. Ties: Davidson 1970 (see davidson_pass). Covariates of style: as in W.-L. Chiang et al., Chatbot
Arena: an open platform for evaluating LLMs by human preference, ICML 2024, and its "style control".
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from truthloop.consolidation.arrays import Codes, Floats, Names
from truthloop.consolidation.compiled import compiled
from truthloop.consolidation.preferences.comparison_graph import require_comparable
from truthloop.consolidation.preferences.comparison_rows import ComparisonRows, pair_rows
from truthloop.consolidation.preferences.newton_steps import Parameters, maximum
from truthloop.consolidation.preferences.preference_table import PreferenceTable
from truthloop.consolidation.preferences.strengths import Strengths
from truthloop.terms.errors import Invalid

Ties = Literal["half", "davidson"]
MOST_ROUNDS = 60


def bradley_terry(
    table: PreferenceTable, *, ties: Ties = "half", ridge: float = 0.0, most_rounds: int = MOST_ROUNDS
) -> Strengths:
    """The strengths under which the comparisons are most probable.

    `ties="half"` counts a tie as half a win for either; `ties="davidson"` models how often ties happen. `ridge` is the
    precision of a normal prior on the scores: 0 is maximum likelihood, for which `Invalid` says when no finite
    strengths exist; something small, such as 0.01, always gives an answer.
    """
    return fitted(table.items, pair_rows(table), ties=ties, ridge=ridge, most_rounds=most_rounds)


def fitted(
    items: Names,
    rows: ComparisonRows,
    *,
    ties: Ties = "half",
    ridge: float = 0.0,
    most_rounds: int = MOST_ROUNDS,
    start: Parameters | None = None,
) -> Strengths:
    """As `bradley_terry`, of rows already added up; `start` is where to begin."""
    if ridge < 0:
        raise Invalid(f"The ridge is {ridge}; it must be 0 or more.")
    if ridge == 0:
        require_comparable(items, rows)
    modelled = ties == "davidson" and bool(rows.ties.any())
    counted = rows if modelled else rows.ties_shared()
    begin = start or Parameters(first_guess(len(items), counted), np.zeros(rows.covariates.shape[1]), 0.0)
    begin = Parameters(begin.score, begin.effects, begin.log_tie if modelled else -np.inf)
    found = maximum(counted, begin, ridge=ridge, most_rounds=most_rounds)
    method = "davidson" if ties == "davidson" else "bradley-terry"
    score = found.parameters.score - found.parameters.score.mean() if len(items) else found.parameters.score
    return Strengths(
        method,
        items,
        score,
        found.parameters.log_tie,
        found.parameters.effects,
        found.log_likelihood,
        found.converged,
        found.rounds,
    )


def first_guess(items: int, rows: ComparisonRows) -> Floats:
    """(I,) twice the log odds of each item's win rate, smoothed: right to first order when opponents are alike."""
    won, lost = np.full(items, 0.5), np.full(items, 0.5)
    tally(rows.first, rows.second, rows.wins, rows.losses, won, lost)
    guess: Floats = np.log(won / lost)
    return guess - guess.mean() if items else guess


@compiled
def tally(first: Codes, second: Codes, wins: Floats, losses: Floats, won: Floats, lost: Floats) -> None:
    """Add each row's wins and losses to what its two items won and lost (I,)."""
    for row in range(len(wins)):
        one, other, win, loss = first[row], second[row], wins[row], losses[row]
        won[one] += win
        lost[one] += loss
        won[other] += loss
        lost[other] += win
