"""How lines of several points are written, and how those of several workers are made one."""

from __future__ import annotations

from functools import partial

from truthloop.consolidation.shapes.consolidated_polylines import LEAST_LIKENESS, consolidate_polylines, polylines
from truthloop.task_types.drawn_answers import ShapeForm
from truthloop.task_types.fused_points import every, middle, most_agreed
from truthloop.task_types.vertices import vertex_numbers, written_vertices

POLYLINES = ShapeForm(
    answer_key="polylines",
    value_key="polylines",
    example='{"label": "Lane", "vertices": [{"x": 0, "y": 436}, {"x": 480, "y": 430}]}',
    numbers=vertex_numbers(2),
    written=written_vertices,
    choices={
        "median": partial(middle, find=consolidate_polylines),
        "most-agreed": partial(most_agreed, find=consolidate_polylines, likeness=polylines(LEAST_LIKENESS).likeness),
        "union": partial(every, find=consolidate_polylines),
    },
)
