"""Shapes made of points, as AWS writes them: `{"vertices": [{"x": 570, "y": 239}, …]}`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

from truthloop.task_types.drawn_answers import numbers_at
from truthloop.task_types.manifest_values import shown
from truthloop.terms.errors import Invalid

AXES = ("x", "y")


def vertex_numbers(fewest: int) -> Callable[[Mapping[str, Any]], tuple[float, ...]]:
    """Reads x, y, x, y, … of a shape with at least so many vertices; `Invalid` says what it lacks."""

    def numbers(shape: Mapping[str, Any]) -> tuple[float, ...]:
        vertices = shape.get("vertices")
        if not isinstance(vertices, list) or len(vertices) < fewest:
            raise Invalid(
                f'has {shown(vertices)} for `vertices`; a list of {fewest} or more {{"x": 1, "y": 2}} is needed'
            )
        return tuple(number for vertex in vertices for number in vertex_at(vertex))

    return numbers


def vertex_at(vertex: object) -> tuple[float, ...]:
    """The place of one vertex."""
    if not isinstance(vertex, Mapping):
        raise Invalid(f'has {shown(vertex)} among its `vertices`; {{"x": 1, "y": 2}} is needed')
    return numbers_at(vertex, AXES)


def written_vertices(numbers: tuple[float, ...]) -> dict[str, list[dict[str, int]]]:
    """Whole pixels; vertices that rounding makes equal to the one before are written once."""
    points = [(round(x), round(y)) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
    kept = [points[0], *(after for before, after in pairwise(points) if after != before)]
    return {"vertices": [{"x": x, "y": y} for x, y in kept]}
