"""Zero-based skill: weighted votes and agreement with them, in turns, with a falling learning rate.

    start: skill[w] = 1 / K + eps
    each round: labels = weighted majority by skill;  skill += rate * (agreement with the labels - skill)

Toloka's crowd-kit, `ZeroBasedSkill`. Once skills stand still they do so in every further round.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from truthloop.consolidation.answer_table import AnswerTable
from truthloop.consolidation.arrays import Codes, Floats, Offsets
from truthloop.consolidation.compiled import compiled
from truthloop.consolidation.consolidated import TIE, Consolidated, consolidated
from truthloop.consolidation.majority_vote import vote_shares
from truthloop.consolidation.parts import over_parts, task_ranges

STILL = 1e-12
"""Skills that move less than this stay where they are for all further rounds."""


@dataclass(frozen=True, slots=True)
class LearningRate:
    """How far skills move towards the agreement in each round."""

    first: float = 1.0
    factor: float = 0.95
    """The rate is multiplied by this …"""
    every: int = 20
    """… after this many rounds."""


def zero_based_skill(
    table: AnswerTable,
    *,
    rounds: int = 100,
    rate: LearningRate = LearningRate(),
    margin: float = 1e-5,
) -> Consolidated:
    """At most `rounds`, fewer once nothing moves any more; `margin` is what the first skill has above chance."""
    _, workers, values = table.shape
    skill = np.full(workers, 1.0 / max(1, values) + margin)
    given = np.maximum(1, np.bincount(table.worker, minlength=workers))
    speed, done, converged = rate.first, 0, False
    while not converged and done < rounds:
        done += 1
        if done % rate.every == 0:
            speed *= rate.factor
        moved = skill + speed * (right_answers(table, skill) / given - skill)
        converged = bool(np.max(np.abs(moved - skill), initial=0.0) <= STILL)
        skill = moved
    posterior = vote_shares(table, skill[table.worker])
    return consolidated(table, "zero-based skill", posterior, skill, converged=converged, rounds=done)


@dataclass(frozen=True, slots=True, eq=False)
class RightAnswers:
    """How many answers of each worker are right in some tasks; two sets of tasks add up."""

    count: Floats
    """(W,)."""

    def __add__(self, other: RightAnswers) -> RightAnswers:
        """Over the tasks of both."""
        return RightAnswers(self.count + other.count)


def right_answers(table: AnswerTable, skill: Floats) -> Floats:
    """(W,) how many of each worker's answers have the greatest sum of skills; a tie of n labels counts 1 / n."""

    def part(first: int, last: int) -> RightAnswers:
        right = np.zeros(len(skill))
        best_pass(table.starts, table.worker, table.value, skill, len(table.values), first, last, right)
        return RightAnswers(right)

    return over_parts(part, task_ranges(table)).count


@compiled
def best_pass(
    starts: Offsets, worker: Codes, value: Codes, skill: Floats, values: int, first: int, last: int, right: Floats
) -> None:
    """Add to each worker the share of the best label that the answer holds.

    Without branches: which label is best, and who said it, is what nobody can foretell, a processor neither.
    """
    score = np.zeros(values)
    for task in range(first, last):
        score[:] = 0.0
        for row in range(starts[task], starts[task + 1]):
            score[value[row]] += skill[worker[row]]
        top, tied = 0.0, 0
        for k in range(values):
            top = max(top, score[k])
        least = top - TIE
        for k in range(values):
            tied += score[k] >= least
        share = 1.0 / max(1, tied)
        for row in range(starts[task], starts[task + 1]):
            right[worker[row]] += share * (score[value[row]] >= least)
