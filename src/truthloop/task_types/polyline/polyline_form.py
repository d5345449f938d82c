"""How lines of several points are written, and how those of several workers are made one."""

from __future__ import annotations

from functools import partial

from truthloop.task_types.drawn_answers import ShapeForm
from truthloop.task_types.most_agreed import most_agreed_line
from truthloop.task_types.shape_matches import matched
from truthloop.task_types.vertices import vertex_numbers, written_vertices

POLYLINES = ShapeForm(
    answer_key="polylines",
    value_key="polylines",
    example='{"label": "Lane", "vertices": [{"x": 0, "y": 436}, {"x": 480, "y": 430}]}',
    numbers=vertex_numbers(2),
    written=written_vertices,
    choices={"most-agreed": partial(matched, choose=most_agreed_line, widened=True)},
)
