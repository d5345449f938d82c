"""What the verification and the adjustment of single classes have in common, of images and texts alike.

AWS has such jobs for boxes and segmentation only; these are ours, in AWS's form.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from truthloop.task_types.audited_label import audited_attribute, audited_object, metadata_of
from truthloop.task_types.class_votes import chosen_label
from truthloop.task_types.manifest_values import Line
from truthloop.task_types.task_type import TaskInput
from truthloop.terms.labeling import AnsweredObject, LabelTerms

IMAGE_CLASSES = frozenset({"groundtruth/image-classification"})
TEXT_CLASSES = frozenset({"groundtruth/text-classification"})


def audited_class(line: Line, terms: LabelTerms, output_types: frozenset[str]) -> str | None:
    """The name of the class to look at."""
    attribute = audited_attribute(line, terms, output_types)
    name = metadata_of(line, attribute).get("class-name") if attribute else None
    return name if isinstance(name, str) else None


def showing_class(output_types: frozenset[str]) -> TaskInput:
    """`task.input` with the class to look at as `auditedClass`."""

    def task_input(line: Line, terms: LabelTerms) -> dict[str, Any]:
        return {**audited_object(line, terms), "auditedClass": audited_class(line, terms, output_types)}

    return task_input


def class_changed(output_types: frozenset[str]) -> Callable[[AnsweredObject, LabelTerms], bool]:
    """Whether any worker chose another class than the one that came."""

    def changed(found: AnsweredObject, terms: LabelTerms) -> bool:
        came = audited_class(found.line, terms, output_types)
        chosen = (chosen_label(annotation.content) for annotation in found.annotations)
        return any(label is not None and label != came for label in chosen)

    return changed
