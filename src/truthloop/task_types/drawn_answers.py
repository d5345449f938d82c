"""Shapes that workers drew on an image, read from their answers, and what is wrong with an answer.

The answer of every drawing element: `{"NAME": {"boundingBoxes": [{"label": …}], "inputImageProperties": {…}}}`.
Source: "Crowd HTML elements reference", SageMaker developer guide.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeGuard

from truthloop.task_types.manifest_values import shown
from truthloop.terms.errors import Invalid
from truthloop.terms.labeling import Annotation, LabelTerms


@dataclass(frozen=True, slots=True)
class Drawn:
    """One shape."""

    class_id: int
    numbers: tuple[float, ...]
    """A box's left, top, width, height; of all others x, y, x, y, …"""
    more: Mapping[str, Any] = field(default_factory=dict)
    """What else is said of it and kept, such as a keypoint's group."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that one worker drew on an image; nothing is an answer too."""

    worker_id: str
    shapes: tuple[Drawn, ...]
    size: tuple[int, int] | None
    """(width, height) of the image as the worker's browser read it."""
    changed: bool | None
    """Whether the worker changed what was there to begin with; None where nothing was."""


@dataclass(frozen=True, slots=True)
class Fused:
    """One shape out of several workers'."""

    shape: Drawn
    confidence: float
    """0 to 1."""


Fuse = Callable[[Sequence[Drawing]], Iterable[Fused]]
"""The shapes of two or more workers on one image made one each."""


@dataclass(frozen=True, slots=True)
class ShapeForm:
    """How one kind of shape is written, and how many are made one."""

    answer_key: str
    """Of the list in an answer: `boundingBoxes`."""
    value_key: str
    """Of the list in the label: `annotations`."""
    example: str
    """A shape of an answer, for messages."""
    numbers: Callable[[Mapping[str, Any]], tuple[float, ...]]
    """From an answer's or a label's shape; `Invalid` says what it lacks."""
    written: Callable[[tuple[float, ...]], dict[str, Any]]
    choices: Mapping[str, Fuse]
    """By name, AWS's way first."""
    kept: tuple[str, ...] = ()
    """Further keys of a shape that go into the label."""


def drawn_part(content: Mapping[str, Any], form: ShapeForm) -> Mapping[str, Any] | None:
    """The part of an answer that holds the shapes, whatever the element is called."""
    for value in content.values():
        if isinstance(value, Mapping) and isinstance(value.get(form.answer_key), list):
            return value
    return None


def check_answer(content: Mapping[str, Any], terms: LabelTerms, form: ShapeForm) -> str | None:
    """What is wrong with a worker's answer, or None. A label that the job lacks is told before anything else."""
    part = drawn_part(content, form)
    if part is None:
        return f'has no list `{form.answer_key}`: `{{"NAME": {{"{form.answer_key}": [{form.example}]}}}}` is expected'
    for place, shape in enumerate(part[form.answer_key]):
        wrong = wrong_shape(shape, terms, form)
        if wrong is not None:
            return f"has {shown(shape)} as entry {place} of `{form.answer_key}`, which {wrong}"
    return None


def wrong_shape(shape: object, terms: LabelTerms, form: ShapeForm) -> str | None:
    """What is wrong with one shape of an answer."""
    if not isinstance(shape, Mapping):
        return f"is no object such as {form.example}"
    if shape.get("label") not in terms.labels:
        return f"has a label that is none of the job's: {', '.join(terms.labels)}"
    try:
        form.numbers(shape)
    except Invalid as error:
        return str(error)
    return None


def drawing(annotation: Annotation, terms: LabelTerms, form: ShapeForm) -> Drawing | None:
    """What a worker drew, shapes that cannot be read left out; None for an answer without a list of shapes."""
    part = drawn_part(annotation.content, form)
    if part is None:
        return None
    modified = part.get("initialValueModified")
    return Drawing(
        worker_id=annotation.worker_id,
        shapes=tuple(readable(part[form.answer_key], terms, form)),
        size=image_size(part.get("inputImageProperties")),
        changed=modified if isinstance(modified, bool) else None,
    )


def readable(shapes: Iterable[Any], terms: LabelTerms, form: ShapeForm) -> Iterator[Drawn]:
    """The shapes of an answer that are one of the job's labels and have a place."""
    for shape in shapes:
        if not isinstance(shape, Mapping) or shape.get("label") not in terms.labels:
            continue
        try:
            numbers = form.numbers(shape)
        except Invalid:
            continue
        more = {key: shape[key] for key in form.kept if key in shape}
        yield Drawn(terms.labels.index(shape["label"]), numbers, more)


def image_size(properties: object) -> tuple[int, int] | None:
    """(width, height) out of `inputImageProperties`."""
    if not isinstance(properties, Mapping):
        return None
    width, height = properties.get("width"), properties.get("height")
    return (round(width), round(height)) if is_number(width) and is_number(height) else None


def is_number(value: object) -> TypeGuard[float]:
    """Whether a JSON value is a number that is one."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def numbers_at(shape: Mapping[str, Any], keys: Sequence[str]) -> tuple[float, ...]:
    """The numbers of a shape; `Invalid` names the first that is none."""
    for key in keys:
        if not is_number(shape.get(key)):
            raise Invalid(f"has {shown(shape.get(key))} for `{key}`, where a number is needed")
    return tuple(float(shape[key]) for key in keys)
