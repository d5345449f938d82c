"""The lines along which a field of numbers is zero, and lines with fewer vertices.

W. E. Lorensen and H. E. Cline, Marching cubes, SIGGRAPH 1987, in the plane; D. H. Douglas and T. K. Peucker, Algorithms
for the reduction of the number of points required to represent a digitized line, Cartographica 10, 1973.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from truthloop.consolidation.arrays import Floats, Offsets
from truthloop.consolidation.compiled import compiled


def zero_contours(field: Floats) -> list[Floats]:
    """Closed lines (k, 2) of x, y in cells around what is above zero; the border of the field must not be."""
    following = np.full(2 * field.size, -1, dtype=np.int64)
    pieces = pieces_of(field, following)
    points, ends = np.empty((pieces, 2)), np.empty(pieces, dtype=np.int64)
    lines = trace(field, following, points, ends)
    return np.split(points, ends[: lines - 1]) if lines else []


@compiled
def pieces_of(field: Floats, following: Offsets) -> int:
    """Fills in, for each side of a cell on which the field leaves the inside, on which one it enters it; how many.

    Side 2 n goes right from grid point n, side 2 n + 1 down from it. Around a cell, clockwise, each piece goes from
    where one leaves the inside to where one enters it again: so the pieces of neighbouring cells continue each other.
    """
    width, pieces = field.shape[1], 0
    sides, inside = np.empty(4, dtype=np.int64), np.empty(4, dtype=np.bool_)
    for row in range(field.shape[0] - 1):
        for column in range(width - 1):
            inside[0], inside[1] = field[row, column] > 0, field[row, column + 1] > 0
            inside[2], inside[3] = field[row + 1, column + 1] > 0, field[row + 1, column] > 0
            if inside[0] == inside[1] and inside[1] == inside[2] and inside[2] == inside[3]:
                continue
            here = row * width + column
            sides[0], sides[1], sides[2], sides[3] = 2 * here, 2 * here + 3, 2 * (here + width), 2 * here + 1
            middle = field[row, column] + field[row, column + 1] + field[row + 1, column] + field[row + 1, column + 1]
            saddle = inside[0] == inside[2] and inside[1] == inside[3]
            # In a saddle whose middle is outside the pieces cut off the inner corners, else always the outer ones.
            step = 3 if saddle and middle <= 0 else 1
            for side in range(4):
                if inside[side] and not inside[(side + 1) % 4]:
                    other = (side + step) % 4
                    while inside[other] or not inside[(other + 1) % 4]:
                        other = (other + step) % 4
                    following[sides[side]] = sides[other]
                    pieces += 1
    return pieces


@compiled
def trace(field: Floats, following: Offsets, points: Floats, ends: Offsets) -> int:
    """Fills `points` line after line, and `ends` with where each ends; how many lines. Uses up `following`."""
    width, done, lines = field.shape[1], 0, 0
    for start in range(len(following)):
        at = start
        while following[at] >= 0:
            row, column = (at // 2) // width, (at // 2) % width
            down = at % 2
            one, other = field[row, column], field[row + down, column + 1 - down]
            part = one / (one - other)
            points[done, 0], points[done, 1] = column + part * (1 - down), row + part * down
            done += 1
            after = following[at]
            following[at] = -1
            at = after
        if done and (lines == 0 or ends[lines - 1] < done):
            ends[lines] = done
            lines += 1
    return lines


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
