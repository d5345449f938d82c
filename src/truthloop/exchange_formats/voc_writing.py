"""Pascal VOC out: one XML file of boxes per image, or indexed PNGs of classes and objects.

    Annotations/a/0001.xml              boxes
    SegmentationClass/a/0001.png        class of each pixel, palette and numbers as in labelmap.txt, 0 is background
    SegmentationObject/a/0001.png       object of each pixel, from 1 (instance masks only)
    ImageSets/Main/trainval.txt         the images there are (ImageSets/Segmentation/ for masks)
    JPEGImages/a/0001.jpg               the images, when they are copied
    sources.jsonl                       which image is which source-ref: what the format cannot hold

Format: Everingham and Winn, The PASCAL Visual Object Classes Challenge 2012 Development Kit, section 8. Its pixels are
counted from 1 and a box holds its last pixel, so `xmin` is left + 1 and `xmax` is left + width.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree as ET

import numpy as np
import orjson

from truthloop.exchange_formats.exporting import Export, fresh_folder, labelled, lay_image, new_file
from truthloop.exchange_formats.file_names import file_name
from truthloop.exchange_formats.image_sizes import size_of
from truthloop.exchange_formats.indexed_pictures import (
    MOST_INDEXED,
    Colours,
    colour_number,
    distinct_colours,
    indexed_png,
)
from truthloop.exchange_formats.labelled_items import (
    BACKGROUND,
    BoxLabels,
    ClassMask,
    ImageSize,
    InstanceMask,
    LabelledItem,
    MaskColour,
    MaskInstance,
    MaskLabel,
)
from truthloop.exchange_formats.manifest_survey import refuse_other_kinds
from truthloop.exchange_formats.mask_fetching import mask_colours
from truthloop.terms.errors import Invalid

KINDS_HELD: tuple[type[BoxLabels | MaskLabel], ...] = (BoxLabels, ClassMask, InstanceMask)
SOURCES = "sources.jsonl"
LABEL_MAP = "labelmap.txt"
BLACK = "#000000"
VOID = 255
"""The number of pixels that are neither a class nor background."""
_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_voc(export: Export, out: Path) -> None:
    """Fill the folder. Raises Invalid when the manifest holds neither boxes nor masks, or more classes than fit."""
    refuse_other_kinds(export.survey, KINDS_HELD, "Pascal VOC")
    classes = voc_classes(export)
    if len(classes) >= VOID and BoxLabels not in export.survey.kinds:
        raise Invalid(
            f"Pascal VOC's indexed pictures hold at most {VOID - 1} classes; the manifest has {len(classes)}."
        )
    folder = fresh_folder(out)
    for used in export.survey.kinds:
        (folder / "ImageSets" / ("Main" if used is BoxLabels else "Segmentation")).mkdir(parents=True, exist_ok=True)
    (folder / LABEL_MAP).write_text(label_map(classes), encoding="utf-8")
    with (folder / SOURCES).open("wb") as sources:
        for item, label in labelled(export, KINDS_HELD):
            name = _write_image(export, folder, item, label, classes)
            if name is not None:
                image = {"image": str(name), "source-ref": item.source_ref}
                sources.write(orjson.dumps(image, option=orjson.OPT_APPEND_NEWLINE))
                export.remarks.written += 1


def voc_classes(export: Export) -> dict[str, int]:
    """Class name to the number in pictures: 0 is background, others from 1."""
    background = {BACKGROUND} if ClassMask in export.survey.kinds else set()
    return {
        name: place for place, name in enumerate((n for n in export.survey.classes if n not in background), start=1)
    }


def label_map(classes: dict[str, int]) -> str:
    """Names and colours of the classes, in the form that annotation tools exchange beside Pascal VOC pictures."""
    colours = [BLACK, *distinct_colours(len(classes))]
    rows = [("background", BLACK), *((name, colours[place]) for name, place in classes.items())]
    lines = (f"{name}:{','.join(str(part) for part in bytes.fromhex(colour[1:]))}::" for name, colour in rows)
    return "# label:color_rgb:parts:actions\n" + "".join(f"{line}\n" for line in lines)


def _write_image(
    export: Export, folder: Path, item: LabelledItem, label: BoxLabels | MaskLabel, classes: dict[str, int]
) -> PurePosixPath | None:
    """Write what belongs to one image; its name, None when it was left out."""
    if item.source_ref is None:
        export.remarks.say(item.line, "no image", item.shown)
        return None
    name = file_name(item.source_ref, export.survey.folder)
    if isinstance(label, BoxLabels):
        size = size_of(export, item)
        if size is None:
            export.remarks.say(
                item.line, "size unknown", f"{item.shown}: Pascal VOC needs the image's width and height"
            )
            return None
        body = _annotation(export, item, name, label, size)
        fresh, list_name = new_file(folder / "Annotations" / name.with_suffix(".xml"), body), "Main"
    else:
        colours = mask_colours(export, item, label)
        if colours is None:
            return None
        fresh, list_name = _write_mask(export, folder, name, item, label, colours, classes), "Segmentation"
    if not fresh:
        export.remarks.say(
            item.line, "two images of one name", f"{item.shown}: Pascal VOC tells images apart by {name.stem}"
        )
        return None
    with (folder / "ImageSets" / list_name / "trainval.txt").open("a", encoding="utf-8") as listed:
        listed.write(f"{name.with_suffix('')}\n")
    lay_image(export, item, folder / "JPEGImages" / name)
    return name


def _annotation(export: Export, item: LabelledItem, name: PurePosixPath, label: BoxLabels, size: ImageSize) -> bytes:
    root = ET.Element("annotation")
    _texts(export, item, root, folder=str(name.parent), filename=name.name, path=item.source_ref or "")
    _texts(export, item, ET.SubElement(root, "source"), database="Unknown")
    _texts(export, item, ET.SubElement(root, "size"), width=size.width, height=size.height, depth=size.depth)
    _texts(export, item, root, segmented=0)
    for box in label.boxes:
        element = ET.SubElement(root, "object")
        _texts(export, item, element, name=box.name, pose="Unspecified", truncated=0, difficult=0)
        first = {"xmin": box.left + 1, "ymin": box.top + 1}
        last = {"xmax": box.left + box.width, "ymax": box.top + box.height}
        _texts(export, item, ET.SubElement(element, "bndbox"), **first, **last)
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8"))


def _texts(export: Export, item: LabelledItem, parent: ET.Element, **values: str | float) -> None:
    for name, value in values.items():
        said = _NOT_XML.sub("\ufffd", str(value))
        if said != str(value):
            export.remarks.say(item.line, "a character XML cannot hold", f"{item.shown}: {name} {value!r}")
        ET.SubElement(parent, name).text = said


def _write_mask(
    export: Export,
    folder: Path,
    name: PurePosixPath,
    item: LabelledItem,
    label: MaskLabel,
    colours: Colours,
    classes: dict[str, int],
) -> bool:
    by_class = np.zeros(colours.shape, dtype=np.uint8)
    by_object = np.zeros(colours.shape, dtype=np.uint8)
    marks: Sequence[MaskColour | MaskInstance] = label.colours if isinstance(label, ClassMask) else label.instances
    if len(marks) >= VOID:
        export.remarks.say(item.line, "too many objects", f"{item.shown}: {len(marks)}, of which {VOID - 1} are kept")
    for number, mark in enumerate(marks[: VOID - 1], start=1):
        inside = colours == colour_number(mark.hex_color)
        by_class[inside] = classes.get(mark.name, 0)
        by_object[inside] = number
    palette = [BLACK, *distinct_colours(MOST_INDEXED - 1)]
    file = name.with_suffix(".png")
    if isinstance(label, InstanceMask):
        new_file(folder / "SegmentationObject" / file, indexed_png(by_object, palette))
    return new_file(folder / "SegmentationClass" / file, indexed_png(by_class, palette))
