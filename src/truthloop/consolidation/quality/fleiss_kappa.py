"""Fleiss' kappa: nominal agreement of the same number of answers to every task, whoever gave them.

J. L. Fleiss, Measuring nominal scale agreement among many raters, Psychological Bulletin 76(5), 1971. The interval
resamples tasks.
"""

from __future__ import annotations

import numpy as np

from truthloop.consolidation.answer_table import AnswerTable
from truthloop.consolidation.arrays import Floats
from truthloop.consolidation.quality.agreement import Agreement, resampled_interval
from truthloop.consolidation.quality.answer_counts import answer_counts
from truthloop.terms.errors import Invalid


def fleiss_kappa(table: AnswerTable, *, random: np.random.Generator | None = None, resamples: int = 500) -> Agreement:
    """Kappa; with `random` also its 95 % interval. `Invalid` when tasks have different numbers of answers."""
    counts = answer_counts(table).toarray()
    given = counts.sum(axis=1)
    if len(given) and given.min() != given.max():
        raise Invalid(
            f"Tasks have from {given.min():.0f} to {given.max():.0f} answers; Fleiss' kappa needs the same number for"
            " each. Krippendorff's alpha does not."
        )
    raters = float(given[0]) if len(given) else 0.0
    alike = (counts * (counts - 1)).sum(axis=1) / max(1.0, raters * (raters - 1))

    def value_of(times: Floats) -> float:
        whole = float(times.sum())
        shares = times @ counts / max(1.0, whole * raters)
        expected = float(shares @ shares)
        return (float(times @ alike) / whole - expected) / (1 - expected) if whole and expected < 1 else float("nan")

    low = high = float("nan")
    if random is not None:
        low, high = resampled_interval(len(counts), value_of, random, resamples=resamples)
    return Agreement("fleiss-kappa", value_of(np.ones(len(counts))), low, high, len(counts))
