from __future__ import annotations

import io
import json
from contextlib import redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

from exchange_samples import (
    BOXES,
    box_labels,
    export_of,
    image_item,
    import_of,
    keypoint_labels,
    manifest,
    polygon_labels,
)
from truthloop.exchange_formats.coco_reading import read_coco
from truthloop.exchange_formats.coco_writing import write_coco
from truthloop.exchange_formats.indexed_pictures import read_colours, rgb_png
from truthloop.exchange_formats.labelled_items import (
    Box,
    BoxLabels,
    ClassChoice,
    ClassMask,
    ImageSize,
    InstanceMask,
    Keypoint,
    KeypointLabels,
    LabelledItem,
    MaskColour,
    MaskInstance,
    Outline,
    PolygonLabels,
)
from truthloop.exchange_formats.manifest_reading import labelled_items
from truthloop.terms.errors import AlreadyExists, Invalid

SIZE = ImageSize(100, 80)


def loaded(path: Path) -> COCO:
    with redirect_stdout(io.StringIO()):
        return COCO(str(path))


def average_precision(truth: COCO, kind: str) -> float:
    """What COCO's own evaluation gives our labels held against themselves."""
    with redirect_stdout(io.StringIO()):
        found = truth.loadRes([{**each, "score": 1.0} for each in json.loads(json.dumps(truth.dataset["annotations"]))])
        evaluation = COCOeval(truth, found, kind)
        evaluation.evaluate()
        evaluation.accumulate()
        evaluation.summarize()
    return float(evaluation.stats[0])


def there_and_back(items: list[LabelledItem], **options: Any) -> list[LabelledItem]:
    with TemporaryDirectory() as folder:
        path = Path(folder, "labels.json")
        write_coco(export_of(items), path)
        return list(read_coco(import_of(**options), path))


def test_the_documented_boxes_are_read_by_pycocotools(tmp_path: Path) -> None:
    write_coco(export_of(labelled_items(manifest(BOXES), "bounding-box-attribute-name")), tmp_path / "c.json")
    coco = loaded(tmp_path / "c.json")
    assert [(c["id"], c["name"]) for c in coco.loadCats(coco.getCatIds())] == [(1, "dog"), (2, "bone")]
    (image,) = coco.loadImgs(coco.getImgIds())
    assert (image["file_name"], image["width"], image["height"]) == ("example_image.png", 500, 400)
    assert [a["bbox"] for a in coco.loadAnns(coco.getAnnIds(catIds=[2]))] == [[161, 250, 30, 30], [20, 20, 30, 30]]


def test_cocos_own_evaluation_of_boxes_polygons_masks_and_keypoints_against_themselves_is_perfect(
    tmp_path: Path,
) -> None:
    square = ((10, 10), (60, 10), (60, 60), (10, 60))
    picture = np.full((80, 100), 0xFFFFFF, dtype=np.uint32)
    picture[10:40, 20:70] = 0x2CA02C
    labels = {
        "bbox": BoxLabels(SIZE, (Box("cat", 0, 10, 10, 50, 40), Box("dog", 1, 0, 0, 30, 30))),
        "segm": PolygonLabels(SIZE, (Outline("cat", 0, square),)),
        "keypoints": KeypointLabels(SIZE, tuple(Keypoint(f"p{i}", i, 20 + 4 * i, 10 + 3 * i) for i in range(17))),
    }
    for kind, label in labels.items():
        write_coco(export_of([image_item(1, label)]), tmp_path / f"{kind}.json")
        assert average_precision(loaded(tmp_path / f"{kind}.json"), kind) == pytest.approx(1.0)
    mask = InstanceMask("s3://bucket/1.png", (MaskInstance("cat", "#2ca02c"),))
    write_coco(export_of([image_item(1, mask)], fetch=lambda _ref: rgb_png(picture)), tmp_path / "masks.json")
    coco = loaded(tmp_path / "masks.json")
    assert average_precision(coco, "segm") == pytest.approx(1.0)
    assert np.array_equal(coco.annToMask(coco.dataset["annotations"][0]), picture == 0x2CA02C)


@settings(max_examples=50)
@given(st.lists(st.one_of(box_labels()), min_size=1, max_size=4))
def test_boxes_come_back_the_same(labels: list[BoxLabels]) -> None:
    items = [image_item(line, label) for line, label in enumerate(labels, start=1)]
    back = there_and_back(items)
    assert [(item.source_ref, bare(item.label)) for item in back] == [(i.source_ref, bare(i.label)) for i in items]


@settings(max_examples=50)
@given(st.lists(polygon_labels, min_size=1, max_size=3))
def test_polygons_come_back_the_same(labels: list[PolygonLabels]) -> None:
    items = [image_item(line, label) for line, label in enumerate(labels, start=1)]
    back = there_and_back(items, kind="polygons")
    assert [bare(item.label) for item in back] == [bare(item.label) for item in items]


@settings(max_examples=50)
@given(st.lists(keypoint_labels(), min_size=1, max_size=3))
def test_keypoints_come_back_the_same_in_another_order(labels: list[KeypointLabels]) -> None:
    items = [image_item(line, label) for line, label in enumerate(labels, start=1)]
    back = there_and_back(items, kind="keypoints")
    assert [sorted(bare(item.label)) for item in back] == [sorted(bare(item.label)) for item in items]


def bare(label: Any) -> list[Any]:
    """What must survive: names and places; class numbers are made anew from the class order."""
    match label:
        case BoxLabels():
            return [(b.name, b.left, b.top, b.width, b.height) for b in label.boxes]
        case PolygonLabels():
            return [(p.name, p.vertices) for p in label.polygons]
        case _:
            return [(k.name, k.x, k.y) for k in label.keypoints]


def test_instance_and_class_masks_come_back_pixel_for_pixel(tmp_path: Path) -> None:
    picture = np.full((80, 100), 0xFFFFFF, dtype=np.uint32)
    picture[:30, :50], picture[50:, 20:90], picture[0, 99] = 0x2CA02C, 0xFF0000, 0x0000FF
    instances = InstanceMask(
        "m", tuple(MaskInstance(*pair) for pair in (("cat", "#2ca02c"), ("cat", "#ff0000"), ("dog", "#0000ff")))
    )
    classes = ClassMask(
        "m",
        (
            MaskColour("BACKGROUND", 0, "#ffffff"),
            *(MaskColour(*each) for each in (("cat", 1, "#2ca02c"), ("dog", 2, "#ff0000"), ("cow", 3, "#0000ff"))),
        ),
    )
    kept: dict[str, bytes] = {}

    def keeping(name: str, body: bytes) -> str:
        kept[name] = body
        return name

    for number, (label, kind) in enumerate(((instances, "instance-masks"), (classes, "class-masks"))):
        path = tmp_path / f"{number}.json"
        write_coco(export_of([image_item(1, label)], fetch=lambda _ref: rgb_png(picture)), path)
        (back,) = read_coco(import_of(kind=kind, store=keeping), path)
        again = read_colours(kept["1.jpg"], "1.jpg")
        marks = back.label.instances if isinstance(back.label, InstanceMask) else back.label.colours  # type: ignore[union-attr]
        given_marks = label.instances if isinstance(label, InstanceMask) else label.colours
        assert [mark.name for mark in marks] == [mark.name for mark in given_marks]
        for mark, old in zip(marks, given_marks, strict=True):
            assert np.array_equal(again == int(mark.hex_color[1:], 16), picture == int(old.hex_color[1:], 16))


def test_a_skeleton_joins_keypoints_by_their_places(tmp_path: Path) -> None:
    label = KeypointLabels(SIZE, (Keypoint("nose", 0, 1, 1), Keypoint("eye", 1, 2, 2), Keypoint("nose", 0, 5, 5)))
    export = export_of([image_item(1, label)], skeleton=(("eye", "nose"),))
    write_coco(export, tmp_path / "k.json")
    coco = loaded(tmp_path / "k.json")
    assert coco.cats[1]["keypoints"] == ["nose", "eye"]
    assert coco.cats[1]["skeleton"] == [[2, 1]]
    assert [a["keypoints"] for a in coco.dataset["annotations"]] == [[1, 1, 2, 2, 2, 2], [5, 5, 2, 0, 0, 0]]
    with pytest.raises(Invalid, match="ear"):
        write_coco(export_of([image_item(1, label)], skeleton=(("ear", "nose"),)), tmp_path / "bad.json")


def test_what_is_not_in_the_file_is_said_with_its_line(tmp_path: Path) -> None:
    items = [
        image_item(1, BoxLabels(SIZE, ())),
        image_item(2, BoxLabels(None, (Box("cat", 0, 1, 1, 1, 1),))),
        LabelledItem(3, "s3://bucket/images/3.jpg", None, None, missing="not labelled"),
        image_item(4, ClassChoice("cat", 0)),
    ]
    export = export_of(items)
    write_coco(export, tmp_path / "c.json")
    assert export.remarks.written == 1
    assert [(r.line, r.matter) for r in export.remarks.first] == [
        (2, "size unknown"),
        (3, "no label"),
        (4, "another kind of label"),
    ]
    assert loaded(tmp_path / "c.json").getImgIds() == [1]


def test_an_unknown_size_is_learned_from_the_image_when_it_may_be_fetched(tmp_path: Path) -> None:
    export = export_of(
        [image_item(1, BoxLabels(None, ()))], fetch=lambda _ref: rgb_png(np.zeros((7, 9), dtype=np.uint32))
    )
    write_coco(export, tmp_path / "c.json")
    assert [(i["width"], i["height"]) for i in loaded(tmp_path / "c.json").dataset["images"]] == [(9, 7)]


def test_a_file_that_is_there_is_never_overwritten_and_a_failed_export_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "c.json"
    with pytest.raises(Invalid, match="COCO holds boxes"):
        write_coco(export_of([image_item(1, ClassChoice("cat", 0))]), path)

    def gone(_ref: str) -> bytes:
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        write_coco(export_of([image_item(1, BoxLabels(None, ()))], fetch=gone), path)
    assert list(tmp_path.iterdir()) == []
    path.write_text("mine")
    with pytest.raises(AlreadyExists):
        write_coco(export_of([image_item(1, BoxLabels(SIZE, ()))]), path)
    assert path.read_text() == "mine"


def test_somebody_elses_file_needs_a_prefix_and_may_be_partly_unreadable(tmp_path: Path) -> None:
    document = {
        "images": [{"id": "a", "file_name": "x/1.jpg", "width": 10, "height": 10}, {"id": 7, "file_name": "2.jpg"}],
        "categories": [{"id": 18, "name": "dog"}],
        "annotations": [
            {"id": 1, "image_id": "a", "category_id": 18, "bbox": [1, 2, 3, 4]},
            {"id": 2, "image_id": "nowhere", "category_id": 18, "bbox": [1, 2, 3, 4]},
        ],
    }
    path = tmp_path / "theirs.json"
    path.write_text(json.dumps(document))
    importing = import_of(prefix="s3://bucket/pictures")
    (item,) = read_coco(importing, path)
    assert item.source_ref == "s3://bucket/pictures/x/1.jpg"
    assert bare(item.label) == [("dog", 1, 2, 3, 4)]
    assert sorted(importing.remarks.counts) == ["annotations of no image", "unreadable"]
    assert "image ids 'nowhere'" in [remark.detail for remark in importing.remarks.first]
    with pytest.raises(Invalid, match="--prefix"):
        list(read_coco(import_of(), path))
    path.write_text("[]")
    with pytest.raises(Invalid, match="not a COCO file"):
        list(read_coco(import_of(), path))


def test_an_object_in_parts_becomes_a_polygon_each_and_this_is_said(tmp_path: Path) -> None:
    document = {
        "images": [{"id": 1, "file_name": "1.jpg", "width": 10, "height": 10}],
        "categories": [{"id": 1, "name": "dog"}],
        "annotations": [
            {"id": 1, "image_id": 1, "category_id": 1, "segmentation": [[0, 0, 4, 0, 4, 4], [5, 5, 9, 5, 9, 9]]}
        ],
    }
    path = tmp_path / "parts.json"
    path.write_text(json.dumps(document))
    importing = import_of(prefix="s3://bucket/p/")
    (item,) = read_coco(importing, path)
    assert isinstance(item.label, PolygonLabels)
    assert len(item.label.polygons) == 2
    assert importing.remarks.counts == {"object in parts": 1}
