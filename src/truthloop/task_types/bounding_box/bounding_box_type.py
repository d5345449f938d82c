"""Boxes around things in an image: AWS's BoundingBox."""

from __future__ import annotations

from functools import partial

from truthloop.task_types import drawn_answers, drawn_labels
from truthloop.task_types.bounding_box.box_form import BOXES
from truthloop.task_types.manifest_values import need_source_ref, task_object
from truthloop.task_types.task_type import TaskType, own_page

BOUNDING_BOX = TaskType(
    name="bounding-box",
    function_names=("BoundingBox",),
    output_type="groundtruth/object-detection",
    fewest_labels=1,
    check_line=need_source_ref,
    task_input=task_object,
    check_answer=partial(drawn_answers.check_answer, form=BOXES),
    consolidate=partial(drawn_labels.consolidate, form=BOXES),
    consolidations=tuple(BOXES.choices),
    template=own_page(__package__, "bounding_box.liquid.html"),
)
