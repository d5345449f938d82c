"""Objects sent back by our own operation: what nobody answers keeps its label, what failed gets another round."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from aws_at_work import NO_STORE, Account, AwsWorld, refusal, told
from jobs_at_work import standing_job
from truthloop.labeling.job_reach import JobReach, NoFunctions
from truthloop.labeling.job_steps import end
from truthloop.labeling.labeling_jobs import find_labeling_job
from truthloop.labeling.offering import end_overdue, offer_objects
from truthloop.storage.database import transaction
from truthloop.storage.job_rows import read_counts, stop_offering
from truthloop.storage.unanswered_rows import all_stand_again
from truthloop.terms.labeling import JobStatus

LABELED, FAILED, REJECTED = 0, 1, 2
LABEL = json.dumps({"label": 0, "label-metadata": {"class-name": "cat", "confidence": 0.9, "type": "t"}})
FAILURE = json.dumps({"label-metadata": {"failure-reason": "ClientError: no.", "human-annotated": "true"}})


@pytest.fixture
def job(world: AwsWorld, account: Account) -> int:
    """A completed job: an object is labelled, one failed, and the line of one cannot be worked on."""
    made = standing_job(world, account, objects=3, status="Completed")
    world.run(
        "UPDATE data_object SET status = 'labeled', label = :label, labeled_at = now() - interval '1 day'"
        " WHERE job_id = :job AND number = 0",
        label=LABEL,
        job=made,
    )
    world.run(
        "UPDATE data_object SET status = 'failed', label = :label, failure = 'ClientError: no.',"
        " position = CASE WHEN number = 2 THEN -3 ELSE position END WHERE job_id = :job AND number > 0",
        label=FAILURE,
        job=made,
    )
    world.run("UPDATE labeling_job SET labeled = 1, failed = 2, ended_at = now() WHERE id = :job", job=made)
    return made


def reach_of(world: AwsWorld) -> JobReach:
    return JobReach(world.database, NO_STORE, NoFunctions(), lambda _bucket: None, "issuer")


def send_back(account: Account, number: int = LABELED) -> None:
    account.truthloop.send_back_object(LabelingJobName="standing", ObjectNumber=number, Comment="Look again.")


def described(account: Account, number: int = LABELED) -> dict[str, Any]:
    found: dict[str, Any] = account.truthloop.describe_data_object(LabelingJobName="standing", ObjectNumber=number)
    return found


def counters(account: Account) -> tuple[int, int]:
    found = account.sagemaker.describe_labeling_job(LabelingJobName="standing")["LabelCounters"]
    return found["TotalLabeled"], found["FailedNonRetryableError"]


def last_review(account: Account) -> dict[str, Any]:
    found: dict[str, Any] = account.truthloop.list_reviews(LabelingJobName="standing")["ReviewSummaryList"][-1]
    return found


def put_before_workers(world: AwsWorld, account: Account) -> None:
    ours = find_labeling_job(world.database, account.place, "standing")
    assert offer_objects(reach_of(world), ours, read_counts(world.database, ours.id), datetime.now(UTC))


def let_time_pass(world: AwsWorld, account: Account) -> bool:
    """A month later."""
    ours = find_labeling_job(world.database, account.place, "standing")
    return end_overdue(reach_of(world), ours, datetime.now(UTC) + timedelta(days=31))


def test_a_label_sent_back_stands_again_as_it_was_when_nobody_answers_in_time(
    world: AwsWorld, account: Account, job: int
) -> None:
    assert job
    before = described(account)
    send_back(account)
    assert (counters(account), "LabeledAt" in described(account)) == ((0, 2), False)
    assert "Unanswered" not in last_review(account)
    put_before_workers(world, account)
    assert let_time_pass(world, account)
    assert not let_time_pass(world, account)
    after = described(account)
    assert [after[key] for key in ("Status", "Label", "LabeledAt")] == ["labeled", LABEL, before["LabeledAt"]]
    assert [edit["Comment"] for edit in after["Edits"]] == ["Look again."]
    assert counters(account) == (1, 2)
    review = last_review(account)
    assert (review["Status"], review["Unanswered"], review["Label"]) == ("sent-back", True, LABEL)


def test_a_label_that_stands_again_can_be_edited_put_back_and_sent_back_once_more(
    world: AwsWorld, account: Account, job: int
) -> None:
    assert job
    for _ in range(2):
        send_back(account)
        put_before_workers(world, account)
        let_time_pass(world, account)
    assert account.truthloop.edit_label(LabelingJobName="standing", ObjectNumber=LABELED, Label="1")["Revision"] == 3
    for revision in range(3):
        found = account.truthloop.revert_label(LabelingJobName="standing", ObjectNumber=LABELED, Revision=revision)
        assert found["Label"] == LABEL
    assert counters(account) == (1, 2)


@pytest.mark.parametrize("offered", [False, True])
def test_a_label_sent_back_stands_again_when_its_job_is_stopped(
    world: AwsWorld, account: Account, job: int, *, offered: bool
) -> None:
    send_back(account)
    if offered:
        put_before_workers(world, account)
    account.sagemaker.stop_labeling_job(LabelingJobName="standing")
    ours = find_labeling_job(world.database, account.place, "standing")
    with transaction(world.database) as connection:
        stop_offering(connection, job)
    assert end_overdue(reach_of(world), ours, datetime.now(UTC)) == offered
    for _ in range(2):
        with transaction(world.database) as connection:
            all_stand_again(connection, job, datetime.now(UTC))
    assert (described(account)["Status"], described(account)["Label"], counters(account)) == ("labeled", LABEL, (1, 2))


def test_a_job_told_to_stop_while_it_ends_does_not_end_before_its_labels_stand_again(
    world: AwsWorld, account: Account, job: int
) -> None:
    send_back(account)
    ending = find_labeling_job(world.database, account.place, "standing")
    account.sagemaker.stop_labeling_job(LabelingJobName="standing")
    assert end(reach_of(world), ending, JobStatus.COMPLETED, datetime.now(UTC), None) is None
    with transaction(world.database) as connection:
        all_stand_again(connection, job, datetime.now(UTC))
    assert end(reach_of(world), ending, JobStatus.COMPLETED, datetime.now(UTC), None) == "Stopped"


def test_an_object_that_failed_gets_another_round_and_fails_again_when_nobody_answers(
    world: AwsWorld, account: Account, job: int
) -> None:
    assert job
    send_back(account, FAILED)
    assert account.sagemaker.describe_labeling_job(LabelingJobName="standing")["LabelingJobStatus"] == "InProgress"
    found = described(account, FAILED)
    assert (found["Status"], found.get("Label"), found.get("FailureReason"), counters(account)) == (
        "waiting",
        None,
        None,
        (1, 1),
    )
    assert json.loads(last_review(account)["Label"])["label-metadata"]["failure-reason"] == "ClientError: no."
    put_before_workers(world, account)
    ((note,),) = world.rows("SELECT note FROM task WHERE job_id = :job AND superseded_at IS NULL", job=job)
    assert note == "Look again."
    assert let_time_pass(world, account)
    assert (described(account, FAILED)["Status"], counters(account)) == ("failed", (1, 2))
    assert "Unanswered" not in last_review(account)


@pytest.mark.parametrize(
    ("number", "error", "said"),
    [
        (REJECTED, "ConflictException", "cannot be worked on, so nobody can do it again. ExtendLabelingJob"),
        (9, "ResourceNotFoundException", "no object 9"),
    ],
)
def test_what_nobody_can_do_again_is_not_sent_back(
    account: Account, job: int, number: int, error: str, said: str
) -> None:
    assert job
    with pytest.raises(ClientError) as refused:
        send_back(account, number)
    assert (refusal(refused.value)[0], said in told(refused.value)) == (error, True)
    assert counters(account) == (1, 2)
