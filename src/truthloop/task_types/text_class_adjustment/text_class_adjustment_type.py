"""The class that a text has, corrected.

Ours, in AWS's form of adjustment: AWS adjusts boxes and segmentation only.
"""

from __future__ import annotations

from truthloop.task_types import single_label
from truthloop.task_types.audited_label import need_audited_label, with_adjustment_status
from truthloop.task_types.class_audit import TEXT_CLASSES, class_changed, showing_class
from truthloop.task_types.class_votes import CONSOLIDATIONS
from truthloop.task_types.manifest_values import need_source
from truthloop.task_types.reading_page import reading_page
from truthloop.task_types.task_type import TaskType

TEXT_CLASS_ADJUSTMENT = TaskType(
    name="text-class-adjustment",
    function_names=("AdjustmentTextMultiClass",),
    output_type="groundtruth/text-classification",
    fewest_labels=2,
    check_line=need_audited_label(need_source, TEXT_CLASSES),
    task_input=showing_class(TEXT_CLASSES),
    check_answer=single_label.check_answer,
    consolidate=with_adjustment_status(single_label.consolidate, class_changed(TEXT_CLASSES)),
    consolidations=CONSOLIDATIONS,
    pools_skills=True,
    reads_lines=True,
    template=reading_page(__package__, "text_class_adjustment.liquid.html", "adjustment"),
)
