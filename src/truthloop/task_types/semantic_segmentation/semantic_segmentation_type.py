"""A label for every pixel of an image: AWS's SemanticSegmentation."""

from __future__ import annotations

from truthloop.task_types import semantic_masks
from truthloop.task_types.manifest_values import need_source_ref, task_object
from truthloop.task_types.task_type import RefName, TaskType, own_page

SEMANTIC_SEGMENTATION = TaskType(
    name="semantic-segmentation",
    function_names=("SemanticSegmentation",),
    output_type="groundtruth/semantic-segmentation",
    fewest_labels=1,
    check_line=need_source_ref,
    task_input=task_object,
    check_answer=semantic_masks.check_answer,
    consolidate=semantic_masks.consolidate,
    ref_name=RefName.REQUIRED,
    consolidations=semantic_masks.CONSOLIDATIONS,
    template=own_page(__package__, "semantic_segmentation.liquid.html"),
)
