"""Earlier polylines put right, in the form of AWS's adjustment of bounding boxes."""

from __future__ import annotations

from functools import partial

from truthloop.task_types import audited_drawings, drawn_answers, drawn_labels
from truthloop.task_types.audited_shapes import audited_shapes
from truthloop.task_types.polyline.polyline_form import POLYLINES
from truthloop.task_types.task_type import TaskType, own_page

AUDITED = audited_shapes(POLYLINES, frozenset({"truthloop/polyline"}), "polylines")

ADJUSTMENT_POLYLINE = TaskType(
    name="adjustment-polyline",
    function_names=("AdjustmentPolyline",),
    output_type="truthloop/polyline",
    fewest_labels=1,
    check_line=partial(audited_drawings.check_line, kind=AUDITED, adjusts=True),
    task_input=partial(audited_drawings.task_input, kind=AUDITED),
    check_answer=partial(drawn_answers.check_answer, form=POLYLINES),
    consolidate=partial(drawn_labels.consolidate, form=POLYLINES, adjusts=True),
    consolidations=tuple(POLYLINES.choices),
    template=own_page(__package__, "adjustment_polyline.liquid.html"),
)
