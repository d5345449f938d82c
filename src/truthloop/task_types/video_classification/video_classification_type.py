"""One class for each video clip: AWS's VideoMultiClass, which its developer guide calls VideoClassification.

AWS prints no output of its own for clips; it is the one of images and texts, with `video` in the type's name.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from truthloop.task_types import single_label
from truthloop.task_types.class_votes import CONSOLIDATIONS
from truthloop.task_types.manifest_values import Line, need_source_ref, shown, task_object
from truthloop.task_types.reading_page import reading_page
from truthloop.task_types.task_type import TaskType
from truthloop.terms.labeling import LabelTerms

PLAYED = (".mp4", ".ogg", ".ogv", ".webm", ".m4v")
"""AWS names mp4, ogg and webm; the other two are other names of the same containers."""


def need_clip(line: Line, terms: LabelTerms) -> str | None:
    """Why a line without the address of a clip that browsers play cannot be worked on."""
    fault = need_source_ref(line, terms)
    ending = PurePosixPath(str(line.get("source-ref"))).suffix.lower()
    if fault or not ending or ending in PLAYED:
        return fault
    return f"has the `source-ref` {shown(line['source-ref'])}; browsers play clips that end in {', '.join(PLAYED)}"


VIDEO_CLASSIFICATION = TaskType(
    name="video-classification",
    function_names=("VideoMultiClass", "VideoClassification"),
    output_type="groundtruth/video-classification",
    fewest_labels=2,
    check_line=need_clip,
    task_input=task_object,
    check_answer=single_label.check_answer,
    consolidate=single_label.consolidate,
    consolidations=CONSOLIDATIONS,
    pools_skills=True,
    template=reading_page(__package__, "video_classification.liquid.html", "clip"),
)
