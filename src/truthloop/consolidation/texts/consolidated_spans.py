"""Spans of many workers made one entity each, as Amazon documents it, with how sure each is.

An entity is a cluster of spans (`span_clusters`). Its boundaries are those most members gave: as a pair if one pair
leads, else start and end each by itself, and where no value leads the median (of two middle ones the outer, so that it
is always a boundary that somebody set). Its label is the one most members gave. Amazon breaks ties at random; here the
label more frequent over the whole table wins, then the first by name, so that the same answers give the same bytes.

Amazon gives its confidence no meaning. Here it is the rule of succession: with r readers of the text, and a the sum of
overlaps with the entity over those who gave its label, (a + 1) / (r + 2), the probability that another reader like them
would mark the same. So one reader alone is sure to two thirds, and three who agree to four fifths.

Amazon SageMaker Developer Guide, "Annotation consolidation", named entity recognition.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

import numpy as np

from truthloop.consolidation.arrays import Codes, Floats, Names, Offsets
from truthloop.consolidation.compiled import compiled
from truthloop.consolidation.texts.span_clusters import LEAST_OVERLAP, span_clusters
from truthloop.consolidation.texts.span_table import SpanTable, span_table


@dataclass(frozen=True, slots=True)
class ConsolidatedSpan:
    """One entity of one text."""

    start: int
    """Its first code point."""
    end: int
    """One past its last code point."""
    label: str
    confidence: float
    """The probability that another reader would mark the same; label and boundaries count."""
    support: int
    """How many workers marked it, with this or another label."""


@dataclass(frozen=True, slots=True, eq=False)
class ConsolidatedSpans:
    """m entities, those included that only one worker marked; ascending by text, then start, end and label."""

    texts: Names
    """(T,)"""
    labels: Names
    """(K,)"""
    text: Codes
    """(m,)"""
    start: Codes
    """(m,) the first code point."""
    end: Codes
    """(m,) one past the last."""
    label: Codes
    """(m,)"""
    support: Codes
    """(m,) how many marked it."""
    read: Codes
    """(m,) how many read its text."""
    agreed: Floats
    """(m,) over the members that gave its label, the sum of their overlaps with it."""
    member: Codes
    """(n,) the entity of each span of the table."""

    @property
    def confidence(self) -> Floats:
        """(m,) the probability that another reader would mark the same."""
        return np.asarray((self.agreed + 1) / (self.read + 2))

    def spans(self, least_confidence: float = 0.0) -> list[tuple[ConsolidatedSpan, ...]]:
        """Of each text (T) its entities, those that are at least so sure."""
        result: list[list[ConsolidatedSpan]] = [[] for _ in self.texts]
        confidence = self.confidence
        for each in np.flatnonzero(confidence >= least_confidence):
            result[self.text[each]].append(
                ConsolidatedSpan(
                    start=int(self.start[each]),
                    end=int(self.end[each]),
                    label=self.labels[self.label[each]],
                    confidence=float(confidence[each]),
                    support=int(self.support[each]),
                )
            )
        return [tuple(spans) for spans in result]


def consolidate_spans(
    spans: Iterable[tuple[Hashable, int, int, str]],
    *,
    workers: Iterable[Hashable] | None = None,
    least_overlap: float = LEAST_OVERLAP,
    least_confidence: float = 0.0,
) -> tuple[ConsolidatedSpan, ...]:
    """The entities of one text from (worker, start, end, label) of every span; offsets count code points.

    `workers` are all who answered, also those who marked nothing; without it, those who marked something. Like Amazon
    it gives whatever anybody marked; `least_confidence` leaves out what few did. `Invalid` for empty spans.
    """
    rows = list(spans)
    columns = [list(column) for column in zip(*rows, strict=True)] if rows else [[], [], [], []]
    readers = list(dict.fromkeys([*(workers if workers is not None else ()), *columns[0]]))
    table = span_table([0] * len(rows), *columns, seen=([0] * len(readers), readers))
    found = consolidated_spans(table, least_overlap).spans(least_confidence)
    return found[0] if found else ()


def consolidated_spans(table: SpanTable, least_overlap: float = LEAST_OVERLAP) -> ConsolidatedSpans:
    """The entities of many texts."""
    member = span_clusters(table, least_overlap)
    support = np.bincount(member)
    text = np.zeros(len(support), dtype=np.int32)
    text[member] = table.text
    rows = np.argsort(member, kind="stable")
    start, end = common_boundaries(table.start, table.end, rows, support)
    label = common_labels(table, member, len(support))
    agreed = np.bincount(member, overlaps(table, start[member], end[member]) * (table.label == label[member]))
    order = np.lexsort((label, end, start, text))
    rank = np.empty(len(order), dtype=np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    return ConsolidatedSpans(
        texts=table.texts,
        labels=table.labels,
        text=text[order],
        start=start[order],
        end=end[order],
        label=label[order],
        support=support[order].astype(np.int32),
        read=np.diff(table.seen_starts)[text[order]].astype(np.int32),
        agreed=agreed[order].astype(np.float64),
        member=rank[member],
    )


def common_labels(table: SpanTable, member: Codes, entities: int) -> Codes:
    """(m,) the label most members gave."""
    labels = len(table.labels)
    if entities == 0:
        return np.zeros(0, dtype=np.int32)
    cell = member.astype(np.int64) * labels + table.label
    votes = np.bincount(cell, minlength=entities * labels).reshape(entities, labels)
    by_frequency = np.argsort(-np.bincount(table.label, minlength=labels), kind="stable")
    label: Codes = by_frequency[votes[:, by_frequency].argmax(axis=1)].astype(np.int32)
    return label


def overlaps(table: SpanTable, start: Codes, end: Codes) -> Floats:
    """(n,) the Jaccard overlap of each span with the range beside it."""
    shared = np.maximum(0, np.minimum(table.end, end) - np.maximum(table.start, start))
    return np.asarray(shared / (table.end - table.start + end - start - shared))


@compiled
def common_boundaries(start: Codes, end: Codes, rows: Offsets, sizes: Offsets) -> tuple[Codes, Codes]:
    """(starts (m,), ends (m,)) of the entities; `rows` go entity by entity, `sizes` (m,) of them to each."""
    starts, ends = np.zeros(len(sizes), dtype=np.int32), np.zeros(len(sizes), dtype=np.int32)
    begin = 0
    for each in range(len(sizes)):
        members = rows[begin : begin + sizes[each]]
        one, other = start[members], end[members]
        leader = leading_pair(one, other)
        if leader >= 0:
            starts[each], ends[each] = one[leader], other[leader]
        else:
            starts[each], ends[each] = mode_or_median(one, outer=0), mode_or_median(other, outer=1)
        if ends[each] <= starts[each]:
            # The sides were set by members that do not overlap each other: the outline of all holds whatever is meant.
            starts[each], ends[each] = one.min(), other.max()
        begin += sizes[each]
    return starts, ends


@compiled
def leading_pair(start: Codes, end: Codes) -> int:
    """The place of the span that occurs more often than any other, -1 where none does."""
    best, leader, tied = 0, -1, False
    for one in range(len(start)):
        count, first = 0, one
        for other in range(len(start)):
            if start[one] == start[other] and end[one] == end[other]:
                count += 1
                first = min(first, other)
        if first < one:
            continue
        if count == best:
            tied = True
        elif count > best:
            best, leader, tied = count, one, False
    return -1 if tied else leader


@compiled
def mode_or_median(values: Codes, outer: int) -> int:
    """The most frequent value, or the median where none leads: of two middle ones the first (`outer` 0) or second."""
    ordered = np.sort(values)
    best, mode, tied = 0, 0, False
    begin = 0
    while begin < len(ordered):
        stop = begin
        while stop < len(ordered) and ordered[stop] == ordered[begin]:
            stop += 1
        if stop - begin == best:
            tied = True
        elif stop - begin > best:
            best, mode, tied = stop - begin, ordered[begin], False
        begin = stop
    return int(ordered[(len(ordered) - 1 + outer) // 2] if tied else mode)
