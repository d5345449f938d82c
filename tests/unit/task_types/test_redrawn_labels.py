"""A label shown on its page and sent as it is stays the label it was; what is changed is the answer's."""

from __future__ import annotations

import base64
import json
from importlib.resources import files
from typing import Any

import numpy as np
import pytest

from truthloop.task_types.label_categories import label_names
from truthloop.task_types.mask_pictures import WHITE, written_mask
from truthloop.task_types.redrawn_labels import ADJUSTED_BY, Redrawn, adjuster_of, adjusting_terms, page_input, redrawn
from truthloop.terms.errors import Conflict, Invalid
from truthloop.terms.labeling import LabelTerms

ANSWER_KEYS = {
    "bounding-box": ("boundingBox", "boundingBoxes"),
    "polygon": ("crowd-polygon", "polygons"),
    "polyline": ("crowd-polyline", "polylines"),
    "keypoint": ("crowd-keypoint", "keypoints"),
    "named-entity-recognition": ("crowd-entity-annotation", "entities"),
}
SIZE = {"inputImageProperties": {"width": 960, "height": 640}}
DRAWN = [*ANSWER_KEYS, "image-classification-multilabel", "text-classification-multilabel"]


def example(name: str) -> tuple[dict[str, Any], LabelTerms]:
    """A type's own example as an output line, and the terms of its job."""
    folder = files(f"truthloop.task_types.{name.replace('-', '_')}")
    found = json.loads(folder.joinpath("example.json").read_text())
    config = found["label_categories"]
    terms = LabelTerms(
        job_name="identify-sport",
        attribute=found["label_attribute"],
        labels=label_names(config),
        config=config,
        consolidation="union",
        workers_per_object=3,
    )
    return {**found["manifest_line"], **found["output"]}, adjusting_terms(terms)


def shown(name: str, line: dict[str, Any], terms: LabelTerms) -> dict[str, Any]:
    adjuster = adjuster_of(name)
    assert adjuster is not None
    return page_input(adjuster, line, terms)


def unchanged(name: str, given: dict[str, Any]) -> dict[str, Any]:
    """The answer of a page that nobody touched."""
    if name not in ANSWER_KEYS:
        return {"crowd-multi-select": {"labels": given["auditedClasses"]}}
    element, key = ANSWER_KEYS[name]
    return {element: {key: given["initialValue"], **SIZE}}


def answered(name: str, line: dict[str, Any], terms: LabelTerms, answer: dict[str, Any]) -> Redrawn:
    adjuster = adjuster_of(name)
    assert adjuster is not None
    return redrawn(adjuster, line, terms, answer)


@pytest.mark.parametrize("name", DRAWN)
def test_a_label_that_is_shown_and_sent_as_it_is_stays_the_same(name: str) -> None:
    line, terms = example(name)
    made = answered(name, line, terms, unchanged(name, shown(name, line, terms)))
    assert made.value == line[terms.attribute]
    assert (made.metadata, made.file) == ({}, None)


@pytest.mark.parametrize("name", ANSWER_KEYS)
def test_what_else_a_label_says_outlives_a_change_beside_it(name: str) -> None:
    line, terms = example(name)
    value = line[terms.attribute]
    entries = (
        value["annotations"]["entities"]
        if name.startswith("named")
        else next(found for found in value.values() if isinstance(found, list) and found and "class_id" in found[0])
    )
    entries[-1]["note"] = "checked"
    value["source"] = "imported"
    answer = unchanged(name, shown(name, line, terms))
    element, key = ANSWER_KEYS[name]
    answer[element][key] = answer[element][key][1:]
    made = answered(name, line, terms, answer).value
    assert made["source"] == "imported"
    assert str(entries[1:]) in str(made)
    assert str(entries[0]) not in str(made)


def test_a_moved_box_moves_and_a_new_one_gets_the_class_of_its_label() -> None:
    line, terms = example("bounding-box")
    answer = unchanged("bounding-box", shown("bounding-box", line, terms))
    boxes = answer["boundingBox"]["boundingBoxes"]
    boxes[0]["left"] += 7
    boxes.append({"label": "cat", "left": 1, "top": 2, "width": 3, "height": 4})
    assert answered("bounding-box", line, terms, answer).value["annotations"] == [
        {"class_id": 0, "left": 12, "top": 10, "width": 50, "height": 63},
        {"class_id": 0, "left": 111, "top": 134, "width": 61, "height": 128},
        {"class_id": 1, "left": 1, "top": 2, "width": 3, "height": 4},
    ]


def test_coordinates_finer_than_a_pixel_stay_as_fine_where_nothing_was_moved() -> None:
    line, terms = example("polygon")
    (trees,) = (value for value in line[terms.attribute].values() if value and "vertices" in value[0])
    trees[0]["vertices"][0]["x"] = 571.625
    made = answered("polygon", line, terms, unchanged("polygon", shown("polygon", line, terms)))
    assert made.value == line[terms.attribute]


def test_classes_keep_their_order_until_there_are_others() -> None:
    line, terms = example("image-classification-multilabel")
    before = line[terms.attribute]
    backwards = {"x": {"labels": [terms.labels[class_id] for class_id in reversed(before)]}}
    assert answered("image-classification-multilabel", line, terms, backwards).value == before
    one = {"x": {"labels": [terms.labels[before[-1]]]}}
    assert answered("image-classification-multilabel", line, terms, one).value == [before[-1]]


def mask(labels: list[list[int]], colors: list[int]) -> str:
    return base64.b64encode(written_mask(np.array(labels, dtype=np.uint8), [WHITE, *colors])).decode()


@pytest.mark.parametrize("modified", [False, True])
def test_a_mask_that_was_painted_on_is_a_file_of_its_own_and_one_that_was_not_stays_where_it_is(modified: bool) -> None:
    line, terms = example("semantic-segmentation")
    given = shown("semantic-segmentation", line, terms)
    color = next(iter(given["labelMappings"].values()))["color"]
    png = mask([[0, 1], [1, 1]], [int(color[1:], 16)])
    part = {
        "labelMappings": given["labelMappings"],
        "labeledImage": {"pngImageData": png},
        "initialValueModified": modified,
    }
    made = answered("semantic-segmentation", line, terms, {"crowd-semantic-segmentation": part})
    assert {entry["confidence"] for entry in made.metadata["internal-color-map"].values()} == {1.0}
    assert (made.value, made.file is None) == ((None, False) if modified else (line[terms.attribute], True))


@pytest.mark.parametrize("name", DRAWN)
def test_an_answer_that_cannot_be_is_refused_and_says_what_is_wrong(name: str) -> None:
    line, terms = example(name)
    with pytest.raises(Invalid, match="The answer has no list"):
        answered(name, line, terms, {})


def test_an_entity_beyond_its_text_is_refused_and_not_left_out() -> None:
    line, terms = example("named-entity-recognition")
    beyond = {"x": {"entities": [{"label": "Person", "startOffset": 0, "endOffset": 500}]}}
    with pytest.raises(Invalid, match="ends at 500; the text has 60 characters"):
        answered("named-entity-recognition", line, terms, beyond)


def test_a_label_that_a_page_cannot_show_is_left_to_its_json() -> None:
    line, terms = example("bounding-box")
    line[terms.attribute]["annotations"][0]["left"] = "far"
    with pytest.raises(Conflict, match=r"edit its JSON\. The line has the label .*far"):
        shown("bounding-box", line, terms)


def test_kinds_without_such_a_page_have_none_and_an_adjustment_is_adjusted_on_its_own() -> None:
    assert adjuster_of("custom") is None
    assert adjuster_of("image-classification") is None
    for name in ADJUSTED_BY.values():
        own = adjuster_of(name)
        assert own is not None
        assert own.name == name
