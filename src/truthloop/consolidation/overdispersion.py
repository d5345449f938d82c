"""How much more the errors of a task go together than independent workers' would.

    phi = sum over tasks of (errors - expected errors)² / sum over tasks of their variance

against a consensus label per task, with each worker's own error rate for that label. 1 means independent errors; hard
tasks that mislead many at once make it larger. It is the factor by which quasi-likelihood divides the log likelihood
(R. W. M. Wedderburn, Quasi-likelihood functions, Biometrika 61, 1974), and needs no gold.
"""

from __future__ import annotations

import numpy as np

from truthloop.consolidation.answer_table import AnswerTable
from truthloop.consolidation.arrays import Codes, Floats


def overdispersion(table: AnswerTable, label: Codes, strength: float = 3.0) -> float:
    """Phi over the tasks with at least two answers, given a consensus `label` (T,); 1 where there are none.

    Error rates are drawn to the crowd's for the same label, which counts as `strength` answers.
    """
    tasks, _, _ = table.shape
    right = right_rates(table, label, strength)
    of_label = label[table.task]
    rate = right[table.worker, of_label]
    excess = (table.value != of_label) - (1.0 - rate)
    several = np.diff(table.starts) > 1
    squares = np.bincount(table.task, excess, minlength=tasks)[several] ** 2
    variance = np.bincount(table.task, rate * (1.0 - rate), minlength=tasks)[several]
    expected = float(variance.sum())
    return float(squares.sum()) / expected if expected > 0 else 1.0


def right_rates(table: AnswerTable, label: Codes, strength: float) -> Floats:
    """(W, K) the probability that a worker answers rightly to a task of that label."""
    _, workers, values = table.shape
    of_label = label[table.task].astype(np.int64)
    cell = table.worker * values + of_label
    given = np.bincount(cell, minlength=workers * values).reshape(workers, values)
    right = np.bincount(cell, table.value == of_label, minlength=workers * values).reshape(workers, values)
    # One for each of the K values in the crowd's own rate, as in the hierarchical prior.
    crowd = (right.sum(axis=0) + 1.0) / (given.sum(axis=0) + max(1, values))
    rate: Floats = (right + strength * crowd) / (given + strength)
    return rate
