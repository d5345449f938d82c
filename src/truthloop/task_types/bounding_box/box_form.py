"""How boxes are written, and how those of several workers are made one.

AWS: "finds the most similar boxes from different workers based on the Jaccard index, or intersection over union, of
the boxes and averages them". Source: "Annotation consolidation", SageMaker developer guide.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from truthloop.consolidation.arrays import Floats
from truthloop.consolidation.shapes.box_table import BoxTable, box_table
from truthloop.consolidation.shapes.consolidated_boxes import ConsolidatedBoxes, consolidated_boxes
from truthloop.task_types.drawn_answers import Drawing, Drawn, Fused, ShapeForm, numbers_at
from truthloop.terms.errors import Invalid

SIDES = ("left", "top", "width", "height")
PROBABLE = 0.5


def box_numbers(shape: Mapping[str, Any]) -> tuple[float, ...]:
    """Left, top, width, height; `Invalid` for a box of less than nothing."""
    numbers = numbers_at(shape, SIDES)
    for side, number in zip(SIDES[2:], numbers[2:], strict=True):
        if number < 0:
            raise Invalid(f"has the {side} {number:g}; it must be 0 or more")
    return numbers


def written_box(numbers: tuple[float, ...]) -> dict[str, int]:
    """Whole pixels; the edges are rounded, so that a box moves by no more than half a pixel."""
    left, top, width, height = numbers
    right, bottom = round(left + width), round(top + height)
    return {"left": round(left), "top": round(top), "width": right - round(left), "height": bottom - round(top)}


def averaged(drawings: Sequence[Drawing]) -> Iterator[Fused]:
    """AWS's way: the mean of the boxes that mean the same object, of objects that probably exist."""
    table, found = matched(drawings)
    boxes = means(table, found) if table.size else found.boxes
    yield from written(found, boxes, PROBABLE)


def middle(drawings: Sequence[Drawing]) -> Iterator[Fused]:
    """The median side by side, which one careless worker does not move."""
    _, found = matched(drawings)
    yield from written(found, found.boxes, PROBABLE)


def every(drawings: Sequence[Drawing]) -> Iterator[Fused]:
    """Whatever anybody drew, once: for people who would rather delete than miss."""
    _, found = matched(drawings)
    yield from written(found, found.boxes, 0.0)


def matched(drawings: Sequence[Drawing]) -> tuple[BoxTable, ConsolidatedBoxes]:
    """The boxes of one image, and which of them mean the same object."""
    rows = [(at, shape) for at, each in enumerate(drawings) for shape in each.shapes]
    table = box_table(
        [0] * len(rows),
        [at for at, _ in rows],
        [shape.class_id for _, shape in rows],
        [shape.numbers for _, shape in rows],
        seen=([0] * len(drawings), list(range(len(drawings)))),
    )
    return table, consolidated_boxes(table)


def means(table: BoxTable, found: ConsolidatedBoxes) -> Floats:
    """(m, 4) left, top, width, height: the mean of the members of each object."""
    sums = [np.bincount(found.member, table.corners[:, side], len(found.boxes)) for side in range(4)]
    corners = np.stack(sums, axis=1) / np.bincount(found.member, minlength=len(found.boxes))[:, None]
    return np.concatenate([corners[:, :2], corners[:, 2:] - corners[:, :2]], axis=1)


def written(found: ConsolidatedBoxes, boxes: Floats, least: float) -> Iterator[Fused]:
    """The objects that exist with at least this probability."""
    for place in found.kept(least):
        class_id = int(found.labels[found.label[place]])
        yield Fused(Drawn(class_id, tuple(map(float, boxes[place]))), float(found.confidence[place]))


BOXES = ShapeForm(
    answer_key="boundingBoxes",
    value_key="annotations",
    example='{"label": "dog", "left": 111, "top": 134, "width": 61, "height": 128}',
    numbers=box_numbers,
    written=written_box,
    choices={"average": averaged, "median": middle, "union": every},
)
