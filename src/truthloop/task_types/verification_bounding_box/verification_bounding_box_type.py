"""Verdicts on earlier bounding boxes: AWS's VerificationBoundingBox."""

from __future__ import annotations

from functools import partial

from truthloop.task_types import audited_drawings, verification_form
from truthloop.task_types.bounding_box.audited_boxes import AUDITED_BOXES
from truthloop.task_types.class_votes import CONSOLIDATIONS
from truthloop.task_types.task_type import TaskType, own_page

VERIFICATION_BOUNDING_BOX = TaskType(
    name="verification-bounding-box",
    function_names=("VerificationBoundingBox",),
    output_type=verification_form.OUTPUT_TYPE,
    fewest_labels=2,
    check_line=partial(audited_drawings.check_line, kind=AUDITED_BOXES),
    task_input=partial(audited_drawings.task_input, kind=AUDITED_BOXES),
    check_answer=verification_form.check_answer,
    consolidate=verification_form.consolidate,
    consolidations=CONSOLIDATIONS,
    pools_skills=True,
    template=own_page(__package__, "verification_bounding_box.liquid.html"),
)
