"""Truthloop's own operations on running jobs, by boto3 pointed at Truthloop's own model."""

from __future__ import annotations

import json

import pytest
from botocore.exceptions import ClientError

from aws_at_work import Account, AwsWorld, refusal, told
from jobs_at_work import standing_job
from truthloop.server.operations.operation_table import OPERATIONS
from truthloop.wire.service_models import SERVED, TRUTHLOOP, service_model

OWN_FUNCTION = "arn:aws:lambda:us-east-1:111122223333:function:mine"


def test_every_operation_of_our_model_is_served_and_offered(account: Account) -> None:
    modelled = set(account.truthloop.meta.service_model.operation_names)
    assert modelled == set(SERVED[TRUTHLOOP])
    assert modelled <= OPERATIONS.keys()
    assert service_model(TRUTHLOOP).metadata["targetPrefix"] == "Truthloop"


def test_pausing_twice_keeps_the_first_moment_and_resuming_ends_it(world: AwsWorld, account: Account) -> None:
    standing_job(world, account)
    first = account.truthloop.pause_labeling_job(LabelingJobName="Standing")
    again = account.truthloop.pause_labeling_job(LabelingJobName="standing")
    assert first["LabelingJobArn"].endswith(":labeling-job/standing")
    assert again["PausedAt"] == first["PausedAt"]
    assert account.truthloop.resume_labeling_job(LabelingJobName="standing")["LabelingJobArn"]
    assert world.rows("SELECT paused_at FROM queue WHERE title = 'standing'") == [(None,)]
    trail = world.rows("SELECT action, outcome FROM audit WHERE subject LIKE '%labeling-job%' ORDER BY id")
    assert trail == [("PauseLabelingJob", "ok")] * 2 + [("ResumeLabelingJob", "ok")]


def test_a_paused_job_does_not_use_up_the_time_of_its_tasks(world: AwsWorld, account: Account) -> None:
    job = standing_job(world, account)
    world.run(
        "INSERT INTO task (queue_id, job_id, object_number, wanted, open_slots, available_until)"
        " SELECT queue_id, id, 0, 1, 1, now() + interval '1 hour' FROM labeling_job WHERE id = :job",
        job=job,
    )
    account.truthloop.pause_labeling_job(LabelingJobName="standing")
    world.run("UPDATE queue SET paused_at = paused_at - interval '1 day' WHERE title = 'standing'")
    account.truthloop.resume_labeling_job(LabelingJobName="standing")
    (left,) = world.rows("SELECT extract(epoch FROM available_until - now()) / 3600 FROM task WHERE job_id = :j", j=job)
    assert 24.9 < float(left[0]) <= 25.01


@pytest.mark.parametrize("operation", ["pause_labeling_job", "resume_labeling_job"])
def test_a_job_that_has_ended_is_a_conflict_and_a_missing_one_is_not_found(
    world: AwsWorld, account: Account, operation: str
) -> None:
    standing_job(world, account, "over", status="Completed")
    call = getattr(account.truthloop, operation)
    with pytest.raises(ClientError) as refused:
        call(LabelingJobName="over")
    assert refusal(refused.value) == ("ConflictException", 409)
    assert "is Completed" in told(refused.value)
    with pytest.raises(ClientError) as missing:
        call(LabelingJobName="nothing")
    assert refusal(missing.value) == ("ResourceNotFoundException", 404)


def test_settings_change_one_by_one_and_the_request_stays_as_it_came(world: AwsWorld, account: Account) -> None:
    standing_job(world, account)
    own = account.truthloop
    own.update_labeling_job(LabelingJobName="standing", Priority=5, WorkersPerObject=2)
    own.update_labeling_job(LabelingJobName="standing", MostWorkersPerObject=4, WantedConfidence=0.9, StopAfter=2)
    told_now = own.update_labeling_job(LabelingJobName="standing", MaxConcurrentTaskCount=7, StopAfter=0)
    told_now.pop("ResponseMetadata")
    assert told_now.pop("LabelingJobArn").endswith("/standing")
    assert told_now == {
        "Priority": 5,
        "MaxConcurrentTaskCount": 7,
        "WorkersPerObject": 2,
        "MostWorkersPerObject": 4,
        "WantedConfidence": 0.9,
        "CorrectionSeconds": 0,
        "RequiredSkills": [],
    }
    described = own.describe_labeling_job_settings(LabelingJobName="standing")
    assert {key: described[key] for key in told_now} == told_now
    work = account.sagemaker.describe_labeling_job(LabelingJobName="standing")["HumanTaskConfig"]
    assert work["NumberOfHumanWorkersPerDataObject"] == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"WorkersPerObject": 3, "MostWorkersPerObject": 2, "WantedConfidence": 0.5}, "at least WorkersPerObject"),
        ({"MostWorkersPerObject": 2}, "WantedConfidence"),
        ({"WantedConfidence": 1.5}, "less than or equal to 1"),
        ({"WorkersPerObject": 0}, "greater than or equal to 1"),
        ({"StopEarlyAtConfidence": 0.9}, "nothing to save"),
        ({"WorkersPerObject": 5, "StopEarlyAtConfidence": 1}, "below 1"),
        ({"WorkersPerObject": 5, "StopEarlyAtConfidence": 0.9, "FewestWorkersPerObject": 5}, "nothing to save"),
        ({"WorkersPerObject": 5, "FewestWorkersPerObject": 2}, "give StopEarlyAtConfidence too"),
        ({"FewestWorkersPerObject": 1}, "greater than or equal to 2"),
    ],
)
def test_settings_that_contradict_themselves_change_nothing(
    world: AwsWorld, account: Account, given: dict[str, float], said: str
) -> None:
    standing_job(world, account)
    before = world.rows("SELECT row_to_json(j)::text FROM labeling_job j")
    with pytest.raises(ClientError) as refused:
        account.truthloop.update_labeling_job(LabelingJobName="standing", **given)
    assert refusal(refused.value) == ("ValidationException", 400)
    assert said in told(refused.value)
    assert world.rows("SELECT row_to_json(j)::text FROM labeling_job j") == before


def test_a_name_that_breaks_the_model_is_refused_with_the_rule(account: Account) -> None:
    with pytest.raises(ClientError) as refused:
        account.truthloop.pause_labeling_job(LabelingJobName="no spaces")
    assert refusal(refused.value) == ("ValidationException", 400)
    assert "regular expression" in told(refused.value)


def test_early_stopping_holds_at_once_for_objects_before_workers_and_ends_as_soon(
    world: AwsWorld, account: Account
) -> None:
    job, own = standing_job(world, account), account.truthloop
    own.update_labeling_job(LabelingJobName="standing", WorkersPerObject=5)
    # Object 0 is untouched; 1 has three answers; 2 has two answers and one on its way.
    for number, answered, slots in ((0, 0, 5), (1, 3, 2), (2, 2, 2)):
        world.run(
            "INSERT INTO task (queue_id, job_id, object_number, wanted, answered, open_slots, available_until)"
            " SELECT queue_id, id, :n, 5, :answered, :slots, now() + interval '1 hour' FROM labeling_job WHERE id = :j",
            n=number,
            answered=answered,
            slots=slots,
            j=job,
        )
    tasks = "SELECT wanted, open_slots, status FROM task WHERE job_id = :j ORDER BY object_number"
    told_now = own.update_labeling_job(LabelingJobName="standing", StopEarlyAtConfidence=0.9)
    assert (told_now["StopEarlyAtConfidence"], told_now["FewestWorkersPerObject"]) == (0.9, 2)
    assert world.rows(tasks, j=job) == [(2, 2, "open"), (3, 0, "answered"), (3, 0, "open")]
    told_now = own.update_labeling_job(LabelingJobName="standing", StopEarlyAtConfidence=0)
    assert not {"StopEarlyAtConfidence", "FewestWorkersPerObject"} & told_now.keys()
    assert world.rows(tasks, j=job) == [(5, 5, "open"), (5, 2, "open"), (5, 2, "open")]


@pytest.mark.parametrize(
    ("task_type", "work", "said"),
    [
        (
            "bounding-box",
            {"PreHumanTaskLambdaArn": "arn:aws:lambda:us-east-1:432418664414:function:PRE-BoundingBox"},
            "this one is bounding-box",
        ),
        (
            "image-classification",
            {"AnnotationConsolidationConfig": {"AnnotationConsolidationLambdaArn": OWN_FUNCTION}},
            f"made by its own function {OWN_FUNCTION}",
        ),
    ],
)
def test_early_stopping_is_refused_where_nobody_can_say_how_sure_a_class_is(
    world: AwsWorld, account: Account, task_type: str, work: dict[str, object], said: str
) -> None:
    job = standing_job(world, account)
    world.run(
        "UPDATE resource SET request = jsonb_set(request::jsonb, '{HumanTaskConfig}',"
        " request::jsonb -> 'HumanTaskConfig' || CAST(:work AS jsonb)),"
        " facts = jsonb_set(facts::jsonb, '{task_type}', CAST(:task_type AS jsonb)) WHERE id = :j",
        work=json.dumps(work),
        task_type=json.dumps(task_type),
        j=job,
    )
    with pytest.raises(ClientError) as refused:
        account.truthloop.update_labeling_job(LabelingJobName="standing", WorkersPerObject=5, StopEarlyAtConfidence=0.9)
    assert refusal(refused.value) == ("ValidationException", 400)
    assert said in told(refused.value)
    assert world.rows("SELECT wanted FROM labeling_job WHERE id = :j", j=job) == [(1,)]
