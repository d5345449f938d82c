"""The class that a video clip has, corrected.

Ours, in AWS's form of adjustment: AWS adjusts boxes and segmentation only.
"""

from __future__ import annotations

from truthloop.task_types import single_label
from truthloop.task_types.audited_label import need_audited_label, with_adjustment_status
from truthloop.task_types.class_audit import CLIP_CLASSES, class_changed, showing_class
from truthloop.task_types.class_votes import CONSOLIDATIONS
from truthloop.task_types.reading_page import reading_page
from truthloop.task_types.task_type import TaskType
from truthloop.task_types.video_classification.video_classification_type import need_clip

VIDEO_CLASS_ADJUSTMENT = TaskType(
    name="video-class-adjustment",
    function_names=("AdjustmentVideoMultiClass",),
    output_type="groundtruth/video-classification",
    fewest_labels=2,
    check_line=need_audited_label(need_clip, CLIP_CLASSES),
    task_input=showing_class(CLIP_CLASSES),
    check_answer=single_label.check_answer,
    consolidate=with_adjustment_status(single_label.consolidate, class_changed(CLIP_CLASSES)),
    consolidations=CONSOLIDATIONS,
    pools_skills=True,
    reads_lines=True,
    template=reading_page(__package__, "video_class_adjustment.liquid.html", "clip", "adjustment"),
)
