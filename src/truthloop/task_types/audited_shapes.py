"""Earlier labels made of drawn shapes, as a verification or adjustment page needs them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from truthloop.task_types.audited_drawings import AuditedKind
from truthloop.task_types.drawn_answers import ShapeForm
from truthloop.task_types.manifest_values import shown
from truthloop.terms.errors import Invalid


def audited_shapes(form: ShapeForm, types: frozenset[str], plural: str) -> AuditedKind:
    """The kind of label that one form of shapes makes."""

    def wrong(value: Any, metadata: Mapping[str, Any]) -> str | None:  # noqa: ANN401 - a manifest holds anything
        return wrong_shapes(value, metadata, form)

    def shown_as(value: Any, metadata: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ANN401 - the same
        names = metadata["class-map"]
        shapes = [element_shape(shape, names, form) for shape in value[form.value_key]]
        return {"initialValue": shapes, "auditedLabels": list(dict.fromkeys(each["label"] for each in shapes))}

    return AuditedKind(types, plural, wrong, shown_as)


def wrong_shapes(value: object, metadata: Mapping[str, Any], form: ShapeForm) -> str | None:
    """Why a label cannot be shown, or None."""
    shapes = value.get(form.value_key) if isinstance(value, Mapping) else None
    if not isinstance(shapes, list):
        return f"has no list `{form.value_key}`"
    names = metadata.get("class-map")
    if not isinstance(names, Mapping):
        return 'has no `class-map` in its metadata, such as {"0": "dog"}'
    for place, shape in enumerate(shapes):
        reason = wrong_shape(shape, names, form)
        if reason is not None:
            return f"has {shown(shape)} as entry {place} of `{form.value_key}`, which {reason}"
    return None


def wrong_shape(shape: object, names: Mapping[str, Any], form: ShapeForm) -> str | None:
    """What is wrong with one shape of a label."""
    if not isinstance(shape, Mapping):
        return "is no object"
    if not isinstance(names.get(str(shape.get("class_id"))), str):
        return f"has a `class_id` that `class-map` does not name; it names {', '.join(map(str, names)) or 'none'}"
    try:
        form.numbers(shape)
    except Invalid as error:
        return str(error)
    return None


def element_shape(shape: Mapping[str, Any], names: Mapping[str, str], form: ShapeForm) -> dict[str, Any]:
    """A shape as the elements' `initial-value` and overlays write it."""
    more = {key: shape[key] for key in form.kept if key in shape}
    return {"label": names[str(shape["class_id"])], **form.written(form.numbers(shape)), **more}
