"""Earlier masks put right: AWS's AdjustmentSemanticSegmentation."""

from __future__ import annotations

from functools import partial

from truthloop.task_types import audited_drawings, semantic_masks
from truthloop.task_types.audited_masks import AUDITED_MASKS
from truthloop.task_types.task_type import RefName, TaskType, own_page

ADJUSTMENT_SEMANTIC_SEGMENTATION = TaskType(
    name="adjustment-semantic-segmentation",
    function_names=("AdjustmentSemanticSegmentation",),
    output_type="groundtruth/semantic-segmentation",
    fewest_labels=1,
    check_line=partial(audited_drawings.check_line, kind=AUDITED_MASKS, adjusts=True),
    task_input=partial(audited_drawings.task_input, kind=AUDITED_MASKS),
    check_answer=partial(semantic_masks.check_answer, adjusts=True),
    consolidate=partial(semantic_masks.consolidate, adjusts=True),
    ref_name=RefName.REQUIRED,
    consolidations=semantic_masks.CONSOLIDATIONS,
    template=own_page(__package__, "adjustment_semantic_segmentation.liquid.html"),
)
