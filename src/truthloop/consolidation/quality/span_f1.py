"""Pairwise F1 of spans: how much of what one worker marks another marks too, as entity extraction is scored.

Over all pairs of workers who read a text, twice the spans both marked over the spans of both. Where what nobody marks
has no number, kappa cannot be had, and this is what it tends to (G. Hripcsak and A. S. Rothschild, Agreement, the
F-measure, and reliability in information retrieval, JAMIA 12(3), 2005). It is not corrected for chance; Krippendorff's
alpha for units is (`krippendorff_alpha_u`).
"""

from __future__ import annotations

import numpy as np

from truthloop.consolidation.arrays import Floats
from truthloop.consolidation.quality.agreement import Agreement, resampled_interval
from truthloop.consolidation.texts.span_table import SpanTable, unique_rows


def span_f1(
    table: SpanTable,
    *,
    labels: bool = True,
    random: np.random.Generator | None = None,
    resamples: int = 500,
) -> Agreement:
    """The share, with an interval when given `random`; nan where no two read the same text and one marked something.

    Spans are the same when their boundaries are, and with `labels` also their labels.
    """
    readers = np.diff(table.seen_starts)
    read = readers > 1
    label = table.label if labels else np.zeros_like(table.label)
    text, start, end, label, _ = unique_rows(table.text, table.start, table.end, label, table.worker)
    same = np.flatnonzero(
        np.diff(text, prepend=-1) | np.diff(start, prepend=0) | np.diff(end, prepend=0) | np.diff(label, prepend=0)
    )
    people = np.diff(np.append(same, len(text)))
    texts = len(table.texts)
    # Of k people who marked a span, k (k - 1) / 2 pairs agree on it; each span of a text is in r - 1 pairs of readers.
    agreed = np.bincount(text[same], people * (people - 1.0), texts)[read]
    whole = (np.bincount(text, minlength=texts) * (readers - 1.0))[read]

    def value_of(times: Floats) -> float:
        total = float(times @ whole)
        return float(times @ agreed) / total if total > 0 else float("nan")

    low = high = float("nan")
    if random is not None:
        low, high = resampled_interval(int(read.sum()), value_of, random, resamples=resamples)
    return Agreement("span-f1", value_of(np.ones(int(read.sum()))), low, high, int(read.sum()))
