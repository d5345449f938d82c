"""Polygons of many workers made one per object.

Two polygons are alike by their intersection over union. Polygons with the same number of vertices in about the same
places are made one vertex by vertex, so that corners stay corners. All others are made one by their signed distances:
the result is where the median of the members' distances to their outlines is zero. For an odd number of workers that
is the outline of what most of them cover; for an even one it lies midway between the two in the middle.

Outlines by signed distances: T. Rohlfing and C. R. Maurer, Shape-based averaging, IEEE Transactions on Image Processing
16, 2007.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.ndimage import maximum_filter

from truthloop.consolidation.arrays import Floats
from truthloop.consolidation.shapes.consolidated_drawings import (
    ConsolidatedDrawings,
    DrawingKind,
    consolidated_drawings,
)
from truthloop.consolidation.shapes.drawing_table import DrawingTable
from truthloop.consolidation.shapes.found_drawings import FoundDrawing, OneDrawing, found_drawings
from truthloop.consolidation.shapes.outline_spans import fill_distances, fill_inside, outline_overlap
from truthloop.consolidation.shapes.zero_contours import simplified, zero_contours

LEAST_OVERLAP = 0.3
"""Polygons that overlap less are not the same object."""
OTHER_LABEL = 0.7
"""What an overlap is worth where the labels differ: the same thing under another name, if there is nothing better."""
CORNERS = 3
ALIKE = 0.12
"""Vertices farther apart than this share of the polygon's size are not the same vertex."""
MOST_ALIKE = 64
"""Polygons with more vertices were not set one by one."""
GOOD = 0.7
"""A result that overlaps its members so well in the mean is not compared with each of them."""
OF_ITSELF = 1.0
"""What a member overlaps itself, which is no sign of its being typical."""
CELLS = 64
"""How finely the longer side of a polygon is divided."""


def consolidate_polygons(answers: Sequence[Sequence[OneDrawing]], least: float = LEAST_OVERLAP) -> list[FoundDrawing]:
    """The polygons of one image; `answers` has for each worker who looked their (label, vertices (k, 2)).

    Outlines may cross themselves. `Invalid` for fewer than three vertices or numbers that are not finite.
    """
    return found_drawings(answers, polygons(least), CORNERS)


def consolidated_polygons(table: DrawingTable, least: float = LEAST_OVERLAP) -> ConsolidatedDrawings:
    """The polygons of many images, from a table of drawings with at least three vertices each."""
    return consolidated_drawings(table, polygons(least))


def polygons(least: float) -> DrawingKind:
    """How polygons are compared and made one."""
    return DrawingKind(likeness=outline_overlap, fused=fused_polygon, least=least, other_label=OTHER_LABEL)


def fused_polygon(members: Sequence[Floats]) -> Floats:
    """One polygon of two or more: corner by corner, else by distances, else the most typical member."""
    size = float(np.sqrt(max(np.ptp(each, axis=0).prod() for each in members)))
    corner_by_corner = median_corners(members, ALIKE * size)
    if corner_by_corner is not None:
        return corner_by_corner
    typical = max(members, key=lambda each: (overlaps(each, members), each.ravel().tolist()))
    outline = median_outline(members)
    return (
        typical if outline is None or overlaps(outline, members) < overlaps(typical, members) - OF_ITSELF else outline
    )


def overlaps(outline: Floats, members: Sequence[Floats]) -> float:
    """The sum of an outline's overlaps with the members."""
    return sum(outline_overlap(outline, each) for each in members)


def area(outline: Floats) -> float:
    """The signed area of a polygon that does not cross itself."""
    after = np.roll(outline, -1, axis=0)
    return float((outline[:, 0] * after[:, 1] - outline[:, 1] * after[:, 0]).sum() / 2)


def median_corners(members: Sequence[Floats], within: float) -> Floats | None:
    """The median of each vertex, where all members have the same vertices; else None."""
    corners = len(members[0])
    if corners > MOST_ALIKE or any(len(each) != corners for each in members):
        return None
    first = min(members, key=lambda each: each.ravel().tolist())
    turned = np.stack([turned_like(each, first) for each in members])
    middle: Floats = np.median(turned, axis=0)
    farthest = np.sqrt(((turned - middle) ** 2).sum(axis=2)).max()
    return middle if farthest <= within else None


def turned_like(outline: Floats, other: Floats) -> Floats:
    """The same polygon begun and run through so that its vertices are nearest to the other's."""
    ways = [np.roll(way, -shift, axis=0) for way in (outline, outline[::-1]) for shift in range(len(outline))]
    return min(ways, key=lambda way: float(((way - other) ** 2).sum()))


def median_outline(members: Sequence[Floats]) -> Floats | None:
    """The largest line along which the median of the signed distances is zero; None where there is none."""
    every = np.concatenate(members)
    low, high = every.min(axis=0), every.max(axis=0)
    cell = float((high - low).max()) / CELLS
    if cell > 0:
        corner = low - 2 * cell
        columns, rows = (np.ceil((high - low) / cell).astype(int) + 5).tolist()
        fields, inside = (
            np.empty((len(members), rows, columns)),
            np.empty((len(members), rows, columns), dtype=np.bool_),
        )
        for each, within in zip(members, inside, strict=True):
            fill_inside(each, corner[0], corner[1], cell, within)
        # The line runs where some member has an inside and some an outside nearby: only there distances are needed.
        wanted = maximum_filter(inside.any(axis=0), 3) & maximum_filter(~inside.all(axis=0), 3)
        for each, within, field in zip(members, inside, fields, strict=True):
            fill_distances(each, corner[0], corner[1], cell, within, wanted, field)
        contours = zero_contours(np.median(fields, axis=0))
        if contours:
            largest = max(contours, key=lambda line: abs(area(line)))
            return np.asarray(simplified(largest, 0.3, closed=True) * cell + corner)
    return None
