"""Which shapes of several workers mean the same thing, by the boxes around them; and which of them stands for all.

Matching, existence and class are those of boxes (`consolidated_boxes`). Lines and points have boxes of no area, which
are widened by a margin, a share of the image's diagonal, within which two of them may be the same.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from truthloop.consolidation.arrays import Floats
from truthloop.consolidation.shapes.box_table import BoxTable, box_table
from truthloop.consolidation.shapes.consolidated_boxes import consolidated_boxes
from truthloop.task_types.drawn_answers import Drawing, Drawn, Fused

PROBABLE = 0.5
MARGIN = 0.02
"""Of the diagonal."""
PARTS = 64
"""Of a pixel: a power of two, so that widths added to left sides give right sides to the last bit."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What stands for several shapes."""

    numbers: tuple[float, ...]
    agreement: float
    """How like it the shapes are, 0 to 1."""


Choose = Callable[[Sequence[Floats], float], Chosen]
"""From the shapes of one thing, each (n, 2), and the margin in pixels."""


def matched(drawings: Sequence[Drawing], choose: Choose, *, widened: bool) -> Iterator[Fused]:
    """One shape for each thing that probably exists."""
    margin = MARGIN * diagonal(drawings)
    rows = sorted(
        ((at, *box_around(points(shape), margin if widened else 0.0), shape.class_id, shape.numbers))
        for at, each in enumerate(drawings)
        for shape in each.shapes
    )
    found = consolidated_boxes(table_of(rows, len(drawings)))
    shapes = [np.asarray(row[-1]).reshape(-1, 2) for row in rows]
    for place in found.kept(PROBABLE):
        chosen = choose([shapes[row] for row in np.flatnonzero(found.member == place)], margin)
        sure = float(found.existence[place] * found.label_probability[place]) * chosen.agreement
        yield Fused(Drawn(int(found.labels[found.label[place]]), chosen.numbers), sure)


def points(shape: Drawn) -> Floats:
    """(n, 2) x and y."""
    return np.asarray(shape.numbers, dtype=np.float64).reshape(-1, 2)


def box_around(places: Floats, margin: float) -> tuple[float, float, float, float]:
    """Left, top, right, bottom, in parts of a pixel whose sums are exact."""
    corners = np.concatenate([places.min(axis=0) - margin, places.max(axis=0) + margin])
    left, top, right, bottom = (np.round(corners * PARTS) / PARTS).tolist()
    return left, top, right, bottom


def table_of(rows: Sequence[tuple[object, ...]], workers: int) -> BoxTable:
    """The boxes of one image; its rows keep the order of `rows`, which is the table's own."""
    corners = np.asarray([row[1:5] for row in rows], dtype=np.float64).reshape(-1, 4)
    return box_table(
        [0] * len(rows),
        [row[0] for row in rows],
        [row[5] for row in rows],
        np.concatenate([corners[:, :2], corners[:, 2:] - corners[:, :2]], axis=1),
        seen=([0] * workers, list(range(workers))),
    )


def diagonal(drawings: Sequence[Drawing]) -> float:
    """Of the image in pixels; where no answer says how large it is, of what was drawn."""
    sizes = [each.size for each in drawings if each.size is not None]
    if sizes:
        return math.hypot(*max(sizes))
    places = [points(shape).max(axis=0) for each in drawings for shape in each.shapes]
    return float(np.hypot(*np.max(places, axis=0))) if places else 1.0
