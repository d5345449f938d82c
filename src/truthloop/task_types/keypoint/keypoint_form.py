"""How points are written, and how those of several workers are made one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from truthloop.task_types.drawn_answers import ShapeForm, numbers_at
from truthloop.task_types.most_agreed import middle_point
from truthloop.task_types.shape_matches import matched
from truthloop.task_types.vertices import AXES


def point_numbers(shape: Mapping[str, Any]) -> tuple[float, ...]:
    """The point; `Invalid` says which is missing."""
    return numbers_at(shape, AXES)


def written_point(numbers: tuple[float, ...]) -> dict[str, int]:
    """Whole pixels."""
    x, y = numbers
    return {"x": round(x), "y": round(y)}


KEYPOINTS = ShapeForm(
    answer_key="keypoints",
    value_key="keypoints",
    example='{"label": "head", "x": 448, "y": 424}',
    numbers=point_numbers,
    written=written_point,
    choices={"median": partial(matched, choose=middle_point, widened=True)},
    kept=("group", "visibility"),
)
