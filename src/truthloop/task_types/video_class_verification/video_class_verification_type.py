"""Whether the class that a video clip has is right.

Ours, in AWS's form of verification: AWS verifies boxes and segmentation only.
"""

from __future__ import annotations

from truthloop.task_types import verification_form
from truthloop.task_types.audited_label import need_audited_label
from truthloop.task_types.class_audit import CLIP_CLASSES, showing_class
from truthloop.task_types.class_votes import CONSOLIDATIONS
from truthloop.task_types.reading_page import reading_page
from truthloop.task_types.task_type import TaskType
from truthloop.task_types.video_classification.video_classification_type import need_clip

VIDEO_CLASS_VERIFICATION = TaskType(
    name="video-class-verification",
    function_names=("VerificationVideoMultiClass",),
    output_type=verification_form.OUTPUT_TYPE,
    fewest_labels=2,
    check_line=need_audited_label(need_clip, CLIP_CLASSES),
    task_input=showing_class(CLIP_CLASSES),
    check_answer=verification_form.check_answer,
    consolidate=verification_form.consolidate,
    consolidations=CONSOLIDATIONS,
    pools_skills=True,
    template=reading_page(__package__, "video_class_verification.liquid.html", "clip", "verification"),
)
