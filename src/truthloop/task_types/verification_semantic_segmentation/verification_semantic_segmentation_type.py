"""Verdicts on earlier masks: AWS's VerificationSemanticSegmentation. Unlike the mask, a verdict is no file."""

from __future__ import annotations

from functools import partial

from truthloop.task_types import audited_drawings, verification_form
from truthloop.task_types.audited_masks import AUDITED_MASKS
from truthloop.task_types.class_votes import CONSOLIDATIONS
from truthloop.task_types.task_type import TaskType, own_page

VERIFICATION_SEMANTIC_SEGMENTATION = TaskType(
    name="verification-semantic-segmentation",
    function_names=("VerificationSemanticSegmentation",),
    output_type=verification_form.OUTPUT_TYPE,
    fewest_labels=2,
    check_line=partial(audited_drawings.check_line, kind=AUDITED_MASKS),
    task_input=partial(audited_drawings.task_input, kind=AUDITED_MASKS),
    check_answer=verification_form.check_answer,
    consolidate=verification_form.consolidate,
    consolidations=CONSOLIDATIONS,
    pools_skills=True,
    template=own_page(__package__, "verification_semantic_segmentation.liquid.html"),
)
