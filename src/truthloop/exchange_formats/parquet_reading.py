"""Parquet in: rows of a file for Hugging Face `datasets` as labelled items.

Our own columns are read (docs/reference/exchange-formats.md), and of other people's files the usual ones: `label` or
`labels` beside `image` or `text`, `objects` with `bbox` and `category`, `tokens` with `ner_tags`. Class names come from
the `datasets` metadata, from strings in the column, or from the categories given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from truthloop.exchange_formats.conll_reading import Row, spans_of_rows
from truthloop.exchange_formats.dataset_features import class_names, features_of
from truthloop.exchange_formats.importing import Import, labelled_item, numbered, source_ref, stored
from truthloop.exchange_formats.label_fields import UnreadableLabel
from truthloop.exchange_formats.labelled_items import (
    Box,
    BoxLabels,
    ClassChoice,
    ClassChoices,
    ClassMask,
    ImageSize,
    InstanceMask,
    Keypoint,
    KeypointLabels,
    Label,
    LabelledItem,
    MaskColour,
    MaskInstance,
    Outline,
    Point,
    PolygonLabels,
    PolylineLabels,
    TextSpan,
    TextSpans,
)
from truthloop.terms.errors import Invalid

BATCH = 1000
MaybeNames = Sequence[str] | None
Names = Callable[[object, MaybeNames], tuple[int, str]]
"""A value of a class column and the names of that column → class id and name."""


def read_parquet(importing: Import, path: Path) -> Iterator[LabelledItem]:
    """The rows in order, read in batches. Raises Invalid."""
    try:
        file = pq.ParquetFile(path)
    except (pa.ArrowInvalid, OSError) as error:
        raise Invalid(f"{path} is not a Parquet file: {error}.") from error
    with file:
        columns = file.schema_arrow.names
        kind = next((column for column in READERS if column in columns), None)
        if kind is None:
            raise Invalid(f"{path} has the columns {', '.join(columns)}; none of {', '.join(READERS)} is among them.")
        features, numbers = features_of(file.schema_arrow), dict[str, int]()

        def named(value: object, names: MaybeNames) -> tuple[int, str]:
            name = _class_name(value, names if importing.categories is None else importing.categories)
            if names is not None and importing.categories is None and not numbers:
                numbers.update({each: place for place, each in enumerate(names)})
            return numbered(importing, numbers, name), name

        rows = (row for batch in file.iter_batches(BATCH) for row in batch.to_pylist())
        for place, row in enumerate(rows, start=1):
            try:
                yield _item(importing, place, row, kind, features, named)
            except (UnreadableLabel, KeyError, TypeError, ValueError) as error:
                importing.remarks.say(place, "unreadable", f"{type(error).__name__}: {error}")


def _item(
    importing: Import, place: int, row: Mapping[str, Any], kind: str, features: Mapping[str, Any], named: Names
) -> LabelledItem:
    label = READERS[kind](row, features.get(kind), named)
    if isinstance(label, ClassMask | InstanceMask):
        label = _kept(importing, place, row, label)
    text = row.get("text") if isinstance(row.get("text"), str) else None
    if isinstance(label, TextSpans) and text is None:
        text = " ".join(row["tokens"])
    return labelled_item(importing, place, label, ref=None if text is not None else _ref(importing, row), text=text)


def _ref(importing: Import, row: Mapping[str, Any]) -> str:
    image = row.get("image")
    path = image.get("path") if isinstance(image, Mapping) else image
    recorded = row.get("source_ref") or path
    if not isinstance(recorded, str):
        raise UnreadableLabel("the row has neither source_ref, text, nor an image with a path")
    if importing.prefix is None:
        return source_ref(importing, recorded, recorded)
    return source_ref(importing, recorded.rsplit("/", 1)[-1])


def _class_name(value: object, names: MaybeNames) -> str:
    if isinstance(value, str):
        return value
    if not isinstance(value, int) or isinstance(value, bool):
        raise UnreadableLabel(f"{value!r} is neither a class number nor a class name")
    if names is None:
        return str(value)
    if not 0 <= value < len(names):
        raise UnreadableLabel(f"class {value} is none of {len(names)} classes")
    return names[value]


def _size(row: Mapping[str, Any]) -> ImageSize | None:
    width, height = row.get("width"), row.get("height")
    return ImageSize(int(width), int(height)) if width and height else None


def _marks(row: Mapping[str, Any], column: str, shape: str, feature: Any, named: Names) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401
    """Name, class id, shape and confidence of each mark of a struct of lists, or list of structs."""
    given = row[column] or {}
    if isinstance(given, list):
        keys = given[0].keys() if given else ()
        given = {key: [each[key] for each in given] for key in keys}
        feature = feature[0] if isinstance(feature, list) else (feature or {}).get("feature")
    names = class_names((feature or {}).get("category"))
    shapes = given.get(shape) or []
    sure = given.get("confidence") or [None] * len(shapes)
    for value, category, confidence in zip(shapes, given.get("category") or [], sure, strict=True):
        class_id, name = named(category, names)
        yield name, class_id, value, confidence


def _boxes(row: Mapping[str, Any], feature: Any, named: Names) -> Label:  # noqa: ANN401
    marks = _marks(row, "objects", "bbox", feature, named)
    return BoxLabels(_size(row), tuple(Box(name, n, *_four(bounds), sure) for name, n, bounds, sure in marks))


def _polygons(row: Mapping[str, Any], feature: Any, named: Names) -> Label:  # noqa: ANN401
    return PolygonLabels(_size(row), _outlines(row, "polygons", feature, named))


def _polylines(row: Mapping[str, Any], feature: Any, named: Names) -> Label:  # noqa: ANN401
    return PolylineLabels(_size(row), _outlines(row, "polylines", feature, named))


def _outlines(row: Mapping[str, Any], column: str, feature: Any, named: Names) -> tuple[Outline, ...]:  # noqa: ANN401
    marks = _marks(row, column, "vertices", feature, named)
    return tuple(Outline(name, n, tuple(_two(point) for point in points), sure) for name, n, points, sure in marks)


def _keypoints(row: Mapping[str, Any], feature: Any, named: Names) -> Label:  # noqa: ANN401
    marks = _marks(row, "keypoints", "point", feature, named)
    return KeypointLabels(_size(row), tuple(Keypoint(name, n, *_two(point), sure) for name, n, point, sure in marks))


def _two(values: Sequence[float]) -> Point:
    x, y = values
    return _plain(x), _plain(y)


def _four(values: Sequence[float]) -> tuple[float, float, float, float]:
    left, top, width, height = values
    return _plain(left), _plain(top), _plain(width), _plain(height)


def _plain(value: float) -> float:
    return int(value) if float(value).is_integer() else value


def _choice(row: Mapping[str, Any], feature: Any, named: Names) -> Label:  # noqa: ANN401
    class_id, name = named(row["label"], class_names(feature))
    return ClassChoice(name, class_id, row.get("confidence"))


def _choices(row: Mapping[str, Any], feature: Any, named: Names) -> Label:  # noqa: ANN401
    values = row["labels"] or []
    sure = row.get("confidences") or [None] * len(values)
    chosen = (named(value, class_names(feature)) for value in values)
    return ClassChoices(tuple(ClassChoice(name, n, each) for (n, name), each in zip(chosen, sure, strict=True)))


def _spans(row: Mapping[str, Any], feature: Any, named: Names) -> Label:  # noqa: ANN401
    given, names = row["entities"], class_names((feature or {}).get("label"))
    columns = (given[key] or [] for key in ("start", "end", "label", "confidence"))
    spans = (
        TextSpan(named(label, names)[1], start, end, sure) for start, end, label, sure in zip(*columns, strict=True)
    )
    return TextSpans(tuple(spans), tuple((name, "") for name in names or ()))


def _tagged(row: Mapping[str, Any], feature: Any, _named: Names) -> Label:  # noqa: ANN401
    names = class_names(feature)
    tags = [_class_name(tag, names) for tag in row["ner_tags"]]
    rows = [Row(place, token, tag) for place, (token, tag) in enumerate(zip(row["tokens"], tags, strict=True), start=1)]
    return TextSpans(spans_of_rows(rows))


def _class_mask(row: Mapping[str, Any], feature: Any, named: Names) -> Label:  # noqa: ANN401
    marks = _marks(row, "colors", "hex_color", feature, named)
    colours = (MaskColour(name, n, colour, sure) for name, n, colour, sure in marks)
    return ClassMask("", tuple(sorted(colours, key=lambda colour: colour.class_id)))


def _instance_mask(row: Mapping[str, Any], feature: Any, named: Names) -> Label:  # noqa: ANN401
    marks = _marks(row, "instances", "hex_color", feature, named)
    return InstanceMask("", tuple(MaskInstance(name, colour, sure) for name, _n, colour, sure in marks))


def _kept(importing: Import, place: int, row: Mapping[str, Any], label: ClassMask | InstanceMask) -> Label:
    mask = row["mask"]
    path, body = mask.get("path") or "", mask.get("bytes")
    ref = path if path.startswith("s3://") and importing.store is None else stored(importing, f"{place}.png", body)
    return ClassMask(ref, label.colours) if isinstance(label, ClassMask) else InstanceMask(ref, label.instances)


READERS: dict[str, Callable[[Mapping[str, Any], Any, Names], Label]] = {
    "objects": _boxes,
    "polygons": _polygons,
    "polylines": _polylines,
    "keypoints": _keypoints,
    "colors": _class_mask,
    "instances": _instance_mask,
    "entities": _spans,
    "ner_tags": _tagged,
    "labels": _choices,
    "label": _choice,
}
"""The column that tells which kind of label a file holds, and how a row of it is read."""
