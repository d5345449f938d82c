"""Any number of classes for each text: AWS's TextMultiClassMultiLabel."""

from __future__ import annotations

from truthloop.task_types import multi_label
from truthloop.task_types.manifest_values import need_source, task_object
from truthloop.task_types.reading_page import reading_page
from truthloop.task_types.task_type import TaskType

TEXT_CLASSIFICATION_MULTILABEL = TaskType(
    name="text-classification-multilabel",
    function_names=("TextMultiClassMultiLabel",),
    output_type="groundtruth/text-classification-multilabel",
    fewest_labels=2,
    check_line=need_source,
    task_input=task_object,
    check_answer=multi_label.check_answer,
    consolidate=multi_label.consolidate,
    consolidations=multi_label.CONSOLIDATIONS,
    pools_skills=True,
    job_name_prefix="labeling-job/",
    template=reading_page(__package__, "text_classification_multilabel.liquid.html"),
)
