"""Whether the entities that a text has are right.

Ours, in AWS's form of verification: AWS verifies boxes and segmentation only.
"""

from __future__ import annotations

from truthloop.task_types import entity_audit, verification_form
from truthloop.task_types.class_votes import CONSOLIDATIONS
from truthloop.task_types.reading_page import reading_page
from truthloop.task_types.task_type import TaskType

NAMED_ENTITY_VERIFICATION = TaskType(
    name="named-entity-verification",
    function_names=("VerificationNamedEntityRecognition",),
    output_type=verification_form.OUTPUT_TYPE,
    fewest_labels=2,
    check_line=entity_audit.need_entities,
    task_input=entity_audit.entities_to_verify,
    check_answer=verification_form.check_answer,
    consolidate=verification_form.consolidate,
    consolidations=CONSOLIDATIONS,
    pools_skills=True,
    template=reading_page(__package__, "named_entity_verification.liquid.html", "verification"),
)
