"""Krippendorff's alpha: agreement of any number of workers, answers missing, at any level of measurement.

    alpha = 1 - observed disagreement / disagreement expected by chance

Computed from counts of values by task, never from pairs of answers: with N the counts, the coincidences of values are
the sum over tasks of n_v (n_v' - [v = v']) / (answers - 1).

K. Krippendorff, Computing Krippendorff's alpha-reliability, 2011. The interval resamples tasks.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from truthloop.consolidation.answer_table import AnswerTable
from truthloop.consolidation.arrays import Floats
from truthloop.consolidation.quality.agreement import Agreement, resampled_interval
from truthloop.consolidation.quality.answer_counts import answer_counts
from truthloop.consolidation.quality.value_distances import Level, value_distances


def krippendorff_alpha(
    table: AnswerTable,
    level: Level = "nominal",
    *,
    random: np.random.Generator | None = None,
    resamples: int = 500,
) -> Agreement:
    """Alpha of a table of answers; with `random` also its 95 % interval, else that is nan.

    Tasks with one answer say nothing and are left out. `Invalid` for values that do not have the level.
    """
    counts = answer_counts(table)
    frequency = np.asarray(counts.sum(axis=0), dtype=np.float64).reshape(-1)
    distances = value_distances(table.values, frequency, level)
    apart = disagreement(counts, distances)
    value = alpha(float(apart.sum()), frequency, distances)
    low = high = float("nan")
    if random is not None:
        low, high = resampled_interval(
            counts.shape[0],
            lambda times: alpha(float(times @ apart), counts.T @ times, distances),
            random,
            resamples=resamples,
        )
    return Agreement(f"krippendorff-alpha-{level}", value, low, high, counts.shape[0])


def disagreement(counts: csr_array, distances: Floats) -> Floats:
    """(U,) the mean distance of each task's answers from one another, times how many there are."""
    given = np.asarray(counts.sum(axis=1), dtype=np.float64).reshape(-1)
    pairs = np.asarray(counts.multiply(counts @ distances).sum(axis=1), dtype=np.float64).reshape(-1)
    return np.asarray(pairs / (given - 1))


def alpha(observed: float, frequency: Floats, distances: Floats) -> float:
    """The coefficient; nan where all answers are the same value and nothing was put to the test."""
    whole = float(frequency.sum())
    expected = float(frequency @ distances @ frequency) / (whole - 1) if whole > 1 else 0.0
    return 1.0 - observed / expected if expected > 0 else float("nan")
