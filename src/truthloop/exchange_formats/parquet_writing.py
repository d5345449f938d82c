"""Parquet out, for Hugging Face `datasets`, pandas, Arrow and whatever else reads it: a row per object.

Every kind of label has its own columns; a file holds one kind. Class columns are numbers in the survey's order, and
their names are in the metadata that `datasets` turns into `ClassLabel`. Rows are written in groups, so memory is
bounded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from truthloop.exchange_formats.dataset_features import (
    PICTURE,
    REAL,
    TEXT,
    WHOLE,
    YES_NO,
    Feature,
    class_of,
    many,
    parts,
    schema_of,
)
from truthloop.exchange_formats.exporting import Export, fetched, fresh_file, item_text, labelled
from truthloop.exchange_formats.image_sizes import size_of
from truthloop.exchange_formats.labelled_items import (
    KINDS,
    BoxLabels,
    ClassChoice,
    ClassChoices,
    ClassMask,
    InstanceMask,
    KeypointLabels,
    Label,
    LabelledItem,
    PolygonLabels,
    PolylineLabels,
    TextSpans,
)
from truthloop.exchange_formats.manifest_survey import refuse_other_kinds
from truthloop.exchange_formats.tagged_tokens import OUTSIDE, tagged
from truthloop.terms.errors import Invalid

BATCH = 1000
"""Rows that are Python objects at a time; after that they are Arrow's, which are a tenth as large."""
GROUP = 10
"""Batches written together as a row group; one where rows hold pictures."""
_SIZE = {"width": WHOLE, "height": WHOLE}


def write_parquet(export: Export, out: Path) -> None:
    """Write the file. Raises Invalid when the manifest holds more than one kind of label under the attribute."""
    refuse_other_kinds(export.survey, KINDS, "Parquet")
    if len(export.survey.kinds) > 1:
        found = ", ".join(KINDS[kind] for kind in export.survey.kinds)
        raise Invalid(f"A Parquet file here holds one kind of label; under this attribute there are {found}.")
    (kind,) = export.survey.kinds
    schema = schema_of(columns_for(kind, export.survey.classes))
    pictures = kind in {ClassMask, InstanceMask}
    batches = _batches(_rows(export, kind), schema, BATCH // 10 if pictures else BATCH)
    with fresh_file(out) as sheet, pq.ParquetWriter(sheet, schema) as writer:
        while group := list(islice(batches, 1 if pictures else GROUP)):
            writer.write_table(pa.Table.from_batches(group))
            export.remarks.written += sum(batch.num_rows for batch in group)


def _batches(rows: Iterator[dict[str, Any]], schema: Any, size: int) -> Iterator[Any]:  # noqa: ANN401 - pyarrow's
    while True:
        batch = pa.RecordBatch.from_pylist(list(islice(rows, size)), schema=schema)
        if not batch.num_rows:
            return
        yield batch


def columns_for(kind: type[Label], classes: Sequence[str]) -> dict[str, Feature]:
    """The columns of a file of one kind of label."""
    one, sure = class_of(classes), many(REAL)
    shared = {"line": WHOLE, "source_ref": TEXT, "human_annotated": YES_NO, "job_name": TEXT, "creation_date": TEXT}
    mark = {"category": many(one), "confidence": sure}
    tags = [OUTSIDE, *(f"{part}-{name}" for name in classes for part in "BI")]
    spans = {"start": many(WHOLE), "end": many(WHOLE), "label": many(one), "confidence": sure}
    own: dict[type[Label], dict[str, Feature]] = {
        BoxLabels: {**_SIZE, "objects": parts({"bbox": many(many(REAL)), **mark})},
        PolygonLabels: {**_SIZE, "polygons": parts({"vertices": many(many(many(REAL))), **mark})},
        PolylineLabels: {**_SIZE, "polylines": parts({"vertices": many(many(many(REAL))), **mark})},
        KeypointLabels: {**_SIZE, "keypoints": parts({"point": many(many(REAL)), **mark})},
        ClassChoice: {"text": TEXT, "label": one, "confidence": REAL},
        ClassChoices: {"text": TEXT, "labels": many(one), "confidences": sure},
        ClassMask: {"mask": PICTURE, "colors": parts({"hex_color": many(TEXT), **mark})},
        InstanceMask: {"mask": PICTURE, "instances": parts({"hex_color": many(TEXT), **mark})},
        TextSpans: {"text": TEXT, "entities": parts(spans), "tokens": many(TEXT), "ner_tags": many(class_of(tags))},
    }
    return shared | own[kind]


def _rows(export: Export, kind: type[Label]) -> Iterator[dict[str, Any]]:
    numbers = {name: place for place, name in enumerate(export.survey.classes)}
    for item, label in labelled(export, (kind,)):
        own = _own(export, item, label, numbers)
        if own is None:
            continue
        yield {
            "line": item.line,
            "source_ref": item.source_ref,
            "human_annotated": item.human_annotated,
            "job_name": item.job_name,
            "creation_date": item.creation_date,
            **own,
        }


def _own(export: Export, item: LabelledItem, label: Label, numbers: dict[str, int]) -> dict[str, Any] | None:
    """The columns of the kind; None when the label's picture or text cannot be had."""
    match label:
        case ClassChoice():
            return {"text": item.text, "label": numbers[label.name], "confidence": label.confidence}
        case ClassChoices(choices=choices):
            chosen, sure = [numbers[each.name] for each in choices], [each.confidence for each in choices]
            return {"text": item.text, "labels": chosen, "confidences": sure}
        case ClassMask() | InstanceMask():
            marks: Sequence[Any] = label.colours if isinstance(label, ClassMask) else label.instances
            picture = fetched(export, item, label.ref, "Masks are read from their pictures")
            if picture is None:
                return None
            colours = {"hex_color": [mark.hex_color for mark in marks], **_marks(marks, numbers)}
            column = "colors" if isinstance(label, ClassMask) else "instances"
            return {"mask": {"bytes": picture, "path": label.ref}, column: colours}
        case TextSpans():
            text = item_text(export, item)
            return None if text is None else _spoken(export, item, label, text, numbers)
        case _:
            size = size_of(export, item)
            return {"width": size and size.width, "height": size and size.height, **_drawn(label, numbers)}


def _drawn(label: Label, numbers: dict[str, int]) -> dict[str, Any]:
    match label:
        case BoxLabels(boxes=boxes):
            bounds = [[box.left, box.top, box.width, box.height] for box in boxes]
            return {"objects": {"bbox": bounds, **_marks(boxes, numbers)}}
        case PolygonLabels(polygons=outlines):
            return {"polygons": {"vertices": [each.vertices for each in outlines], **_marks(outlines, numbers)}}
        case PolylineLabels(polylines=outlines):
            return {"polylines": {"vertices": [each.vertices for each in outlines], **_marks(outlines, numbers)}}
        case KeypointLabels(keypoints=points):
            return {"keypoints": {"point": [[point.x, point.y] for point in points], **_marks(points, numbers)}}
        case _:
            raise Invalid(f"{KINDS[type(label)]} are not drawn on an image.")


def _marks(marks: Sequence[Any], numbers: dict[str, int]) -> dict[str, Any]:
    return {"category": [numbers[each.name] for each in marks], "confidence": [each.confidence for each in marks]}


def _spoken(export: Export, item: LabelledItem, label: TextSpans, text: str, numbers: dict[str, int]) -> dict[str, Any]:
    """Spans as they are, and the tokens and tags that token classifiers are trained on."""
    found = tagged(text, label.spans)
    for span in found.overlapping:
        where = f"{span.name} {span.start}-{span.end} is in entities but not in ner_tags"
        export.remarks.say(item.line, "overlapping spans", where)
    tags = {OUTSIDE: 0} | {f"{part}-{name}": 1 + 2 * n + (part == "I") for name, n in numbers.items() for part in "BI"}
    entities = {
        "start": [span.start for span in label.spans],
        "end": [span.end for span in label.spans],
        "label": [numbers[span.name] for span in label.spans],
        "confidence": [span.confidence for span in label.spans],
    }
    tokens = [token.text for token in found.tokens]
    return {"text": text, "entities": entities, "tokens": tokens, "ner_tags": [tags[t.tag] for t in found.tokens]}
