"""Verdicts on earlier masks of single objects, in the form of AWS's verification of masks."""

from __future__ import annotations

from functools import partial

from truthloop.task_types import audited_drawings, verification_form
from truthloop.task_types.audited_instances import AUDITED_INSTANCES
from truthloop.task_types.class_votes import CONSOLIDATIONS
from truthloop.task_types.task_type import TaskType, own_page

VERIFICATION_INSTANCE_SEGMENTATION = TaskType(
    name="verification-instance-segmentation",
    function_names=("VerificationInstanceSegmentation",),
    output_type=verification_form.OUTPUT_TYPE,
    fewest_labels=2,
    check_line=partial(audited_drawings.check_line, kind=AUDITED_INSTANCES),
    task_input=partial(audited_drawings.task_input, kind=AUDITED_INSTANCES),
    check_answer=verification_form.check_answer,
    consolidate=verification_form.consolidate,
    consolidations=CONSOLIDATIONS,
    pools_skills=True,
    template=own_page(__package__, "verification_instance_segmentation.liquid.html"),
)
