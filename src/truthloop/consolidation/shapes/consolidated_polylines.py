"""Polylines of many workers made one per object; a line is a polyline of two vertices.

Two lines are alike by their mean distance from each other, both ways (chamfer distance), as a share of their length:
neither the direction in which they were drawn nor the number of vertices matters. Lines with the same number of
vertices in about the same places are made one vertex by vertex. All others are walked at even steps and the median
taken at each, after turning them all the same way.

Chamfer distance: G. Borgefors, Hierarchical chamfer matching, IEEE Transactions on Pattern Analysis and Machine
Intelligence 10, 1988.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from truthloop.consolidation.arrays import Floats
from truthloop.consolidation.compiled import compiled
from truthloop.consolidation.shapes.consolidated_drawings import (
    ConsolidatedDrawings,
    DrawingKind,
    consolidated_drawings,
)
from truthloop.consolidation.shapes.drawing_table import DrawingTable
from truthloop.consolidation.shapes.found_drawings import FoundDrawing, OneDrawing, found_drawings
from truthloop.consolidation.shapes.zero_contours import simplified

REACH = 0.1
"""Lines this share of their length apart, in the mean, have nothing in common."""
LEAST_LIKENESS = 0.3
OTHER_LABEL = 0.7
"""What a likeness is worth where the labels differ."""
ENDS = 2
STEPS = 33
"""Points at which the distance of lines is measured."""
FINE = 129
"""Points at which the median is taken."""
ALIKE = 0.08
"""Vertices farther apart than this share of the line's length are not the same vertex."""
MOST_ALIKE = 64
NEEDED = 0.004
"""Vertices that bend the result by less than this share of its length are left out."""


def consolidate_polylines(answers: Sequence[Sequence[OneDrawing]], least: float = LEAST_LIKENESS) -> list[FoundDrawing]:
    """The lines of one image; `answers` has for each worker who looked their (label, vertices (k, 2)).

    `Invalid` for fewer than two vertices or numbers that are not finite.
    """
    return found_drawings(answers, polylines(least), ENDS)


def consolidated_polylines(table: DrawingTable, least: float = LEAST_LIKENESS) -> ConsolidatedDrawings:
    """The lines of many images, from a table of drawings with at least two vertices each."""
    return consolidated_drawings(table, polylines(least))


def polylines(least: float) -> DrawingKind:
    """How lines are compared and made one."""
    return DrawingKind(likeness=line_likeness, fused=fused_line, least=least, other_label=OTHER_LABEL)


def fused_line(members: Sequence[Floats]) -> Floats:
    """One line of two or more, in the direction of the first by its vertices."""
    first = min(members, key=lambda each: each.ravel().tolist())
    length = float(np.median([line_length(each) for each in members]))
    turned = [directed(each, first) for each in members]
    if len(first) <= MOST_ALIKE and all(len(each) == len(first) for each in members):
        middle: Floats = np.median(turned, axis=0)
        if np.sqrt(((np.stack(turned) - middle) ** 2).sum(axis=2)).max() <= ALIKE * length or len(first) == ENDS:
            return middle
    walked: Floats = np.median([even_steps(each, FINE) for each in turned], axis=0)
    return simplified(walked, NEEDED * length)


def directed(line: Floats, other: Floats) -> Floats:
    """The line run through in the direction in which it is nearer to the other, step by step."""
    goal = even_steps(other, STEPS)
    return min(
        (line, np.ascontiguousarray(line[::-1])), key=lambda way: float(((even_steps(way, STEPS) - goal) ** 2).sum())
    )


@compiled
def line_length(line: Floats) -> float:
    """The length along a line (k, 2)."""
    length = 0.0
    for at in range(len(line) - 1):
        length += np.sqrt((line[at + 1, 0] - line[at, 0]) ** 2 + (line[at + 1, 1] - line[at, 1]) ** 2)
    return length


@compiled
def even_steps(line: Floats, steps: int) -> Floats:
    """(steps, 2) points at even distances along a line, its ends included."""
    points, length = np.empty((steps, 2)), line_length(line)
    at, passed = 0, 0.0
    for step in range(steps):
        goal = length * step / (steps - 1)
        while True:
            dx, dy = line[at + 1, 0] - line[at, 0], line[at + 1, 1] - line[at, 1]
            piece = np.sqrt(dx * dx + dy * dy)
            if passed + piece >= goal or at + 2 >= len(line):
                break
            passed += piece
            at += 1
        part = min(1.0, (goal - passed) / piece) if piece > 0.0 else 0.0
        points[step, 0], points[step, 1] = line[at, 0] + part * dx, line[at, 1] + part * dy
    return points


@compiled
def line_likeness(one: Floats, other: Floats) -> float:
    """1 for the same course, 0 for lines that are REACH of their length apart in the mean."""
    length = 0.5 * (line_length(one) + line_length(other))
    apart = 0.5 * (mean_distance(one, other) + mean_distance(other, one))
    if length <= 0.0:
        return 1.0 if apart <= 0.0 else 0.0
    return max(0.0, 1.0 - apart / (REACH * length))


@compiled
def mean_distance(one: Floats, other: Floats) -> float:
    """The mean distance of points along a line from another line."""
    points, total = even_steps(one, STEPS), 0.0
    for place in range(STEPS):
        least = np.inf
        for start in range(len(other) - 1):
            dx, dy = other[start + 1, 0] - other[start, 0], other[start + 1, 1] - other[start, 1]
            px, py = points[place, 0] - other[start, 0], points[place, 1] - other[start, 1]
            length = dx * dx + dy * dy
            part = min(1.0, max(0.0, (px * dx + py * dy) / length)) if length > 0.0 else 0.0
            ax, ay = px - part * dx, py - part * dy
            least = min(least, ax * ax + ay * ay)
        total += np.sqrt(least)
    return total / STEPS
