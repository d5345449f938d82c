"""Plain tables out: a line of JSON for each object, or a row of CSV for each mark.

The JSON holds everything a label says. The CSV has one row per box, outline, point, class or span; an object whose
label holds none of them has one row with empty columns, so that no object is lost.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import orjson

from truthloop.exchange_formats.exporting import Export, fresh_file, labelled
from truthloop.exchange_formats.labelled_items import (
    KINDS,
    BoxLabels,
    ClassChoice,
    ClassChoices,
    ClassMask,
    ImageLabel,
    InstanceMask,
    KeypointLabels,
    Label,
    LabelledItem,
    PolygonLabels,
    PolylineLabels,
    TextSpans,
)

COLUMNS = (
    "line", "source-ref", "source", "kind", "class", "class-id", "confidence",
    "left", "top", "width", "height", "x", "y", "vertices", "start", "end", "span-text",
    "mask-ref", "hex-color", "image-width", "image-height",
    "human-annotated", "job-name", "creation-date",
)  # fmt: skip
"""The columns of the CSV: always these, whatever the kind of label."""
ALL_KINDS: tuple[type[Label], ...] = tuple(KINDS)


def write_jsonl(export: Export, out: Path) -> None:
    """Write one JSON object per line for each labelled object."""
    with fresh_file(out) as sheet:
        for item, label in labelled(export, ALL_KINDS):
            entry = {**_about(item), "kind": KINDS[type(label)], "label": asdict(label)}
            sheet.write(orjson.dumps(entry, option=orjson.OPT_APPEND_NEWLINE))
            export.remarks.written += 1


def write_csv(export: Export, out: Path) -> None:
    """Write RFC 4180 CSV in UTF-8 with a header."""
    with fresh_file(out) as sheet, io.TextIOWrapper(sheet, encoding="utf-8", newline="", write_through=True) as text:
        rows = csv.DictWriter(text, COLUMNS, restval="")
        rows.writeheader()
        for item, label in labelled(export, ALL_KINDS):
            shared = _about(item) | {"kind": KINDS[type(label)]} | _size(label)
            rows.writerows({**shared, **mark} for mark in (list(_marks(item, label)) or [{}]))
            export.remarks.written += 1


def _about(item: LabelledItem) -> dict[str, Any]:
    return {
        "line": item.line,
        "source-ref": item.source_ref,
        "source": item.text,
        "human-annotated": item.human_annotated,
        "job-name": item.job_name,
        "creation-date": item.creation_date,
    }


def _size(label: Label) -> dict[str, Any]:
    size = label.size if isinstance(label, BoxLabels | PolygonLabels | PolylineLabels | KeypointLabels) else None
    return {} if size is None else {"image-width": size.width, "image-height": size.height}


def _marks(item: LabelledItem, label: Label) -> Iterator[dict[str, Any]]:
    match label:
        case BoxLabels() | PolygonLabels() | PolylineLabels() | KeypointLabels():
            yield from _drawn(label)
        case ClassMask(colours=colours):
            yield from ({**_named(each), "mask-ref": label.ref, "hex-color": each.hex_color} for each in colours)
        case InstanceMask(instances=instances):
            yield from ({**_named(each), "mask-ref": label.ref, "hex-color": each.hex_color} for each in instances)
        case TextSpans(spans=spans):
            text = item.text or ""
            yield from (
                {**_named(s), "start": s.start, "end": s.end, "span-text": text[s.start : s.end]} for s in spans
            )
        case ClassChoice():
            yield _named(label)
        case ClassChoices():
            yield from map(_named, label.choices)


def _drawn(label: ImageLabel) -> Iterator[dict[str, Any]]:
    match label:
        case BoxLabels(boxes=boxes):
            for box in boxes:
                yield {**_named(box), "left": box.left, "top": box.top, "width": box.width, "height": box.height}
        case KeypointLabels(keypoints=points):
            yield from ({**_named(point), "x": point.x, "y": point.y} for point in points)
        case PolygonLabels(polygons=outlines) | PolylineLabels(polylines=outlines):
            yield from ({**_named(each), "vertices": orjson.dumps(each.vertices).decode()} for each in outlines)


def _named(mark: Any) -> dict[str, Any]:  # noqa: ANN401 - any mark with a name
    return {"class": mark.name, "class-id": getattr(mark, "class_id", ""), "confidence": mark.confidence}
