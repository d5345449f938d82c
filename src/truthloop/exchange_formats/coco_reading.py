"""COCO in: boxes, polygons, keypoints or masks of a COCO file as labelled items, one per image.

Format: https://cocodataset.org/#format-data. The file is one JSON document and is held in memory whole: about ten times
its size on disk.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from truthloop.exchange_formats.importing import (
    WHITE,
    Import,
    blank,
    class_numbers,
    labelled_item,
    objects_of,
    snapped,
    source_ref,
    stored,
)
from truthloop.exchange_formats.indexed_pictures import colour_number, distinct_colours, rgb_png
from truthloop.exchange_formats.label_fields import UnreadableLabel, confidence, number, text, whole
from truthloop.exchange_formats.labelled_items import (
    BACKGROUND,
    Box,
    BoxLabels,
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
    PolygonLabels,
)
from truthloop.exchange_formats.mask_runs import Mask, mask_of
from truthloop.terms.errors import Invalid

KINDS_READ = ("boxes", "polygons", "keypoints", "instance-masks", "class-masks")
Annotation = Mapping[str, Any]


def read_coco(importing: Import, path: Path) -> Iterator[LabelledItem]:
    """The images in the file's order, those without annotations with an empty label. Raises Invalid."""
    try:
        document = orjson.loads(path.read_bytes())
    except orjson.JSONDecodeError as error:
        raise Invalid(f"{path} is not JSON: {error}.") from error
    if not isinstance(document, dict):
        raise Invalid(f"{path} is not a COCO file: a JSON object with images, annotations and categories.")
    by_image: dict[str, list[Annotation]] = defaultdict(list)
    for annotation in objects_of(document, "annotations", str(path)):
        by_image[repr(annotation.get("image_id"))].append(annotation)
    categories = {repr(each.get("id")): each for each in objects_of(document, "categories", str(path))}
    kind = importing.kind or guessed_kind(document)
    if kind not in KINDS_READ:
        raise Invalid(f"COCO files are read as {', '.join(KINDS_READ)}, not as {kind!r}.")
    try:
        reader = _Reader(importing, categories, kind)
    except (UnreadableLabel, TypeError) as error:
        raise Invalid(f"The categories of {path} cannot be read: {error}.") from error
    for place, image in enumerate(objects_of(document, "images", str(path)), start=1):
        try:
            yield reader.item(place, image, by_image.pop(repr(image.get("id")), []))
        except (UnreadableLabel, AttributeError, KeyError, TypeError, ValueError) as error:
            importing.remarks.say(place, "unreadable", str(error))
    if by_image:
        importing.remarks.say(0, "annotations of no image", f"image ids {', '.join(sorted(by_image)[:10])}")


def guessed_kind(document: Mapping[str, Any]) -> str:
    """Keypoints when a category has them, else what the first segmentation is, else boxes."""
    if any(category.get("keypoints") for category in document["categories"]):
        return "keypoints"
    shapes = (annotation.get("segmentation") for annotation in document["annotations"])
    first = next((shape for shape in shapes if shape), None)
    if first is None:
        return "boxes"
    return "polygons" if isinstance(first, list) else "instance-masks"


class _Reader:
    """Turns images of one file into items: what holds for the whole file is kept here."""

    def __init__(self, importing: Import, categories: Mapping[Any, Annotation], kind: str) -> None:
        self.importing = importing
        self.kind = kind
        self.names = {key: text(each, "name", "categories") for key, each in categories.items()}
        self.points = {key: list(each.get("keypoints") or ()) for key, each in categories.items()}
        if kind == "keypoints":
            named = [name for names in self.points.values() for name in names]
        else:
            named = list(self.names.values())
        self.numbers = class_numbers(importing, named)
        palette = distinct_colours(len(self.numbers))
        self.colours = {name: palette[place] for place, name in enumerate(self.numbers)}

    def item(self, place: int, image: Mapping[str, Any], annotations: list[Annotation]) -> LabelledItem:
        name = text(image, "file_name", f"images[{place - 1}]")
        size = ImageSize(whole(image, "width", name), whole(image, "height", name))
        ref = source_ref(self.importing, name, image.get("coco_url"))
        return labelled_item(self.importing, place, self.label(place, name, size, annotations), ref=ref)

    def label(self, place: int, name: str, size: ImageSize, annotations: list[Annotation]) -> Label:
        if self.kind == "boxes":
            return BoxLabels(size, tuple(self.box(each) for each in annotations))
        if self.kind == "polygons":
            return PolygonLabels(size, tuple(part for each in annotations for part in self.polygons(place, each)))
        if self.kind == "keypoints":
            return KeypointLabels(size, tuple(point for each in annotations for point in self.keypoints(each)))
        if self.kind == "class-masks":
            return self.class_mask(name, size, annotations)
        return self.instance_mask(place, name, size, annotations)

    def category(self, annotation: Annotation) -> str:
        key = repr(annotation.get("category_id"))
        if key not in self.names:
            raise UnreadableLabel(
                f"annotation {annotation.get('id')} is of category {key}, which the file does not list"
            )
        return self.names[key]

    def box(self, annotation: Annotation) -> Box:
        name = self.category(annotation)
        given = annotation.get("bbox")
        if not isinstance(given, list) or len(given) != len(("left", "top", "width", "height")):
            raise UnreadableLabel(f"annotation {annotation.get('id')} has no bbox of four numbers")
        left, top, width, height = (
            number({"bbox": each}, "bbox", f"annotation {annotation.get('id')}") for each in given
        )
        return Box(name, self.numbers[name], left, top, width, height, _score(annotation))

    def polygons(self, place: int, annotation: Annotation) -> Iterator[Outline]:
        name, given = self.category(annotation), annotation.get("segmentation")
        if not isinstance(given, list):
            self.importing.remarks.say(place, "a mask among polygons", f"annotation {annotation.get('id')} is left out")
            return
        if len(given) > 1:
            self.importing.remarks.say(place, "object in parts", f"annotation {annotation.get('id')}: a polygon each")
        for part in given:
            if len(part) < 6 or len(part) % 2:  # noqa: PLR2004 - three pairs
                raise UnreadableLabel(f"annotation {annotation.get('id')} has a polygon of {len(part)} numbers")
            vertices = tuple((snapped(x), snapped(y)) for x, y in zip(part[0::2], part[1::2], strict=True))
            yield Outline(name, self.numbers[name], vertices, _score(annotation))

    def keypoints(self, annotation: Annotation) -> Iterator[Keypoint]:
        flat = annotation.get("keypoints") or []
        for name, x, y, seen in zip(
            self.points.get(repr(annotation.get("category_id")), ()), flat[0::3], flat[1::3], flat[2::3], strict=False
        ):
            if seen:
                point = {"x": x, "y": y}
                yield Keypoint(
                    name, self.numbers[name], number(point, "x", name), number(point, "y", name), _score(annotation)
                )

    def class_mask(self, name: str, size: ImageSize, annotations: list[Annotation]) -> ClassMask:
        picture = blank(size)
        for annotation in annotations:
            picture[_mask(annotation, size)] = colour_number(self.colours[self.category(annotation)])
        used = {self.category(annotation) for annotation in annotations}
        colours = [MaskColour(BACKGROUND, 0, f"#{WHITE:06x}")]
        colours += [
            MaskColour(each, place + 1, self.colours[each]) for each, place in self.numbers.items() if each in used
        ]
        return ClassMask(stored(self.importing, name, rgb_png(picture)), tuple(colours))

    def instance_mask(self, place: int, name: str, size: ImageSize, annotations: list[Annotation]) -> InstanceMask:
        picture = blank(size)
        instances = []
        for annotation, colour in zip(annotations, distinct_colours(len(annotations)), strict=True):
            mask = _mask(annotation, size)
            if np.any(picture[mask] != WHITE):
                self.importing.remarks.say(place, "masks overlap", f"{name}: the later one lies on top")
            picture[mask] = colour_number(colour)
            instances.append(MaskInstance(self.category(annotation), colour, _score(annotation)))
        return InstanceMask(stored(self.importing, name, rgb_png(picture)), tuple(instances))


def _mask(annotation: Annotation, size: ImageSize) -> Mask:
    given = annotation.get("segmentation")
    if not isinstance(given, Mapping):
        raise UnreadableLabel(f"annotation {annotation.get('id')} is no mask; read the file as polygons")
    if given.get("size") != [size.height, size.width]:
        raise UnreadableLabel(
            f"annotation {annotation.get('id')} is a mask of {given.get('size')}, not of the image's size"
        )
    try:
        return mask_of(given)
    except Invalid as error:
        raise UnreadableLabel(f"annotation {annotation.get('id')}: {error}") from error


def _score(annotation: Annotation) -> float | None:
    return confidence({"confidence": annotation.get("score")})
