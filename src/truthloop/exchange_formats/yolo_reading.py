"""YOLO in: a folder with `data.yaml` and `labels/**/*.txt`, one labelled item per text file.

Format: https://docs.ultralytics.com/datasets/detect/ and …/segment/. Coordinates are parts of the image's size, so the
size must be known: from our own `sources.jsonl`, or from the image beside the labels.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

import orjson

from truthloop.exchange_formats.image_sizes import opened_size
from truthloop.exchange_formats.importing import Import, class_numbers, labelled_item, snapped, source_ref
from truthloop.exchange_formats.labelled_items import (
    Box,
    BoxLabels,
    ImageSize,
    LabelledItem,
    Outline,
    PolygonLabels,
)
from truthloop.exchange_formats.yolo_classes import yolo_names
from truthloop.exchange_formats.yolo_writing import SOURCES
from truthloop.terms.errors import Invalid

ENDINGS = (".jpg", ".jpeg", ".png", ".bmp", ".webp", ".tif", ".tiff")
KINDS_READ = ("boxes", "polygons")
_BOX_COLUMNS = 5
_LEAST_POLYGON_COLUMNS = 7


def read_yolo(importing: Import, folder: Path) -> Iterator[LabelledItem]:
    """One item per label file, in the order of their names. Raises Invalid."""
    described = folder / "data.yaml"
    if not described.is_file():
        raise Invalid(f"{folder} has no data.yaml, which names a YOLO data set's classes.")
    names = yolo_names(described.read_text(encoding="utf-8"))
    numbers = class_numbers(importing, names)
    files = sorted((folder / "labels").rglob("*.txt"))
    kind = importing.kind or _guessed_kind(files)
    if kind not in KINDS_READ:
        raise Invalid(f"YOLO data sets are read as {', '.join(KINDS_READ)}, not as {kind!r}.")
    known = _sources(folder)
    for place, file in enumerate(files, start=1):
        found = _image(importing, folder, file, known)
        if found is None:
            importing.remarks.say(place, "size unknown", f"{file}: no image of that name to learn the size from")
            continue
        ref, size = found
        try:
            label = _label(file, size, names, numbers, kind)
        except ValueError as error:
            importing.remarks.say(place, "unreadable", f"{file}: {error}")
            continue
        yield labelled_item(importing, place, label, ref=ref)


def _label(
    file: Path, size: ImageSize, names: Sequence[str], numbers: Mapping[str, int], kind: str
) -> BoxLabels | PolygonLabels:
    """The label of one file. Raises ValueError at a row that is not of the format."""
    marks = [_row(line, names) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    if kind == "boxes":
        return BoxLabels(size, tuple(_box(name, numbers[name], values, size) for name, values in marks))
    return PolygonLabels(size, tuple(_polygon(name, numbers[name], values, size) for name, values in marks))


def _row(line: str, names: Sequence[str]) -> tuple[str, list[float]]:
    first, *rest = line.split()
    if not first.isdecimal() or int(first) >= len(names):
        raise ValueError(f"class {first!r} is none of the {len(names)} in data.yaml")
    return names[int(first)], [float(each) for each in rest]


def _box(name: str, class_id: int, values: list[float], size: ImageSize) -> Box:
    if len(values) > _BOX_COLUMNS - 1:
        xs, ys = values[0::2], values[1::2]
        values = [(min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2, max(xs) - min(xs), max(ys) - min(ys)]
    if len(values) != _BOX_COLUMNS - 1:
        raise ValueError(f"a row has {len(values) + 1} columns; a box has {_BOX_COLUMNS}")
    across, down, width, height = values
    left, top = (across - width / 2) * size.width, (down - height / 2) * size.height
    return Box(name, class_id, snapped(left), snapped(top), snapped(width * size.width), snapped(height * size.height))


def _polygon(name: str, class_id: int, values: list[float], size: ImageSize) -> Outline:
    if len(values) == _BOX_COLUMNS - 1:
        across, down, width, height = values
        left, right, top, bottom = across - width / 2, across + width / 2, down - height / 2, down + height / 2
        values = [left, top, right, top, right, bottom, left, bottom]
    if len(values) < _LEAST_POLYGON_COLUMNS - 1 or len(values) % 2:
        raise ValueError(f"a row has {len(values) + 1} columns; a polygon has a class and three or more pairs")
    pairs = zip(values[0::2], values[1::2], strict=True)
    return Outline(name, class_id, tuple((snapped(x * size.width), snapped(y * size.height)) for x, y in pairs))


def _guessed_kind(files: Sequence[Path]) -> str:
    """What the first row is that there is."""
    for file in files:
        with file.open(encoding="utf-8") as rows:
            for row in rows:
                if row.strip():
                    return "boxes" if len(row.split()) == _BOX_COLUMNS else "polygons"
    return "boxes"


def _sources(folder: Path) -> dict[str, dict[str, Any]]:
    """What our own export wrote down of each image, by its path without ending."""
    file = folder / SOURCES
    if not file.is_file():
        return {}
    entries = [orjson.loads(line) for line in file.read_bytes().splitlines() if line.strip()]
    return {str(PurePosixPath(each["image"]).with_suffix("")): each for each in entries}


def _image(
    importing: Import, folder: Path, file: Path, known: Mapping[str, Mapping[str, Any]]
) -> tuple[str, ImageSize] | None:
    """The address and the size of the image of a label file, None when its size cannot be learned."""
    below = PurePosixPath(*file.relative_to(folder / "labels").parts).with_suffix("")
    if said := known.get(str("images" / below)):
        name = PurePosixPath(said["image"]).relative_to("images")
        size = ImageSize(int(said["width"]), int(said["height"]))
        return source_ref(importing, _without_split(name), said.get("source-ref")), size
    for ending in ENDINGS:
        image = folder / "images" / below.with_name(below.name + ending)
        if image.is_file() and (size_there := opened_size(image.read_bytes())) is not None:
            return source_ref(importing, _without_split(below.with_name(below.name + ending))), size_there
    return None


def _without_split(name: PurePosixPath) -> str:
    """The path below `train`, `val` or `test`: the split is no part of the image's name."""
    splits = {"train", "val", "test", "valid"}
    return str(PurePosixPath(*name.parts[1:])) if len(name.parts) > 1 and name.parts[0] in splits else str(name)
