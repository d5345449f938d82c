"""How outlines are written, and how those of several workers are made one."""

from __future__ import annotations

from functools import partial

from truthloop.task_types.drawn_answers import ShapeForm
from truthloop.task_types.most_agreed import most_agreed_outline
from truthloop.task_types.shape_matches import matched
from truthloop.task_types.vertices import vertex_numbers, written_vertices

POLYGONS = ShapeForm(
    answer_key="polygons",
    value_key="polygons",
    example='{"label": "Tree", "vertices": [{"x": 570, "y": 239}, {"x": 603, "y": 513}, {"x": 823, "y": 645}]}',
    numbers=vertex_numbers(3),
    written=written_vertices,
    choices={"most-agreed": partial(matched, choose=most_agreed_outline, widened=False)},
)
