"""Krippendorff's alpha for units that workers mark off on a continuum, as entities in a text.

For each label apart, a worker's spans and the gaps between them cover the text. Two spans that overlap differ by the
squares of how far their starts and their ends are apart; a span that lies wholly in another worker's gap by the square
of its length; anything else by nothing. Observed disagreement is the mean over pairs of workers; the expected one is
that of the same spans and gaps laid at random. With D the disagreements relative to squared lengths,

    alpha = 1 - sum over labels of D_observed / sum over labels of D_expected

For several texts both sums are also taken over texts, each weighing by its length: ours, for one text it is as
published. Of one worker's spans with one label, those that touch or overlap are joined.

K. Krippendorff, On the reliability of unitizing contiguous data, Sociological Methodology 25, 1995, and Content
Analysis, 2nd edition 2004, section 11.6; reviewed in K. Krippendorff, Y. Mathet, S. Bouvry and A. Widloecher, On the
reliability of unitizing textual continua, Quality and Quantity 50, 2016. The interval resamples texts.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import numpy as np

from truthloop.consolidation.arrays import Codes, Floats
from truthloop.consolidation.compiled import compiled
from truthloop.consolidation.quality.agreement import Agreement, resampled_interval
from truthloop.consolidation.texts.span_table import SpanTable
from truthloop.terms.errors import Invalid

FEWEST = 2
"""Texts with fewer readers say nothing."""


def krippendorff_alpha_u(
    table: SpanTable,
    lengths: Mapping[Hashable, int],
    *,
    label: str | None = None,
    random: np.random.Generator | None = None,
    resamples: int = 500,
) -> Agreement:
    """Alpha over all labels, or for one; with `random` also its 95 % interval, else that is nan.

    `lengths` are the texts' lengths in code points, by name. `Invalid` where one is missing or shorter than its spans.
    """
    if label is not None and label not in table.labels.tolist():
        raise Invalid(f"{label!r} is not among the labels ({', '.join(map(repr, table.labels.tolist()))}).")
    read = np.flatnonzero(np.diff(table.seen_starts) >= FEWEST)
    rows = [of_text(table, int(text), lengths, label) for text in read]
    apart = np.array(rows, dtype=np.float64).reshape(-1, 2)

    def value_of(times: Floats) -> float:
        observed, expected = times @ apart
        return float(1 - observed / expected) if expected > 0 else float("nan")

    low = high = float("nan")
    if random is not None:
        low, high = resampled_interval(len(read), value_of, random, resamples=resamples)
    return Agreement("krippendorff-alpha-u", value_of(np.ones(len(read))), low, high, len(read))


def of_text(table: SpanTable, text: int, lengths: Mapping[Hashable, int], label: str | None) -> tuple[float, float]:
    """(observed disagreement, expected disagreement) of one text, times its length."""
    name = table.texts[text]
    rows = slice(table.starts[text], table.starts[text + 1])
    start, end = table.start[rows], table.end[rows]
    length = lengths.get(name, 0)
    if length < max(1, int(end.max(initial=0))):
        raise Invalid(f"The text {name!r} has length {length}, but a span ends at {end.max(initial=0)}.")
    readers = table.seen_worker[table.seen_starts[text] : table.seen_starts[text + 1]]
    place = np.searchsorted(readers, table.worker[rows]).astype(np.int32)
    observed = expected = 0.0
    for code in np.unique(table.label[rows]):
        if label is None or table.labels[code] == label:
            chosen = table.label[rows] == code
            order = np.lexsort((start[chosen], place[chosen]))
            sections = joined_spans(place[chosen][order], start[chosen][order], end[chosen][order])
            seen, chance = disagreements(*sections, len(readers), length)
            observed, expected = observed + seen, expected + chance
    return observed * length, expected * length


@compiled
def joined_spans(worker: Codes, start: Codes, end: Codes) -> tuple[Codes, Codes, Codes]:
    """Spans in order of workers and starts, those of one worker that touch or overlap made one."""
    kept = 0
    worker, start, end = worker.copy(), start.copy(), end.copy()
    for row in range(1, len(worker)):
        if worker[row] == worker[kept] and start[row] <= end[kept]:
            end[kept] = max(end[kept], end[row])
        else:
            kept += 1
            worker[kept], start[kept], end[kept] = worker[row], start[row], end[row]
    return worker[: kept + 1], start[: kept + 1], end[: kept + 1]


@compiled
def disagreements(worker: Codes, start: Codes, end: Codes, workers: int, length: int) -> tuple[float, float]:
    """(observed, expected) for the spans of one label in a text."""
    gap_worker, gap_start, gap_end = gaps_between(worker, start, end, workers, length)
    observed, expected, spent = 0.0, 0.0, 0.0
    size = float(length)
    for one in range(len(worker)):
        long = float(end[one] - start[one])
        for other in range(len(worker)):
            if worker[other] != worker[one] and start[one] < end[other] and start[other] < end[one]:
                observed += (start[one] - start[other]) ** 2 + (end[one] - end[other]) ** 2
        room = 0.0
        for gap in range(len(gap_worker)):
            if gap_worker[gap] != worker[one] and gap_start[gap] <= start[one] and end[one] <= gap_end[gap]:
                # Twice: once as the span in the gap, once as the gap around the span.
                observed += 2 * long**2
            room += max(0.0, gap_end[gap] - gap_start[gap] - long + 1)
        expected += (len(worker) - 1) / 3 * (2 * long**3 - 3 * long**2 + long) + long**2 * room
        spent += long * (long - 1)
    whole = workers * size
    chance = whole * (whole - 1) - spent
    return observed / (workers * (workers - 1) * size**2), 2 / size * expected / chance if chance > 0 else 0.0


@compiled
def gaps_between(worker: Codes, start: Codes, end: Codes, workers: int, length: int) -> tuple[Codes, Codes, Codes]:
    """(whose, start, end) of what lies between each worker's spans."""
    most = len(worker) + workers
    whose, begin, stop = np.empty(most, np.int32), np.empty(most, np.int32), np.empty(most, np.int32)
    found, row = 0, 0
    for each in range(workers):
        reached = 0
        while row < len(worker) and worker[row] == each:
            if start[row] > reached:
                whose[found], begin[found], stop[found] = each, reached, start[row]
                found += 1
            reached = end[row]
            row += 1
        if reached < length:
            whose[found], begin[found], stop[found] = each, reached, length
            found += 1
    return whose[:found], begin[:found], stop[:found]
