from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange_samples import BOXES, CLASSES, box_labels, export_of, image_item, import_of, manifest, polygon_labels
from truthloop.exchange_formats.indexed_pictures import rgb_png
from truthloop.exchange_formats.labelled_items import Box, BoxLabels, ImageSize, LabelledItem, Outline, PolygonLabels
from truthloop.exchange_formats.manifest_reading import labelled_items
from truthloop.exchange_formats.yolo_classes import yolo_names
from truthloop.exchange_formats.yolo_reading import read_yolo
from truthloop.exchange_formats.yolo_writing import write_yolo
from truthloop.terms.errors import AlreadyExists, Invalid


def test_the_documented_boxes_are_written_as_parts_of_the_image(tmp_path: Path) -> None:
    write_yolo(export_of(labelled_items(manifest(BOXES), "bounding-box-attribute-name")), tmp_path / "y")
    rows = (tmp_path / "y/labels/train/example_image.txt").read_text().splitlines()
    assert [row.split()[0] for row in rows] == ["0", "1", "1"]
    assert [float(each) for each in rows[0].split()[1:]] == pytest.approx([141.5 / 500, 198 / 400, 61 / 500, 128 / 400])
    assert yaml.safe_load((tmp_path / "y/data.yaml").read_text())["names"] == {0: "dog", 1: "bone"}


def there_and_back(items: list[LabelledItem], **options: Any) -> list[LabelledItem]:
    with TemporaryDirectory() as folder:
        write_yolo(export_of(items, categories=CLASSES), Path(folder, "y"))
        return sorted(read_yolo(import_of(**options), Path(folder, "y")), key=lambda item: item.source_ref or "")


@settings(max_examples=50)
@given(st.lists(box_labels(), min_size=1, max_size=4))
def test_boxes_come_back_the_same_with_their_class_numbers(labels: list[BoxLabels]) -> None:
    items = [image_item(line, label) for line, label in enumerate(labels, start=1)]
    back = there_and_back(items, kind="boxes")
    assert [(item.source_ref, item.label) for item in back] == [(item.source_ref, item.label) for item in items]


@settings(max_examples=50)
@given(st.lists(polygon_labels, min_size=1, max_size=4))
def test_polygons_come_back_the_same_with_their_class_numbers(labels: list[PolygonLabels]) -> None:
    items = [image_item(line, label) for line, label in enumerate(labels, start=1)]
    back = there_and_back(items, kind="polygons")
    assert [(item.source_ref, item.label) for item in back] == [(item.source_ref, item.label) for item in items]


@given(
    st.lists(
        st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).filter(str.strip), min_size=1, unique=True
    )
)
def test_any_class_name_is_read_the_same_by_a_yaml_library_and_by_us(names: list[str]) -> None:
    with TemporaryDirectory() as folder:
        label = BoxLabels(ImageSize(9, 9), tuple(Box(name, i, 1, 1, 1, 1) for i, name in enumerate(names)))
        write_yolo(export_of([image_item(1, label)]), Path(folder, "y"))
        said = Path(folder, "y/data.yaml").read_text(encoding="utf-8")
    assert yolo_names(said) == tuple(names)
    assert list(yaml.safe_load(said)["names"].values()) == names


@pytest.mark.parametrize(
    "said",
    [
        "nc: 2\nnames: [cat, 'big dog']  # two\n",
        'names: ["cat", "big dog"]\n',
        "names:\n  0: cat\n  1: big dog # barks\n\nnc: 2\n",
        "names:\n- cat\n- big dog\nval: x\n",
        "names:\n  - 'cat'\n  - \"big dog\"\n",
        "names: {0: cat, 1: 'big dog'}\n",
        "names: ['cat',\n  'big dog',\n]\npath: .\n",
    ],
)
def test_class_names_are_read_in_every_form_that_tools_write(said: str) -> None:
    assert yolo_names(said) == ("cat", "big dog")
    there = yaml.safe_load(said)["names"]
    assert list(there.values() if isinstance(there, dict) else there) == ["cat", "big dog"]


@pytest.mark.parametrize("said", ["nc: 3\n", "names: cat\n", "names:\n  0: cat\n  2: dog\n"])
def test_class_names_that_cannot_be_right_are_refused(said: str) -> None:
    with pytest.raises(Invalid):
        yolo_names(said)


def test_two_images_of_one_stem_and_boxes_over_the_edge_are_said(tmp_path: Path) -> None:
    size = ImageSize(10, 10)
    export = export_of(
        [
            image_item(1, BoxLabels(size, (Box("cat", 0, -5, 2, 10, 3),)), "1.jpg"),
            image_item(2, BoxLabels(size, ()), "1.png"),
            image_item(3, BoxLabels(size, ()), "deep/1.png"),
        ]
    )
    write_yolo(export, tmp_path / "y")
    assert [(r.line, r.matter) for r in export.remarks.first] == [
        (1, "cut at the image's edge"),
        (2, "two images of one name"),
    ]
    assert (tmp_path / "y/labels/train/1.txt").read_text() == "0 0.25 0.35 0.5 0.3\n"
    assert (tmp_path / "y/labels/train/deep/1.txt").read_text() == ""


def test_an_address_that_would_climb_out_of_the_folder_stays_in_it(tmp_path: Path) -> None:
    size = ImageSize(10, 10)
    names = ["a/../../../../etc/x.jpg", "a/b\\..\\c.jpg", "z:1.jpg", "a//x.jpg", "n\x00l.jpg"]
    export = export_of([image_item(i, BoxLabels(size, ()), name) for i, name in enumerate(names, start=1)])
    write_yolo(export, tmp_path / "in" / "y")
    assert export.remarks.written == len(names)
    assert [each.name for each in tmp_path.iterdir()] == ["in"]
    assert len(list((tmp_path / "in/y/labels").rglob("*.txt"))) == len(names)


def test_somebody_elses_folder_is_read_by_the_sizes_of_its_own_images(tmp_path: Path) -> None:
    (tmp_path / "labels/val").mkdir(parents=True)
    (tmp_path / "images/val").mkdir(parents=True)
    (tmp_path / "data.yaml").write_text("train: images/val\nval: images/val\nnames: [cat, dog]\n")
    (tmp_path / "images/val/1.png").write_bytes(rgb_png(np.zeros((50, 100), dtype=np.uint32)))
    (tmp_path / "labels/val/1.txt").write_text("1 0.5 0.5 0.2 0.2\n")
    (tmp_path / "labels/val/2.txt").write_text("1 0.5 0.5 0.2 0.2\n")
    (tmp_path / "images/val/3.png").write_bytes(rgb_png(np.zeros((50, 100), dtype=np.uint32)))
    (tmp_path / "labels/val/3.txt").write_text("7 0.5 0.5 0.2 0.2\n")
    importing = import_of(prefix="s3://bucket/p")
    (item,) = read_yolo(importing, tmp_path)
    assert item.source_ref == "s3://bucket/p/1.png"
    assert item.label == BoxLabels(ImageSize(100, 50), (Box("dog", 1, 40, 20, 20, 10),))
    assert importing.remarks.counts == {"size unknown": 1, "unreadable": 1}


def test_images_are_laid_beside_the_labels_when_they_are_asked_for(tmp_path: Path) -> None:
    picture = rgb_png(np.zeros((5, 5), dtype=np.uint32))
    export = export_of([image_item(1, BoxLabels(None, ()))], fetch=lambda _ref: picture, copy_images=True)
    write_yolo(export, tmp_path / "y")
    assert (tmp_path / "y/images/train/1.jpg").read_bytes() == picture


def test_a_folder_with_something_in_it_and_mixed_kinds_are_refused(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("")
    label = BoxLabels(ImageSize(9, 9), ())
    with pytest.raises(AlreadyExists):
        write_yolo(export_of([image_item(1, label)]), tmp_path)
    outline = Outline("cat", 0, ((0, 0), (1, 1), (2, 0)))
    mixed = [image_item(1, label), image_item(2, PolygonLabels(ImageSize(9, 9), (outline,)))]
    with pytest.raises(Invalid, match="cannot share"):
        write_yolo(export_of(mixed), tmp_path / "y")
