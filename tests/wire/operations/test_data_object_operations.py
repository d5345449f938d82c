"""Objects of a job by Truthloop's own operations: looked at, labels edited and put back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from aws_at_work import Account, AwsWorld, refusal, told
from jobs_at_work import standing_job

LABEL = {"label": 0, "label-metadata": {"class-name": "cat", "confidence": 0.5, "type": "t", "job-name": "standing"}}


@pytest.fixture
def labeled(world: AwsWorld, account: Account) -> int:
    """A job whose first object is labelled."""
    job = standing_job(world, account, status="Completed")
    world.run(
        "UPDATE data_object SET status = 'labeled', label = :label WHERE job_id = :job AND number = 0",
        label=json.dumps(LABEL),
        job=job,
    )
    return job


def edit(account: Account, number: int = 0, **given: Any) -> dict[str, Any]:
    edited: dict[str, Any] = account.truthloop.edit_label(
        **{"LabelingJobName": "standing", "ObjectNumber": number, "Label": "1"} | given
    )
    return edited


def describe(account: Account) -> dict[str, Any]:
    found: dict[str, Any] = account.truthloop.describe_data_object(LabelingJobName="standing", ObjectNumber=0)
    return found


def test_an_edited_label_has_metadata_that_fits_and_the_history_says_who_and_why(
    world: AwsWorld, account: Account, labeled: int
) -> None:
    assert edit(account, Comment="It barks.", Metadata='{"checked": true}')["Revision"] == 1
    found = describe(account)
    label = json.loads(found["Label"])
    metadata = label["label-metadata"]
    assert label["label"] == 1
    assert (metadata["class-name"], metadata["confidence"], metadata["type"], metadata["checked"]) == (
        "dog",
        1.0,
        "t",
        True,
    )
    (made,) = found["Edits"]
    assert json.loads(made["Before"]) == LABEL
    assert (made["After"], made["Comment"], made["Revision"]) == (found["Label"], "It barks.", 1)
    assert made["Actor"].startswith("arn:aws:")
    assert world.rows("SELECT 1 FROM labeling_job WHERE id = :job AND rewrite_at IS NOT NULL", job=labeled)
    ((subject, outcome),) = world.rows("SELECT subject, outcome FROM audit WHERE action = 'EditLabel'")
    assert (subject.rsplit(":", 1)[-1], outcome) == ("labeling-job/standing/object/0", "ok")


def test_going_back_is_an_edit_too(account: Account, labeled: int) -> None:
    assert labeled
    edit(account)
    first = describe(account)["Label"]
    edit(account, Label="0")
    back = account.truthloop.revert_label(LabelingJobName="standing", ObjectNumber=0)
    assert (back["Revision"], back["Label"]) == (3, first)
    start = account.truthloop.revert_label(LabelingJobName="standing", ObjectNumber=0, Revision=0)
    assert json.loads(start["Label"]) == LABEL
    assert [one["Revision"] for one in describe(account)["Edits"]] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"Label": "2"}, "0 (cat), 1 (dog)"),
        ({"Label": "dog"}, "no JSON text"),
        ({"Label": '"dog"'}, "JSON text; the label of this object is a JSON number"),
        ({"Metadata": "[]"}, "of an object"),
        ({"Metadata": '{"type": "other"}'}, "cannot be changed"),
    ],
)
def test_a_label_that_cannot_be_is_refused_and_says_what_may_be(
    account: Account, labeled: int, given: dict[str, str], said: str
) -> None:
    assert labeled
    with pytest.raises(ClientError) as refused:
        edit(account, **given)
    assert refusal(refused.value) == ("ValidationException", 400)
    assert said in told(refused.value)
    assert describe(account)["Edits"] == []


def test_what_is_not_labeled_or_not_there_cannot_be_edited(account: Account, labeled: int) -> None:
    assert labeled
    for number, error in ((1, ("ConflictException", 409)), (9, ("ResourceNotFoundException", 404))):
        with pytest.raises(ClientError) as refused:
            edit(account, number)
        assert refusal(refused.value) == error
    with pytest.raises(ClientError) as never:
        account.truthloop.revert_label(LabelingJobName="standing", ObjectNumber=0)
    assert "never edited" in told(never.value)


def test_objects_are_listed_page_by_page_and_by_status(account: Account, labeled: int) -> None:
    assert labeled
    pages = account.truthloop.get_paginator("list_data_objects").paginate(
        LabelingJobName="standing", PaginationConfig={"PageSize": 2}
    )
    sizes, numbers = [], []
    for page in pages:
        sizes.append(len(page["DataObjectSummaryList"]))
        numbers += [one["ObjectNumber"] for one in page["DataObjectSummaryList"]]
    assert (sizes, numbers) == ([2, 1], [0, 1, 2])
    only = account.truthloop.list_data_objects(LabelingJobName="standing", StatusEquals="labeled")
    assert [one["Status"] for one in only["DataObjectSummaryList"]] == ["labeled"]
