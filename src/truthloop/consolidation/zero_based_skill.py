"""Zero-based skill: weighted votes and agreement with them, in turns, with a falling learning rate.

    start: skill[w] = 1 / K + eps
    each round: labels = weighted majority by skill;  skill += rate * (agreement with the labels - skill)

Toloka's crowd-kit, `ZeroBasedSkill`. Labels that did not change let a round cost nothing but the step of the skills.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from truthloop.consolidation.answer_table import AnswerTable
from truthloop.consolidation.arrays import Floats
from truthloop.consolidation.consolidated import Consolidated, consolidated
from truthloop.consolidation.known_values import nothing_known
from truthloop.consolidation.majority_vote import vote_shares
from truthloop.consolidation.vote_pass import expect_votes


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
    """All `rounds` are run; `margin` is what the first skill has above chance."""
    tasks, workers, values = table.shape
    skill = np.full(workers, 1.0 / max(1, values) + margin)
    given = np.maximum(1, np.bincount(table.worker, minlength=workers))
    chosen, nothing = np.empty((tasks, values)), nothing_known(table)
    even = np.zeros((1, values))
    speed = rate.first
    for done in range(1, rounds + 1):
        if done % rate.every == 0:
            speed *= rate.factor
        right = expect_votes(table, even, weights(skill, values), chosen, nothing, hard=True).right.sum(axis=1)
        skill = skill + speed * (right / given - skill)
    return consolidated(table, "zero-based skill", vote_shares(table, skill[table.worker]), skill, rounds=rounds)


def weights(skill: Floats, values: int) -> Floats:
    """(W, K) the skill of each worker for every value."""
    return np.repeat(skill[:, None], values, axis=1)
