"""Entities marked in texts: AWS's NamedEntityRecognition."""

from __future__ import annotations

from truthloop.task_types import entity_choices, entity_spans
from truthloop.task_types.manifest_values import need_source
from truthloop.task_types.reading_page import reading_page
from truthloop.task_types.task_type import TaskType

NAMED_ENTITY_RECOGNITION = TaskType(
    name="named-entity-recognition",
    function_names=("NamedEntityRecognition",),
    output_type=entity_spans.OUTPUT_TYPE,
    fewest_labels=1,
    needs_instructions=True,
    check_line=need_source,
    task_input=entity_spans.text_object,
    check_answer=entity_spans.check_answer,
    consolidate=entity_choices.consolidate,
    consolidations=entity_choices.CONSOLIDATIONS,
    pooled_choices=entity_choices.POOLED,
    reads_lines=True,
    job_name_prefix="labeling-job/",
    template=reading_page(__package__, "named_entity_recognition.liquid.html"),
)
