"""Entities that a text has, corrected.

Ours, in AWS's form of adjustment: AWS adjusts boxes and segmentation only.
"""

from __future__ import annotations

from truthloop.task_types import entity_audit, entity_choices, entity_spans
from truthloop.task_types.audited_label import with_adjustment_status
from truthloop.task_types.reading_page import reading_page
from truthloop.task_types.task_type import TaskType

NAMED_ENTITY_ADJUSTMENT = TaskType(
    name="named-entity-adjustment",
    function_names=("AdjustmentNamedEntityRecognition",),
    output_type=entity_spans.OUTPUT_TYPE,
    fewest_labels=1,
    check_line=entity_audit.need_known_entities,
    task_input=entity_audit.entities_to_adjust,
    check_answer=entity_spans.check_answer,
    consolidate=with_adjustment_status(entity_choices.consolidate, entity_audit.entities_changed),
    consolidations=entity_choices.CONSOLIDATIONS,
    pooled_choices=entity_choices.POOLED,
    reads_lines=True,
    job_name_prefix="labeling-job/",
    template=reading_page(__package__, "named_entity_adjustment.liquid.html"),
)
