"""GLAD: workers differ in ability, tasks in difficulty.

    P(w answers z_t) = sigmoid(ability[w] * exp(ease[t])),  other values share the rest evenly
    z_t even over the K values;  ability ~ Normal(1, 1),  ease ~ Normal(1, 1)

Each round is one pass over the answers sorted by task: the posterior of a task, one guarded Newton step of its ease,
and the gradient and curvature of its workers' abilities; then one Newton step of every ability. Negative abilities are
adversaries, and count as such.

J. Whitehill, P. Ruvolo, T. Wu, J. Bergsma and J. Movellan, Whose vote should count more: optimal integration of labels
from labelers of unknown expertise, NIPS 2009.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from truthloop.consolidation.answer_table import AnswerTable
from truthloop.consolidation.arrays import Codes, Floats, Offsets
from truthloop.consolidation.compiled import compiled
from truthloop.consolidation.consolidated import Consolidated, consolidated, expected_skill
from truthloop.consolidation.em_rounds import Rounds, run_rounds
from truthloop.consolidation.known_values import nothing_known
from truthloop.consolidation.parts import over_parts, task_ranges
from truthloop.consolidation.posterior_rows import normalise

PRIOR_MEAN = 1.0
STEEPEST = 2.0
"""No Newton step moves an ability or an ease further than this."""


@dataclass(frozen=True, slots=True, eq=False)
class GladSums:
    """First and second derivatives of the objective by ability, and the evidence; sums of tasks add up."""

    gradient: Floats
    """(W,)."""
    curvature: Floats
    """(W,) not negative."""
    evidence: float
    ability: Floats
    """(W,) the abilities of the pass; the same for all parts."""

    def __add__(self, other: GladSums) -> GladSums:
        """The sums over the tasks of both."""
        return GladSums(
            self.gradient + other.gradient,
            self.curvature + other.curvature,
            self.evidence + other.evidence,
            self.ability,
        )


def glad(
    table: AnswerTable,
    *,
    known: Codes | None = None,
    limits: Rounds = Rounds(most=500, tolerance=1e-7),  # noqa: B008  (frozen)
) -> Consolidated:
    """The most probable abilities and eases, from all of them 1."""
    tasks, workers, values = table.shape
    gold = nothing_known(table) if known is None else known
    posterior, ease = np.empty((tasks, values)), np.full(tasks, PRIOR_MEAN)

    def expect(ability: Floats) -> GladSums:
        def part(first: int, last: int) -> GladSums:
            gradient, curvature = np.zeros(workers), np.zeros(workers)
            evidence = glad_pass(
                *(table.starts, table.worker, table.value, gold, ability, ease),
                *(first, last, posterior, gradient, curvature),
            )
            return GladSums(gradient, curvature, evidence, ability)

        return over_parts(part, task_ranges(table))

    learned = run_rounds(np.full(workers, PRIOR_MEAN), expect, stepped, limits, table.size, log_prior)
    skill = expected_skill(table, posterior)
    return consolidated(table, "glad", posterior, skill, converged=learned.converged, rounds=learned.rounds)


def log_prior(ability: Floats) -> float:
    """Of the abilities; that of the eases is in the evidence."""
    return -0.5 * float(((ability - PRIOR_MEAN) ** 2).sum())


def stepped(sums: GladSums) -> Floats:
    """One Newton step of every ability."""
    step = (sums.gradient - (sums.ability - PRIOR_MEAN)) / (sums.curvature + 1.0)
    moved: Floats = sums.ability + np.clip(step, -STEEPEST, STEEPEST)
    return moved


@compiled
def glad_pass(
    starts: Offsets,
    worker: Codes,
    value: Codes,
    known: Codes,
    ability: Floats,
    ease: Floats,
    first: int,
    last: int,
    posterior: Floats,
    gradient: Floats,
    curvature: Floats,
) -> float:
    """Posteriors, eases and the derivatives by ability of tasks first to last; the evidence is returned."""
    values = posterior.shape[1]
    log_others = np.log(max(1.0, values - 1.0))
    score = np.empty(values)
    evidence = 0.0
    for task in range(first, last):
        strength = np.exp(ease[task])
        score[:] = -np.log(values)
        # The evidence is that of all answers being wrong, times what the task's scores add to it.
        slope, bend = PRIOR_MEAN - ease[task], 1.0
        for row in range(starts[task], starts[task + 1]):
            push = ability[worker[row]] * strength
            evidence -= softplus(push) + log_others
            score[value[row]] += push + log_others
        evidence += normalise(score, known[task], hard=False) - 0.5 * (ease[task] - PRIOR_MEAN) ** 2
        for k in range(values):
            posterior[task, k] = score[k]
        for row in range(starts[task], starts[task + 1]):
            push = ability[worker[row]] * strength
            right = 1.0 / (1.0 + np.exp(-push))
            missed = score[value[row]] - right
            slope += missed * push
            bend += right * (1.0 - right) * push * push + max(0.0, -missed * push)
        ease[task] += min(STEEPEST, max(-STEEPEST, slope / bend))
        # Abilities are moved for the new ease: moved together, the two overshoot and never settle.
        strength = np.exp(ease[task])
        for row in range(starts[task], starts[task + 1]):
            right = 1.0 / (1.0 + np.exp(-ability[worker[row]] * strength))
            gradient[worker[row]] += (score[value[row]] - right) * strength
            curvature[worker[row]] += right * (1.0 - right) * strength * strength
    return evidence


@compiled
def softplus(x: float) -> float:
    """log(1 + exp(x)) without overflow."""
    return float(max(x, 0.0) + np.log1p(np.exp(-abs(x))))
