"""Labels edited by hand: metadata fits the new value, whatever its kind; and which labels count as contested."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from truthloop.labeling.edited_labels import edited_label
from truthloop.labeling.label_confidence import least_confidence
from truthloop.terms.errors import Invalid

AT = datetime(2026, 11, 22, 10, 0, 0, 5, tzinfo=UTC)
LABELS = ("cat", "dog")
BOX = {"class_id": 1, "left": 1, "top": 2, "width": 3, "height": 4}


def edited(value: Any, metadata: dict[str, Any], new: Any) -> tuple[Any, dict[str, Any]]:
    before = json.dumps({"label": value, "label-metadata": metadata})
    after = json.loads(edited_label(before, "label", json.dumps(new), None, LABELS, AT))
    return after["label"], after["label-metadata"]


def test_several_classes_are_named_anew() -> None:
    metadata = {"class-map": {"0": "cat"}, "confidence-map": {"0": 0.4}, "type": "groundtruth/multi"}
    label, after = edited([0], metadata, [0, 1])
    assert label == [0, 1]
    assert after["class-map"] == {"0": "cat", "1": "dog"}
    assert after["confidence-map"] == {"0": 1.0, "1": 1.0}
    assert (after["type"], after["creation-date"]) == ("groundtruth/multi", "2026-11-22T10:00:00.000005")


def test_every_box_has_its_confidence_and_every_class_its_name() -> None:
    metadata = {"class-map": {"0": "cat"}, "objects": [{"confidence": 0.2}]}
    image = [{"width": 9, "height": 9, "depth": 3}]
    _, after = edited(
        {"image_size": image, "annotations": []}, metadata, {"image_size": image, "annotations": [BOX] * 2}
    )
    assert after["class-map"] == {"1": "dog"}
    assert after["objects"] == [{"confidence": 1.0}] * 2


def test_every_entity_has_its_confidence() -> None:
    entity = {"label": "cat", "startOffset": 0, "endOffset": 3}
    value = {"annotations": {"entities": [], "labels": []}}
    _, after = edited(value, {"entities": []}, {"annotations": {"entities": [entity], "labels": []}})
    assert after["entities"] == [{"confidence": 1.0}]


@pytest.mark.parametrize("wrong", [2, -1, True, 1.5])
def test_a_class_the_job_has_not_is_refused(wrong: Any) -> None:
    with pytest.raises(Invalid):
        edited(0, {"class-name": "cat"}, wrong)


@pytest.mark.parametrize(
    ("metadata", "least"),
    [
        ({"confidence": 0.4}, 0.4),
        ({"confidence-map": {"0": 0.9, "1": 0.3}}, 0.3),
        ({"objects": [{"confidence": 0.8}, {"confidence": 0.7}]}, 0.7),
        ({"entities": [{"confidence": 0.6}], "confidence": 1}, 0.6),
        ({"objects": []}, None),
        ({"confidence": "high", "objects": "none"}, None),
        ("text", None),
    ],
)
def test_a_label_is_as_sure_as_its_least_sure_part(metadata: Any, least: float | None) -> None:
    assert least_confidence(json.dumps({"label": 1, "label-metadata": metadata}), "label") == least
