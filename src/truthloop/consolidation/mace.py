"""MACE, multi-annotator competence estimation: workers know the answer, or they answer by habit.

    z_t even over the K values;  knows[t, w] ~ Bernoulli(competence[w])
    answer = z_t if w knows, else drawn from strategy[w, .]

Variational Bayes with a Beta prior on competence and a Dirichlet prior on strategies, from several random starts; the
start with the greatest evidence wins. Each start has randomness of its own, drawn from the generator that is passed.

D. Hovy, T. Berg-Kirkpatrick, A. Vaswani and E. Hovy, Learning whom to trust with MACE, NAACL 2013.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import digamma

from truthloop.consolidation.answer_table import AnswerTable
from truthloop.consolidation.arrays import Codes, Floats
from truthloop.consolidation.consolidated import Consolidated, consolidated
from truthloop.consolidation.em_rounds import Learned, Rounds, run_rounds
from truthloop.consolidation.known_values import nothing_known
from truthloop.consolidation.vote_pass import VoteSums, answers_given, expect_votes

LEAST = 1e-12


@dataclass(frozen=True, slots=True)
class MacePrior:
    """Pseudo-counts; the defaults are the paper's."""

    spamming: float = 0.5
    knowing: float = 0.5
    strategy: float = 10.0


@dataclass(frozen=True, slots=True, eq=False)
class MaceModel:
    """Worker parameters; under variational Bayes they need not sum to 1."""

    competence: Floats
    """(W,)."""
    habit: Floats
    """(W, K) probability of answering by habit, times the strategy."""


def mace(
    table: AnswerTable,
    chance: np.random.Generator,
    *,
    known: Codes | None = None,
    prior: MacePrior = MacePrior(),
    restarts: int = 10,
    limits: Rounds = Rounds(most=50, tolerance=1e-6),  # noqa: B008  (frozen)
) -> Consolidated:
    """The best of `restarts` starts; the same generator state gives the same result."""
    gold = nothing_known(table) if known is None else known
    given = answers_given(table)
    starts = [random_start(given.shape, own) for own in chance.spawn(max(1, restarts))]
    posterior = np.empty((len(table.tasks), len(table.values)))
    runs = [one_start(table, start, given, gold, prior, limits, posterior) for start in starts]
    best = max(runs, key=lambda run: run.sums.evidence)
    mace_sums(table, best.model, given, gold, posterior)
    competence = (best.sums.right.sum(axis=1) + prior.knowing) / (given.sum(axis=1) + prior.knowing + prior.spamming)
    return consolidated(table, "mace", posterior, competence, converged=best.converged, rounds=best.rounds)


def one_start(
    table: AnswerTable,
    start: MaceModel,
    given: Floats,
    known: Codes,
    prior: MacePrior,
    limits: Rounds,
    posterior: Floats,
) -> Learned[MaceModel, VoteSums]:
    """Rounds from one start."""
    return run_rounds(
        start,
        lambda model: mace_sums(table, model, given, known, posterior),
        lambda sums: renewed(sums.right, given, prior),
        limits,
        table.size,
    )


def random_start(shape: tuple[int, ...], chance: np.random.Generator) -> MaceModel:
    """Competences and strategies near even, as in the authors' code: uniform in 1 to 1.5, normalised."""
    workers, values = shape
    spamming = chance.uniform(1.0, 1.5, (workers, 2))
    strategy = chance.uniform(1.0, 1.5, (workers, values))
    spamming /= spamming.sum(axis=1, keepdims=True)
    strategy /= strategy.sum(axis=1, keepdims=True)
    return MaceModel(spamming[:, 1], spamming[:, :1] * strategy)


def mace_sums(table: AnswerTable, model: MaceModel, given: Floats, known: Codes, posterior: Floats) -> VoteSums:
    """One pass under the model: of the right answers, those that were known; the evidence complete."""
    weight = np.log1p(model.competence[:, None] / model.habit)
    even = np.full((1, len(table.values)), -np.log(max(1, len(table.values))))
    sums = expect_votes(table, even, weight, posterior, known)
    knew = model.competence[:, None] / (model.competence[:, None] + model.habit)
    return VoteSums(sums.right * knew, sums.classes, sums.evidence + float((given * np.log(model.habit)).sum()))


def renewed(knowing: Floats, given: Floats, prior: MacePrior) -> MaceModel:
    """Variational parameters from the expected knowing counts (W, K)."""
    by_habit = given - knowing
    known_total = knowing.sum(axis=1) + prior.knowing
    habit_total = by_habit.sum(axis=1) + prior.spamming
    both = digamma(known_total + habit_total)
    counts = by_habit + prior.strategy
    strategy = np.exp(digamma(counts) - digamma(counts.sum(axis=1, keepdims=True)))
    competence = np.exp(digamma(known_total) - both)
    habit = np.exp(digamma(habit_total) - both)[:, None] * strategy
    return MaceModel(np.maximum(competence, LEAST), np.maximum(habit, LEAST))
