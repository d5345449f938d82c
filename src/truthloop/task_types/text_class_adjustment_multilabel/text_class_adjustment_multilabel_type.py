"""The classes that a text has, any number of them, corrected.

Ours, in AWS's form of adjustment: AWS adjusts boxes and segmentation only.
"""

from __future__ import annotations

from truthloop.task_types import multi_label
from truthloop.task_types.audited_label import need_audited_label, with_adjustment_status
from truthloop.task_types.class_audit import TEXT_CLASS_SETS, class_set_changed, showing_class
from truthloop.task_types.manifest_values import need_source
from truthloop.task_types.reading_page import reading_page
from truthloop.task_types.task_type import TaskType

TEXT_CLASS_ADJUSTMENT_MULTILABEL = TaskType(
    name="text-class-adjustment-multilabel",
    function_names=("AdjustmentTextMultiClassMultiLabel",),
    output_type="groundtruth/text-classification-multilabel",
    fewest_labels=2,
    check_line=need_audited_label(need_source, TEXT_CLASS_SETS),
    task_input=showing_class(TEXT_CLASS_SETS),
    check_answer=multi_label.check_answer,
    consolidate=with_adjustment_status(multi_label.consolidate, class_set_changed(TEXT_CLASS_SETS)),
    consolidations=multi_label.CONSOLIDATIONS,
    pools_skills=True,
    reads_lines=True,
    job_name_prefix="labeling-job/",
    template=reading_page(__package__, "text_class_adjustment_multilabel.liquid.html", "adjustment", "several"),
)
