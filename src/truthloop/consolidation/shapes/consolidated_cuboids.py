"""Cuboids of many workers in a point cloud made one per object.

Two cuboids are alike by the intersection over union of what they cover seen from above (bird's-eye view), times .7
where the labels differ. Centre and size are the medians. A cuboid turned by half a turn covers the same, and one turned
by a quarter with length and width exchanged does too: members are brought to the reading of most of them first, then
the axis is the circular mean of doubled angles, and which way it points is voted.

Directions modulo symmetry by multiplied angles: K. V. Mardia and P. E. Jupp, Directional Statistics, 2000, section 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from truthloop.consolidation.arrays import Floats
from truthloop.consolidation.shapes.found_groups import Place, found_groups
from truthloop.consolidation.shapes.outline_spans import outline_overlap
from truthloop.terms.errors import Invalid

LEAST_OVERLAP = 0.2
"""Cuboids that overlap less are not the same object: a small turn of a long thing costs much overlap."""
OTHER_LABEL = 0.7
HALF, QUARTER = np.pi, np.pi / 2
TIE = 1e-9


@dataclass(frozen=True, slots=True)
class Cuboid:
    """A box that stands upright; lengths in any one unit, yaw in radians about the upward axis."""

    x: float
    y: float
    z: float
    length: float
    """Along the direction of yaw."""
    width: float
    height: float
    yaw: float

    def corners(self) -> Floats:
        """(4, 2) x, y of the corners seen from above."""
        along = np.array([np.cos(self.yaw), np.sin(self.yaw)]) * self.length / 2
        across = np.array([-np.sin(self.yaw), np.cos(self.yaw)]) * self.width / 2
        middle = np.array([self.x, self.y])
        return np.stack(
            [middle + along + across, middle - along + across, middle - along - across, middle + along - across]
        )


@dataclass(frozen=True, slots=True, eq=False)
class FoundCuboid:
    """An object in a point cloud."""

    label: Any
    cuboid: Cuboid
    """Its yaw is from -pi to pi."""
    existence: float
    """The probability that there is such an object."""
    label_probability: float
    """The probability of its label, if it exists."""
    tightness: float
    """The mean overlap in space of its members with it; 1 for a single one, of which nothing can be said."""
    heading: float
    """The share of members that point the same way, at most a quarter turn off."""
    members: tuple[Place, ...]
    """(worker, which of their cuboids), as places in the answers that were given."""

    @property
    def confidence(self) -> float:
        """How much of the answer can be expected to be right: existence, label and place together."""
        return self.existence * self.label_probability * self.tightness


def consolidate_cuboids(
    answers: Sequence[Sequence[tuple[Any, Cuboid]]], least: float = LEAST_OVERLAP
) -> list[FoundCuboid]:
    """The objects of one point cloud; `answers` has for each worker who looked their (label, cuboid).

    `Invalid` for numbers that are not finite, or a length, width or height that is not above 0.
    """
    for worker, drawn in enumerate(answers):
        for _, cuboid in drawn:
            check(cuboid, worker)
    points = [[(label, [[each.x, each.y], [each.z, each.yaw]]) for label, each in drawn] for drawn in answers]

    def likeness(one: Place, other: Place) -> float:
        """Of two of the cuboids."""
        (label, here), (other_label, there) = answers[one[0]][one[1]], answers[other[0]][other[1]]
        return outline_overlap(here.corners(), there.corners()) * (1.0 if label == other_label else OTHER_LABEL)

    found = []
    for group in found_groups(points, likeness, least):
        members = [answers[worker][place][1] for worker, place in group.members]
        whole, heading = fused_cuboid(members)
        found.append(
            FoundCuboid(
                label=group.label,
                cuboid=whole,
                existence=group.existence,
                label_probability=group.label_probability,
                tightness=float(np.mean([overlap_in_space(each, whole) for each in members])),
                heading=heading,
                members=group.members,
            )
        )
    return found


def check(cuboid: Cuboid, worker: int) -> None:
    """`Invalid` for what is no cuboid."""
    numbers = (cuboid.x, cuboid.y, cuboid.z, cuboid.length, cuboid.width, cuboid.height, cuboid.yaw)
    if not np.isfinite(numbers).all() or min(cuboid.length, cuboid.width, cuboid.height) <= 0:
        raise Invalid(
            f"A cuboid of worker {worker} is {cuboid}; all its numbers are finite, length, width and height above 0."
        )


def fused_cuboid(members: Sequence[Cuboid]) -> tuple[Cuboid, float]:
    """(one cuboid, the share of members that point the same way)."""
    if len(members) == 1:
        return members[0], 1.0
    first = min(
        members,
        key=lambda each: (
            -sum(same_axis(each, other) for other in members),
            *(each.x, each.y, each.z, each.yaw, each.length, each.width, each.height),
        ),
    )
    read = np.array([read_like(each, first) for each in members])
    doubled = 2 * read[:, 2]
    axis = float(np.arctan2(np.sin(doubled).sum(), np.cos(doubled).sum()) / 2)
    headings = np.cos(np.array([each.yaw for each in members]) - axis)
    # Those who were read with a quarter turn say nothing of the heading.
    along = float(np.sign(headings[np.abs(headings) > np.cos(QUARTER / 2)]).sum())
    if along < 0 or (along == 0 and np.cos(first.yaw - axis) < -TIE):
        axis += HALF
    length, width = np.median(read[:, :2], axis=0).tolist()
    x, y, z, height = np.median([(each.x, each.y, each.z, each.height) for each in members], axis=0).tolist()
    yaw = float(np.arctan2(np.sin(axis), np.cos(axis)))
    same_way = float((np.cos(np.array([each.yaw for each in members]) - yaw) > -TIE).mean())
    return Cuboid(x, y, z, length, width, height, yaw), same_way


def read_like(cuboid: Cuboid, other: Cuboid) -> tuple[float, float, float]:
    """(length, width, yaw), with length and width exchanged and a quarter turn where that is nearer to the other."""
    if same_axis(cuboid, other):
        return cuboid.length, cuboid.width, cuboid.yaw
    return cuboid.width, cuboid.length, cuboid.yaw + QUARTER


def same_axis(one: Cuboid, other: Cuboid) -> bool:
    """Whether the lengths of two cuboids are less than an eighth of a turn from parallel."""
    return bool(abs(np.cos(one.yaw - other.yaw)) >= np.cos(QUARTER / 2))


def overlap_in_space(one: Cuboid, other: Cuboid) -> float:
    """The intersection over union of two cuboids' volumes."""
    if one == other:
        return 1.0
    seen = outline_overlap(one.corners(), other.corners())
    ground, other_ground = one.length * one.width, other.length * other.width
    shared_ground = seen * (ground + other_ground) / (1 + seen)
    high = min(one.z + one.height / 2, other.z + other.height / 2)
    low = max(one.z - one.height / 2, other.z - other.height / 2)
    shared = shared_ground * max(0.0, high - low)
    return float(min(1.0, shared / (ground * one.height + other_ground * other.height - shared)))
