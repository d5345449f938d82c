"""What gold questions say of each worker: how probable a right answer is, with an interval.

A worker's right answers are binomial, and the prior a Beta distribution, so the posterior is one too.
A. Gelman et al., Bayesian Data Analysis, 3rd edition 2013, section 2.4.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import betainc, betaincinv

from truthloop.consolidation.answer_table import AnswerTable
from truthloop.consolidation.arrays import Codes, Floats, Names
from truthloop.terms.errors import Invalid


@dataclass(frozen=True, slots=True, eq=False)
class GoldSkill:
    """Each worker's score on gold questions."""

    workers: Names
    """(W,)"""
    right: Codes
    """(W,) gold answered rightly."""
    asked: Codes
    """(W,) gold answered at all."""
    alpha: Floats
    """(W,) of the posterior Beta distribution."""
    beta: Floats
    """(W,)"""

    def mean(self) -> Floats:
        """(W,) the expected share of right answers."""
        return np.asarray(self.alpha / (self.alpha + self.beta))

    def interval(self, level: float = 0.95) -> tuple[Floats, Floats]:
        """(low, high), each (W,): where the share lies with that probability."""
        tail = (1 - level) / 2
        return betaincinv(self.alpha, self.beta, tail), betaincinv(self.alpha, self.beta, 1 - tail)

    def probability_below(self, bar: float) -> Floats:
        """(W,) how probable it is that a worker's share of right answers is under the bar."""
        return np.asarray(betainc(self.alpha, self.beta, bar))


def gold_skill(table: AnswerTable, known: Codes, *, prior: tuple[float, float] = (4.0, 1.0)) -> GoldSkill:
    """Scores from a table of answers and `known` (T,): the code of a gold task's right value, -1 elsewhere.

    The default prior expects four in five right and weighs as five questions. `Invalid` for a `known` of another
    length or a code that is no value.
    """
    tasks, workers, values = table.shape
    if len(known) != tasks or (len(known) and (known.min() < -1 or known.max() >= values)):
        raise Invalid(f"known must have {tasks} codes from -1 to {values - 1}; it has {len(known)}.")
    gold = known[table.task]
    asked = np.bincount(table.worker[gold >= 0], minlength=workers).astype(np.int32)
    right = np.bincount(table.worker[(gold >= 0) & (gold == table.value)], minlength=workers).astype(np.int32)
    alpha: Floats = prior[0] + right.astype(np.float64)
    beta: Floats = prior[1] + (asked - right).astype(np.float64)
    return GoldSkill(table.workers, right, asked, alpha, beta)
