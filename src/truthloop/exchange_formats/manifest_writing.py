"""Labelled items out as lines of an augmented manifest, in AWS's shapes: the inverse of `manifest_reading`.

A verification or adjustment job can take such a manifest as its input.
Shapes: https://docs.aws.amazon.com/sagemaker/latest/dg/sms-data-output.html
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

import orjson

from truthloop.exchange_formats.labelled_items import (
    Box,
    BoxLabels,
    ClassChoice,
    ClassChoices,
    ClassMask,
    ImageLabel,
    ImageSize,
    InstanceMask,
    Keypoint,
    KeypointLabels,
    Label,
    LabelledItem,
    MaskLabel,
    Outline,
    PolygonLabels,
    PolylineLabels,
    TextSpans,
)
from truthloop.exchange_formats.manifest_reading import METADATA, REF
from truthloop.terms.errors import Invalid

LONGEST_LINE = 100_000
"""Characters: https://docs.aws.amazon.com/sagemaker/latest/dg/sms-input-data-input-manifest.html"""
_OTHER_TYPES: dict[type[Label], str] = {
    BoxLabels: "groundtruth/object-detection",
    PolygonLabels: "truthloop/polygon",
    PolylineLabels: "truthloop/polyline",
    KeypointLabels: "truthloop/keypoint",
    ClassMask: "groundtruth/semantic-segmentation",
    InstanceMask: "truthloop/instance-segmentation",
    TextSpans: "groundtruth/text-span",
}
"""Types of the labels whose type does not depend on the object."""


def manifest_line(item: LabelledItem, attribute: str) -> dict[str, Any]:
    """The item as one object of a manifest; an item without a label holds only its source."""
    source = {"source-ref": item.source_ref} if item.source_ref is not None else {"source": item.text or ""}
    if item.label is None:
        return source
    name = attribute_name(attribute, item.label)
    value, facts = label_value(item.label)
    metadata = {
        **facts,
        "type": item.type or label_type(item),
        "human-annotated": "yes" if item.human_annotated else "no",
        "creation-date": item.creation_date,
        "job-name": item.job_name,
    }
    return {**source, name: value, name + METADATA: metadata}


def write_manifest(items: Iterable[LabelledItem], attribute: str, out: BinaryIO) -> int:
    """Write the lines; how many there are. Raises Invalid at an attribute name that AWS would not take."""
    check_attribute(attribute)
    count = 0
    for item in items:
        out.write(orjson.dumps(manifest_line(item, attribute), option=orjson.OPT_APPEND_NEWLINE))
        count += 1
    return count


def check_attribute(attribute: str) -> None:
    """Invalid when a label attribute cannot be called so (CreateLabelingJob's LabelAttributeName)."""
    plain = attribute.replace("-", "")
    if not plain.isascii() or not plain.isalnum() or attribute.startswith("-") or attribute.endswith(("-", METADATA)):
        raise Invalid(
            f"{attribute!r} is no label attribute name: letters, digits and hyphens between them, "
            "not ending in -metadata."
        )
    if attribute in {"source", "source-ref"}:
        raise Invalid(f"The name {attribute!r} is kept for the object itself; choose another label attribute name.")


def attribute_name(attribute: str, label: Label) -> str:
    """The attribute's name; that of a mask must end in `-ref`, and gets the ending when it has none."""
    return attribute.removesuffix(REF) + REF if isinstance(label, MaskLabel) else attribute


def label_type(item: LabelledItem) -> str:
    """AWS's type of the label, or ours where AWS has none."""
    if item.label is None:
        return ""
    if type(item.label) in _OTHER_TYPES:
        return _OTHER_TYPES[type(item.label)]
    several = "-multilabel" if isinstance(item.label, ClassChoices) else ""
    return f"groundtruth/{'text' if item.source_ref is None else 'image'}-classification{several}"


def label_value(label: Label) -> tuple[Any, dict[str, Any]]:
    """The attribute's value and the part of the metadata that belongs to the kind of label."""
    match label:
        case ClassChoice():
            return label.class_id, _chosen(label)
        case ClassChoices():
            return [choice.class_id for choice in label.choices], _all_chosen(label)
        case ClassMask() | InstanceMask():
            return label.ref, _colours(label)
        case TextSpans():
            return _entities(label), {"entities": [{"confidence": span.confidence or 0.0} for span in label.spans]}
        case _:
            return _drawn(label)


def _drawn(label: ImageLabel) -> tuple[dict[str, Any], dict[str, Any]]:
    match label:
        case BoxLabels(boxes=boxes):
            return _image(label.size, "annotations", [_box(box) for box in boxes]), _objects(boxes)
        case PolygonLabels(polygons=outlines):
            return _image(label.size, "polygons", [_outline(each) for each in outlines]), _objects(outlines)
        case PolylineLabels(polylines=outlines):
            return _image(label.size, "polylines", [_outline(each) for each in outlines]), _objects(outlines)
        case KeypointLabels(keypoints=points):
            return _image(label.size, "keypoints", [_point(point) for point in points]), _objects(points)


def _image(size: ImageSize | None, key: str, marks: list[dict[str, Any]]) -> dict[str, Any]:
    sizes = [] if size is None else [{"width": size.width, "height": size.height, "depth": size.depth}]
    return {"image_size": sizes, key: marks}


def _box(box: Box) -> dict[str, Any]:
    return {"class_id": box.class_id, "left": box.left, "top": box.top, "width": box.width, "height": box.height}


def _outline(outline: Outline) -> dict[str, Any]:
    return {"class_id": outline.class_id, "vertices": [{"x": x, "y": y} for x, y in outline.vertices]}


def _point(point: Keypoint) -> dict[str, Any]:
    return {"class_id": point.class_id, "x": point.x, "y": point.y}


def _objects(marks: Sequence[Box | Outline | Keypoint]) -> dict[str, Any]:
    return {
        "objects": [{"confidence": mark.confidence or 0.0} for mark in marks],
        "class-map": {str(mark.class_id): mark.name for mark in sorted(marks, key=lambda mark: mark.class_id)},
    }


def _chosen(choice: ClassChoice) -> dict[str, Any]:
    feedback = [{"comment": comment} for comment in choice.comments]
    facts = {"class-name": choice.name, "confidence": choice.confidence or 0.0}
    return facts | ({"worker-feedback": feedback} if feedback else {})


def _all_chosen(label: ClassChoices) -> dict[str, Any]:
    return {
        "class-map": {str(choice.class_id): choice.name for choice in label.choices},
        "confidence-map": {str(choice.class_id): choice.confidence or 0.0 for choice in label.choices},
    }


def _colours(mask: MaskLabel) -> dict[str, Any]:
    if isinstance(mask, InstanceMask):
        listed = [
            {"hex-color": i.hex_color, "class-name": i.name, "confidence": i.confidence or 0.0} for i in mask.instances
        ]
        return {"instances": listed}
    return {
        "internal-color-map": {
            str(colour.class_id): {
                "class-name": colour.name,
                "hex-color": colour.hex_color,
                "confidence": colour.confidence or 0.0,
            }
            for colour in mask.colours
        }
    }


def _entities(label: TextSpans) -> dict[str, Any]:
    known = label.labels or tuple((name, "") for name in dict.fromkeys(span.name for span in label.spans))
    labels = [{"label": name} | ({"shortDisplayName": short} if short else {}) for name, short in known]
    spans = [{"label": span.name, "startOffset": span.start, "endOffset": span.end} for span in label.spans]
    return {"annotations": {"labels": labels, "entities": spans}}
