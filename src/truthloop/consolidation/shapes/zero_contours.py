"""The lines along which a field of numbers is zero, and lines with fewer vertices.

W. E. Lorensen and H. E. Cline, Marching cubes, SIGGRAPH 1987, in the plane; D. H. Douglas and T. K. Peucker, Algorithms
for the reduction of the number of points required to represent a digitized line, Cartographica 10, 1973.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from truthloop.consolidation.arrays import Floats
from truthloop.consolidation.compiled import compiled

CORNERS = ((0, 0), (0, 1), (1, 1), (1, 0))
"""(row, column) of a cell's corners, clockwise."""

Crossing = tuple[int, int, int, int]
"""The two grid points between which the field changes its sign, the upper or left one first."""


def zero_contours(field: Floats) -> list[Floats]:
    """Closed lines (k, 2) of x, y in cells around what is above zero; the border of the field must not be."""
    following: dict[Crossing, Crossing] = {}
    signs = field > 0
    mixed = (signs[:-1, :-1] + 0 + signs[:-1, 1:] + signs[1:, :-1] + signs[1:, 1:]) % 4 != 0
    for row, column in np.argwhere(mixed).tolist():
        following.update(cell_pieces(field, row, column))
    contours = []
    while following:
        start, after = following.popitem()
        line = [start]
        while after != start:
            line.append(after)
            after = following.pop(after)
        contours.append(np.array([crossing_point(field, each) for each in line]))
    return contours


def cell_pieces(field: Floats, row: int, column: int) -> list[tuple[Crossing, Crossing]]:
    """The pieces of the line in one cell, each from where one leaves the inside, clockwise, to where one enters it."""
    values = [float(field[row + down, column + across]) for down, across in CORNERS]
    leaves: list[int] = []
    enters: list[int] = []
    for side in range(4):
        one, other = values[side] > 0, values[(side + 1) % 4] > 0
        if one != other:
            (leaves if one else enters).append(side)
    if len(leaves) == 1:
        pairs = [(leaves[0], enters[0])]
    elif sum(values) > 0:  # a saddle whose middle is inside: each outer corner is cut off
        pairs = [(leave, next(side for side in enters if side == (leave + 1) % 4)) for leave in leaves]
    else:
        pairs = [(leave, next(side for side in enters if side == (leave - 1) % 4)) for leave in leaves]
    return [(crossing(row, column, one), crossing(row, column, other)) for one, other in pairs]


def crossing(row: int, column: int, side: int) -> Crossing:
    """The crossing on one side of a cell."""
    ends = sorted((row + CORNERS[end % 4][0], column + CORNERS[end % 4][1]) for end in (side, side + 1))
    return (*ends[0], *ends[1])


def crossing_point(field: Floats, at: Crossing) -> tuple[float, float]:
    """Where between its two grid points the field is zero: x, y."""
    row, column, below, beside = at
    one, other = field[row, column], field[below, beside]
    part = one / (one - other)
    return column + part * (beside - column), row + part * (below - row)


def simplified(line: Floats, tolerance: float, *, closed: bool = False) -> Floats:
    """The line with only the vertices it needs to stay within `tolerance` of itself."""
    if len(line) < 4:  # noqa: PLR2004 - nothing to leave out
        return line
    kept = np.zeros(len(line), dtype=np.bool_)
    if closed:
        far = int(((line - line[0]) ** 2).sum(axis=1).argmax())
        around = np.concatenate([line, line[:1]])
        reached = np.zeros(len(around), dtype=np.bool_)
        needed_between(around, 0, far, tolerance, reached)
        needed_between(around, far, len(line), tolerance, reached)
        kept[:] = reached[:-1]
    else:
        needed_between(line, 0, len(line) - 1, tolerance, kept)
    return line[kept]


@compiled
def needed_between(line: Floats, first: int, last: int, tolerance: float, kept: NDArray[np.bool_]) -> None:
    """Marks the vertices that a piece of the line needs, its ends included."""
    begins, ends = [first], [last]
    kept[first] = kept[last] = True
    while begins:
        begin, end = begins.pop(), ends.pop()
        dx, dy = line[end, 0] - line[begin, 0], line[end, 1] - line[begin, 1]
        length, farthest, at = np.sqrt(dx * dx + dy * dy), tolerance, -1
        for each in range(begin + 1, end):
            px, py = line[each, 0] - line[begin, 0], line[each, 1] - line[begin, 1]
            away = abs(px * dy - py * dx) / length if length > 0.0 else np.sqrt(px * px + py * py)
            if away > farthest:
                farthest, at = away, each
        if at >= 0:
            kept[at] = True
            begins.append(begin)
            ends.append(at)
            begins.append(at)
            ends.append(end)
