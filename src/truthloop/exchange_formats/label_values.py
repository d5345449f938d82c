"""From the value and metadata of one label attribute to a label, by their shape rather than by their type alone.

Shapes: https://docs.aws.amazon.com/sagemaker/latest/dg/sms-data-output.html. AWS has no single-image form of polygons,
polylines, keypoints and instance masks; ours follow its boxes and masks (docs/reference/exchange-formats.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from truthloop.exchange_formats.label_fields import (
    Json,
    UnreadableLabel,
    class_map,
    class_name,
    confidence,
    confidences,
    hex_color,
    image_size,
    listed,
    member,
    number,
    text,
    whole,
)
from truthloop.exchange_formats.labelled_items import (
    Box,
    BoxLabels,
    ClassChoice,
    ClassChoices,
    ClassMask,
    InstanceMask,
    Keypoint,
    KeypointLabels,
    Label,
    MaskColour,
    MaskInstance,
    Outline,
    Point,
    PolygonLabels,
    PolylineLabels,
    TextSpan,
    TextSpans,
)

NO_EXCHANGE_FORM = ("groundtruth/point_cloud", "groundtruth/lidar", "groundtruth/video-object")
"""Beginnings of types whose values look like others' but mean something else."""
_LEAST_VERTICES = {"polygons": 3, "polylines": 2}


def read_label(value: Json, metadata: Mapping[str, Any]) -> Label:
    """The label. Raises UnreadableLabel, saying what is wrong and where."""
    type_ = str(metadata.get("type", ""))
    if type_.startswith(NO_EXCHANGE_FORM):
        raise UnreadableLabel(f"labels of the type {type_} have no exchange form here")
    if isinstance(value, str) and ("internal-color-map" in metadata or "color-map" in metadata):
        return _class_mask(value, metadata)
    if isinstance(value, str) and "instances" in metadata:
        return _instance_mask(value, metadata)
    if isinstance(value, Mapping):
        return _drawn_or_marked(value, metadata, type_)
    if isinstance(value, list):
        return _choices(value, metadata)
    if "class-name" in metadata or _is_index(value):
        return _choice(value, metadata)
    raise UnreadableLabel(f"a value of the type {type_ or 'unknown'} has no exchange form here")


def _drawn_or_marked(value: Mapping[str, Any], metadata: Mapping[str, Any], type_: str) -> Label:
    if isinstance(value.get("annotations"), Mapping):
        return _spans(value["annotations"], metadata)
    for key, read in (
        ("annotations", _boxes),
        ("polygons", _polygons),
        ("polylines", _polylines),
        ("keypoints", _keypoints),
    ):
        if isinstance(value.get(key), list):
            return read(value, metadata)
    raise UnreadableLabel(
        f"an object with the keys {sorted(value)} of the type {type_ or 'unknown'} has no exchange form"
    )


def _boxes(value: Mapping[str, Any], metadata: Mapping[str, Any]) -> BoxLabels:
    given, names = listed(value, "annotations", "value"), class_map(metadata)
    sure = confidences(metadata, "objects", len(given))
    return BoxLabels(image_size(value), tuple(_box(each, i, names, sure[i]) for i, each in enumerate(given)))


def _box(given: Json, index: int, names: Mapping[int, str], sure: float | None) -> Box:
    place = f"annotations[{index}]"
    class_id, name = _class_of(given, names, place)
    left, top, width, height = (number(given, key, place) for key in ("left", "top", "width", "height"))
    return Box(name, class_id, left, top, width, height, sure)


def _polygons(value: Mapping[str, Any], metadata: Mapping[str, Any]) -> PolygonLabels:
    return PolygonLabels(image_size(value), _outlines(value, metadata, "polygons"))


def _polylines(value: Mapping[str, Any], metadata: Mapping[str, Any]) -> PolylineLabels:
    return PolylineLabels(image_size(value), _outlines(value, metadata, "polylines"))


def _outlines(value: Mapping[str, Any], metadata: Mapping[str, Any], key: str) -> tuple[Outline, ...]:
    given, names = listed(value, key, "value"), class_map(metadata)
    sure = confidences(metadata, "objects", len(given))
    return tuple(_outline(each, f"{key}[{i}]", names, sure[i], _LEAST_VERTICES[key]) for i, each in enumerate(given))


def _outline(given: Json, place: str, names: Mapping[int, str], sure: float | None, least: int) -> Outline:
    class_id, name = _class_of(given, names, place)
    vertices = tuple(_point(each, f"{place}.vertices[{i}]") for i, each in enumerate(listed(given, "vertices", place)))
    if len(vertices) < least:
        raise UnreadableLabel(f"{place} has {len(vertices)} vertices; at least {least} are needed")
    return Outline(name, class_id, vertices, sure)


def _point(given: Json, place: str) -> Point:
    return number(given, "x", place), number(given, "y", place)


def _keypoints(value: Mapping[str, Any], metadata: Mapping[str, Any]) -> KeypointLabels:
    given, names = listed(value, "keypoints", "value"), class_map(metadata)
    sure = confidences(metadata, "objects", len(given))
    points = []
    for index, each in enumerate(given):
        class_id, name = _class_of(each, names, f"keypoints[{index}]")
        points.append(Keypoint(name, class_id, *_point(each, f"keypoints[{index}]"), sure[index]))
    return KeypointLabels(image_size(value), tuple(points))


def _class_of(given: Json, names: Mapping[int, str], place: str) -> tuple[int, str]:
    key = "class-id" if isinstance(given, Mapping) and "class-id" in given else "class_id"
    class_id = whole(given, key, place)
    return class_id, class_name(names, class_id)


def _choice(value: Json, metadata: Mapping[str, Any]) -> ClassChoice:
    class_id = whole({"value": value}, "value", "label")
    name = metadata.get("class-name")
    feedback = metadata.get("worker-feedback") or ()
    comments = tuple(str(each["comment"]) for each in feedback if isinstance(each, Mapping) and each.get("comment"))
    known = name if isinstance(name, str) else class_name(class_map(metadata), class_id)
    return ClassChoice(known, class_id, confidence(metadata), comments)


def _choices(value: Sequence[Any], metadata: Mapping[str, Any]) -> ClassChoices:
    names = class_map(metadata)
    given = metadata.get("confidence-map")
    sure = given if isinstance(given, Mapping) else {}
    chosen = [whole({"value": each}, "value", f"label[{i}]") for i, each in enumerate(value)]
    return ClassChoices(tuple(ClassChoice(class_name(names, i), i, _mapped_confidence(sure, i)) for i in chosen))


def _mapped_confidence(sure: Mapping[Any, Any], class_id: int) -> float | None:
    return confidence({"confidence": sure.get(str(class_id), sure.get(class_id))})


def _class_mask(ref: str, metadata: Mapping[str, Any]) -> ClassMask:
    given = metadata.get("internal-color-map", metadata.get("color-map"))
    if not isinstance(given, Mapping):
        raise UnreadableLabel(f"internal-color-map is {type(given).__name__}, not an object")
    colours = (_mask_colour(key, each) for key, each in given.items())
    return ClassMask(ref, tuple(sorted(colours, key=lambda colour: colour.class_id)))


def _mask_colour(key: Json, given: Json) -> MaskColour:
    place = f"internal-color-map.{key}"
    index = whole({"key": key}, "key", "internal-color-map")
    return MaskColour(text(given, "class-name", place), index, hex_color(given, "hex-color", place), confidence(given))


def _instance_mask(ref: str, metadata: Mapping[str, Any]) -> InstanceMask:
    instances = tuple(
        MaskInstance(
            text(each, "class-name", f"instances[{i}]"),
            hex_color(each, "hex-color", f"instances[{i}]"),
            confidence(each),
        )
        for i, each in enumerate(listed(metadata, "instances", "metadata"))
    )
    return InstanceMask(ref, instances)


def _spans(value: Mapping[str, Any], metadata: Mapping[str, Any]) -> TextSpans:
    given = listed(value, "entities", "annotations")
    sure = confidences(metadata, "entities", len(given))
    labels = value.get("labels") or ()
    known = tuple(
        (text(each, "label", f"annotations.labels[{i}]"), str(each.get("shortDisplayName") or ""))
        for i, each in enumerate(labels)
    )
    return TextSpans(tuple(_span(each, i, sure[i]) for i, each in enumerate(given)), known)


def _span(given: Json, index: int, sure: float | None) -> TextSpan:
    place = f"annotations.entities[{index}]"
    start, end = whole(given, "startOffset", place), whole(given, "endOffset", place)
    if not 0 <= start < end:
        raise UnreadableLabel(f"{place} goes from {start} to {end}; an entity has at least one character")
    return TextSpan(str(member(given, "label", place)), start, end, sure)


def _is_index(value: Json) -> bool:
    return (isinstance(value, int) and not isinstance(value, bool)) or (isinstance(value, str) and value.isdecimal())
