"""Keypoints of many workers made one per place and label.

Points are of one object when they have the same label and are within reach of each other; where a label occurs several
times on an image they are assigned all together. The place is the geometric median: one worker's slip does not move it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from truthloop.consolidation.arrays import Floats
from truthloop.consolidation.shapes.consolidated_drawings import (
    ConsolidatedDrawings,
    DrawingKind,
    consolidated_drawings,
)
from truthloop.consolidation.shapes.drawing_table import DrawingTable
from truthloop.consolidation.shapes.found_drawings import FoundDrawing, OneDrawing, found_drawings
from truthloop.consolidation.shapes.geometric_median import geometric_median
from truthloop.terms.errors import Invalid

SHARE = 0.05
"""What is within reach, as a share of the diagonal of all points of an image, where nothing is said."""
LEAST_WITHIN = 8.0
"""Pixels that are within reach in any case."""
LEAST_LIKENESS = float(np.exp(-2.0))
"""The likeness of two points that are just within reach."""


def consolidate_keypoints(answers: Sequence[Sequence[OneDrawing]], within: float | None = None) -> list[FoundDrawing]:
    """The points of one image; `answers` has for each worker who looked their (label, (x, y)).

    `within` is how many pixels apart two people may set the same point; without it a twentieth of the diagonal of the
    box around all points, at least 8. `Invalid` for numbers that are not finite, or a reach of 0 or less.
    """
    given = [
        [(label, np.atleast_2d(np.asarray(point, dtype=np.float64))) for label, point in drawn] for drawn in answers
    ]
    reach = within if within is not None else usual_reach([point for drawn in given for _, point in drawn])
    return found_drawings(given, keypoints(reach), 1)


def consolidated_keypoints(table: DrawingTable, within: float) -> ConsolidatedDrawings:
    """The points of many images, from a table of drawings with one vertex each."""
    return consolidated_drawings(table, keypoints(within))


def usual_reach(points: Sequence[Floats]) -> float:
    """How far apart two people may set the same point, by how far apart all are."""
    if not points:
        return LEAST_WITHIN
    return max(LEAST_WITHIN, SHARE * float(np.linalg.norm(np.ptp(np.concatenate(points), axis=0))))


def keypoints(within: float) -> DrawingKind:
    """How points are compared and made one: points of different labels never are."""
    if not within > 0:
        raise Invalid(f"Points within {within} pixels cannot be told from each other; the reach is more than 0.")

    def likeness(one: Floats, other: Floats) -> float:
        """As object keypoint similarity: a Gaussian whose standard deviation is half the reach."""
        return float(np.exp(-2.0 * ((one - other) ** 2).sum() / within**2))

    return DrawingKind(likeness=likeness, fused=middle_point, least=LEAST_LIKENESS, other_label=0.0)


def middle_point(members: Sequence[Floats]) -> Floats:
    """(1, 2) the geometric median."""
    return geometric_median(np.concatenate(members))[None, :]
