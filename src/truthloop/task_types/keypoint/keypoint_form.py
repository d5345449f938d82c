"""How points are written, and how those of several workers are made one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from truthloop.task_types.drawn_answers import ShapeForm, numbers_at
from truthloop.task_types.keypoint.fused_keypoints import every_keypoint, middle_keypoints
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
    choices={"median": middle_keypoints, "union": every_keypoint},
    kept=("group", "visibility"),
)
