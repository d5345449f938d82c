"""Whether the class that an image has is right, or the classes, where it has any number of them.

Ours, in AWS's form of verification: AWS verifies boxes and segmentation only.
"""

from __future__ import annotations

from truthloop.task_types import verification_form
from truthloop.task_types.audited_label import need_audited_label
from truthloop.task_types.class_audit import IMAGE_CLASS_SETS, IMAGE_CLASSES, showing_class
from truthloop.task_types.class_votes import CONSOLIDATIONS
from truthloop.task_types.manifest_values import need_source_ref
from truthloop.task_types.reading_page import reading_page
from truthloop.task_types.task_type import TaskType

IMAGE_CLASS_VERIFICATION = TaskType(
    name="image-class-verification",
    function_names=("VerificationImageMultiClass", "VerificationImageMultiClassMultiLabel"),
    output_type=verification_form.OUTPUT_TYPE,
    fewest_labels=2,
    check_line=need_audited_label(need_source_ref, IMAGE_CLASSES | IMAGE_CLASS_SETS),
    task_input=showing_class(IMAGE_CLASSES | IMAGE_CLASS_SETS),
    check_answer=verification_form.check_answer,
    consolidate=verification_form.consolidate,
    consolidations=CONSOLIDATIONS,
    pools_skills=True,
    template=reading_page(__package__, "image_class_verification.liquid.html", "verification"),
)
