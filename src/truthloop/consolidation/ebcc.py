"""EBCC, enhanced Bayesian classifier combination: correlated errors by subtypes of each true value.

    z_t ~ shares,  g_t ~ mixture[z_t] over M subtypes,  P(w answers v | z, g) = confusion[w, (z, g), v]
    shares ~ Dirichlet(1),  mixture ~ Dirichlet(0.1 / M),  confusion[w, (k, m), .] ~ Dirichlet(1, with 4 at v = k)

Tasks of a hard subtype mislead many workers alike; given the subtype, workers err independently again. Inference is
mean-field variational Bayes: one fused pass over K * M states per round. The first subtypes are not random: tasks are
spread over them by how much their workers agree, so the result is one and the same.

Y. Li, B. Rubinstein and T. Cohn, Exploiting worker correlation for label aggregation in crowdsourcing, ICML 2019; the
constants are those of the authors' code.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import digamma

from truthloop.consolidation.answer_table import AnswerTable
from truthloop.consolidation.arrays import Codes, Floats
from truthloop.consolidation.average_ranks import average_ranks
from truthloop.consolidation.confusion_pass import ConfusionModel, ConfusionSums, counted, expect
from truthloop.consolidation.consolidated import Consolidated, consolidated, expected_skill
from truthloop.consolidation.em_rounds import Learned, Rounds, run_rounds
from truthloop.consolidation.known_values import nothing_known, with_known
from truthloop.consolidation.majority_vote import vote_shares

RIGHT, WRONG = 4.0, 1.0
"""Pseudo-counts of a worker's right and each wrong answer."""
MIXTURE = 0.1
"""Pseudo-counts of all subtypes of a value together: few of them are used."""
IMPOSSIBLE = -1e6
"""Log probability of a state that gold excludes."""
LIMITS = Rounds(most=200, tolerance=1e-6)


@dataclass(frozen=True, slots=True, eq=False)
class Subtyped:
    """What EBCC learned, over S = K * M states."""

    states: Floats
    """(T, S) the probability of each state; columns are grouped by value."""
    learned: Learned[ConfusionModel, ConfusionSums]
    prior: Floats
    """(K, S) the pseudo-counts of answers."""

    def posterior(self, values: int) -> Floats:
        """(T, K) the probability of each value."""
        return by_value(self.states, values)


def ebcc(
    table: AnswerTable,
    *,
    known: Codes | None = None,
    subtypes: int = 4,
    spread: float = 2.0,
    limits: Rounds = LIMITS,
) -> Consolidated:
    """Variational Bayes with `subtypes` per value; `spread` is how far the first subtypes overlap (in subtypes)."""
    gold = nothing_known(table) if known is None else known
    found = learn_subtypes(table, with_known(vote_shares(table), gold), gold, subtypes, spread, limits)
    posterior = with_known(found.posterior(len(table.values)), gold)
    return consolidated(
        table,
        "ebcc",
        posterior,
        expected_skill(table, posterior),
        converged=found.learned.converged,
        rounds=found.learned.rounds,
    )


def learn_subtypes(
    table: AnswerTable, shares: Floats, known: Codes, subtypes: int, spread: float, limits: Rounds = LIMITS
) -> Subtyped:
    """Rounds from vote shares (T, K) spread over subtypes by agreement; gold tasks keep to states of their value."""
    values = len(table.values)
    states = by_agreement(shares, subtypes, spread)
    prior = np.repeat(np.eye(values) * (RIGHT - WRONG) + WRONG, subtypes, axis=1)
    learned = run_rounds(
        variational(counted(table, states), prior, values),
        lambda model: expect(table, within_known(model, known, subtypes), states, nothing_known(table)),
        lambda sums: variational(sums, prior, values),
        limits,
        table.size,
    )
    return Subtyped(states, learned, prior)


def by_value(states: Floats, values: int) -> Floats:
    """(T, K) the probability of each value, of states (T, K * M) whose columns are grouped by value."""
    if values == 0:
        return states
    total: Floats = states.reshape(len(states), values, states.shape[1] // values).sum(axis=2)
    return total


def within_known(model: ConfusionModel, known: Codes, subtypes: int) -> ConfusionModel:
    """The model with a prior for each task that leaves gold tasks only the states of their value."""
    gold = np.flatnonzero(known >= 0)
    if len(gold) == 0:
        return model
    log_prior = np.repeat(model.log_prior, len(known), axis=0)
    value_of_state = np.arange(log_prior.shape[1]) // subtypes
    log_prior[gold] = np.where(value_of_state[None, :] == known[gold, None], log_prior[gold], IMPOSSIBLE)
    return ConfusionModel(log_prior, model.log_confusion)


def by_agreement(shares: Floats, subtypes: int, spread: float) -> Floats:
    """(T, K * M) each task's shares divided among subtypes by the rank of its greatest share among all tasks."""
    tasks, values = shares.shape
    if tasks == 0 or values == 0:
        return np.zeros((tasks, values * subtypes))
    rank = (average_ranks(shares.max(axis=1)) - 0.5) / tasks
    centre = (np.arange(subtypes) + 0.5) / subtypes
    near = np.exp(-0.5 * ((rank[:, None] - centre) * subtypes / spread) ** 2) + 0.01
    near /= near.sum(axis=1, keepdims=True)
    states: Floats = (shares[:, :, None] * near[:, None, :]).reshape(tasks, values * subtypes)
    return states


def variational(sums: ConfusionSums, prior: Floats, values: int) -> ConfusionModel:
    """Expected log parameters under the Dirichlet posteriors."""
    believed = sums.counts + prior
    log_confusion = digamma(believed) - digamma(believed.sum(axis=1, keepdims=True))
    of_state = sums.classes.reshape(values, -1) if values else np.zeros((0, 1))
    mixture = of_state + MIXTURE / max(1, of_state.shape[1])
    share = of_state.sum(axis=1) + 1.0
    log_mixture = digamma(mixture) - digamma(mixture.sum(axis=1, keepdims=True))
    log_share = digamma(share) - digamma(share.sum())
    return ConfusionModel((log_mixture + log_share[:, None]).reshape(1, -1), log_confusion)
