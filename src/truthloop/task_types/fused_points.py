"""Polygons, polylines and points of several workers made one for each thing that probably exists."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

import numpy as np

from truthloop.consolidation.arrays import Floats
from truthloop.consolidation.shapes.found_drawings import FoundDrawing
from truthloop.task_types.drawn_answers import Drawing, Drawn, Fused

PROBABLE = 0.5

Answers: TypeAlias = Sequence[Sequence[tuple[int, Floats]]]
"""For each worker their (class id, points (n, 2))."""
FindShapes: TypeAlias = Callable[[Answers], Sequence[FoundDrawing]]
Likeness: TypeAlias = Callable[[Floats, Floats], float]


def points(shape: Drawn) -> Floats:
    """(n, 2) x and y."""
    return np.asarray(shape.numbers, dtype=np.float64).reshape(-1, 2)


def answers_of(drawings: Sequence[Drawing]) -> Answers:
    """What each worker drew."""
    return [[(shape.class_id, points(shape)) for shape in each.shapes] for each in drawings]


def middle(drawings: Sequence[Drawing], find: FindShapes) -> Iterator[Fused]:
    """The shape between those of the workers."""
    return found_with(drawings, find, PROBABLE)


def every(drawings: Sequence[Drawing], find: FindShapes) -> Iterator[Fused]:
    """Whatever anybody drew, once."""
    return found_with(drawings, find, 0.0)


def found_with(drawings: Sequence[Drawing], find: FindShapes, least: float) -> Iterator[Fused]:
    """The things that exist with at least this probability."""
    for found in find(answers_of(drawings)):
        if found.existence >= least:
            yield Fused(Drawn(int(found.label), tuple(found.vertices.ravel().tolist())), found.confidence)


def most_agreed(drawings: Sequence[Drawing], find: FindShapes, likeness: Likeness) -> Iterator[Fused]:
    """One worker's own shape: the one most like those of the others (the medoid); of equals the one further left."""
    for found in find(answers_of(drawings)):
        if found.existence >= PROBABLE:
            members = [points(drawings[worker].shapes[place]) for worker, place in found.members]
            like = [round(mean_likeness(each, members, likeness), 9) for each in members]
            best = min(range(len(members)), key=lambda at: (-like[at], members[at].ravel().tolist()))
            sure = found.existence * found.label_probability * like[best]
            yield Fused(Drawn(int(found.label), tuple(members[best].ravel().tolist())), sure)


def mean_likeness(one: Floats, members: Sequence[Floats], likeness: Likeness) -> float:
    """How like a shape the others are; 1 where there are none."""
    others = [likeness(one, other) for other in members if other is not one]
    return float(np.mean(others)) if others else 1.0
