"""Labels given as an answer of their page, and labels that somebody else changed meanwhile."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from aws_at_work import Account, AwsWorld, refusal, told
from jobs_at_work import standing_job

BOX = {"class_id": 1, "left": 1, "top": 2, "width": 3, "height": 4}
LABEL = {
    "label": {"image_size": [{"width": 64, "height": 48, "depth": 3}], "annotations": [BOX]},
    "label-metadata": {
        "objects": [{"confidence": 0.5}],
        "class-map": {"1": "dog"},
        "type": "groundtruth/object-detection",
        "job-name": "standing",
    },
}
DRAWN = {"label": "dog", "left": 1, "top": 2, "width": 3, "height": 4}


@pytest.fixture
def boxes(world: AwsWorld, account: Account) -> int:
    """A job of boxes whose first object is labelled."""
    job = standing_job(world, account, status="Completed", task_type="bounding-box")
    world.run(
        "UPDATE data_object SET status = 'labeled', label = :label WHERE job_id = :job AND number = 0",
        label=json.dumps(LABEL),
        job=job,
    )
    return job


def answer(*drawn: dict[str, Any]) -> str:
    return json.dumps({"boundingBox": {"boundingBoxes": drawn, "inputImageProperties": {"width": 64, "height": 48}}})


def edit(account: Account, **given: Any) -> dict[str, Any]:
    edited: dict[str, Any] = account.truthloop.edit_label(LabelingJobName="standing", ObjectNumber=0, **given)
    return edited


def describe(account: Account) -> dict[str, Any]:
    found: dict[str, Any] = account.truthloop.describe_data_object(LabelingJobName="standing", ObjectNumber=0)
    return found


def test_an_answer_becomes_the_label_and_the_history_has_it(account: Account, boxes: int) -> None:
    assert boxes
    cat = {"label": "cat", "left": 10, "top": 20, "width": 5, "height": 6}
    made = edit(account, Answer=answer(DRAWN, cat), Comment="The cat was missed.")
    found = describe(account)
    assert (made["Label"], made["ETag"]) == (found["Label"], found["ETag"])
    label = json.loads(found["Label"])
    assert label["label"]["annotations"] == [BOX, {"class_id": 0, "left": 10, "top": 20, "width": 5, "height": 6}]
    assert label["label-metadata"]["class-map"] == {"0": "cat", "1": "dog"}
    assert label["label-metadata"]["objects"] == [{"confidence": 1.0}] * 2
    (told_edit,) = found["Edits"]
    assert (json.loads(told_edit["Before"]), told_edit["Comment"]) == (LABEL, "The cat was missed.")


def test_an_answer_that_changes_nothing_leaves_the_value_as_it_was(account: Account, boxes: int) -> None:
    assert boxes
    assert json.loads(edit(account, Answer=answer(DRAWN))["Label"])["label"] == LABEL["label"]


def test_a_label_that_somebody_changed_meanwhile_is_not_overwritten(account: Account, boxes: int) -> None:
    assert boxes
    seen = describe(account)["ETag"]
    mine = edit(account, Answer=answer(), IfMatch=seen)
    for late in ({"Answer": answer(DRAWN)}, {"Label": json.dumps(LABEL["label"])}):
        with pytest.raises(ClientError) as refused:
            edit(account, **late, IfMatch=seen)
        assert refusal(refused.value) == ("ConflictException", 409)
        assert "was changed meanwhile by arn:aws:" in told(refused.value)
    with pytest.raises(ClientError) as refused:
        account.truthloop.revert_label(LabelingJobName="standing", ObjectNumber=0, IfMatch=seen)
    assert refusal(refused.value) == ("ConflictException", 409)
    assert describe(account)["Label"] == mine["Label"]
    account.truthloop.revert_label(LabelingJobName="standing", ObjectNumber=0, IfMatch=mine["ETag"])
    assert json.loads(describe(account)["Label"]) == LABEL


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "either Label or Answer; neither is given"),
        ({"Label": "1", "Answer": "{}"}, "either Label or Answer; both are given"),
        ({"Answer": "dog"}, "Answer is no JSON text"),
        ({"Answer": "[]"}, "Answer must be the JSON text of an object"),
        ({"Answer": "{}"}, "The answer has no list `boundingBoxes`"),
        ({"Answer": answer(DRAWN | {"label": "cow"})}, "none of the job's: cat, dog"),
        ({"Answer": answer(), "Metadata": "[]"}, "Metadata must be the JSON text of an object"),
    ],
)
def test_an_answer_that_makes_no_label_is_refused_and_says_why(
    account: Account, boxes: int, given: dict[str, str], said: str
) -> None:
    assert boxes
    with pytest.raises(ClientError) as refused:
        edit(account, **given)
    assert refusal(refused.value) == ("ValidationException", 400)
    assert said in told(refused.value)
    assert describe(account)["Edits"] == []


def test_a_job_without_such_a_page_takes_no_answer(world: AwsWorld, account: Account) -> None:
    standing_job(world, account, status="Completed")
    with pytest.raises(ClientError) as refused:
        edit(account, Answer=answer())
    assert refusal(refused.value) == ("ConflictException", 409)
    assert "edited as their JSON" in told(refused.value)
