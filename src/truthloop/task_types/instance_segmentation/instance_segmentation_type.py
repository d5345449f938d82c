"""A color for every single object of an image; AWS has the element and no task type for it."""

from __future__ import annotations

from truthloop.task_types import instance_labels, instance_masks
from truthloop.task_types.manifest_values import need_source_ref, task_object
from truthloop.task_types.task_type import RefName, TaskType, own_page

INSTANCE_SEGMENTATION = TaskType(
    name="instance-segmentation",
    function_names=("InstanceSegmentation",),
    output_type="truthloop/instance-segmentation",
    fewest_labels=1,
    check_line=need_source_ref,
    task_input=task_object,
    check_answer=instance_masks.check_answer,
    consolidate=instance_labels.consolidate,
    ref_name=RefName.REQUIRED,
    consolidations=instance_labels.CONSOLIDATIONS,
    template=own_page(__package__, "instance_segmentation.liquid.html"),
)
