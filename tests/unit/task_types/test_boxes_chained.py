"""Boxes: labelled, verified and adjusted, each job reading what the one before wrote."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from truthloop.task_types.task_type import TaskType, stamped
from truthloop.task_types.type_table import BY_FUNCTION
from truthloop.terms.labeling import Annotation, AnsweredObject, Label, LabelTerms, Stamp

SIZE = {"height": 400, "width": 500}
LABELS = ("dog", "cat")
LINE = {"source-ref": "s3://examples/dogs.jpg", "camera": "garden"}


def terms(attribute: str, labels: tuple[str, ...] = LABELS, **config: Any) -> LabelTerms:
    return LabelTerms(job_name="boxes", attribute=attribute, labels=labels, config=config)


def box(label: str, left: float, top: float, width: float, height: float) -> dict[str, Any]:
    return {"label": label, "left": left, "top": top, "width": width, "height": height}


def answer(*boxes: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"boundingBox": {"boundingBoxes": list(boxes), "inputImageProperties": SIZE, **more}}


def made(kind: str, contents: list[dict[str, Any]], given: LabelTerms, line: dict[str, Any] = LINE) -> Label:
    annotations = tuple(Annotation(f"worker-{at}", content) for at, content in enumerate(contents))
    (label,) = BY_FUNCTION[kind].consolidate([AnsweredObject(0, line, annotations)], given)
    return label


def with_label(line: dict[str, Any], kind: TaskType, attribute: str, label: Label, day: int) -> dict[str, Any]:
    stamp = Stamp("boxes", human_annotated=True, created_at=datetime(2026, 1, day, tzinfo=UTC))
    return {**line, attribute: label.value, f"{attribute}-metadata": stamped(kind, label.metadata, stamp)}


def labelled(*boxes: dict[str, Any], day: int = 1, attribute: str = "boxes") -> dict[str, Any]:
    label = made("BoundingBox", [answer(*boxes)], terms(attribute))
    return with_label(LINE, BY_FUNCTION["BoundingBox"], attribute, label, day)


def test_boxes_of_several_workers_are_averaged_and_what_one_of_three_invented_is_left_out() -> None:
    answers = [answer(box("dog", 100 + at, 50, 60, 80)) for at in range(3)]
    answers[0]["boundingBox"]["boundingBoxes"].append(box("cat", 400, 300, 20, 20))
    label = made("BoundingBox", answers, terms("boxes"))
    assert label.value == {
        "image_size": [{"width": 500, "height": 400, "depth": 3}],
        "annotations": [{"class_id": 0, "left": 101, "top": 50, "width": 60, "height": 80}],
    }
    assert label.metadata["class-map"] == {"0": "dog"}
    (known,) = label.metadata["objects"]
    assert 0.5 < known["confidence"] <= 1


def test_union_keeps_what_only_one_worker_drew() -> None:
    answers = [answer(box("dog", 100, 50, 60, 80)) for _ in range(3)]
    answers[0]["boundingBox"]["boundingBoxes"].append(box("cat", 400, 300, 20, 20))
    label = made("BoundingBox", answers, replace(terms("boxes"), consolidation="union"))
    assert [each["class_id"] for each in label.value["annotations"]] == [0, 1]
    sure = [each["confidence"] for each in label.metadata["objects"]]
    assert sure[0] > sure[1]


def test_the_median_is_not_moved_by_one_careless_worker_and_the_average_is() -> None:
    answers = [answer(box("dog", left, 50, 60, 80)) for left in (100, 100, 100, 100, 120)]
    lefts = {
        choice: made("BoundingBox", answers, replace(terms("boxes"), consolidation=choice)).value["annotations"][0][
            "left"
        ]
        for choice in ("average", "median")
    }
    assert lefts == {"average": 104, "median": 100}


@pytest.mark.parametrize("workers", [1, 3])
def test_nothing_to_label_gives_empty_lists_and_no_failure(workers: int) -> None:
    label = made("BoundingBox", [answer()] * workers, terms("boxes"))
    assert label.failure is None
    assert label.value["annotations"] == []
    assert label.metadata == {"objects": [], "class-map": {}}


def test_one_workers_boxes_are_the_label_in_their_order_as_whole_pixels_with_confidence_zero() -> None:
    label = made("BoundingBox", [answer(box("cat", 7.4, 8.6, 10.2, 10.2), box("dog", 1, 2, 3, 4))], terms("boxes"))
    assert label.value["annotations"] == [
        {"class_id": 1, "left": 7, "top": 9, "width": 11, "height": 10},
        {"class_id": 0, "left": 1, "top": 2, "width": 3, "height": 4},
    ]
    assert label.metadata["objects"] == [{"confidence": 0.0}, {"confidence": 0.0}]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ({}, '"boundingBoxes": [{"label": "dog"'),
        (answer(box("bird", 1, 2, 3, 4)), "none of the job's: dog, cat"),
        (answer(box("dog", 1, 2, 3, 4), box("dog", 1, 2, -3, 4)), "entry 1"),
        (answer({"label": "dog", "left": 1, "top": 2, "width": 3}), "None for `height`"),
        ({"boundingBox": {"boundingBoxes": ["dog"]}}, "is no object"),
    ],
)
def test_a_wrong_answer_is_told_where_it_is_wrong(content: dict[str, Any], told: str) -> None:
    assert told in str(BY_FUNCTION["BoundingBox"].check_answer(content, terms("boxes")))


def test_a_label_goes_from_labelling_through_verification_to_adjustment() -> None:
    line = labelled(box("dog", 100, 50, 60, 80))
    verify, adjust = BY_FUNCTION["VerificationBoundingBox"], BY_FUNCTION["AdjustmentBoundingBox"]
    verdicts = terms("verdict", ("good", "bad"))
    assert verify.check_line(line, verdicts) is None
    verdict = made(
        "VerificationBoundingBox",
        [{"crowd-image-classifier": {"label": "bad", "workerComment": "Too wide."}}],
        verdicts,
        line,
    )
    line = with_label(line, verify, "verdict", verdict, 2)
    assert (line["verdict"], line["verdict-metadata"]["worker-feedback"]) == ("1", [{"comment": "Too wide."}])
    assert adjust.check_line(line, terms("adjusted")) is None
    given = adjust.task_input(line, terms("adjusted"))
    assert given["initialValue"] == [box("dog", 100, 50, 60, 80)]
    assert given["manifestLine"] == line
    changed = answer(box("dog", 100, 50, 40, 80), initialValueModified=True)
    label = made(
        "AdjustmentBoundingBox",
        [changed, answer(*given["initialValue"], initialValueModified=False)],
        terms("adjusted"),
    )
    assert label.metadata["adjustment-status"] == "adjusted"
    line = with_label(line, adjust, "adjusted", label, 3)
    assert verify.task_input(line, terms("second", ("good", "bad")))["auditedAttribute"] == "adjusted"


def test_boxes_that_nobody_changed_are_unadjusted() -> None:
    same = answer(box("dog", 1, 2, 3, 4), initialValueModified=False)
    label = made("AdjustmentBoundingBox", [same, same], terms("adjusted"))
    assert label.metadata["adjustment-status"] == "unadjusted"


def test_the_configuration_names_which_label_is_verified_else_it_is_the_newest() -> None:
    older = labelled(box("dog", 1, 2, 3, 4), day=1, attribute="zebra")
    line = labelled(box("cat", 1, 2, 3, 4), day=2, attribute="apple") | older
    kind = BY_FUNCTION["VerificationBoundingBox"]
    assert kind.task_input(line, terms("verdict", ("good", "bad")))["auditedAttribute"] == "apple"
    named = terms("verdict", ("good", "bad"), auditLabelAttributeName="zebra")
    assert kind.task_input(line, named)["auditedAttribute"] == "zebra"
    missing = terms("verdict", ("good", "bad"), auditLabelAttributeName="lion")
    assert "lacks the label 'lion'" in str(kind.check_line(line, missing))


def test_a_line_without_the_label_to_verify_says_what_it_has_instead() -> None:
    kind = BY_FUNCTION["VerificationBoundingBox"]
    sport = {**LINE, "sport": 0, "sport-metadata": {"type": "groundtruth/image-classification"}}
    told = str(kind.check_line(sport, terms("verdict", ("good", "bad"))))
    assert "groundtruth/object-detection" in told
    assert "`sport`" in told
    assert "no labels" in str(kind.check_line(LINE, terms("verdict", ("good", "bad"))))


@pytest.mark.parametrize(
    ("value", "metadata", "told"),
    [
        ([], {}, "no list `annotations`"),
        ({"annotations": []}, {}, "no `class-map`"),
        ({"annotations": [{"class_id": 3}]}, {"class-map": {"0": "dog"}}, "`class-map` does not name"),
        ({"annotations": [{"class_id": 0, "left": 1}]}, {"class-map": {"0": "dog"}}, "`top`"),
    ],
)
def test_a_label_that_cannot_be_shown_is_told_what_is_wrong_with_it(value: Any, metadata: Any, told: str) -> None:
    line = {**LINE, "old": value, "old-metadata": {"type": "groundtruth/object-detection", **metadata}}
    assert told in str(BY_FUNCTION["VerificationBoundingBox"].check_line(line, terms("verdict", ("good", "bad"))))


def test_boxes_are_not_adjusted_with_a_configuration_that_lacks_their_label() -> None:
    line = labelled(box("cat", 1, 2, 3, 4))
    told = str(BY_FUNCTION["AdjustmentBoundingBox"].check_line(line, terms("adjusted", ("dog",))))
    assert "labelled 'cat'" in told
    assert "would be lost" in told
