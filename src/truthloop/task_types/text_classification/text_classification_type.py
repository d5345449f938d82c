"""One class for each text: AWS's TextMultiClass."""

from __future__ import annotations

from truthloop.task_types import single_label
from truthloop.task_types.class_votes import CONSOLIDATIONS
from truthloop.task_types.manifest_values import need_source, task_object
from truthloop.task_types.reading_page import reading_page
from truthloop.task_types.task_type import TaskType

TEXT_CLASSIFICATION = TaskType(
    name="text-classification",
    function_names=("TextMultiClass",),
    output_type="groundtruth/text-classification",
    fewest_labels=2,
    check_line=need_source,
    task_input=task_object,
    check_answer=single_label.check_answer,
    consolidate=single_label.consolidate,
    consolidations=CONSOLIDATIONS,
    pools_skills=True,
    template=reading_page(__package__, "text_classification.liquid.html"),
)
