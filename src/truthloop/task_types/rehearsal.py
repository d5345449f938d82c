"""Consolidates a task type's own example once, so that what it stands on is compiled before the first real answers.

Numba compiles a pass at its first call and keeps the result on disk: on a new machine that takes seconds for a type,
afterwards a moment.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from truthloop.task_types.label_categories import label_names
from truthloop.task_types.task_type import TaskType
from truthloop.terms.labeling import Annotation, AnsweredObject, LabelTerms


def rehearse(task_type: TaskType) -> int:
    """Make the labels of the example; how many."""
    folder = files(f"truthloop.task_types.{task_type.name.replace('-', '_')}")
    example: dict[str, Any] = json.loads(folder.joinpath("example.json").read_text(encoding="utf-8"))
    config = example.get("label_categories") or {}
    annotations = tuple(Annotation(f"rehearsal-{at}", content) for at, content in enumerate(example["answers"]))
    terms = LabelTerms(
        job_name="rehearsal",
        attribute=example["label_attribute"],
        labels=label_names(config),
        config=config,
        workers_per_object=len(annotations),
    )
    return len(list(task_type.consolidate([AnsweredObject(0, example["manifest_line"], annotations)], terms)))
