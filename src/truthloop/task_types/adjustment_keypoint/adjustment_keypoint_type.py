"""Earlier keypoints put right, in the form of AWS's adjustment of bounding boxes."""

from __future__ import annotations

from functools import partial

from truthloop.task_types import audited_drawings, drawn_answers, drawn_labels
from truthloop.task_types.audited_shapes import audited_shapes
from truthloop.task_types.keypoint.keypoint_form import KEYPOINTS
from truthloop.task_types.task_type import TaskType, own_page

AUDITED = audited_shapes(KEYPOINTS, frozenset({"truthloop/keypoint"}), "keypoints")

ADJUSTMENT_KEYPOINT = TaskType(
    name="adjustment-keypoint",
    function_names=("AdjustmentKeypoint",),
    output_type="truthloop/keypoint",
    fewest_labels=1,
    check_line=partial(audited_drawings.check_line, kind=AUDITED, adjusts=True),
    task_input=partial(audited_drawings.task_input, kind=AUDITED),
    check_answer=partial(drawn_answers.check_answer, form=KEYPOINTS),
    consolidate=partial(drawn_labels.consolidate, form=KEYPOINTS, adjusts=True),
    consolidations=tuple(KEYPOINTS.choices),
    template=own_page(__package__, "adjustment_keypoint.liquid.html"),
)
