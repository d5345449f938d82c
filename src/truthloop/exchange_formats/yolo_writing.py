"""YOLO out: a folder with `data.yaml`, one text file of labels per image, and `sources.jsonl`.

    data.yaml                   class names in their order, where images are
    labels/train/a/0001.txt     `class cx cy width height` (boxes) or `class x y x y …` (polygons), parts of the image
    images/train/a/0001.jpg     the images, when they are copied
    sources.jsonl               which image is which source-ref and how large it is: what the format cannot hold

Format: https://docs.ultralytics.com/datasets/detect/ and …/segment/. The class numbers of `data.yaml` run from 0
without gaps, as its readers demand, in the order of the survey.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import orjson

from truthloop.exchange_formats.exporting import Export, fresh_folder, labelled, lay_image, new_file
from truthloop.exchange_formats.file_names import file_name
from truthloop.exchange_formats.image_sizes import size_of
from truthloop.exchange_formats.labelled_items import BoxLabels, ImageSize, LabelledItem, Point, PolygonLabels
from truthloop.exchange_formats.manifest_survey import refuse_other_kinds
from truthloop.terms.errors import Invalid

KINDS_HELD: tuple[type[BoxLabels | PolygonLabels], ...] = (BoxLabels, PolygonLabels)
SOURCES = "sources.jsonl"
SPLIT = "train"
LAST_OF_FIRST_PLANE = 0xFFFF


def write_yolo(export: Export, out: Path) -> None:
    """Fill the folder. Raises Invalid when the manifest holds neither boxes nor polygons, or both."""
    refuse_other_kinds(export.survey, KINDS_HELD, "YOLO")
    if all(kind in export.survey.kinds for kind in KINDS_HELD):
        raise Invalid("Boxes and polygons under one attribute cannot share one YOLO data set.")
    folder = fresh_folder(out)
    numbers = {name: str(place) for place, name in enumerate(export.survey.classes)}
    with (folder / SOURCES).open("wb") as sources:
        for item, label in labelled(export, KINDS_HELD):
            if (written := _write_labels(export, folder, item, label, numbers)) is not None:
                sources.write(orjson.dumps(written, option=orjson.OPT_APPEND_NEWLINE))
                export.remarks.written += 1
    (folder / "data.yaml").write_text(_data_yaml(export.survey.classes), encoding="utf-8")


def _write_labels(
    export: Export, folder: Path, item: LabelledItem, label: BoxLabels | PolygonLabels, numbers: dict[str, str]
) -> dict[str, object] | None:
    """Write one image's labels; its line of sources.jsonl, None when it was left out."""
    size = size_of(export, item)
    if item.source_ref is None or size is None:
        export.remarks.say(item.line, "size unknown", f"{item.shown}: YOLO's coordinates are parts of the image's size")
        return None
    name = file_name(item.source_ref, export.survey.folder)
    rows = "".join(f"{row}\n" for row in _rows(export, item, label, size, numbers))
    if not new_file(folder / "labels" / SPLIT / name.with_suffix(".txt"), rows.encode()):
        export.remarks.say(item.line, "two images of one name", f"{item.shown}: YOLO tells images apart by {name.stem}")
        return None
    lay_image(export, item, folder / "images" / SPLIT / name)
    image = PurePosixPath("images", SPLIT, name)
    return {"image": str(image), "source-ref": item.source_ref, "width": size.width, "height": size.height}


def _rows(
    export: Export, item: LabelledItem, label: BoxLabels | PolygonLabels, size: ImageSize, numbers: dict[str, str]
) -> Iterator[str]:
    if isinstance(label, BoxLabels):
        shapes = [
            (box.name, [(box.left, box.top), (box.left + box.width, box.top + box.height)]) for box in label.boxes
        ]
    else:
        shapes = [(polygon.name, list(polygon.vertices)) for polygon in label.polygons]
    for name, points in shapes:
        inside = [_inside(point, size) for point in points]
        if inside != points:
            export.remarks.say(item.line, "cut at the image's edge", f"{item.shown}: {name} reached beyond the image")
        values = _centred(inside, size) if isinstance(label, BoxLabels) else _parts(inside, size)
        yield " ".join([numbers[name], *(f"{value:.10g}" for value in values)])


def _inside(point: Point, size: ImageSize) -> Point:
    """The nearest point of the image: readers refuse a file with a coordinate below 0 or above 1."""
    return min(max(point[0], 0), size.width), min(max(point[1], 0), size.height)


def _centred(corners: list[Point], size: ImageSize) -> list[float]:
    (left, top), (right, bottom) = corners
    return [
        (left + right) / 2 / size.width,
        (top + bottom) / 2 / size.height,
        (right - left) / size.width,
        (bottom - top) / size.height,
    ]


def _parts(points: list[Point], size: ImageSize) -> list[float]:
    return [value for x, y in points for value in (x / size.width, y / size.height)]


def _data_yaml(classes: tuple[str, ...]) -> str:
    names = "".join(f"  {place}: {_quoted(name)}\n" for place, name in enumerate(classes))
    where = f"path: .\ntrain: images/{SPLIT}\nval: images/{SPLIT}  # split off your own validation images\n"
    return where + ("names:\n" + names if classes else "names: {}\n")


def _quoted(name: str) -> str:
    """A string that is the same in YAML and in JSON: JSON's pairs of escapes for one character are two in YAML."""
    said = json.dumps(name, ensure_ascii=False)
    return "".join(
        sign if sign.isprintable() or ord(sign) > LAST_OF_FIRST_PLANE else f"\\u{ord(sign):04x}" for sign in said
    )
