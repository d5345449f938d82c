"""Rankings of responses, questions and answers, and whatever else is read from the raw answers: AWS's PassThrough.

AWS consolidates nothing here. A named choice writes the common ranking of each prompt instead of an empty label.
"""

from __future__ import annotations

from typing import Any

from truthloop.task_types import custom_form, ranked_responses
from truthloop.task_types.manifest_values import Line, instructions, need_one_source
from truthloop.task_types.reading_page import reading_page
from truthloop.task_types.task_type import RefName, TaskType
from truthloop.terms.labeling import LabelTerms

DIMENSIONS = ({"name": "Overall", "allowTie": True},)
"""What our own page ranks by, unless the label category configuration has `ordinalRankingDimensions`."""


def page_input(line: Line, terms: LabelTerms) -> dict[str, Any]:
    """`task.input`: the manifest object itself, and what our page shows besides, where the object has no such key."""
    dimensions = terms.config.get("ordinalRankingDimensions") or list(DIMENSIONS)
    return {**instructions(terms.config), "ordinalRankingDimensions": dimensions, **line}


PASS_THROUGH = TaskType(
    name="pass-through",
    function_names=("PassThrough",),
    output_type=custom_form.OUTPUT_TYPE,
    fewest_labels=0,
    check_line=need_one_source,
    task_input=page_input,
    check_answer=custom_form.any_answer,
    consolidate=ranked_responses.consolidate,
    consolidations=ranked_responses.CONSOLIDATIONS,
    ref_name=RefName.FREE,
    stamp=custom_form.stamp_custom,
    template=reading_page(__package__, "pass_through.liquid.html"),
)
