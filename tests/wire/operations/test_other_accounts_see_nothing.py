"""Every operation, called with a second account's key on the first one's things, as if they were not there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from botocore.exceptions import ClientError

from aws_at_work import MEMBERS, ROLE, Account, AwsWorld, flow_request, prepared_flow, started
from jobs_at_work import standing_job
from truthloop.server.operations.operation_table import OPERATIONS

SECRETS = ("reviews", "111122223333", "loop-1", "People", "Which answer")
SHOWN_TABLES = ("resource", "human_loop", "task", "queue", "tag", "labeling_job", "data_object")
COGNITO = {"UserPool": "us-east-1_Theirs", "ClientId": "theirs"}


@dataclass(frozen=True)
class Owned:
    """What the first account has."""

    flow: str
    team: str = "arn:aws:sagemaker:us-east-1:111122223333:workteam/private-crowd/reviews-team"
    ui: str = "arn:aws:sagemaker:us-east-1:111122223333:human-task-ui/reviews-ui"


Attempt = Callable[[Account, Owned], Any]

THEIR_JOB = {
    "LabelingJobName": "job",
    "LabelAttributeName": "label",
    "RoleArn": "arn:aws:iam::111122223333:role/reviewer",
    "InputConfig": {"DataSource": {"S3DataSource": {"ManifestS3Uri": "s3://results/input.manifest"}}},
    "OutputConfig": {"S3OutputPath": "s3://results/out"},
    "HumanTaskConfig": {
        "WorkteamArn": "arn:aws:sagemaker:us-east-1:111122223333:workteam/private-crowd/reviews-team",
        "UiConfig": {},
        "TaskTitle": "Theirs",
        "TaskDescription": "Theirs",
        "NumberOfHumanWorkersPerDataObject": 1,
        "TaskTimeLimitInSeconds": 60,
    },
}
"""A job for a work team of the first account's."""

MISSED: dict[str, Attempt] = {
    "DescribeHumanTaskUi": lambda key, _: key.sagemaker.describe_human_task_ui(HumanTaskUiName="reviews-ui"),
    "DeleteHumanTaskUi": lambda key, _: key.sagemaker.delete_human_task_ui(HumanTaskUiName="reviews-ui"),
    "RenderUiTemplate": lambda key, owned: key.sagemaker.render_ui_template(
        HumanTaskUiArn=owned.ui, Task={"Input": "{}"}, RoleArn=ROLE
    ),
    "CreateFlowDefinition": lambda key, owned: key.sagemaker.create_flow_definition(
        **flow_request("mine", team=owned.team, ui=owned.ui)
    ),
    "DescribeFlowDefinition": lambda key, _: key.sagemaker.describe_flow_definition(FlowDefinitionName="reviews"),
    "DeleteFlowDefinition": lambda key, _: key.sagemaker.delete_flow_definition(FlowDefinitionName="reviews"),
    "UpdateWorkforce": lambda key, _: key.sagemaker.update_workforce(WorkforceName="default"),
    "DescribeWorkforce": lambda key, _: key.sagemaker.describe_workforce(WorkforceName="default"),
    "DeleteWorkforce": lambda key, _: key.sagemaker.delete_workforce(WorkforceName="default"),
    "UpdateWorkteam": lambda key, _: key.sagemaker.update_workteam(WorkteamName="reviews-team"),
    "DescribeWorkteam": lambda key, _: key.sagemaker.describe_workteam(WorkteamName="reviews-team"),
    "DeleteWorkteam": lambda key, _: key.sagemaker.delete_workteam(WorkteamName="reviews-team"),
    "DescribeSubscribedWorkteam": lambda key, owned: key.sagemaker.describe_subscribed_workteam(WorkteamArn=owned.team),
    "AddTags": lambda key, owned: key.sagemaker.add_tags(ResourceArn=owned.flow, Tags=[{"Key": "a", "Value": "b"}]),
    "ListTags": lambda key, owned: key.sagemaker.list_tags(ResourceArn=owned.flow),
    "DeleteTags": lambda key, owned: key.sagemaker.delete_tags(ResourceArn=owned.flow, TagKeys=["mine"]),
    "StartHumanLoop": lambda key, owned: started(key, owned.flow, "loop-2"),
    "DescribeHumanLoop": lambda key, _: key.a2i.describe_human_loop(HumanLoopName="loop-1"),
    "ListHumanLoops": lambda key, owned: key.a2i.list_human_loops(FlowDefinitionArn=owned.flow),
    "StopHumanLoop": lambda key, _: key.a2i.stop_human_loop(HumanLoopName="loop-1"),
    "DeleteHumanLoop": lambda key, _: key.a2i.delete_human_loop(HumanLoopName="loop-1"),
    "AssumeRole": lambda key, _: key.client("sts").assume_role(
        RoleArn="arn:aws:iam::111122223333:role/Any", RoleSessionName="me-too"
    ),
    "CreateLabelingJob": lambda key, _: key.sagemaker.create_labeling_job(**THEIR_JOB),
    "DescribeLabelingJob": lambda key, _: key.sagemaker.describe_labeling_job(LabelingJobName="job"),
    "StopLabelingJob": lambda key, _: key.sagemaker.stop_labeling_job(LabelingJobName="job"),
    "ListLabelingJobsForWorkteam": lambda key, _: key.sagemaker.list_labeling_jobs_for_workteam(
        WorkteamArn="arn:aws:sagemaker:us-east-1:111122223333:workteam/private-crowd/reviews-team"
    ),
    "PauseLabelingJob": lambda key, _: key.truthloop.pause_labeling_job(LabelingJobName="standing"),
    "ResumeLabelingJob": lambda key, _: key.truthloop.resume_labeling_job(LabelingJobName="standing"),
    "UpdateLabelingJob": lambda key, _: key.truthloop.update_labeling_job(LabelingJobName="standing", Priority=1),
    "ListDataObjects": lambda key, _: key.truthloop.list_data_objects(LabelingJobName="standing"),
    "DescribeDataObject": lambda key, _: key.truthloop.describe_data_object(LabelingJobName="standing", ObjectNumber=0),
    "EditLabel": lambda key, _: key.truthloop.edit_label(LabelingJobName="standing", ObjectNumber=0, Label="1"),
    "RevertLabel": lambda key, _: key.truthloop.revert_label(LabelingJobName="standing", ObjectNumber=0),
    "PutGoldLabels": lambda key, _: key.truthloop.put_gold_labels(
        LabelingJobName="standing", GoldLabels=[{"ObjectNumber": 0, "ClassName": "cat"}]
    ),
    "DescribeWorkerQuality": lambda key, _: key.truthloop.describe_worker_quality(LabelingJobName="standing"),
    "ExtendLabelingJob": lambda key, _: key.truthloop.extend_labeling_job(
        LabelingJobName="standing", ManifestS3Uri="s3://results/more.manifest"
    ),
    "PutWorkerSkill": lambda key, _: key.truthloop.put_worker_skill(
        WorkerEmail="ann@example.com", SkillName="Birds", Score=1
    ),
    "DeleteWorkerSkill": lambda key, _: key.truthloop.delete_worker_skill(
        WorkerEmail="ann@example.com", SkillName="Birds"
    ),
    "RequestReviews": lambda key, _: key.truthloop.request_reviews(LabelingJobName="standing", SampleFraction=1),
    "ListReviews": lambda key, _: key.truthloop.list_reviews(LabelingJobName="standing"),
    "AcceptLabel": lambda key, _: key.truthloop.accept_label(LabelingJobName="standing", ObjectNumber=0),
    "SendBackObject": lambda key, _: key.truthloop.send_back_object(
        LabelingJobName="standing", ObjectNumber=0, Comment="Again."
    ),
    "DescribeLabelingJobSettings": lambda key, _: key.truthloop.describe_labeling_job_settings(
        LabelingJobName="standing"
    ),
}
"""Calls that must fail because there is nothing there for the caller."""

UNTOUCHED: dict[str, Attempt] = {
    "ListHumanTaskUis": lambda key, _: key.sagemaker.list_human_task_uis(),
    "ListLabelingJobs": lambda key, _: key.sagemaker.list_labeling_jobs(),
    "ListFlowDefinitions": lambda key, _: key.sagemaker.list_flow_definitions(),
    "ListWorkforces": lambda key, _: key.sagemaker.list_workforces(),
    "ListWorkteams": lambda key, _: key.sagemaker.list_workteams(),
    "ListSubscribedWorkteams": lambda key, _: key.sagemaker.list_subscribed_workteams(),
    "ListWorkerSkills": lambda key, _: key.truthloop.list_worker_skills(),
    "GetCallerIdentity": lambda key, _: key.client("sts").get_caller_identity(),
    "GetRole": lambda key, _: key.client("iam").get_role(RoleName="truthloop-execution"),
    "CreateHumanTaskUi": lambda key, _: key.sagemaker.create_human_task_ui(
        HumanTaskUiName="reviews-ui", UiTemplate={"Content": "theirs"}
    ),
    "CreateWorkforce": lambda key, _: key.sagemaker.create_workforce(WorkforceName="default", CognitoConfig=COGNITO),
    "CreateWorkteam": lambda key, _: key.sagemaker.create_workteam(
        WorkteamName="reviews-team", MemberDefinitions=MEMBERS, Description="Theirs"
    ),
}
"""Calls that succeed, in the caller's own account."""


def standing(world: AwsWorld) -> dict[str, list[tuple[Any, ...]]]:
    """Everything the first account has, to the last column."""
    mine = {
        "resource": "account_id = '111122223333'",
        "human_loop": "account_id = '111122223333'",
        "tag": "arn LIKE '%:111122223333:%'",
    }
    return {
        table: world.rows(f"SELECT row_to_json(x)::text FROM {table} x WHERE {mine.get(table, 'true')} ORDER BY 1")
        for table in SHOWN_TABLES
    }


@pytest.fixture
def owned(world: AwsWorld, account: Account) -> Owned:
    flow = prepared_flow(world, account)
    account.sagemaker.add_tags(ResourceArn=flow, Tags=[{"Key": "mine", "Value": "mine"}])
    started(account, flow, "loop-1")
    standing_job(world, account)
    return Owned(flow)


def test_every_operation_is_tried() -> None:
    assert MISSED.keys() | UNTOUCHED.keys() == OPERATIONS.keys()


@pytest.mark.parametrize("operation", MISSED)
def test_what_is_another_accounts_is_not_there(
    world: AwsWorld, stranger: Account, owned: Owned, operation: str
) -> None:
    before = standing(world)
    with pytest.raises(ClientError) as refused:
        MISSED[operation](stranger, owned)
    missing = {"ResourceNotFound", "ResourceNotFoundException", "ValidationException", "AccessDenied"}
    assert refused.value.response["Error"]["Code"] in missing
    assert standing(world) == before


@pytest.mark.parametrize("operation", UNTOUCHED)
def test_lists_and_new_things_stay_in_the_callers_account(
    world: AwsWorld, stranger: Account, owned: Owned, operation: str
) -> None:
    before = standing(world)
    shown = UNTOUCHED[operation](stranger, owned)
    shown.pop("ResponseMetadata")
    leaked = [
        secret for secret in SECRETS if secret in str(shown).replace("reviews-ui", "").replace("reviews-team", "")
    ]
    assert leaked == []
    assert standing(world) == before


@pytest.mark.parametrize("operation", sorted(MISSED.keys() - {"AssumeRole"}))
def test_what_is_in_another_region_is_not_there(
    world: AwsWorld, account: Account, owned: Owned, operation: str
) -> None:
    elsewhere = Account(account.url, account.place.__class__("111122223333", "eu-west-1"), account.key)
    before = standing(world)
    with pytest.raises(ClientError):
        MISSED[operation](elsewhere, owned)
    assert standing(world) == before


def test_a_token_of_one_account_is_none_in_another(account: Account, stranger: Account) -> None:
    for key in (account, stranger):
        for number in range(2):
            key.sagemaker.create_human_task_ui(HumanTaskUiName=f"page-{number}", UiTemplate={"Content": "x"})
    token = account.sagemaker.list_human_task_uis(MaxResults=1)["NextToken"]
    with pytest.raises(ClientError) as refused:
        stranger.sagemaker.list_human_task_uis(MaxResults=1, NextToken=token)
    assert refused.value.response["Error"]["Code"] == "ValidationException"
