from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange_samples import (
    BOXES,
    CLASSES,
    box_labels,
    export_of,
    image_item,
    import_of,
    keypoint_labels,
    manifest,
    polygon_labels,
    span_items,
)
from truthloop.exchange_formats.indexed_pictures import read_colours, rgb_png
from truthloop.exchange_formats.label_studio_reading import read_label_studio
from truthloop.exchange_formats.label_studio_writing import write_label_studio
from truthloop.exchange_formats.labelled_items import (
    Box,
    BoxLabels,
    ClassChoice,
    ClassChoices,
    ImageSize,
    InstanceMask,
    LabelledItem,
    MaskInstance,
    PolylineLabels,
    TextSpan,
    TextSpans,
)
from truthloop.exchange_formats.manifest_reading import labelled_items
from truthloop.terms.errors import Invalid


def there_and_back(items: list[LabelledItem], **options: Any) -> list[LabelledItem]:
    with TemporaryDirectory() as folder:
        path = Path(folder, "tasks.json")
        write_label_studio(export_of(items), path)
        return list(read_label_studio(import_of(**options), path))


def test_the_documented_boxes_are_written_in_parts_of_a_hundred(tmp_path: Path) -> None:
    write_label_studio(export_of(labelled_items(manifest(BOXES), "bounding-box-attribute-name")), tmp_path / "t.json")
    (task,) = json.loads((tmp_path / "t.json").read_text())
    first = task["annotations"][0]["result"][0]
    assert (first["type"], first["original_width"], first["original_height"]) == ("rectanglelabels", 500, 400)
    value = first["value"]
    assert [value[key] for key in ("x", "y", "width", "height")] == pytest.approx([22.2, 33.5, 12.2, 32.0])
    assert value["rectanglelabels"] == ["dog"]
    config = ET.parse(tmp_path / "t.config.xml").getroot()  # noqa: S314 - our own file
    assert [label.get("value") for label in config.iter("Label")] == ["dog", "bone"]
    assert [image.get("value") for image in config.iter("Image")] == ["$image"]


@settings(max_examples=60)
@given(
    st.one_of(*(st.lists(each, min_size=1, max_size=3) for each in (box_labels(), polygon_labels, keypoint_labels())))
)
def test_drawn_labels_come_back_the_same(labels: list[Any]) -> None:
    items = [image_item(line, label) for line, label in enumerate(labels, start=1)]
    back = there_and_back(items, categories=CLASSES)
    if any(marks(label) for label in labels):
        assert [item.label for item in back] == labels
    assert [item.source_ref for item in back] == [item.source_ref for item in items]


def marks(label: Any) -> Any:
    return getattr(label, "boxes", None) or getattr(label, "polygons", None) or getattr(label, "keypoints", None)


@settings(max_examples=60)
@given(span_items)
def test_spans_come_back_the_same_overlaps_too(item: LabelledItem) -> None:
    (back,) = there_and_back([item])
    assert isinstance(item.label, TextSpans)
    assert back.text == item.text
    assert (back.label.spans if isinstance(back.label, TextSpans) else ()) == item.label.spans


def test_classes_are_one_or_several_for_the_whole_file() -> None:
    one = [LabelledItem(1, None, "a", ClassChoice("x", 0)), LabelledItem(2, None, "b", ClassChoice("y", 1))]
    assert [item.label for item in there_and_back(one)] == [ClassChoice("x", 0), ClassChoice("y", 1)]
    several = [
        image_item(1, ClassChoices((ClassChoice("x", 0),))),
        image_item(2, ClassChoices((ClassChoice("y", 1), ClassChoice("x", 0)))),
    ]
    assert [item.label for item in there_and_back(several)] == [item.label for item in several]


def test_masks_become_brushes_and_come_back_pixel_for_pixel(tmp_path: Path) -> None:
    picture = np.full((30, 40), 0xFFFFFF, dtype=np.uint32)
    picture[:10, 5:20], picture[25, 39] = 0x010203, 0x040506
    label = InstanceMask("m", (MaskInstance("cat", "#010203"), MaskInstance("dog", "#040506")))
    write_label_studio(export_of([image_item(1, label)], fetch=lambda _ref: rgb_png(picture)), tmp_path / "t.json")
    kept: dict[str, bytes] = {}
    (back,) = read_label_studio(import_of(store=lambda n, b: str(kept.update({n: b}))), tmp_path / "t.json")
    again = read_colours(kept["1.png"], "x")
    assert isinstance(back.label, InstanceMask)
    assert [each.name for each in back.label.instances] == ["cat", "dog"]
    for new, old in zip(back.label.instances, label.instances, strict=True):
        assert np.array_equal(again == int(new.hex_color[1:], 16), picture == int(old.hex_color[1:], 16))


def test_a_models_labels_are_predictions_and_unlabelled_objects_are_tasks_to_do(tmp_path: Path) -> None:
    label = BoxLabels(ImageSize(10, 10), (Box("cat", 0, 1, 1, 2, 2, 0.75),))
    items = [
        LabelledItem(1, "s3://b/1.jpg", None, label, human_annotated=False, job_name="detector"),
        LabelledItem(2, "s3://b/2.jpg", None, None, missing="not labelled"),
        LabelledItem(3, "s3://b/3.jpg", None, BoxLabels(None, (Box("cat", 0, 1, 1, 2, 2),))),
    ]
    export = export_of(items)
    write_label_studio(export, tmp_path / "t.json")
    first, second, third = json.loads((tmp_path / "t.json").read_text())
    assert (first["predictions"][0]["score"], first["predictions"][0]["model_version"]) == (0.75, "detector")
    assert "annotations" not in first
    assert second == {"id": 2, "data": {"image": "s3://b/2.jpg"}}
    assert "annotations" not in third
    assert export.remarks.counts == {"a task to do": 1, "size unknown": 1}
    back = list(read_label_studio(import_of(), tmp_path / "t.json"))
    assert [item.label for item in back] == [label, None, None]


def their_tasks(tmp_path: Path, *tasks: Any) -> Path:
    path = tmp_path / "theirs.json"
    path.write_text(json.dumps(tasks))
    return path


def rectangle(**value: Any) -> dict[str, Any]:
    given = {"x": 10, "y": 10, "width": 20, "height": 10, "rectanglelabels": ["cat"], **value}
    return {"type": "rectanglelabels", "value": given, "original_width": 200, "original_height": 100}


def test_a_turned_rectangle_becomes_the_upright_one_around_it_and_this_is_said(tmp_path: Path) -> None:
    task = {"data": {"image": "/data/local-files/?d=a/b/1.jpg"}, "annotations": [{"result": [rectangle(rotation=90)]}]}
    importing = import_of(prefix="s3://bucket/p")
    (item,) = read_label_studio(importing, their_tasks(tmp_path, task))
    assert item.source_ref == "s3://bucket/p/1.jpg"
    assert item.label == BoxLabels(ImageSize(200, 100), (Box("cat", 0, 10, 10, 10, 40),))
    assert importing.remarks.counts == {"a turned rectangle": 1}


def test_cancelled_annotations_and_other_controls_are_left_out(tmp_path: Path) -> None:
    kept, cancelled = (
        {"result": [rectangle(), {"type": "textarea", "value": {"text": ["hm"]}}]},
        {"result": [], "was_cancelled": True},
    )
    importing = import_of(prefix="s3://bucket/p")
    path = their_tasks(tmp_path, {"data": {"image": "1.jpg"}, "annotations": [kept, cancelled]}, {"data": 7}, 5)
    (item,) = read_label_studio(importing, path)
    assert isinstance(item.label, BoxLabels)
    assert len(item.label.boxes) == 1
    assert importing.remarks.counts == {"another kind of result": 1, "unreadable": 2}


def test_offsets_that_older_versions_counted_in_utf_16_are_put_right_by_the_quoted_text(tmp_path: Path) -> None:
    def span(start: int, end: int, quoted: str) -> dict[str, Any]:
        return {"type": "labels", "value": {"start": start, "end": end, "text": quoted, "labels": ["Note"]}}

    text = "💩This is an annotation."
    task = {
        "data": {"text": text},
        "annotations": [{"result": [span(13, 23, "annotation"), span(12, 22, "annotation")]}],
    }
    (item,) = read_label_studio(import_of(), their_tasks(tmp_path, task))
    assert isinstance(item.label, TextSpans)
    assert item.label.spans == (TextSpan("Note", 12, 22), TextSpan("Note", 12, 22))


def test_what_label_studio_cannot_hold_and_what_is_no_list_of_tasks_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="polylines"):
        write_label_studio(export_of([image_item(1, PolylineLabels(None, ()))]), tmp_path / "t.json")
    (tmp_path / "x.json").write_text("{}")
    with pytest.raises(Invalid, match="not a list"):
        list(read_label_studio(import_of(), tmp_path / "x.json"))
