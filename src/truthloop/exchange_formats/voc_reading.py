"""Pascal VOC in: boxes from `Annotations/**/*.xml`, or masks from `SegmentationClass` and `SegmentationObject`.

Format: the PASCAL VOC 2012 development kit, section 8: pixels are counted from 1 and boxes hold their last pixel. Some
tools count from 0: `Import.first_pixel`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any
from xml.etree.ElementTree import Element, ParseError

import numpy as np
import orjson
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import parse

from truthloop.exchange_formats.importing import Import, labelled_item, numbered, source_ref, stored
from truthloop.exchange_formats.indexed_pictures import (
    Colours,
    Indices,
    colour_number,
    distinct_colours,
    read_indices,
    rgb_png,
)
from truthloop.exchange_formats.label_fields import UnreadableLabel, number
from truthloop.exchange_formats.labelled_items import (
    BACKGROUND,
    Box,
    BoxLabels,
    ClassMask,
    ImageSize,
    InstanceMask,
    LabelledItem,
    MaskColour,
    MaskInstance,
    MaskLabel,
)
from truthloop.exchange_formats.voc_writing import LABEL_MAP, SOURCES, VOID
from truthloop.terms.errors import Invalid

KINDS_READ = ("boxes", "class-masks", "instance-masks")
ENDINGS = (".jpg", ".jpeg", ".png")
WHITE = 0xFFFFFF


def read_voc(importing: Import, folder: Path) -> Iterator[LabelledItem]:
    """The images in the order of their files' names. Raises Invalid."""
    kind = importing.kind or _guessed_kind(folder)
    if kind not in KINDS_READ:
        raise Invalid(f"Pascal VOC folders are read as {', '.join(KINDS_READ)}, not as {kind!r}.")
    return _boxes(importing, folder) if kind == "boxes" else _masks(importing, folder, kind)


def _boxes(importing: Import, folder: Path) -> Iterator[LabelledItem]:
    numbers: dict[str, int] = {}
    for place, file in enumerate(sorted((folder / "Annotations").rglob("*.xml")), start=1):
        try:
            root = parse(file).getroot()
            label = BoxLabels(_size(root), tuple(_box(importing, each, numbers) for each in root.iter("object")))
        except (UnreadableLabel, ParseError, DefusedXmlException) as error:
            importing.remarks.say(place, "unreadable", f"{file}: {error}")
            continue
        below = PurePosixPath(*file.relative_to(folder / "Annotations").parts)
        name = str(below.with_name(root.findtext("filename") or below.with_suffix(".jpg").name))
        yield labelled_item(importing, place, label, ref=source_ref(importing, name, root.findtext("path")))


def _size(root: Element) -> ImageSize | None:
    size = root.find("size")
    if size is None or not size.findtext("width"):
        return None
    width, height, depth = (int(_value(size, name)) for name in ("width", "height", "depth"))
    return ImageSize(width, height, depth) if width > 0 and height > 0 else None


def _box(importing: Import, element: Element, numbers: dict[str, int]) -> Box:
    name = (element.findtext("name") or "").strip()
    bounds = element.find("bndbox")
    if not name or bounds is None:
        raise UnreadableLabel("an object has no name or no bndbox")
    left, top = _value(bounds, "xmin") - importing.first_pixel, _value(bounds, "ymin") - importing.first_pixel
    width, height = _value(bounds, "xmax") - left, _value(bounds, "ymax") - top
    if width < 0 or height < 0:
        raise UnreadableLabel(f"the box of {name} ends before it begins")
    return Box(name, numbered(importing, numbers, name), left, top, width, height)


def _value(parent: Element, name: str) -> float:
    return number({name: parent.findtext(name)} if parent.findtext(name) else {}, name, parent.tag)


def _masks(importing: Import, folder: Path, kind: str) -> Iterator[LabelledItem]:
    names = _class_names(importing, folder)
    images = _images(folder)
    for place, file in enumerate(sorted((folder / "SegmentationClass").rglob("*.png")), start=1):
        below = PurePosixPath(*file.relative_to(folder / "SegmentationClass").parts)
        try:
            indices, _palette = read_indices(file.read_bytes(), str(file))
            picture, label = _mask(folder, below, kind, indices, names)
        except (Invalid, UnreadableLabel, IndexError) as error:
            importing.remarks.say(place, "unreadable", f"{file}: {error}")
            continue
        if VOID in indices:
            importing.remarks.say(place, "pixels of no class", f"{file}: void pixels become background")
        image, recorded = images.get(str(below.with_suffix("")), (_image_name(folder, below), None))
        ref = source_ref(importing, image, recorded)
        yield labelled_item(importing, place, _kept(importing, str(below), picture, label), ref=ref)


def _mask(
    folder: Path, below: PurePosixPath, kind: str, classes: Indices, names: list[str]
) -> tuple[Colours, MaskLabel]:
    """The picture and its label, whose address is not known yet."""
    picture = np.full(classes.shape, WHITE, dtype=np.uint32)
    if kind == "class-masks":
        used = [int(each) for each in np.unique(classes) if each not in {0, VOID}]
        colours = distinct_colours(max(used, default=0))
        for each in used:
            picture[classes == each] = colour_number(colours[each - 1])
        marks = (MaskColour(_name(names, each), each, colours[each - 1]) for each in used)
        return picture, ClassMask("", (MaskColour(BACKGROUND, 0, f"#{WHITE:06x}"), *marks))
    file = folder / "SegmentationObject" / below
    objects, _palette = read_indices(file.read_bytes(), str(file)) if file.is_file() else (classes, ())
    instances = []
    for place, each in enumerate(int(each) for each in np.unique(objects) if each not in {0, VOID}):
        colour = distinct_colours(place + 1)[-1]
        inside = objects == each
        picture[inside] = colour_number(colour)
        instances.append(MaskInstance(_name(names, int(np.bincount(classes[inside]).argmax())), colour))
    return picture, InstanceMask("", tuple(instances))


def _kept(importing: Import, name: str, picture: Colours, label: MaskLabel) -> MaskLabel:
    ref = stored(importing, name, rgb_png(picture))
    return ClassMask(ref, label.colours) if isinstance(label, ClassMask) else InstanceMask(ref, label.instances)


def _name(names: list[str], place: int) -> str:
    if place >= len(names):
        raise UnreadableLabel(f"pixels are of class {place}; {len(names) - 1} classes are named")
    return names[place]


def _class_names(importing: Import, folder: Path) -> list[str]:
    """The names by number, that of 0 being the background."""
    if importing.categories is not None:
        return [BACKGROUND, *(name for name in importing.categories if name != BACKGROUND)]
    file = folder / LABEL_MAP
    if not file.is_file():
        raise Invalid(f"{folder} has no {LABEL_MAP} that names the classes of its pictures; give --categories.")
    lines = (line.strip() for line in file.read_text(encoding="utf-8").splitlines())
    return [line.rsplit(":", 3)[0] for line in lines if line and not line.startswith("#")]


def _images(folder: Path) -> dict[str, tuple[str, Any]]:
    """What our own export wrote down: image name and address, by the name without ending."""
    file = folder / SOURCES
    entries = [orjson.loads(line) for line in file.read_bytes().splitlines()] if file.is_file() else []
    return {
        str(PurePosixPath(each["image"]).with_suffix("")): (each["image"], each.get("source-ref")) for each in entries
    }


def _image_name(folder: Path, below: PurePosixPath) -> str:
    for ending in ENDINGS:
        if (folder / "JPEGImages" / below.with_suffix(ending)).is_file():
            return str(below.with_suffix(ending))
    return str(below.with_suffix(".jpg"))


def _guessed_kind(folder: Path) -> str:
    if (folder / "Annotations").is_dir():
        return "boxes"
    if not (folder / "SegmentationClass").is_dir():
        raise Invalid(f"{folder} has neither Annotations nor SegmentationClass: it is no Pascal VOC folder.")
    return "instance-masks" if (folder / "SegmentationObject").is_dir() else "class-masks"
