"""Whatever the requester's own template asks for, with or without functions of theirs.

Without a pre-annotation function `task.input` is the manifest object; without a consolidation function the label is
empty and its metadata says where the answers are.
"""

from __future__ import annotations

from truthloop.task_types import custom_form
from truthloop.task_types.manifest_values import need_one_source
from truthloop.task_types.task_type import RefName, TaskType

CUSTOM = TaskType(
    name="custom",
    function_names=(),
    output_type=custom_form.OUTPUT_TYPE,
    fewest_labels=0,
    check_line=need_one_source,
    task_input=custom_form.whole_line,
    check_answer=custom_form.any_answer,
    consolidate=custom_form.pass_through,
    ref_name=RefName.FREE,
    stamp=custom_form.stamp_custom,
)
