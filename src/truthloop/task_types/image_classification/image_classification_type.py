"""One class for each image: AWS's ImageMultiClass."""

from __future__ import annotations

from truthloop.task_types import single_label
from truthloop.task_types.class_votes import CONSOLIDATIONS
from truthloop.task_types.manifest_values import need_source_ref, task_object
from truthloop.task_types.task_type import TaskType, own_page

IMAGE_CLASSIFICATION = TaskType(
    name="image-classification",
    function_names=("ImageMultiClass",),
    output_type="groundtruth/image-classification",
    fewest_labels=2,
    check_line=need_source_ref,
    task_input=task_object,
    check_answer=single_label.check_answer,
    consolidate=single_label.consolidate,
    consolidations=CONSOLIDATIONS,
    pools_skills=True,
    template=own_page(__package__, "image_classification.liquid.html"),
)
