"""Several workers' single objects made one each: matched by the boxes around them, then voted on pixel by pixel.

Which objects mean the same thing, whether it exists and of which class it is are judged as for boxes
(`consolidated_boxes`). Its pixels are those that more than half of the workers who painted it gave it; where two
objects meet, the surer one keeps them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import find_objects

from truthloop.consolidation.shapes.box_table import box_table
from truthloop.consolidation.shapes.consolidated_boxes import consolidated_boxes
from truthloop.task_types.mask_pictures import LabelMap

PROBABLE = 0.5


@dataclass(frozen=True, slots=True)
class SeenObject:
    """One worker's object."""

    worker: int
    left: int
    top: int
    right: int
    bottom: int
    """Of the box around it, the last two exclusive."""
    class_id: int
    number: int
    """In the worker's mask."""


@dataclass(frozen=True, slots=True)
class AgreedObject:
    """One object out of several workers'."""

    class_id: int
    confidence: float
    pixels: NDArray[np.bool_]
    left: int
    top: int


@dataclass(frozen=True, slots=True)
class AgreedObjects:
    """All objects of an image."""

    labels: LabelMap
    """0 for background, n + 1 for the n-th object."""
    class_ids: tuple[int, ...]
    confidences: tuple[float, ...]


def agreed_objects(maps: Sequence[LabelMap], class_ids: Sequence[Sequence[int]]) -> AgreedObjects:
    """The objects that probably exist, out of two or more workers' masks of one size; the surest first."""
    seen = sorted(
        (one for worker, each in enumerate(maps) for one in objects_of(worker, each, class_ids[worker])),
        key=lambda one: (one.worker, one.left, one.top, one.right, one.bottom, one.class_id, one.number),
    )
    agreed = sorted(
        voted(maps, seen), key=lambda each: (-round(each.confidence, 9), each.left, each.top, each.class_id)
    )
    labels = np.zeros(maps[0].shape, dtype=np.uint8 if len(agreed) < 1 << 8 else np.uint16)
    kept = []
    for each in agreed:
        height, width = each.pixels.shape
        part = labels[each.top : each.top + height, each.left : each.left + width]
        free = each.pixels & (part == 0)
        if free.any():
            kept.append(each)
            part[free] = len(kept)
    return AgreedObjects(labels, tuple(each.class_id for each in kept), tuple(each.confidence for each in kept))


def surest_first(found: AgreedObject) -> tuple[float, int, int, int]:
    """What objects are ordered by."""
    return -round(found.confidence, 9), found.left, found.top, found.class_id


def objects_of(worker: int, labels: LabelMap, class_ids: Sequence[int]) -> Iterator[SeenObject]:
    """The objects of one mask; those without a pixel are none."""
    for place, found in enumerate(find_objects(labels)):
        if found is not None:
            rows, columns = found
            yield SeenObject(worker, columns.start, rows.start, columns.stop, rows.stop, class_ids[place], place + 1)


def voted(maps: Sequence[LabelMap], seen: Sequence[SeenObject]) -> Iterator[AgreedObject]:
    """The objects that probably exist."""
    found = consolidated_boxes(
        box_table(
            [0] * len(seen),
            [one.worker for one in seen],
            [one.class_id for one in seen],
            [(one.left, one.top, one.right - one.left, one.bottom - one.top) for one in seen],
            seen=([0] * len(maps), list(range(len(maps)))),
        )
    )
    for place in found.kept(PROBABLE):
        members = [seen[row] for row in np.flatnonzero(found.member == place).tolist()]
        sure = float(found.existence[place] * found.label_probability[place])
        yield majority(maps, members, int(found.labels[found.label[place]]), sure)


def majority(maps: Sequence[LabelMap], members: Sequence[SeenObject], class_id: int, sure: float) -> AgreedObject:
    """The pixels that more than half of an object's workers gave it, and how like the workers' own they are."""
    left, top = min(one.left for one in members), min(one.top for one in members)
    right, bottom = max(one.right for one in members), max(one.bottom for one in members)
    painted = [maps[one.worker][top:bottom, left:right] == one.number for one in members]
    pixels = np.asarray(2 * np.sum(painted, axis=0, dtype=np.int32) > len(members))
    likeness = [int((each & pixels).sum()) / max(1, int((each | pixels).sum())) for each in painted]
    return AgreedObject(class_id, sure * float(np.mean(likeness)), pixels, left, top)
