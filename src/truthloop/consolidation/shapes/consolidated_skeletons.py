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
from truthloop.consolidation.shapes.found_groups import Place, found_groups
from truthloop.consolidation.shapes.geometric_median import geometric_median

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
    members: tuple[Place, ...]
    """(worker, which of their skeletons), as places in the answers that were given."""

    @property
    def confidence(self) -> float:
        """How much of the answer can be expected to be right: existence, label and place together."""
        return self.existence * self.label_probability * self.tightness


def consolidate_skeletons(answers: Sequence[Sequence[Skeleton]], spread: float = SPREAD) -> list[FoundSkeleton]:
    """The skeletons of one image; `answers` has for each worker who looked their (label, joints by name).

    `Invalid` for a skeleton without joints, or numbers that are not finite.
    """
    points = [[(label, [joints[name][:2] for name in sorted(joints)]) for label, joints in drawn] for drawn in answers]

    def likeness(one: Place, other: Place) -> float:
        """Of two of the skeletons."""
        return similarity(answers[one[0]][one[1]][1], answers[other[0]][other[1]][1], spread)

    found = []
    for group in found_groups(points, likeness, LEAST_LIKENESS):
        joints = fused_joints([answers[worker][place][1] for worker, place in group.members], spread)
        found.append(
            FoundSkeleton(
                label=group.label,
                joints=joints,
                existence=group.existence,
                label_probability=group.label_probability,
                tightness=float(np.mean([joint.tightness for joint in joints.values()])),
                members=group.members,
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
