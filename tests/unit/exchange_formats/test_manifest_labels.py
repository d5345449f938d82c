from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange_samples import (
    BOXES,
    DOCUMENTED,
    ENTITIES,
    MASK,
    ONE_CLASS,
    SEVERAL_CLASSES,
    VERDICT,
    box_labels,
    image_item,
    keypoint_labels,
    manifest,
    polygon_labels,
    polyline_labels,
    span_items,
)
from truthloop.exchange_formats.labelled_items import (
    Box,
    BoxLabels,
    ClassChoice,
    ClassChoices,
    ClassMask,
    ImageSize,
    InstanceMask,
    LabelledItem,
    MaskInstance,
    TextSpan,
    TextSpans,
)
from truthloop.exchange_formats.manifest_reading import chosen_attribute, label_attributes, labelled_items
from truthloop.exchange_formats.manifest_survey import survey
from truthloop.exchange_formats.manifest_writing import label_type, manifest_line, write_manifest
from truthloop.terms.errors import Invalid


def only(line: dict[str, Any], attribute: str | None = None) -> LabelledItem:
    lines = manifest(line)
    return next(labelled_items(lines, chosen_attribute(lines, attribute)))


@pytest.mark.parametrize("attribute", DOCUMENTED)
def test_a_documented_line_is_read_and_written_back_as_it_was(attribute: str) -> None:
    line = DOCUMENTED[attribute]
    item = only(line)
    back = manifest_line(item, attribute)
    metadata = dict(line[attribute + "-metadata"])
    metadata["job-name"] = metadata["job-name"].removeprefix("labeling-job/")
    value = (
        int(line[attribute]) if isinstance(line[attribute], str) and line[attribute].isdecimal() else line[attribute]
    )
    assert back[attribute] == value
    assert back[attribute + "-metadata"] == metadata


def test_boxes_carry_their_class_names_and_the_confidence_that_stands_beside_them() -> None:
    label = only(BOXES).label
    assert isinstance(label, BoxLabels)
    assert label.size == ImageSize(500, 400, 3)
    assert label.boxes[0] == Box("dog", 0, 111, 134, 61, 128, 0.8)
    assert [box.name for box in label.boxes] == ["dog", "bone", "bone"]


@pytest.mark.parametrize("index", [0, "0"])
def test_a_class_index_may_be_a_number_or_a_string(index: object) -> None:
    assert only({**ONE_CLASS, "species": index}).label == ClassChoice("dog", 0, 0.0)


def test_several_classes_keep_their_order_and_each_its_own_confidence() -> None:
    assert only(SEVERAL_CLASSES).label == ClassChoices(
        (ClassChoice("bicycle", 1, 0.95), ClassChoice("person", 0, 0.77), ClassChoice("clothing", 8, 0.2))
    )


def test_a_job_name_is_the_same_with_and_without_its_prefix() -> None:
    assert only(ENTITIES).job_name == "auto-labels"
    assert only(ONE_CLASS).job_name == "identify-animal-species"


def test_what_workers_wrote_beside_a_verdict_is_kept() -> None:
    label = only(VERDICT).label
    assert isinstance(label, ClassChoice)
    assert (label.name, label.comments) == ("bad", ("The bounding box on the bird is too wide.",))


def test_a_mask_is_found_by_its_name_with_and_without_the_ending_and_with_metadata_spelled_either_way() -> None:
    line = {**MASK, "city-streets-metadata": MASK["city-streets-ref-metadata"]}
    del line["city-streets-ref-metadata"]
    for given_line, wanted in ((MASK, "city-streets"), (MASK, "city-streets-ref"), (line, None)):
        label = only(given_line, wanted).label
        assert isinstance(label, ClassMask)
        assert [colour.hex_color for colour in label.colours] == ["#ffffff", "#2acf59", "#f28333"]


def test_an_instance_mask_names_each_colour() -> None:
    metadata = {
        "instances": [{"hex-color": "#2CA02C", "class-name": "cat", "confidence": 0.5}],
        "type": "truthloop/instance-segmentation",
        "job-name": "cats",
    }
    item = only({"source-ref": "s3://b/1.jpg", "cats-ref": "s3://b/1.png", "cats-ref-metadata": metadata})
    assert item.label == InstanceMask("s3://b/1.png", (MaskInstance("cat", "#2ca02c", 0.5),))


@given(st.one_of(box_labels(), polygon_labels, polyline_labels, keypoint_labels()))
def test_every_drawn_label_survives_a_manifest(label: Any) -> None:
    line = json.loads(json.dumps(manifest_line(image_item(1, label), "shape")))
    back = only(line)
    assert line["shape-metadata"]["type"] == label_type(image_item(1, label))
    assert without_confidence(manifest_line(back, "shape")) == without_confidence(line)
    assert type(back.label) is type(label)


def without_confidence(line: dict[str, Any]) -> Any:
    return {**line, "shape-metadata": {**line["shape-metadata"], "objects": len(line["shape-metadata"]["objects"])}}


@given(span_items)
def test_every_span_survives_a_manifest(item: LabelledItem) -> None:
    back = next(labelled_items([json.dumps(manifest_line(item, "names")).encode()], "names"))
    assert isinstance(item.label, TextSpans)
    assert isinstance(back.label, TextSpans)
    assert [(s.name, s.start, s.end) for s in back.label.spans] == [(s.name, s.start, s.end) for s in item.label.spans]
    assert back.text == item.text


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{not json", "the line is not JSON"),
        ("[1]", "a JSON list, not an object"),
        ({"source-ref": "s3://b/1"}, "not labelled"),
        ({"source-ref": "s3://b/1", "x-metadata": {"failure-reason": "no answers"}}, "labeling failed: no answers"),
        (
            {"source-ref": "s3://b/1", "x": {"annotations": [{"class_id": 0, "left": "?"}]}},
            "annotations[0].left is '?'",
        ),
        ({"source-ref": "s3://b/1", "x": {"annotations": [{"left": 1}]}}, "annotations[0].class_id is missing"),
        ({"source-ref": "s3://b/1", "x": {"polygons": [{"class_id": 0, "vertices": []}]}}, "at least 3 are needed"),
        ({"source-ref": "s3://b/1", "x": {"zeal": 1}}, "the keys ['zeal']"),
        ({"source-ref": "s3://b/1", "x": "s3://b/SeqLabel.json"}, "no exchange form"),
        (
            {"source": "ab", "x": {"annotations": {"entities": [{"label": "a", "startOffset": 2, "endOffset": 2}]}}},
            "2 to 2",
        ),
        (
            {
                "source-ref": "s3://b/1",
                "x": {"annotations": []},
                "x-metadata": {"type": "groundtruth/point_cloud_object_detection"},
            },
            "groundtruth/point_cloud_object_detection have no exchange form",
        ),
    ],
)
def test_a_line_without_a_usable_label_says_why(line: Any, said: str) -> None:
    item = next(labelled_items(manifest(line), "x"))
    assert item.label is None
    assert said in item.missing


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(["annotations", "polygons", "class_id", "vertices", "x", "left", "entities", "label"])
                | st.text(),
                inner,
            )
        ),
    )
)
def test_whatever_stands_under_a_label_is_read_or_said_to_be_unreadable(value: Any) -> None:
    item = next(labelled_items([json.dumps({"source": "t", "x": value}).encode()], "x"))
    assert (item.label is None) == bool(item.missing)


def test_lines_are_counted_with_blank_ones_and_either_line_ending_and_a_byte_order_mark() -> None:
    lines = [b"\xef\xbb\xbf" + manifest(ONE_CLASS)[0], b"\r\n", manifest(ONE_CLASS)[0].strip() + b"\r\n"]
    assert [(item.line, item.label is not None) for item in labelled_items(lines, "species")] == [(1, True), (3, True)]


def test_the_label_must_be_named_when_there_are_several_and_the_names_are_offered() -> None:
    chained = {**BOXES, **{key: value for key, value in VERDICT.items() if key != "source-ref"}}
    assert label_attributes(manifest(chained)) == ["bounding-box-attribute-name", "verify-bounding-box-attribute"]
    with pytest.raises(Invalid, match="2 label attributes; name one with --label"):
        chosen_attribute(manifest(chained), None)
    with pytest.raises(Invalid, match="No line of the manifest holds a label 'boxes'"):
        chosen_attribute(manifest(chained), "boxes")
    assert chosen_attribute(manifest(chained), "verify-bounding-box-attribute") == "verify-bounding-box-attribute"


def test_classes_stand_in_the_order_of_their_numbers_though_a_line_names_only_its_own() -> None:
    def items() -> Any:
        return iter(
            [
                image_item(1, BoxLabels(None, (Box("bone", 5, 0, 0, 1, 1),)), "a/b/1.jpg"),
                image_item(2, BoxLabels(None, (Box("dog", 0, 0, 0, 1, 1),)), "a/c/2.jpg"),
            ]
        )

    there = survey(items)
    assert there.classes == ("dog", "bone")
    assert there.folder == "s3://bucket/images/a/"
    assert survey(items, ["bone", "cat", "dog"]).classes == ("bone", "cat", "dog")
    with pytest.raises(Invalid, match="'bone'"):
        survey(items, ["dog"])


def test_a_manifest_to_be_written_needs_a_name_that_a_labeling_job_would_take() -> None:
    for name in ("source", "x-metadata", "-x", "a b", ""):
        with pytest.raises(Invalid):
            write_manifest([], name, io.BytesIO())


def test_a_span_of_two_letters_counts_code_points() -> None:
    item = next(labelled_items(manifest(ENTITIES), "auto-labels"))
    assert isinstance(item.label, TextSpans)
    assert item.label.spans[1] == TextSpan("Date", 75, 88, 0.0)
    assert item.text is not None
    assert item.text[75:88] == "November 2017"
