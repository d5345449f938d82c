"""How much of what makes answers wrong belongs to the workers who give them, and how much to the tasks.

    share   = workers / (workers + tasks)
    workers = (sum over workers of n_w (e_w - e)² / (e (1 - e)) - (W - 1)) / (N - sum of n_w² / N)
    tasks   = correlation of two workers' errors on one task (`error_correlation`)

with n_w answers and a share e_w of wrong ones by each worker, against a consensus label per task. Where workers differ,
answers are wrong because some people are careless, and who agrees with the careful ones is right. Where all are alike
and still fail on the same tasks, the tasks mislead, or have no single right answer: then no model of workers has
anything to go by, and a consensus is worth no more than it looks. No gold is needed.

A standard error is added to the first and two are taken off the second, so that a small table, which shows little of
either, is not taken for such a crowd.

R. A. Fisher, Statistical Methods for Research Workers, 1925 (intraclass correlation by analysis of variance);
A. Donner, International Statistical Review 54, 1986.
"""

from __future__ import annotations

import numpy as np

from truthloop.consolidation.answer_table import AnswerTable
from truthloop.consolidation.arrays import Codes
from truthloop.consolidation.error_correlation import least_error_correlation

FEWEST = 2
"""Workers of whom it can be said whether they differ."""


def worker_share(table: AnswerTable, label: Codes) -> float:
    """Between 0 and 1, given a consensus `label` (T,); 1 where nothing speaks for the tasks."""
    tasks = least_error_correlation(table, label)
    if tasks <= 0:
        return 1.0
    workers = most_worker_correlation(table, label)
    return workers / (workers + tasks) if np.isfinite(workers) else 1.0


def most_worker_correlation(table: AnswerTable, label: Codes) -> float:
    """The correlation of two errors of one worker, one standard error above what is seen; infinite if nothing is."""
    several = (np.diff(table.starts) > 1)[table.task]
    worker = table.worker[several]
    wrong = (table.value != label[table.task])[several]
    given = np.bincount(worker)
    errors = np.bincount(worker, wrong)[given > 0]
    given = given[given > 0]
    count, answers = len(given), int(given.sum())
    rate = float(errors.sum()) / max(1, answers)
    alone = rate * (1.0 - rate)
    if alone <= 0 or count < FEWEST:
        return float("inf")
    spread = float((given * (errors / given - rate) ** 2).sum()) / alone
    weight = answers - float((given.astype(np.float64) ** 2).sum()) / answers
    found = max(0.0, (spread - (count - 1)) / weight)
    # The variance of a chi-squared sum widened by the correlation itself, and by what rare errors add.
    widened = 2.0 * (count - 1) * (1.0 + found * weight / (count - 1)) ** 2
    rare = float((1.0 / given).sum()) * max(0.0, 1.0 / alone - 6.0)
    return found + float(np.sqrt(widened + rare)) / weight
