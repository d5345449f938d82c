"""What the verification and the adjustment of classes have in common, of images, texts and clips alike.

AWS has such jobs for boxes and segmentation only; these are ours, in AWS's form. What is verified may have one class or
any number of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from truthloop.task_types.audited_label import audited_attribute, audited_object, metadata_of
from truthloop.task_types.class_votes import chosen_label
from truthloop.task_types.manifest_values import Line
from truthloop.task_types.multi_label import chosen_labels
from truthloop.task_types.task_type import TaskInput
from truthloop.terms.labeling import AnsweredObject, LabelTerms

IMAGE_CLASSES = frozenset({"groundtruth/image-classification"})
TEXT_CLASSES = frozenset({"groundtruth/text-classification"})
CLIP_CLASSES = frozenset({"groundtruth/video-classification"})
IMAGE_CLASS_SETS = frozenset({"groundtruth/image-classification-multilabel"})
TEXT_CLASS_SETS = frozenset({"groundtruth/text-classification-multilabel"})
BETWEEN_CLASSES = " · "
"""Between the names of several, where they are shown as one text: names have commas of their own."""
NO_CLASS = "∅"
"""Shown for a label that says that no class fits."""


def audited_classes(line: Line, terms: LabelTerms, output_types: frozenset[str]) -> tuple[str, ...] | None:
    """The names of the classes to look at, the most probable first; None where there is no such label."""
    attribute = audited_attribute(line, terms, output_types)
    if attribute is None:
        return None
    metadata = metadata_of(line, attribute)
    name, names = metadata.get("class-name"), metadata.get("class-map")
    if isinstance(name, str):
        return (name,)
    return class_names(line[attribute], names) if isinstance(names, Mapping) else None


def class_names(value: Any, names: Mapping[str, Any]) -> tuple[str, ...]:  # noqa: ANN401 - whatever a line has there
    """The names of class ids in the order of the value; ids without a name as they are."""
    ids = value if isinstance(value, list) else list(names)
    return tuple(str(names.get(str(class_id), class_id)) for class_id in ids)


def audited_class(line: Line, terms: LabelTerms, output_types: frozenset[str]) -> str | None:
    """The classes to look at as one text."""
    found = audited_classes(line, terms, output_types)
    return None if found is None else BETWEEN_CLASSES.join(found) or NO_CLASS


def showing_class(output_types: frozenset[str]) -> TaskInput:
    """`task.input` with the classes to look at: as one text, `auditedClass`, and one by one, `auditedClasses`."""

    def task_input(line: Line, terms: LabelTerms) -> dict[str, Any]:
        classes = audited_classes(line, terms, output_types)
        return {
            **audited_object(line, terms),
            "auditedClass": audited_class(line, terms, output_types),
            "auditedClasses": list(classes or ()),
        }

    return task_input


def class_changed(output_types: frozenset[str]) -> Callable[[AnsweredObject, LabelTerms], bool]:
    """Whether any worker chose another class than the one that came."""

    def changed(found: AnsweredObject, terms: LabelTerms) -> bool:
        came = audited_classes(found.line, terms, output_types)
        chosen = (chosen_label(annotation.content) for annotation in found.annotations)
        return any(label is not None and (label,) != came for label in chosen)

    return changed


def class_set_changed(output_types: frozenset[str]) -> Callable[[AnsweredObject, LabelTerms], bool]:
    """Whether any worker chose other classes than those that came; an exclusion category is no class."""

    def changed(found: AnsweredObject, terms: LabelTerms) -> bool:
        came = set(audited_classes(found.line, terms, output_types) or ())
        chosen = (chosen_labels(annotation.content) for annotation in found.annotations)
        return any(labels is not None and came != {one for one in labels if one in terms.labels} for labels in chosen)

    return changed
