"""Labels are reviewed by Truthloop's own operations: asked for, accepted, fixed, sent back."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.exceptions import ClientError

from aws_at_work import NO_STORE, Account, AwsWorld, refusal, told
from jobs_at_work import standing_job
from truthloop.labeling.job_reach import JobReach, NoFunctions
from truthloop.labeling.job_steps import end
from truthloop.labeling.labeling_jobs import find_labeling_job
from truthloop.labeling.review_choice import is_sampled
from truthloop.terms.labeling import JobStatus

OBJECTS = 40


def label(number: int) -> str:
    """Every tenth label is unsure."""
    sure = 0.4 if number % 10 == 0 else 0.95
    return json.dumps({"label": 0, "label-metadata": {"class-name": "cat", "confidence": sure, "type": "t"}})


@pytest.fixture
def job(world: AwsWorld, account: Account) -> int:
    """A completed job whose objects are all labelled but the last."""
    made = standing_job(world, account, objects=OBJECTS, status="Completed")
    for number in range(OBJECTS - 1):
        world.run(
            "UPDATE data_object SET status = 'labeled', label = :label, labeled_at = now()"
            " WHERE job_id = :job AND number = :number",
            label=label(number),
            job=made,
            number=number,
        )
    world.run(
        "UPDATE labeling_job SET labeled = :labeled, ended_at = now() WHERE id = :job", labeled=OBJECTS - 1, job=made
    )
    world.run(
        "INSERT INTO task (queue_id, job_id, object_number, wanted, open_slots, available_until, status)"
        " SELECT queue_id, id, 3, 1, 0, now() + interval '1 hour', 'closed' FROM labeling_job WHERE id = :job",
        job=made,
    )
    return made


def ask(account: Account, **given: Any) -> int:
    return int(account.truthloop.request_reviews(LabelingJobName="standing", **given)["Requested"])


def reviews(account: Account, **given: Any) -> list[dict[str, Any]]:
    pages = account.truthloop.get_paginator("list_reviews").paginate(
        LabelingJobName="standing", PaginationConfig={"PageSize": 3}, **given
    )
    return [one for page in pages for one in page["ReviewSummaryList"]]


def counts(account: Account) -> tuple[int, int, int, int]:
    found = account.truthloop.list_reviews(LabelingJobName="standing")["Counts"]
    return found["Pending"], found["Accepted"], found["Fixed"], found["SentBack"]


def test_reviews_are_asked_for_by_number_by_confidence_and_by_sample_and_never_twice(
    account: Account, job: int
) -> None:
    assert job
    assert ask(account, ObjectNumbers=[0, 1, 1]) == 2
    assert ask(account, ObjectNumbers=[0, 1]) == 0
    assert ask(account, BelowConfidence=0.5) == 3
    found = reviews(account)
    assert [(one["ObjectNumber"], one["Reason"]) for one in found] == [
        (0, "requested"),
        (1, "requested"),
        (10, "below-confidence"),
        (20, "below-confidence"),
        (30, "below-confidence"),
    ]
    assert [one["Confidence"] for one in found] == [0.4, 0.95, 0.4, 0.4, 0.4]
    assert found[0]["Label"] == label(0)
    assert counts(account) == (5, 0, 0, 0)


def test_a_sample_is_the_same_every_time_and_a_larger_one_holds_it(account: Account, job: int) -> None:
    assert job
    small = ask(account, SampleFraction=0.3)
    first = {one["ObjectNumber"] for one in reviews(account)}
    assert 0 < small < OBJECTS - 1
    assert ask(account, SampleFraction=0.3) == 0
    assert ask(account, SampleFraction=1) == OBJECTS - 1 - small
    assert first < {one["ObjectNumber"] for one in reviews(account)}


@pytest.mark.parametrize("fraction", [0.0001, 0.3, 0.5, 0.999])
def test_a_sample_of_the_labels_there_are_is_the_one_that_is_drawn_as_labels_are_made(
    account: Account, job: int, fraction: float
) -> None:
    assert job
    arn = account.sagemaker.describe_labeling_job(LabelingJobName="standing")["LabelingJobArn"]
    ask(account, SampleFraction=fraction)
    drawn = [number for number in range(OBJECTS - 1) if is_sampled(arn, number, fraction)]
    assert [one["ObjectNumber"] for one in reviews(account)] == drawn


def test_a_request_for_more_objects_than_are_looked_at_at_once_misses_none(
    account: Account, job: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert job
    monkeypatch.setattr("truthloop.labeling.reviews.AT_ONCE", 7)
    assert ask(account, BelowConfidence=0.5) == 4
    assert ask(account, SampleFraction=1) == OBJECTS - 1 - 4
    assert [one["ObjectNumber"] for one in reviews(account)][:4] == [0, 10, 20, 30]
    assert counts(account) == (OBJECTS - 1, 0, 0, 0)


@pytest.mark.parametrize(
    ("given", "error", "said"),
    [
        ({}, "ValidationException", "exactly one of ObjectNumbers, BelowConfidence, SampleFraction; none"),
        ({"ObjectNumbers": [1], "SampleFraction": 0.5}, "ValidationException", "ObjectNumbers and SampleFraction"),
        ({"BelowConfidence": 1.5}, "ValidationException", "less than or equal to 1"),
        ({"ObjectNumbers": [1, 99]}, "ResourceNotFoundException", "no object 99; nothing was queued"),
        ({"ObjectNumbers": [1, OBJECTS - 1]}, "ConflictException", "39 is waiting; only labeled objects"),
    ],
)
def test_what_cannot_be_reviewed_is_refused_and_nothing_is_queued(
    account: Account, job: int, given: dict[str, Any], error: str, said: str
) -> None:
    assert job
    with pytest.raises(ClientError) as refused:
        ask(account, **given)
    assert (refusal(refused.value)[0], said in told(refused.value)) == (error, True)
    assert reviews(account) == []


def test_an_accepted_review_says_who_and_when_and_cannot_be_accepted_again(account: Account, job: int) -> None:
    assert job
    ask(account, ObjectNumbers=[5, 6])
    account.truthloop.accept_label(LabelingJobName="standing", ObjectNumber=5, Comment="Clear.")
    (accepted,) = reviews(account, StatusEquals="accepted")
    assert (accepted["ObjectNumber"], accepted["Comment"], accepted["Label"]) == (5, "Clear.", label(5))
    assert accepted["Reviewer"].startswith("arn:aws:")
    assert accepted["ReviewedAt"] >= accepted["RequestedAt"]
    with pytest.raises(ClientError) as again:
        account.truthloop.accept_label(LabelingJobName="standing", ObjectNumber=5)
    assert refusal(again.value) == ("ConflictException", 409)
    assert "its last one is accepted, by arn:aws:" in told(again.value)
    with pytest.raises(ClientError) as never:
        account.truthloop.accept_label(LabelingJobName="standing", ObjectNumber=7)
    assert "Nobody asked for a review of object 7" in told(never.value)
    assert ask(account, ObjectNumbers=[5]) == 1
    assert counts(account) == (2, 1, 0, 0)


def test_an_edit_fixes_a_pending_review_and_leaves_others_alone(account: Account, job: int) -> None:
    assert job
    ask(account, ObjectNumbers=[2])
    account.truthloop.edit_label(LabelingJobName="standing", ObjectNumber=2, Label="1", Comment="A dog.")
    account.truthloop.edit_label(LabelingJobName="standing", ObjectNumber=4, Label="1")
    (fixed,) = reviews(account)
    assert (fixed["Status"], fixed["Comment"], json.loads(fixed["Label"])["label"]) == ("fixed", "A dog.", 1)


def test_an_object_sent_back_waits_again_and_its_ended_job_goes_on(world: AwsWorld, account: Account, job: int) -> None:
    ask(account, ObjectNumbers=[3])
    account.truthloop.edit_label(LabelingJobName="standing", ObjectNumber=3, Label="1")
    account.truthloop.send_back_object(LabelingJobName="standing", ObjectNumber=3, Comment="Look at the ears.")
    described = account.sagemaker.describe_labeling_job(LabelingJobName="standing")
    assert described["LabelingJobStatus"] == "InProgress"
    assert described["LabelCounters"]["TotalLabeled"] == OBJECTS - 2
    assert described["LabelingJobOutput"]["OutputDatasetS3Uri"]
    found = account.truthloop.describe_data_object(LabelingJobName="standing", ObjectNumber=3)
    assert (found["Status"], found.get("Label"), found["Revision"]) == ("waiting", None, 2)
    assert [(one["Comment"], bool(one["After"])) for one in found["Edits"]] == [
        ("", True),
        ("Look at the ears.", False),
    ]
    assert [one["Status"] for one in reviews(account)] == ["fixed", "sent-back"]
    assert world.rows("SELECT superseded_at IS NOT NULL FROM task WHERE job_id = :job", job=job) == [(True,)]
    with pytest.raises(ClientError) as again:
        account.truthloop.send_back_object(LabelingJobName="standing", ObjectNumber=3, Comment="Again.")
    assert refusal(again.value) == ("ConflictException", 409)
    ((subject,),) = world.rows("SELECT subject FROM audit WHERE action = 'SendBackObject' AND outcome = 'ok'")
    assert subject.endswith("labeling-job/standing/object/3")


@pytest.mark.parametrize(
    ("comment", "said"), [("", "greater than or equal to 1"), ("x" * 2001, "less than or equal to 2000")]
)
def test_a_comment_for_the_workers_is_neither_empty_nor_endless(
    account: Account, job: int, comment: str, said: str
) -> None:
    assert job
    with pytest.raises(ClientError) as refused:
        account.truthloop.send_back_object(LabelingJobName="standing", ObjectNumber=3, Comment=comment)
    assert refusal(refused.value) == ("ValidationException", 400)
    assert said in told(refused.value)


@pytest.mark.parametrize("status", ["Stopping", "Failed", "Initializing"])
def test_nothing_is_sent_back_in_a_job_that_cannot_go_on(
    world: AwsWorld, account: Account, job: int, status: str
) -> None:
    world.run("UPDATE resource SET status = :status WHERE id = :job", status=status, job=job)
    with pytest.raises(ClientError) as refused:
        account.truthloop.send_back_object(LabelingJobName="standing", ObjectNumber=3, Comment="Again.")
    assert refusal(refused.value) == ("ConflictException", 409)
    assert f"is {status}" in told(refused.value)
    assert world.rows("SELECT 1 FROM data_object WHERE job_id = :job AND sent_back IS NOT NULL", job=job) == []


def test_rules_for_automatic_reviews_are_kept_told_and_switched_off_by_zero(world: AwsWorld, account: Account) -> None:
    standing_job(world, account)
    own = account.truthloop
    own.update_labeling_job(LabelingJobName="standing", ReviewBelowConfidence=0.6, ReviewFraction=0.1)
    told_now = own.describe_labeling_job_settings(LabelingJobName="standing")
    assert (told_now["ReviewBelowConfidence"], told_now["ReviewFraction"]) == (0.6, 0.1)
    own.update_labeling_job(LabelingJobName="standing", ReviewBelowConfidence=0, ReviewFraction=0)
    assert (
        not {"ReviewBelowConfidence", "ReviewFraction"}
        & own.describe_labeling_job_settings(LabelingJobName="standing").keys()
    )


def test_a_job_that_was_about_to_end_does_not_end_over_an_object_sent_back_meanwhile(
    world: AwsWorld, account: Account, job: int
) -> None:
    world.run("UPDATE resource SET status = 'InProgress' WHERE id = :job", job=job)
    world.run("UPDATE labeling_job SET ended_at = NULL WHERE id = :job", job=job)
    ending = find_labeling_job(world.database, account.place, "standing")
    reach = JobReach(world.database, NO_STORE, NoFunctions(), lambda _bucket: None, "issuer")
    account.truthloop.send_back_object(LabelingJobName="standing", ObjectNumber=3, Comment="Again.")
    assert end(reach, ending, JobStatus.COMPLETED, datetime.now(UTC), None) is None
    assert account.sagemaker.describe_labeling_job(LabelingJobName="standing")["LabelingJobStatus"] == "InProgress"
    world.run("UPDATE data_object SET status = 'labeled', label = '{}' WHERE job_id = :job AND number = 3", job=job)
    assert end(reach, ending, JobStatus.COMPLETED, datetime.now(UTC), None) == "Completed"
    assert account.sagemaker.describe_labeling_job(LabelingJobName="standing")["LabelingJobStatus"] == "Completed"
