"""Which boxes of different workers mean the same object.

The box that most agrees with those of other workers begins a cluster, and takes from every other worker the box that
overlaps it most; so on with what is left. Then every worker's boxes are assigned anew to the clusters' median boxes, as
well as possible all together, until nothing changes. No cluster ever holds two boxes of one worker. Ties are broken by
coordinates, so neither the order of rows nor anybody's name matters.

The facility-location view of clustering annotations: S. Branson, G. Van Horn and P. Perona, Lean crowdsourcing:
combining humans and machines in an online system, CVPR 2017, section 4.
"""

from __future__ import annotations

import numpy as np

from truthloop.consolidation.arrays import Codes, Floats
from truthloop.consolidation.compiled import compiled
from truthloop.consolidation.shapes.box_overlap import overlap
from truthloop.consolidation.shapes.box_table import BoxTable
from truthloop.consolidation.shapes.optimal_assignment import optimal_assignment

LEAST_OVERLAP = 0.3
"""Boxes that overlap less are not the same object: two workers' boxes of one thing rarely fall below."""
ROUNDS = 5


def box_clusters(table: BoxTable, least: float = LEAST_OVERLAP) -> Codes:
    """(n,) the cluster of each box, numbered over all images in ascending order of images."""
    cluster = np.full(table.size, -1, dtype=np.int32)
    found = 0
    for image in range(len(table.images)):
        begin, end = table.starts[image], table.starts[image + 1]
        if end > begin:
            found += cluster_image(table.corners[begin:end], table.worker[begin:end], least, cluster[begin:end], found)
    return cluster


@compiled
def cluster_image(corners: Floats, worker: Codes, least: float, cluster: Codes, first: int) -> int:
    """Numbers the boxes of one image, from `first`; how many clusters there are."""
    found = seeded(corners, worker, least, cluster)
    for _ in range(ROUNDS):
        centres = middles(corners, cluster, found)
        changed, found = reassigned(corners, worker, least, cluster, centres)
        if not changed:
            break
    for row in range(len(cluster)):
        cluster[row] += first
    return found


@compiled
def likenesses(corners: Floats, worker: Codes) -> Floats:
    """(n, n) the overlap of boxes of different workers."""
    size = len(worker)
    like = np.zeros((size, size))
    for one in range(size):
        for other in range(one):
            if worker[one] != worker[other]:
                like[one, other] = like[other, one] = overlap(corners[one], corners[other])
    return like


@compiled
def supports(like: Floats, worker: Codes, least: float) -> Floats:
    """(n,) the sum over other workers of the overlap with their nearest box."""
    size = len(worker)
    support = np.zeros(size)
    for one in range(size):
        other = 0
        while other < size:
            best, owner = 0.0, worker[other]
            while other < size and worker[other] == owner:
                best = max(best, like[one, other])
                other += 1
            if best >= least:
                support[one] += best
    return support


@compiled
def seeded(corners: Floats, worker: Codes, least: float, cluster: Codes) -> int:
    """The first clusters: the boxes most supported by other workers, and what overlaps them most."""
    size = len(worker)
    like = likenesses(corners, worker)
    support = supports(like, worker, least)
    found = 0
    for row in range(size):
        cluster[row] = -1
    for _ in range(size):
        seed = -1
        for row in range(size):
            if cluster[row] < 0 and (seed < 0 or comes_before(support, corners, row, seed)):
                seed = row
        if seed < 0:
            break
        cluster[seed] = found
        gather(like[seed], worker, worker[seed], least, cluster, found)
        found += 1
    return found


@compiled
def gather(like: Floats, worker: Codes, seeder: int, least: float, cluster: Codes, number: int) -> None:
    """Adds to a cluster the free box of every other worker that is most like its seed; `like` (n,) is how much."""
    other = 0
    while other < len(worker):
        best, owner = -1, worker[other]
        while other < len(worker) and worker[other] == owner:
            free = owner != seeder and cluster[other] < 0 and like[other] >= least
            if free and (best < 0 or like[other] > like[best]):
                best = other
            other += 1
        if best >= 0:
            cluster[best] = number


@compiled
def comes_before(support: Floats, corners: Floats, one: int, other: int) -> bool:
    """Whether a box is the better seed: more support, else further left, up, and so on."""
    if abs(support[one] - support[other]) > 1e-12:  # noqa: PLR2004 - sums of the same numbers in another order
        return bool(support[one] > support[other])
    for side in range(4):
        if corners[one, side] != corners[other, side]:
            return bool(corners[one, side] < corners[other, side])
    return False


@compiled
def middles(corners: Floats, cluster: Codes, found: int) -> Floats:
    """(found, 4) the median of each cluster's corners, side by side; of two the mean."""
    centres = np.zeros((found, 4))
    for each in range(found):
        members = np.flatnonzero(cluster == each)
        for side in range(4):
            if len(members):
                centres[each, side] = np.median(corners[members, side])
    return centres


@compiled
def reassigned(corners: Floats, worker: Codes, least: float, cluster: Codes, centres: Floats) -> tuple[bool, int]:
    """(whether any box moved, how many clusters there are): each worker's boxes to the best centres all together."""
    before = cluster.copy()
    found = len(centres)
    begin = 0
    while begin < len(worker):
        end = begin
        while end < len(worker) and worker[end] == worker[begin]:
            end += 1
        gain = np.zeros((end - begin, len(centres)))
        for row in range(begin, end):
            for each in range(len(centres)):
                like = overlap(corners[row], centres[each])
                if like >= least:
                    gain[row - begin, each] = like
        chosen = optimal_assignment(gain)
        for row in range(begin, end):
            if chosen[row - begin] >= 0:
                cluster[row] = chosen[row - begin]
            else:
                cluster[row] = found
                found += 1
        begin = end
    alone = closed_up(cluster, found)
    changed = False
    closed_up(before, found)
    for row in range(len(cluster)):
        changed = changed or cluster[row] != before[row]
    return changed, alone


@compiled
def closed_up(cluster: Codes, found: int) -> int:
    """Renumbers clusters in the order of their first box, leaving no gaps; how many there are."""
    number = np.full(found, -1, dtype=np.int32)
    used = 0
    for row in range(len(cluster)):
        if number[cluster[row]] < 0:
            number[cluster[row]] = used
            used += 1
        cluster[row] = number[cluster[row]]
    return used
