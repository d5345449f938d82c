"""Any number of classes for each image: AWS's ImageMultiClassMultiLabel."""

from __future__ import annotations

from truthloop.task_types import multi_label
from truthloop.task_types.manifest_values import need_source_ref, task_object
from truthloop.task_types.task_type import TaskType, own_page

IMAGE_CLASSIFICATION_MULTILABEL = TaskType(
    name="image-classification-multilabel",
    function_names=("ImageMultiClassMultiLabel",),
    output_type="groundtruth/image-classification-multilabel",
    fewest_labels=2,
    check_line=need_source_ref,
    task_input=task_object,
    check_answer=multi_label.check_answer,
    consolidate=multi_label.consolidate,
    consolidations=multi_label.CONSOLIDATIONS,
    pools_skills=True,
    job_name_prefix="labeling-job/",
    template=own_page(__package__, "image_classification_multilabel.liquid.html"),
)
