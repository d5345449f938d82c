"""COCO out: one JSON file of images, categories and annotations.

Format: https://cocodataset.org/#format-data. Images are written as they are met and annotations are spooled beside the
file and appended, so memory is bounded however long the manifest is. An image's id is its line in the manifest, a
category's id its place in the class order plus one, as COCO's own ids begin with 1.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import orjson

from truthloop.exchange_formats.exporting import Export, fresh_file, labelled
from truthloop.exchange_formats.file_names import file_name
from truthloop.exchange_formats.image_sizes import size_of
from truthloop.exchange_formats.indexed_pictures import Colours, colour_number
from truthloop.exchange_formats.labelled_items import (
    BACKGROUND,
    BoxLabels,
    ClassMask,
    ImageSize,
    InstanceMask,
    Keypoint,
    KeypointLabels,
    Label,
    LabelledItem,
    MaskLabel,
    PolygonLabels,
)
from truthloop.exchange_formats.manifest_survey import refuse_other_kinds
from truthloop.exchange_formats.mask_fetching import mask_colours
from truthloop.exchange_formats.mask_runs import polygon_runs, runs_of
from truthloop.terms.errors import Invalid

KINDS_HELD: tuple[type[Label], ...] = (BoxLabels, PolygonLabels, KeypointLabels, ClassMask, InstanceMask)
SUBJECT = "object"
"""The one category of keypoint labels, which do not say what the points belong to."""
VISIBLE = 2
"""COCO's flag of a keypoint that is labelled and visible."""


def write_coco(export: Export, out: Path) -> None:
    """Write the file. Raises Invalid when the manifest holds no kind of label that COCO has."""
    refuse_other_kinds(export.survey, KINDS_HELD, "COCO")
    if KeypointLabels in export.survey.kinds and len(export.survey.kinds) > 1:
        raise Invalid("Keypoints and other labels under one attribute cannot share one COCO file.")
    categories = _categories(export)
    numbers = count(1)
    with fresh_file(out) as sheet, tempfile.TemporaryFile(dir=out.parent) as spool:
        head = {"info": {"description": "Labels exported from an augmented manifest"}, "licenses": []}
        sheet.write(orjson.dumps(head)[:-1] + b',"categories":' + orjson.dumps(categories) + b',"images":[')
        separator, mark_separator = b"\n", b"\n"
        for image, annotations in _entries(export):
            sheet.write(separator + orjson.dumps(image))
            separator = b",\n"
            for annotation in annotations:
                spool.write(mark_separator + orjson.dumps({"id": next(numbers), **annotation}))
                mark_separator = b",\n"
        sheet.write(b'\n],"annotations":[')
        spool.seek(0)
        shutil.copyfileobj(spool, sheet)
        sheet.write(b"\n]}\n")


def _entries(export: Export) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Each image with its annotations; images of unknown size are remarked on, for every COCO reader needs it."""
    ids = _category_ids(export)
    for item, label in labelled(export, KINDS_HELD):
        if item.source_ref is None:
            export.remarks.say(item.line, "no image", item.shown)
            continue
        picture = mask_colours(export, item, label) if isinstance(label, MaskLabel) else None
        if isinstance(label, MaskLabel) and picture is None:
            continue
        size = ImageSize(*picture.shape[::-1]) if picture is not None else size_of(export, item)
        if size is None:
            export.remarks.say(item.line, "size unknown", f"{item.shown}: COCO needs the image's width and height")
            continue
        export.remarks.written += 1
        image = {"id": item.line, "file_name": str(file_name(item.source_ref, export.survey.folder))}
        image |= {"width": size.width, "height": size.height, "coco_url": item.source_ref}
        yield image, [{"image_id": item.line, **each} for each in _annotations(item, label, size, picture, ids)]


def _annotations(
    item: LabelledItem, label: Label, size: ImageSize, picture: Colours | None, ids: dict[str, int]
) -> Iterable[dict[str, Any]]:
    match label:
        case BoxLabels():
            return _boxes(label, ids)
        case PolygonLabels():
            return _polygons(label, size, ids)
        case KeypointLabels():
            return _subjects(label, ids)
        case ClassMask() | InstanceMask() if picture is not None:
            return _segments(label, picture, ids)
        case _:
            raise Invalid(f"COCO cannot hold the label of line {item.line}.")


def _boxes(label: BoxLabels, ids: dict[str, int]) -> Iterator[dict[str, Any]]:
    for box in label.boxes:
        bounds = [box.left, box.top, box.width, box.height]
        shared = {"category_id": ids[box.name], "bbox": bounds, "area": box.width * box.height, "iscrowd": 0}
        yield {**shared, "segmentation": [], **_score(box.confidence)}


def _polygons(label: PolygonLabels, size: ImageSize, ids: dict[str, int]) -> Iterator[dict[str, Any]]:
    for polygon in label.polygons:
        flat = [value for vertex in polygon.vertices for value in vertex]
        xs, ys = flat[0::2], flat[1::2]
        bounds = [min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)]
        area = polygon_runs([flat], size.height, size.width).area
        shared = {"category_id": ids[polygon.name], "bbox": bounds, "area": area, "iscrowd": 0}
        yield {**shared, "segmentation": [flat], **_score(polygon.confidence)}


def _subjects(label: KeypointLabels, places: dict[str, int]) -> Iterator[dict[str, Any]]:
    """One annotation for the first point of every class, one for the second, and so on."""
    rounds: list[dict[int, Keypoint]] = []
    for point in label.keypoints:
        place = places[point.name]
        free = next((each for each in rounds if place not in each), None)
        if free is None:
            rounds.append({place: point})
        else:
            free[place] = point
    return (_subject(points, len(places)) for points in rounds)


def _subject(points: dict[int, Keypoint], count_of_classes: int) -> dict[str, Any]:
    flat: list[float] = []
    for place in range(1, count_of_classes + 1):
        point = points.get(place)
        flat += [0, 0, 0] if point is None else [point.x, point.y, VISIBLE]
    xs, ys = [point.x for point in points.values()], [point.y for point in points.values()]
    across, down = max(xs) - min(xs), max(ys) - min(ys)
    return {
        "category_id": 1,
        "keypoints": flat,
        "num_keypoints": len(points),
        "bbox": [min(xs), min(ys), across, down],
        # COCO's similarity divides by the area, so that of a single point or of points in a row must not be nought.
        "area": max(across, 1) * max(down, 1),
        "iscrowd": 0,
        "segmentation": [],
    }


def _segments(label: MaskLabel, picture: Colours, ids: dict[str, int]) -> Iterator[dict[str, Any]]:
    marks: Sequence[Any] = label.colours if isinstance(label, ClassMask) else label.instances
    for mark in marks:
        runs = runs_of(picture == colour_number(mark.hex_color))
        if mark.name in ids and runs.area:
            segmentation = {"size": [runs.height, runs.width], "counts": runs.counts}
            shared = {"category_id": ids[mark.name], "bbox": list(runs.bounds), "area": runs.area, "iscrowd": 0}
            yield {**shared, "segmentation": segmentation, **_score(mark.confidence)}


def _category_ids(export: Export) -> dict[str, int]:
    """Class name to category id; of keypoints, to the point's place. The background of masks is no category."""
    background = {BACKGROUND} if ClassMask in export.survey.kinds else set()
    classes = [name for name in export.survey.classes if name not in background]
    return {name: place for place, name in enumerate(classes, start=1)}


def _categories(export: Export) -> list[dict[str, Any]]:
    ids = _category_ids(export)
    if KeypointLabels not in export.survey.kinds:
        return [{"id": number, "name": name, "supercategory": ""} for name, number in ids.items()]
    if unknown := {name for bone in export.skeleton for name in bone} - ids.keys():
        raise Invalid(f"The skeleton names {', '.join(sorted(unknown))}; the keypoints are {', '.join(ids)}.")
    bones = [[ids[start], ids[end]] for start, end in export.skeleton]
    return [{"id": 1, "name": SUBJECT, "supercategory": "", "keypoints": list(ids), "skeleton": bones}]


def _score(confidence: float | None) -> dict[str, float]:
    return {} if confidence is None else {"score": confidence}
