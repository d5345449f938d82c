"""How outlines are written, and how those of several workers are made one."""

from __future__ import annotations

from functools import partial

from truthloop.consolidation.shapes.consolidated_polygons import LEAST_OVERLAP, consolidate_polygons, polygons
from truthloop.task_types.drawn_answers import ShapeForm
from truthloop.task_types.fused_points import every, middle, most_agreed
from truthloop.task_types.vertices import vertex_numbers, written_vertices

POLYGONS = ShapeForm(
    answer_key="polygons",
    value_key="polygons",
    example='{"label": "Tree", "vertices": [{"x": 570, "y": 239}, {"x": 603, "y": 513}, {"x": 823, "y": 645}]}',
    numbers=vertex_numbers(3),
    written=written_vertices,
    choices={
        "median": partial(middle, find=consolidate_polygons),
        "most-agreed": partial(most_agreed, find=consolidate_polygons, likeness=polygons(LEAST_OVERLAP).likeness),
        "union": partial(every, find=consolidate_polygons),
    },
)
