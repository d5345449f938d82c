"""Where a horizontal line is inside of a polygon: what areas, overlaps and pictures of polygons are made of.

A polygon is what its outline goes around at least once (nonzero winding), so that outlines that cross themselves, or go
around twice, have an inside too.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from truthloop.consolidation.arrays import Floats
from truthloop.consolidation.compiled import compiled

LINES = 96
"""How many horizontal lines an overlap is measured on."""


@compiled
def spans(outline: Floats, level: float, found: Floats) -> int:
    """Fills `found` (k, 2) with the pieces of the line at height `level` inside of an outline (k, 2); how many."""
    size, crossings = len(outline), 0
    across, turn = np.empty(size), np.empty(size)
    for one in range(size):
        other = (one + 1) % size
        above, below = outline[one, 1] <= level, outline[other, 1] <= level
        if above == below:
            continue
        part = (level - outline[one, 1]) / (outline[other, 1] - outline[one, 1])
        place = outline[one, 0] + part * (outline[other, 0] - outline[one, 0])
        at = crossings
        while at > 0 and across[at - 1] > place:
            across[at], turn[at] = across[at - 1], turn[at - 1]
            at -= 1
        across[at], turn[at] = place, 1.0 if above else -1.0
        crossings += 1
    winding, pieces = 0.0, 0
    for at in range(crossings):
        if winding == 0.0:
            found[pieces, 0] = across[at]
        winding += turn[at]
        if winding == 0.0:
            found[pieces, 1] = across[at]
            pieces += 1
    return pieces


@compiled
def outline_overlap(one: Floats, other: Floats) -> float:
    """The intersection over union of two polygons (k, 2), (l, 2); 1 for equal ones of no area."""
    if one.shape == other.shape and (one == other).all():
        return 1.0
    left, right = max(one[:, 0].min(), other[:, 0].min()), min(one[:, 0].max(), other[:, 0].max())
    top, bottom = max(one[:, 1].min(), other[:, 1].min()), min(one[:, 1].max(), other[:, 1].max())
    if left > right or top > bottom:
        return 0.0
    top, bottom = min(one[:, 1].min(), other[:, 1].min()), max(one[:, 1].max(), other[:, 1].max())
    first, second = np.empty((len(one), 2)), np.empty((len(other), 2))
    shared, covered = 0.0, 0.0
    for line in range(LINES):
        level = top + (bottom - top) * (line + 0.5) / LINES
        here, there = spans(one, level, first), spans(other, level, second)
        both = 0.0
        for a in range(here):
            covered += first[a, 1] - first[a, 0]
            for b in range(there):
                both += max(0.0, min(first[a, 1], second[b, 1]) - max(first[a, 0], second[b, 0]))
        for b in range(there):
            covered += second[b, 1] - second[b, 0]
        shared += both
        covered -= both
    return float(shared / covered) if covered > 0.0 else 0.0


@compiled
def fill_inside(outline: Floats, left: float, top: float, cell: float, inside: NDArray[np.bool_]) -> None:
    """Marks the points of a grid (h, w) that are inside.

    The one in row r, column c is (left + c cell, top + r cell).
    """
    pieces = np.empty((len(outline), 2))
    for row in range(inside.shape[0]):
        found = spans(outline, top + row * cell, pieces)
        for column in range(inside.shape[1]):
            across = left + column * cell
            inside[row, column] = False
            for each in range(found):
                if pieces[each, 0] <= across <= pieces[each, 1]:
                    inside[row, column] = True


@compiled
def fill_distances(
    outline: Floats,
    left: float,
    top: float,
    cell: float,
    inside: NDArray[np.bool_],
    wanted: NDArray[np.bool_],
    field: Floats,
) -> None:
    """Fills the grid with the distance to the outline, positive inside, where wanted; elsewhere with 1 or -1."""
    for row in range(field.shape[0]):
        for column in range(field.shape[1]):
            away = 1.0
            if wanted[row, column]:
                away = np.sqrt(squared_distance(outline, left + column * cell, top + row * cell))
            field[row, column] = away if inside[row, column] else -away


@compiled
def squared_distance(outline: Floats, across: float, down: float) -> float:
    """Of a point from the closed outline."""
    least = np.inf
    for one in range(len(outline)):
        other = (one + 1) % len(outline)
        dx, dy = outline[other, 0] - outline[one, 0], outline[other, 1] - outline[one, 1]
        px, py = across - outline[one, 0], down - outline[one, 1]
        length = dx * dx + dy * dy
        part = min(1.0, max(0.0, (px * dx + py * dy) / length)) if length > 0.0 else 0.0
        ax, ay = px - part * dx, py - part * dy
        least = min(least, ax * ax + ay * ay)
    return least
