"""Outlines of things in an image, in AWS's form for video frames; AWS has no such task type for images."""

from __future__ import annotations

from functools import partial

from truthloop.task_types import drawn_answers, drawn_labels
from truthloop.task_types.manifest_values import need_source_ref, task_object
from truthloop.task_types.polygon.polygon_form import POLYGONS
from truthloop.task_types.task_type import TaskType, own_page

POLYGON = TaskType(
    name="polygon",
    function_names=("Polygon",),
    output_type="truthloop/polygon",
    fewest_labels=1,
    check_line=need_source_ref,
    task_input=task_object,
    check_answer=partial(drawn_answers.check_answer, form=POLYGONS),
    consolidate=partial(drawn_labels.consolidate, form=POLYGONS),
    consolidations=tuple(POLYGONS.choices),
    template=own_page(__package__, "polygon.liquid.html"),
)
