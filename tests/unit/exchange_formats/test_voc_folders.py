from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from exchange_samples import BOXES, box_labels, export_of, image_item, import_of, manifest
from truthloop.exchange_formats.indexed_pictures import read_colours, rgb_png
from truthloop.exchange_formats.labelled_items import (
    Box,
    BoxLabels,
    ClassChoice,
    ClassMask,
    ImageSize,
    InstanceMask,
    MaskColour,
    MaskInstance,
)
from truthloop.exchange_formats.manifest_reading import labelled_items
from truthloop.exchange_formats.voc_reading import read_voc
from truthloop.exchange_formats.voc_writing import write_voc
from truthloop.terms.errors import Invalid


def test_the_documented_box_counts_pixels_from_one_and_holds_its_last(tmp_path: Path) -> None:
    write_voc(export_of(labelled_items(manifest(BOXES), "bounding-box-attribute-name")), tmp_path / "v")
    root = ET.parse(tmp_path / "v/Annotations/example_image.xml").getroot()  # noqa: S314 - our own file
    assert (root.findtext("filename"), root.findtext("size/width"), root.findtext("size/height")) == (
        "example_image.png",
        "500",
        "400",
    )
    first = root.find("object")
    assert first is not None
    assert first.findtext("name") == "dog"
    bounds = [first.findtext(f"bndbox/{name}") for name in ("xmin", "ymin", "xmax", "ymax")]
    assert bounds == ["112", "135", "172", "262"]
    assert (tmp_path / "v/ImageSets/Main/trainval.txt").read_text() == "example_image\n"


@settings(max_examples=50)
@given(st.lists(box_labels(), min_size=1, max_size=3))
def test_boxes_come_back_the_same(labels: list[BoxLabels]) -> None:
    items = [image_item(line, label) for line, label in enumerate(labels, start=1)]
    with TemporaryDirectory() as folder:
        write_voc(export_of(items), Path(folder, "v"))
        back = list(read_voc(import_of(), Path(folder, "v")))
    assert [(i.source_ref, bare(i.label)) for i in back] == [(i.source_ref, bare(i.label)) for i in items]


def bare(label: Any) -> Any:
    return label.size, [(box.name, box.left, box.top, box.width, box.height) for box in label.boxes]


PICTURE = np.full((40, 50), 0xFFFFFF, dtype=np.uint32)
PICTURE[:10, :20], PICTURE[20:, 10:30], PICTURE[39, 49] = 0x2CA02C, 0xFF0000, 0x0000FF


@pytest.mark.parametrize("kind", ["class-masks", "instance-masks"])
def test_masks_come_back_pixel_for_pixel_in_other_colours(kind: str, tmp_path: Path) -> None:
    instances = InstanceMask(
        "m", (MaskInstance("cat", "#2ca02c"), MaskInstance("cat", "#ff0000"), MaskInstance("dog", "#0000ff"))
    )
    colours = (
        MaskColour("BACKGROUND", 0, "#ffffff"),
        MaskColour("cat", 1, "#2ca02c"),
        MaskColour("dog", 2, "#ff0000"),
        MaskColour("cow", 3, "#0000ff"),
    )
    label = instances if kind == "instance-masks" else ClassMask("m", colours)
    write_voc(export_of([image_item(1, label)], fetch=lambda _ref: rgb_png(PICTURE)), tmp_path / "v")
    with Image.open(tmp_path / "v/SegmentationClass/1.png") as opened:
        assert opened.mode == "P"
        assert opened.getpalette()[:9] == [0, 0, 0, 128, 0, 0, 0, 128, 0]
    kept: dict[str, bytes] = {}
    (back,) = read_voc(import_of(store=lambda name, body: str(kept.update({name: body}))), tmp_path / "v")
    again = read_colours(kept["1.png"], "1.png")
    assert back.source_ref == "s3://bucket/images/1.jpg"
    marks: Any = back.label.instances if isinstance(back.label, InstanceMask) else back.label.colours  # type: ignore[union-attr]
    given_marks: Any = label.instances if isinstance(label, InstanceMask) else label.colours
    assert [mark.name for mark in marks] == [mark.name for mark in given_marks]
    for mark, old in zip(marks, given_marks, strict=True):
        assert np.array_equal(again == int(mark.hex_color[1:], 16), int(old.hex_color[1:], 16) == PICTURE)


def test_somebody_elses_folder_is_read_and_its_bad_files_are_said(tmp_path: Path) -> None:
    files = {
        "1": "<annotation><filename>one.jpg</filename><object><name>dog</name><bndbox><xmin>1</xmin><ymin>1</ymin>"
        "<xmax>10</xmax><ymax>20</ymax></bndbox></object></annotation>",
        "2": "<annotation><object><name>dog</name></object></annotation>",
        "3": "<annotation>",
        "4": '<!DOCTYPE a [<!ENTITY x "boom">]><annotation><filename>&x;</filename></annotation>',
    }
    (tmp_path / "Annotations").mkdir()
    for name, said in files.items():
        (tmp_path / "Annotations" / f"{name}.xml").write_text(said)
    importing = import_of(prefix="s3://bucket/p/")
    (item,) = read_voc(importing, tmp_path)
    assert (item.source_ref, item.label) == ("s3://bucket/p/one.jpg", BoxLabels(None, (Box("dog", 0, 0, 0, 10, 20),)))
    assert importing.remarks.counts == {"unreadable": 3}
    (zero,) = read_voc(import_of(prefix="s3://bucket/p/", first_pixel=0), tmp_path)
    assert zero.label == BoxLabels(None, (Box("dog", 0, 1, 1, 9, 19),))
    with pytest.raises(Invalid, match="neither Annotations"):
        list(read_voc(import_of(), tmp_path / "Annotations"))


def test_characters_that_xml_cannot_hold_and_other_labels_are_said(tmp_path: Path) -> None:
    label = BoxLabels(ImageSize(9, 9), (Box("c\x00t", 0, 0, 0, 1, 1),))
    export = export_of([image_item(1, label), image_item(2, ClassChoice("cat", 0))])
    write_voc(export, tmp_path / "v")
    assert export.remarks.counts == {"a character XML cannot hold": 1, "another kind of label": 1}
    with pytest.raises(Invalid, match="Pascal VOC holds boxes"):
        write_voc(export_of([image_item(2, ClassChoice("cat", 0))]), tmp_path / "w")
