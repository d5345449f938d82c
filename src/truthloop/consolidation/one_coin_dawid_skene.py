"""One-coin Dawid-Skene: each worker has one accuracy, and errs towards all other values alike.

    z_t ~ prior,    P(w answers v | z_t = k) = skill[w] if v = k, else (1 - skill[w]) / (K - 1)

With W parameters instead of W K², it holds up where answers per worker are few or where errors of workers are
correlated, and fails where a class is systematically taken for another (then use the full or hierarchical form).

A. P. Dawid and A. M. Skene, 1979; the name and the case by Y. Zhang, X. Chen, D. Zhou and M. I. Jordan, Spectral
methods meet EM, JMLR 17, 2016.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from truthloop.consolidation.answer_table import AnswerTable
from truthloop.consolidation.arrays import Codes, Floats
from truthloop.consolidation.consolidated import Consolidated, consolidated, expected_skill
from truthloop.consolidation.em_rounds import TO_CONVERGENCE, Rounds, run_rounds
from truthloop.consolidation.known_values import nothing_known, with_known
from truthloop.consolidation.majority_vote import vote_shares
from truthloop.consolidation.vote_pass import VoteSums, expect_votes

LEAST = 1e-10
"""Skills lie at least this far from 0 and 1."""


@dataclass(frozen=True, slots=True, eq=False)
class CoinModel:
    """The share of each true value and each worker's probability of being right."""

    log_prior: Floats
    """(1, K)."""
    skill: Floats
    """(W,)."""


@dataclass(frozen=True, slots=True)
class CoinPrior:
    """What is believed of workers before their answers: pseudo-counts of right and wrong ones."""

    right: float = 0.0
    wrong: float = 0.0
    even_classes: bool = False
    """Whether all true values are held equally probable, instead of as frequent as they turn out."""


def one_coin_dawid_skene(
    table: AnswerTable,
    *,
    known: Codes | None = None,
    prior: CoinPrior = CoinPrior(),
    limits: Rounds = TO_CONVERGENCE,
    method: str = "one-coin dawid-skene",
) -> Consolidated:
    """Maximum likelihood, or with a `prior` the most probable parameters, from the vote shares."""
    gold = nothing_known(table) if known is None else known
    posterior = with_known(vote_shares(table), gold)
    given = np.bincount(table.worker, minlength=len(table.workers)).astype(np.float64)
    right = expected_skill(table, posterior) * given
    learned = run_rounds(
        maximize(right, posterior.sum(axis=0), given, prior),
        lambda model: coin_sums(table, model, given, posterior, gold),
        lambda sums: maximize(sums.right.sum(axis=1), sums.classes, given, prior),
        limits,
        table.size,
    )
    return consolidated(
        table, method, posterior, learned.model.skill, converged=learned.converged, rounds=learned.rounds
    )


def coin_sums(table: AnswerTable, model: CoinModel, given: Floats, posterior: Floats, known: Codes) -> VoteSums:
    """One pass: the posterior under the model and the sums it implies, the evidence complete."""
    values = len(table.values)
    log_wrong = np.log((1 - model.skill) / max(1, values - 1))
    weight = np.repeat((np.log(model.skill) - log_wrong)[:, None], values, axis=1)
    sums = expect_votes(table, model.log_prior, weight, posterior, known)
    return VoteSums(sums.right, sums.classes, sums.evidence + float(given @ log_wrong))


def maximize(right: Floats, classes: Floats, given: Floats, prior: CoinPrior) -> CoinModel:
    """Skills and shares from expected counts; workers without answers and prior have even odds."""
    total = given + prior.right + prior.wrong
    skill = np.divide(right + prior.right, total, out=np.full_like(total, 0.5), where=total > 0)
    shares = np.ones_like(classes) if prior.even_classes else classes
    shares = np.maximum(shares / max(1e-300, shares.sum()), LEAST)
    return CoinModel(np.log(shares)[None, :], np.clip(skill, LEAST, 1 - LEAST))
