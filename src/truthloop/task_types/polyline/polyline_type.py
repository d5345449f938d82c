"""Lines along things in an image, in AWS's form for video frames; AWS has no such task type for images."""

from __future__ import annotations

from functools import partial

from truthloop.task_types import drawn_answers, drawn_labels
from truthloop.task_types.manifest_values import need_source_ref, task_object
from truthloop.task_types.polyline.polyline_form import POLYLINES
from truthloop.task_types.task_type import TaskType, own_page

POLYLINE = TaskType(
    name="polyline",
    function_names=("Polyline",),
    output_type="truthloop/polyline",
    fewest_labels=1,
    check_line=need_source_ref,
    task_input=task_object,
    check_answer=partial(drawn_answers.check_answer, form=POLYLINES),
    consolidate=partial(drawn_labels.consolidate, form=POLYLINES),
    consolidations=tuple(POLYLINES.choices),
    template=own_page(__package__, "polyline.liquid.html"),
)
