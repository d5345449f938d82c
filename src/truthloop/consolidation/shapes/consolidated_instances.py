"""Instance masks of many workers made one map: each thing once, no pixel in two.

Instances of different workers are alike by the intersection over union of their pixels, times OTHER_LABEL where the
labels differ. What is one object, whether it exists and what it is, as for all drawings. Each object's pixels are made
one from its members on the box around them, as label maps are; a pixel that several objects want goes to the one that
is surest of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from truthloop.consolidation.arrays import Floats, Offsets
from truthloop.consolidation.compiled import compiled
from truthloop.consolidation.shapes.consolidated_masks import MaskMethod, consolidate_masks
from truthloop.consolidation.shapes.found_groups import FoundGroup, Place, found_groups
from truthloop.consolidation.shapes.label_maps import LabelMap, LabelMaps, checked_label_maps
from truthloop.terms.errors import Invalid

LEAST_OVERLAP = 0.3
OTHER_LABEL = 0.7
"""What an overlap is worth where the labels differ."""
PROBABLE = 0.5
"""Objects less probable than this are not painted."""

Instances: TypeAlias = tuple[LabelMap, Mapping[int, Any]]
"""(instance map: the number of each pixel's instance, 0 for none; the label of each number)."""


@dataclass(frozen=True, slots=True, eq=False)
class FoundInstance:
    """An object on an image."""

    number: int
    """Its number in the map; 0 for an object that probably is none and is not painted."""
    label: Any
    existence: float
    """The probability that there is such an object."""
    label_probability: float
    """The probability of its label, if it exists."""
    tightness: float
    """The mean overlap of its members with it; 1 for a single one, of which nothing can be said."""
    members: tuple[Place, ...]
    """(worker, number in their map)."""

    @property
    def confidence(self) -> float:
        """How much of the answer can be expected to be right: existence, label and place together."""
        return self.existence * self.label_probability * self.tightness


@dataclass(frozen=True, slots=True, eq=False)
class ConsolidatedInstances:
    """One image."""

    instance_map: NDArray[np.uint16]
    """(height, width) the number of each pixel's object; 0 for none."""
    instances: list[FoundInstance]
    """All objects, those included that probably are none."""


def consolidate_instances(
    answers: Sequence[Instances], method: MaskMethod = "staple", least: float = LEAST_OVERLAP
) -> ConsolidatedInstances:
    """The instances of one image from those of each worker who looked.

    `Invalid` for no answers, maps that are not uint8 or uint16 (height, width) of one size, or a number in a map that
    has no label. A label whose number has no pixel is no instance.
    """
    maps = checked_label_maps([instance_map for instance_map, _ in answers])
    numbers = [np.flatnonzero(np.bincount(each.reshape(-1))) for each in maps.maps]
    numbers = [each[each > 0] for each in numbers]
    for worker, (found, (_, labels)) in enumerate(zip(numbers, answers, strict=True)):
        missing = [number for number in found.tolist() if number not in labels]
        if missing:
            raise Invalid(f"Map {worker} has the instance {missing[0]}, which has no label; all but 0 need one.")
    dense = LabelMaps(tuple(renumbered(each, found) for each, found in zip(maps.maps, numbers, strict=True)))
    boxes = [boxes_of(each, len(found) + 1) for each, found in zip(dense.maps, numbers, strict=True)]
    like = overlaps_of(dense, boxes)
    things = [
        [(labels[number], boxes[worker][place, :4].reshape(2, 2)) for place, number in enumerate(found.tolist(), 1)]
        for worker, ((_, labels), found) in enumerate(zip(answers, numbers, strict=True))
    ]

    def likeness(one: Place, other: Place) -> float:
        """Of two instances."""
        (first, here), (second, there) = sorted((one, other))
        same = things[first][here][0] == things[second][there][0]
        return float(like[first, second][here + 1, there + 1]) * (1.0 if same else OTHER_LABEL)

    groups = found_groups(things, likeness, least, overlapping(like))
    return painted(dense, boxes, groups, numbers, method)


def overlapping(like: Mapping[Place, Floats]) -> Iterator[tuple[Place, Place]]:
    """The instances of different workers that share a pixel: of hundreds on an image, each meets a few."""
    for (one, other), overlap in like.items():
        for here, there in np.argwhere(overlap[1:, 1:] > 0).tolist():
            yield (one, here), (other, there)


def renumbered(instance_map: LabelMap, numbers: Offsets) -> NDArray[np.uint16]:
    """The map with the numbers 1, 2, ... for those there are."""
    places = np.zeros(int(numbers.max(initial=0)) + 1, dtype=np.uint16)
    places[numbers] = np.arange(1, len(numbers) + 1)
    return places[instance_map]


def painted(
    maps: LabelMaps,
    boxes: Sequence[Offsets],
    groups: Sequence[FoundGroup],
    numbers: Sequence[Offsets],
    method: MaskMethod,
) -> ConsolidatedInstances:
    """The map of the probable objects, each made one on the box around its members."""
    instance_map = np.zeros(maps.shape, dtype=np.uint16)
    surest = np.zeros(maps.shape, dtype=np.float32)
    instances, number = [], 0
    for group in groups:
        around = np.stack([boxes[worker][place + 1] for worker, place in group.members])
        (top, left), (bottom, right) = around[:, :2].min(axis=0).tolist(), around[:, 2:4].max(axis=0).tolist()
        window = np.s_[top : bottom + 1, left : right + 1]
        drawn = [(maps.maps[worker][window] == place + 1).astype(np.uint8) for worker, place in group.members]
        whole = consolidate_masks(drawn, method, posterior=True)
        inside = whole.label_map == 1
        probable = group.existence >= PROBABLE and bool(inside.any())
        if probable and whole.posterior is not None:
            number += 1
            taken = inside & (whole.posterior > surest[window])
            instance_map[window][taken] = number
            surest[window][taken] = whole.posterior[taken]
        instances.append(
            FoundInstance(
                number=number if probable else 0,
                label=group.label,
                existence=group.existence,
                label_probability=group.label_probability,
                tightness=float(np.mean([mask_overlap(each == 1, inside) for each in drawn])),
                members=tuple((worker, int(numbers[worker][place])) for worker, place in group.members),
            )
        )
    return ConsolidatedInstances(instance_map, instances)


def mask_overlap(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> float:
    """Intersection over union of two masks, one of which is not empty."""
    return float((one & other).sum() / (one | other).sum())


def overlaps_of(maps: LabelMaps, boxes: Sequence[Offsets]) -> dict[Place, Floats]:
    """For each two workers, the first before the second, the overlap (numbers, numbers) of their instances."""
    found = {}
    for one in range(len(maps.maps)):
        for other in range(one + 1, len(maps.maps)):
            shared = np.zeros((len(boxes[one]), len(boxes[other])), dtype=np.int64)
            count_together(maps.maps[one], maps.maps[other], shared)
            covered = boxes[one][:, 4][:, None] + boxes[other][:, 4][None, :] - shared
            found[one, other] = shared / np.maximum(1, covered)
    return found


@compiled
def count_together(one: LabelMap, other: LabelMap, shared: Offsets) -> None:
    """Adds to `shared` how many pixels have each number in one map and each in the other."""
    for row in range(one.shape[0]):
        for column in range(one.shape[1]):
            shared[one[row, column], other[row, column]] += 1


@compiled
def boxes_of(labels: LabelMap, numbers: int) -> Offsets:
    """(numbers, 5) of each number the first row, first column, last row, last column and how many pixels."""
    boxes = np.zeros((numbers, 5), dtype=np.int64)
    for row in range(labels.shape[0]):
        for column in range(labels.shape[1]):
            box = boxes[labels[row, column]]
            if box[4] == 0:
                box[0], box[1], box[3] = row, column, column
            box[1], box[2], box[3] = min(box[1], column), row, max(box[3], column)
            box[4] += 1
    return boxes
