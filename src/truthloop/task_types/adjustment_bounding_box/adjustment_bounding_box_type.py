"""Earlier bounding boxes put right: AWS's AdjustmentBoundingBox."""

from __future__ import annotations

from functools import partial

from truthloop.task_types import audited_drawings, drawn_answers, drawn_labels
from truthloop.task_types.bounding_box.audited_boxes import AUDITED_BOXES
from truthloop.task_types.bounding_box.box_form import BOXES
from truthloop.task_types.task_type import TaskType, own_page

ADJUSTMENT_BOUNDING_BOX = TaskType(
    name="adjustment-bounding-box",
    function_names=("AdjustmentBoundingBox",),
    output_type="groundtruth/object-detection",
    fewest_labels=1,
    check_line=partial(audited_drawings.check_line, kind=AUDITED_BOXES, adjusts=True),
    task_input=partial(audited_drawings.task_input, kind=AUDITED_BOXES),
    check_answer=partial(drawn_answers.check_answer, form=BOXES),
    consolidate=partial(drawn_labels.consolidate, form=BOXES, adjusts=True),
    consolidations=tuple(BOXES.choices),
    template=own_page(__package__, "adjustment_bounding_box.liquid.html"),
)
