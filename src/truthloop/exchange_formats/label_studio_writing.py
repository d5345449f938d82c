"""Label Studio out: a JSON list of tasks, and beside it the labeling configuration that shows them.

Formats: https://labelstud.io/guide/task_format and the tags' reference. Places are parts of a hundred of the image's
size, offsets in texts count code points. What people made becomes an annotation, what a model made a prediction with
its score; an object without a label becomes a task to do. Tasks are written one after the other, so memory is
bounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import orjson

from truthloop.exchange_formats.brush_runs import brush_runs
from truthloop.exchange_formats.exporting import Export, fresh_file, item_text
from truthloop.exchange_formats.image_sizes import label_size, size_of
from truthloop.exchange_formats.indexed_pictures import colour_number, distinct_colours
from truthloop.exchange_formats.labelled_items import (
    BACKGROUND,
    KINDS,
    BoxLabels,
    ClassChoice,
    ClassChoices,
    ClassMask,
    ImageSize,
    InstanceMask,
    KeypointLabels,
    Label,
    LabelledItem,
    MaskLabel,
    PolygonLabels,
    TextSpans,
)
from truthloop.exchange_formats.manifest_survey import refuse_other_kinds
from truthloop.exchange_formats.mask_fetching import mask_colours
from truthloop.terms.errors import Invalid

TAGS: dict[type[Label], str] = {
    BoxLabels: "RectangleLabels",
    PolygonLabels: "PolygonLabels",
    KeypointLabels: "KeyPointLabels",
    ClassMask: "BrushLabels",
    InstanceMask: "BrushLabels",
    ClassChoice: "Choices",
    ClassChoices: "Choices",
    TextSpans: "Labels",
}
"""The control of each kind of label: Label Studio's free edition has no polylines."""
POINT_WIDTH = 0.5
"""How large a keypoint is drawn, in parts of a hundred of the image's width."""


def write_label_studio(export: Export, out: Path) -> None:
    """Write the tasks, and the configuration as `NAME.config.xml`. Raises Invalid."""
    refuse_other_kinds(export.survey, TAGS, "Label Studio")
    with fresh_file(out.with_suffix(".config.xml")) as config:
        config.write(labeling_configuration(export))
    separator = b"\n"
    with fresh_file(out) as sheet:
        sheet.write(b"[")
        for task in _tasks(export):
            sheet.write(separator + orjson.dumps(task))
            separator = b",\n"
            export.remarks.written += 1
        sheet.write(b"\n]\n")


def labeling_configuration(export: Export) -> bytes:
    """The XML that makes Label Studio show the tasks: the object, and one control with the classes."""
    kind = next(kind for kind in TAGS if kind in export.survey.kinds)
    image = kind is not TextSpans and bool(export.survey.folder)
    root = ET.Element("View")
    target = "image" if image else "text"
    ET.SubElement(root, target.title(), name=target, value=f"${target}")
    control = ET.SubElement(root, TAGS[kind], name="label", toName=target)
    if kind is ClassChoices:
        control.set("choice", "multiple")
    classes = [name for name in export.survey.classes if kind is not ClassMask or name != BACKGROUND]
    colours = distinct_colours(len(classes))
    for name, colour in zip(classes, colours, strict=True):
        entry = ET.SubElement(control, "Choice" if TAGS[kind] == "Choices" else "Label", value=name)
        if TAGS[kind] != "Choices":
            entry.set("background", colour)
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8"))


def _tasks(export: Export) -> Iterator[dict[str, Any]]:
    for item in export.items():
        data = _data(export, item)
        if data is None:
            continue
        task: dict[str, Any] = {"id": item.line, "data": data}
        if item.label is None:
            export.remarks.say(item.line, "a task to do", item.why_missing)
        elif type(item.label) not in TAGS:
            export.remarks.say(item.line, "another kind of label", f"{item.shown} has {KINDS[type(item.label)]}")
        else:
            task |= _made(export, item, item.label, str(data.get("text", "")))
        yield task


def _data(export: Export, item: LabelledItem) -> dict[str, Any] | None:
    if isinstance(item.label, TextSpans) or item.source_ref is None:
        text = item_text(export, item)
        if text is None:
            return None
        return {"text": text} if item.source_ref is None else {"text": text, "source_ref": item.source_ref}
    size = label_size(item.label)
    return {"image": item.source_ref} | ({} if size is None else {"width": size.width, "height": size.height})


def _made(export: Export, item: LabelledItem, label: Label, text: str) -> dict[str, Any]:
    """The annotation, or the prediction when no person made it."""
    try:
        results = [
            {"id": f"{item.line}-{place}", "from_name": "label", "to_name": _target(item, label), **each}
            for place, each in enumerate(_results(export, item, label, text), start=1)
        ]
    except _Unsaid:
        return {}
    if item.human_annotated:
        return {"annotations": [{"result": results, "was_cancelled": False, "ground_truth": False}]}
    scores = [each["score"] for each in results if "score" in each]
    overall = {"score": sum(scores) / len(scores)} if scores else {}
    return {"predictions": [{"result": results, "model_version": item.job_name or "model", **overall}]}


class _Unsaid(Exception):
    """The label cannot be written, which was remarked on; an empty annotation would say that there is nothing."""


def _target(item: LabelledItem, label: Label) -> str:
    return "text" if isinstance(label, TextSpans) or item.source_ref is None else "image"


def _results(export: Export, item: LabelledItem, label: Label, text: str) -> Iterable[dict[str, Any]]:
    match label:
        case ClassChoice(name=name, confidence=sure):
            return [_result("choices", {"choices": [name]}, sure)]
        case ClassChoices(choices=choices):
            return [_result("choices", {"choices": [choice.name for choice in choices]}, None)]
        case TextSpans():
            return _spoken(label, text)
        case ClassMask() | InstanceMask():
            return _brushed(export, item, label)
        case _:
            size = size_of(export, item)
            if size is None:
                export.remarks.say(item.line, "size unknown", f"{item.shown}: places are parts of the image's size")
                raise _Unsaid
            return [{**each, **_original(size)} for each in _drawn(label, size)]


def _drawn(label: Label, size: ImageSize) -> Iterator[dict[str, Any]]:
    across, down = 100 / size.width, 100 / size.height
    match label:
        case BoxLabels(boxes=boxes):
            for box in boxes:
                place = {"x": box.left * across, "y": box.top * down, "rotation": 0}
                extent = {"width": box.width * across, "height": box.height * down}
                yield _result("rectanglelabels", {**place, **extent, "rectanglelabels": [box.name]}, box.confidence)
        case PolygonLabels(polygons=polygons):
            for each in polygons:
                points = [[x * across, y * down] for x, y in each.vertices]
                value = {"points": points, "closed": True, "polygonlabels": [each.name]}
                yield _result("polygonlabels", value, each.confidence)
        case KeypointLabels(keypoints=keypoints):
            for point in keypoints:
                value = {"x": point.x * across, "y": point.y * down, "width": POINT_WIDTH}
                yield _result("keypointlabels", {**value, "keypointlabels": [point.name]}, point.confidence)
        case _:
            raise Invalid(f"Label Studio has no {KINDS[type(label)]}.")


def _spoken(label: TextSpans, text: str) -> Iterator[dict[str, Any]]:
    for span in label.spans:
        value = {"start": span.start, "end": span.end, "text": text[span.start : span.end], "labels": [span.name]}
        yield _result("labels", value, span.confidence)


def _brushed(export: Export, item: LabelledItem, label: MaskLabel) -> Iterator[dict[str, Any]]:
    colours = mask_colours(export, item, label)
    if colours is None:
        raise _Unsaid
    marks = label.colours if isinstance(label, ClassMask) else label.instances
    height, width = colours.shape
    for mark in marks:
        inside = colours == colour_number(mark.hex_color)
        if inside.any() and not (isinstance(label, ClassMask) and mark.name == BACKGROUND):
            value = {"format": "rle", "rle": brush_runs(inside), "brushlabels": [mark.name]}
            yield {**_result("brushlabels", value, mark.confidence), **_original(ImageSize(width, height))}


def _original(size: ImageSize) -> dict[str, Any]:
    return {"original_width": size.width, "original_height": size.height, "image_rotation": 0}


def _result(type_: str, value: dict[str, Any], confidence: float | None) -> dict[str, Any]:
    return {"type": type_, "value": value} | ({} if confidence is None else {"score": confidence})
