"""Skeletons of many workers (named joints of a person, an animal, a thing) made one per object.

Two skeletons are alike by object keypoint similarity: for each joint that either has, a Gaussian of the distance, with
a standard deviation of SPREAD times the object's size; a joint that only one has counts 0. Each joint's place is the
geometric median, whether it is seen is voted.

The similarity is that of the COCO keypoint challenge: M. R. Ronchi and P. Perona, Benchmarking and error diagnosis in
multi-instance pose estimation, ICCV 2017.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from truthloop.consolidation.arrays import Floats
from truthloop.consolidation.shapes.drawing_table import drawing_table
from truthloop.consolidation.shapes.geometric_median import geometric_median
from truthloop.consolidation.shapes.judged_objects import judged_objects
from truthloop.consolidation.shapes.likeness_clusters import likeness_clusters

SPREAD = 0.1
"""The usual distance of two people's joints, as a share of the object's size; COCO's joints have .025 to .107."""
LEAST_LIKENESS = 0.3

Joint: TypeAlias = tuple[float, float, bool]
"""x, y, whether it is seen (and not hidden behind something)."""
Skeleton: TypeAlias = tuple[Any, Mapping[str, Joint]]
"""(label, joints by name)."""


@dataclass(frozen=True, slots=True, eq=False)
class FoundJoint:
    """One joint of an object."""

    place: Floats
    """(2,) x, y."""
    visible: bool
    """Whether most who set it say that it is seen; yes if as many."""
    set_by: float
    """The share of those who drew the object that set this joint."""
    tightness: float
    """The mean similarity of those joints to the place; 1 for a single one."""


@dataclass(frozen=True, slots=True, eq=False)
class FoundSkeleton:
    """An object on an image."""

    label: Any
    joints: dict[str, FoundJoint]
    """All that half of those who drew the object set."""
    existence: float
    """The probability that there is such an object."""
    label_probability: float
    """The probability of its label, if it exists."""
    tightness: float
    """The mean of its joints' tightness."""
    members: tuple[tuple[int, int], ...]
    """(worker, which of their skeletons), as places in the answers that were given."""

    @property
    def confidence(self) -> float:
        """How much of the answer can be expected to be right: existence, label and place together."""
        return self.existence * self.label_probability * self.tightness


def consolidate_skeletons(answers: Sequence[Sequence[Skeleton]], spread: float = SPREAD) -> list[FoundSkeleton]:
    """The skeletons of one image; `answers` has for each worker who looked their (label, joints by name).

    `Invalid` for a skeleton without joints, or numbers that are not finite.
    """
    where = [(worker, place) for worker, drawn in enumerate(answers) for place in range(len(drawn))]
    given = [skeleton for drawn in answers for skeleton in drawn]
    table = drawing_table(
        [0] * len(given),
        [worker for worker, _ in where],
        [label for label, _ in given],
        [[joints[name][:2] for name in sorted(joints)] for _, joints in given],
        seen=([0] * len(answers), list(range(len(answers)))),
    )
    drawn = [given[row][1] for row in table.given.tolist()]
    like = np.zeros((len(drawn), len(drawn)))
    for one in range(len(drawn)):
        for other in range(one):
            if table.worker[one] != table.worker[other]:
                like[one, other] = like[other, one] = similarity(drawn[one], drawn[other], spread)
    order = sorted(range(len(drawn)), key=lambda row: table.vertices[row].ravel().tolist())
    rank = np.empty(len(drawn), dtype=np.int32)
    rank[order] = np.arange(len(drawn))
    member = likeness_clusters(like, table.worker, rank, LEAST_LIKENESS)
    judged = judged_objects(table, member)
    found = []
    for each in range(len(judged.image)):
        rows = np.flatnonzero(member == each).tolist()
        joints = fused_joints([drawn[row] for row in rows], spread)
        found.append(
            FoundSkeleton(
                label=table.labels.tolist()[judged.label[each]],
                joints=joints,
                existence=float(judged.existence[each]),
                label_probability=float(judged.label_probability[each]),
                tightness=float(np.mean([joint.tightness for joint in joints.values()])),
                members=tuple(sorted(where[table.given[row]] for row in rows)),
            )
        )
    return found


def similarity(one: Mapping[str, Joint], other: Mapping[str, Joint], spread: float) -> float:
    """The object keypoint similarity of two skeletons."""
    scale = spread * max(1.0, size(one), size(other))
    total = 0.0
    for name in one.keys() & other.keys():
        apart = (one[name][0] - other[name][0]) ** 2 + (one[name][1] - other[name][1]) ** 2
        total += float(np.exp(-apart / (2 * scale**2)))
    return total / len(one.keys() | other.keys())


def size(joints: Mapping[str, Joint]) -> float:
    """The square root of the area of the box around a skeleton."""
    points = np.array([joint[:2] for joint in joints.values()])
    return float(np.sqrt(np.maximum(1.0, np.ptp(points, axis=0)).prod()))


def fused_joints(members: Sequence[Mapping[str, Joint]], spread: float) -> dict[str, FoundJoint]:
    """The joints that at least half of the members set."""
    scale = spread * max(1.0, float(np.median([size(each) for each in members])))
    names = sorted({name for each in members for name in each})
    found = {}
    for name in names:
        given = [each[name] for each in members if name in each]
        if 2 * len(given) < len(members):
            continue
        points = np.array([joint[:2] for joint in given], dtype=np.float64)
        place = geometric_median(points)
        apart = ((points - place) ** 2).sum(axis=1)
        found[name] = FoundJoint(
            place=place,
            visible=2 * sum(bool(joint[2]) for joint in given) >= len(given),
            set_by=len(given) / len(members),
            tightness=float(np.exp(-apart / (2 * scale**2)).mean()) if len(given) > 1 else 1.0,
        )
    return found
