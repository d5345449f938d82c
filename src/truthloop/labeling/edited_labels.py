"""A label after a person edited it: the new value, and metadata that fits it. Pure.

The metadata keeps its type and everything the value does not decide. What workers' answers said of confidence does not
hold of the new value: whoever edits is taken to be sure, so it becomes 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson

from truthloop.labeling.output_lines import label_text
from truthloop.task_types.task_type import creation_date
from truthloop.terms.errors import Invalid

FIXED = ("type", "job-name")
SURE = 1.0
SHAPES = ("annotations", "polygons", "polylines", "keypoints")
"""Where a label has its list of shapes."""


def edited_label(
    before: str, attribute: str, new: str, added: str | None, labels: tuple[str, ...], now: datetime
) -> str:
    """The label attribute and its metadata with a new value (JSON texts); raises Invalid."""
    old = orjson.loads(before)
    value, extra = parsed("Label", new), {} if added is None else parsed("Metadata", added)
    if not isinstance(extra, dict):
        raise Invalid(f"Metadata must be the JSON text of an object; it is {added!r}.")
    metadata = dict(old[f"{attribute}-metadata"])
    check_kind(old.get(attribute), value)
    for name in FIXED:
        if name in extra and extra[name] != metadata.get(name):
            raise Invalid(f"Metadata.{name} cannot be changed from {metadata.get(name)!r} to {extra[name]!r}.")
    metadata |= {**fitting(value, metadata, labels), "creation-date": creation_date(now), **extra}
    return label_text(attribute, value, metadata)


def parsed(where: str, text: str) -> Any:  # noqa: ANN401 - any JSON value
    """JSON text; Invalid names the parameter."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise Invalid(
            f"{where} is no JSON text: {error}. A class id is 1, a text is written with its quotes."
        ) from error


def check_kind(old: Any, new: Any) -> None:  # noqa: ANN401 - any JSON value
    """Raise Invalid for a value of another JSON kind than the label's."""
    if old is not None and kind(old) != kind(new):
        raise Invalid(f"Label is a JSON {kind(new)}; the label of this object is a JSON {kind(old)}.")


def kind(value: Any) -> str:  # noqa: ANN401 - any JSON value
    """A JSON value's kind, as people call it."""
    if isinstance(value, bool):
        return "boolean"
    names = {dict: "object", list: "list", str: "text", int: "number", float: "number", type(None): "null"}
    return names[type(value)]


def fitting(value: Any, metadata: Mapping[str, Any], labels: tuple[str, ...]) -> dict[str, Any]:  # noqa: ANN401
    """The members of the metadata that the value decides, by what the metadata has."""
    if "class-name" in metadata:
        return {"class-name": class_name(value, labels), "confidence": SURE}
    if isinstance(value, list) and "class-map" in metadata:
        names = {str(one): class_name(one, labels) for one in value}
        return {"class-map": names, "confidence-map": dict.fromkeys(names, SURE)}
    if not isinstance(value, dict):
        return {}
    shapes = next((value[key] for key in SHAPES if isinstance(value.get(key), list)), None)
    if shapes is not None and "objects" in metadata:
        ids = sorted({shape.get("class_id") for shape in shapes if isinstance(shape, dict)}, key=str)
        names = {str(one): class_name(one, labels) for one in ids}
        return {"class-map": names, "objects": [{"confidence": SURE} for _ in shapes]}
    marked = value.get("annotations")
    if isinstance(marked, dict) and "entities" in metadata:
        return {"entities": [{"confidence": SURE} for _ in marked.get("entities", ())]}
    return {}


def class_name(class_id: Any, labels: tuple[str, ...]) -> str:  # noqa: ANN401 - any JSON value
    """The name of a class id; Invalid."""
    if isinstance(class_id, bool) or not isinstance(class_id, int) or not 0 <= class_id < len(labels):
        allowed = ", ".join(f"{index} ({label})" for index, label in enumerate(labels))
        raise Invalid(f"Label has the class id {class_id!r}; the job's are {allowed or 'none'}.")
    return labels[class_id]
