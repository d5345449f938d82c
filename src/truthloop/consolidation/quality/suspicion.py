"""Signs that a worker does not look: answers that do not depend on the question, and answers too fast to have looked.

`carelessness` is one less the spammer score of V. C. Raykar and S. Yu, Eliminating spammers and ranking annotators for
crowdsourced labeling tasks, Journal of Machine Learning Research 13, 2012: 1 for a worker whose answers are the same
whatever the truth is (at random, or always one value), 0 for one who tells all values apart, even by wrong names.
"""

from __future__ import annotations

import numpy as np

from truthloop.consolidation.answer_table import AnswerTable
from truthloop.consolidation.arrays import Floats
from truthloop.terms.errors import Invalid

SMOOTHING = 1.0
FAR_FROM_MEDIAN = 1.4826
"""A median absolute deviation is this many times smaller than a normal distribution's standard deviation."""


def carelessness(table: AnswerTable, posterior: Floats) -> Floats:
    """(W,) from 0 to 1, by a consolidated posterior (T, K); few answers pull it towards one half of what is seen."""
    _, workers, values = table.shape
    if values < 2:  # noqa: PLR2004 - with one value nothing can be told apart
        return np.zeros(workers)
    counts = np.zeros((workers, values, values))
    cell = table.worker.astype(np.int64) * values + table.value
    for true in range(values):
        met = np.bincount(cell, posterior[table.task, true], minlength=workers * values)
        counts[:, true, :] = met.reshape(workers, values)
    pooled = counts.sum(axis=(0, 1))
    counts += SMOOTHING * pooled / max(1.0, float(pooled.sum()))
    confusion = counts / counts.sum(axis=2, keepdims=True)
    apart = ((confusion[:, :, None, :] - confusion[:, None, :, :]) ** 2).sum(axis=(1, 2, 3)) / 2
    return np.asarray(1.0 - apart / (values * (values - 1)))


def haste(table: AnswerTable, seconds: Floats) -> Floats:
    """(W,) how many standard deviations a worker's median time lies under that of the others, on a log scale.

    `seconds` (n,) is the time each answer took, in the order of the table's rows. Above 3 nobody reads. `Invalid` for
    times that are not positive.
    """
    if len(seconds) != table.size or (len(seconds) and not float(np.min(seconds)) > 0):
        raise Invalid(f"seconds must be {table.size} positive numbers; there are {len(seconds)}.")
    medians = np.array([np.median(np.log(seconds[table.worker == w])) for w in range(len(table.workers))])
    middle = float(np.median(medians)) if len(medians) else 0.0
    spread = FAR_FROM_MEDIAN * float(np.median(np.abs(medians - middle))) if len(medians) else 0.0
    return np.asarray((middle - medians) / spread if spread > 0 else np.zeros(len(medians)))
