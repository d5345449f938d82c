"""Earlier polygons put right, in the form of AWS's adjustment of bounding boxes."""

from __future__ import annotations

from functools import partial

from truthloop.task_types import audited_drawings, drawn_answers, drawn_labels
from truthloop.task_types.audited_shapes import audited_shapes
from truthloop.task_types.polygon.polygon_form import POLYGONS
from truthloop.task_types.task_type import TaskType, own_page

AUDITED = audited_shapes(POLYGONS, frozenset({"truthloop/polygon"}), "polygons")

ADJUSTMENT_POLYGON = TaskType(
    name="adjustment-polygon",
    function_names=("AdjustmentPolygon",),
    output_type="truthloop/polygon",
    fewest_labels=1,
    check_line=partial(audited_drawings.check_line, kind=AUDITED, adjusts=True),
    task_input=partial(audited_drawings.task_input, kind=AUDITED),
    check_answer=partial(drawn_answers.check_answer, form=POLYGONS),
    consolidate=partial(drawn_labels.consolidate, form=POLYGONS, adjusts=True),
    consolidations=tuple(POLYGONS.choices),
    template=own_page(__package__, "adjustment_polygon.liquid.html"),
)
