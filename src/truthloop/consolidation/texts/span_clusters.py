"""Which spans of different workers mean the same entity: clusters by the Jaccard overlap of character ranges.

Spans that touch no others, directly or through others, are clustered apart. Within such a stretch of text the span that
agrees most with those of other workers begins a cluster and takes from every other worker the free span that is most
like it; so on with what is left. Labels do not part spans (a worker may have seen the entity and named it wrongly), but
where a worker marked several, the one with the same label is preferred: so a place inside an address finds its like.
No cluster holds two spans of one worker. Ties go by position, then label, never by who the worker is.

Amazon SageMaker Developer Guide, "Annotation consolidation": clusters of text selections by Jaccard similarity. Which
overlap is enough is not documented; `LEAST_OVERLAP` is ours.
"""

from __future__ import annotations

import numpy as np

from truthloop.consolidation.arrays import Codes, Floats, Offsets
from truthloop.consolidation.compiled import compiled
from truthloop.consolidation.texts.span_table import SpanTable

LEAST_OVERLAP = 0.3
"""Spans that overlap less are not the same entity: "Korea" in "Bank of Korea" still is (.38)."""
OTHER_LABEL = 0.5
"""The likeness of spans with different labels counts so much, where a worker's spans compete."""
SAME_SUPPORT = 1e9
"""Supports are compared to this precision, so that the order in which they were added up does not matter."""


def span_clusters(table: SpanTable, least: float = LEAST_OVERLAP) -> Codes:
    """(n,) the cluster of each span, numbered over all texts in the order of their first spans."""
    cluster = np.full(table.size, -1, dtype=np.int32)
    cluster_texts(table.starts, table.worker, table.start, table.end, table.label, len(table.workers), least, cluster)
    _, first, member = np.unique(cluster, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int32)
    rank[np.argsort(first)] = np.arange(len(first), dtype=np.int32)
    return rank[member]


@compiled
def cluster_texts(
    starts: Offsets, worker: Codes, start: Codes, end: Codes, label: Codes, workers: int, least: float, cluster: Codes
) -> None:
    """Numbers the spans of all texts, stretch by stretch of overlapping spans."""
    nearest = np.full(workers, -1, dtype=np.int64)
    found = 0
    for text in range(len(starts) - 1):
        begin = starts[text]
        while begin < starts[text + 1]:
            stop, reach = begin + 1, end[begin]
            while stop < starts[text + 1] and start[stop] < reach:
                reach = max(reach, end[stop])
                stop += 1
            found += cluster_stretch(
                *(worker[begin:stop], start[begin:stop], end[begin:stop], label[begin:stop]),
                *(least, nearest, cluster[begin:stop], found),
            )
            begin = stop


@compiled
def cluster_stretch(
    worker: Codes, start: Codes, end: Codes, label: Codes, least: float, nearest: Offsets, cluster: Codes, number: int
) -> int:
    """Numbers the spans of one stretch, from `number`; how many clusters there are. `nearest` (W,) is scratch."""
    like = likenesses(worker, start, end, label, least)
    # Stable: of spans with equal support the first by position and label begins.
    order = np.argsort(-np.round(supports(like, worker, nearest) * SAME_SUPPORT), kind="mergesort")
    found = 0
    for seed in order:
        if cluster[seed] >= 0:
            continue
        cluster[seed] = number + found
        for row in range(len(worker)):
            best = nearest[worker[row]]
            if cluster[row] < 0 and like[seed, row] > 0 and (best < 0 or like[seed, row] > like[seed, best]):
                nearest[worker[row]] = row
        for row in range(len(worker)):
            if nearest[worker[row]] == row:
                cluster[row] = number + found
            if nearest[worker[row]] <= row:
                nearest[worker[row]] = -1
        found += 1
    return found


@compiled
def likenesses(worker: Codes, start: Codes, end: Codes, label: Codes, least: float) -> Floats:
    """(n, n) how alike spans of different workers are; 0 where they overlap too little."""
    size = len(worker)
    like = np.zeros((size, size))
    for one in range(size):
        for other in range(one):
            shared = min(end[one], end[other]) - max(start[one], start[other])
            overlap = shared / (end[one] - start[one] + end[other] - start[other] - shared)
            if worker[one] != worker[other] and shared > 0 and overlap >= least:
                like[one, other] = overlap if label[one] == label[other] else OTHER_LABEL * overlap
                like[other, one] = like[one, other]
    return like


@compiled
def supports(like: Floats, worker: Codes, nearest: Offsets) -> Floats:
    """(n,) the sum over other workers of the likeness of their most similar span."""
    size = len(worker)
    support = np.zeros(size)
    for one in range(size):
        for other in range(size):
            best = nearest[worker[other]]
            if like[one, other] > 0 and (best < 0 or like[one, other] > like[one, best]):
                nearest[worker[other]] = other
        for other in range(size):
            if nearest[worker[other]] == other:
                support[one] += like[one, other]
        nearest[worker] = -1
    return support
