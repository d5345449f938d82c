"""Which drawings of different workers mean the same object, from nothing but how much each is like each other.

As for boxes: the drawing that most agrees with those of other workers begins a cluster and takes from every other
worker the one most like it; then every worker's drawings are assigned anew to the clusters by their mean likeness to
the members, as well as possible all together, until nothing changes. No cluster ever holds two drawings of one worker.

S. Branson, G. Van Horn and P. Perona, Lean crowdsourcing: combining humans and machines in an online system, CVPR
2017, section 4.
"""

from __future__ import annotations

import numpy as np

from truthloop.consolidation.arrays import Codes, Floats
from truthloop.consolidation.compiled import compiled
from truthloop.consolidation.shapes.box_clusters import closed_up, gather, supports
from truthloop.consolidation.shapes.optimal_assignment import optimal_assignment

ROUNDS = 5
TIE = 1e-12


@compiled
def likeness_clusters(like: Floats, worker: Codes, rank: Codes, least: float) -> Codes:
    """(n,) the cluster of each drawing of one image, from 0.

    `like` (n, n) is 0 for drawings of one worker; rows are together by worker; `rank` (n,) orders drawings by their
    shape, so that ties do not depend on anybody's name.
    """
    size = len(worker)
    cluster = np.full(size, -1, dtype=np.int32)
    support = supports(like, worker, least)
    found = 0
    while True:
        seed = -1
        for row in range(size):
            if cluster[row] < 0 and (seed < 0 or ahead(support, rank, row, seed)):
                seed = row
        if seed < 0:
            break
        cluster[seed] = found
        gather(like[seed], worker, worker[seed], least, cluster, found)
        found += 1
    for _ in range(ROUNDS):
        before = cluster.copy()
        found = assigned_anew(like, worker, least, cluster, found)
        if (before == cluster).all():
            break
    return cluster


@compiled
def ahead(support: Floats, rank: Codes, one: int, other: int) -> bool:
    """Whether a drawing is the better seed."""
    if abs(support[one] - support[other]) > TIE:
        return bool(support[one] > support[other])
    return bool(rank[one] < rank[other])


@compiled
def assigned_anew(like: Floats, worker: Codes, least: float, cluster: Codes, found: int) -> int:
    """Gives each worker's drawings, one worker after the other, the clusters they are most like; how many there are."""
    before, begin, clusters = cluster.copy(), 0, found
    while begin < len(worker):
        end = begin
        while end < len(worker) and worker[end] == worker[begin]:
            end += 1
        gain = np.zeros((end - begin, clusters))
        for row in range(begin, end):
            members = np.zeros(clusters)
            for other in range(len(worker)):
                if worker[other] != worker[row]:
                    gain[row - begin, before[other]] += like[row, other]
                    members[before[other]] += 1
            gain[row - begin, before[row]] += 1.0  # a drawing is like itself: what stands alone has no cause to move
            members[before[row]] += 1
            for each in range(clusters):
                mean = gain[row - begin, each] / max(1.0, members[each])
                gain[row - begin, each] = mean if mean >= least else 0.0
        chosen = optimal_assignment(gain)
        for row in range(begin, end):
            cluster[row] = chosen[row - begin]
            if cluster[row] < 0:
                cluster[row] = found
                found += 1
        begin = end
    return closed_up(cluster, found)
