"""How far the errors of workers on one object go together: the correlation of two answers' errors.

    rho = mean over objects of the mean product of two workers' excess errors / mean variance of an error

against a consensus label per object, with each worker's own error rate for that label. Every object with at least two
answers counts once, however many it has, so that the estimate holds where disputed objects were given more answers. n
answers that correlate so are worth n / (1 + (n - 1) rho) independent ones.

L. Kish, Survey Sampling, 1965 (the design effect); A. Donner, A review of inference procedures for the intraclass
correlation coefficient, International Statistical Review 54, 1986.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from truthloop.consolidation.answer_table import AnswerTable
from truthloop.consolidation.arrays import Codes, Floats
from truthloop.consolidation.overdispersion import right_rates


def error_correlation(table: AnswerTable, label: Codes, strength: float = 3.0) -> float:
    """Rho, at least 0, given a consensus `label` (T,); 0 where no object has two answers.

    Error rates are drawn to the crowd's for the same label, which counts as `strength` answers.
    """
    together, alone = errors_of_pairs(table, label, strength)
    return max(0.0, float(together.mean()) / alone) if alone > 0 else 0.0


def least_error_correlation(table: AnswerTable, label: Codes, strength: float = 3.0) -> float:
    """Rho less two standard errors over the objects, at least 0; 0 where fewer than two objects have two answers."""
    together, alone = errors_of_pairs(table, label, strength)
    if alone <= 0 or len(together) < 2:  # noqa: PLR2004
        return 0.0
    return max(0.0, float(together.mean() - 2.0 * together.std() / np.sqrt(len(together))) / alone)


def errors_of_pairs(table: AnswerTable, label: Codes, strength: float) -> tuple[Floats, float]:
    """For each object with at least two answers the mean product of two errors' excess; an error's mean variance."""
    tasks = len(table.tasks)
    answers = np.diff(table.starts)
    several = answers > 1
    if not several.any():
        return np.zeros(0), 0.0
    of_label = label[table.task]
    rate = right_rates(table, label, strength)[table.worker, of_label]
    excess = (table.value != of_label) - (1.0 - rate)
    total = np.bincount(table.task, excess, minlength=tasks)[several]
    squares = np.bincount(table.task, excess**2, minlength=tasks)[several]
    variance = np.bincount(table.task, rate * (1.0 - rate), minlength=tasks)[several]
    count = answers[several]
    together: Floats = (total**2 - squares) / (count * (count - 1))
    return together, float((variance / count).mean())


def effective_answers(answers: NDArray[np.integer] | Floats, correlation: float) -> Floats:
    """How many independent answers so many correlated ones are worth."""
    effective: Floats = answers / (1.0 + np.maximum(answers - 1.0, 0.0) * correlation)
    return effective
