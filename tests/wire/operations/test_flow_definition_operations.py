from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from aws_at_work import MEMBERS, TEMPLATE, Account, AwsWorld, flow_request, prepared_flow, refusal, started, told

CONDITIONS = json.dumps(
    {
        "Conditions": [
            {
                "ConditionType": "ModerationLabelConfidenceCheck",
                "ConditionParameters": {"ModerationLabelName": "*", "ConfidenceLessThan": 98},
            }
        ]
    }
)
REKOGNITION = {"AwsManagedHumanLoopRequestSource": "AWS/Rekognition/DetectModerationLabels/Image/V3"}


@pytest.fixture
def request_of(account: Account) -> dict[str, Any]:
    team = account.sagemaker.create_workteam(WorkteamName="team", MemberDefinitions=MEMBERS, Description="People")
    ui = account.sagemaker.create_human_task_ui(HumanTaskUiName="page", UiTemplate={"Content": TEMPLATE})
    return flow_request("reviews", team=team["WorkteamArn"], ui=ui["HumanTaskUiArn"])


def refused_create(account: Account, request: dict[str, Any]) -> ClientError:
    with pytest.raises(ClientError) as refused:
        account.sagemaker.create_flow_definition(**request)
    return refused.value


def test_a_flow_definition_is_initializing_until_a_chore_makes_it_active(
    world: AwsWorld, account: Account, request_of: dict[str, Any]
) -> None:
    arn = account.sagemaker.create_flow_definition(**request_of)["FlowDefinitionArn"]
    assert arn == "arn:aws:sagemaker:us-east-1:111122223333:flow-definition/reviews"
    assert "settle_resources" in world.woken
    found = account.sagemaker.describe_flow_definition(FlowDefinitionName="reviews")
    assert found["FlowDefinitionStatus"] == "Initializing"
    world.settle()
    found = account.sagemaker.describe_flow_definition(FlowDefinitionName="reviews")
    assert (found["FlowDefinitionStatus"], found["FlowDefinitionArn"]) == ("Active", arn)


def test_its_queue_is_what_the_request_says(world: AwsWorld, account: Account, request_of: dict[str, Any]) -> None:
    request_of["HumanLoopConfig"] |= {"TaskTimeLimitInSeconds": 600, "TaskKeywords": ["read", "rank two"]}
    account.sagemaker.create_flow_definition(**request_of)
    columns = "q.title, q.description, q.keywords, q.time_limit_seconds, t.name"
    [queue] = world.rows(f"SELECT {columns} FROM queue q JOIN resource t ON t.id = q.workteam_id")
    assert queue == ("Which answer is better?", "Read both, choose one.", ["read", "rank two"], 600, "team")


def test_an_hour_and_thirty_days_are_given_when_nothing_is_said(world: AwsWorld, account: Account) -> None:
    flow = prepared_flow(world, account)
    started(account, flow, "loop-1")
    span = "extract(epoch FROM t.available_until - h.created_at)::int"
    joined = "task t JOIN human_loop h ON h.id = t.human_loop_id JOIN queue q ON q.id = t.queue_id"
    assert world.rows(f"SELECT q.time_limit_seconds, {span} FROM {joined}") == [(3600, 30 * 24 * 3600)]


def test_a_name_in_use_is_a_resource_in_use(account: Account, request_of: dict[str, Any]) -> None:
    account.sagemaker.create_flow_definition(**request_of)
    assert refusal(refused_create(account, request_of)) == ("ResourceInUse", 400)


def test_a_work_team_that_is_not_there_is_told_in_amazons_words(account: Account, request_of: dict[str, Any]) -> None:
    arn = "arn:aws:sagemaker:us-east-1:111122223333:workteam/private-crowd/nobody"
    request_of["HumanLoopConfig"]["WorkteamArn"] = arn
    error = refused_create(account, request_of)
    assert refusal(error) == ("ValidationException", 400)
    assert told(error) == f"The specified Workteam '{arn}' does not exist or you do not have access to it."


def test_what_is_no_work_team_at_all_breaks_the_pattern(account: Account, request_of: dict[str, Any]) -> None:
    request_of["HumanLoopConfig"]["WorkteamArn"] = "arn:aws:sagemaker:us-east-1:111122223333:flow-definition/x"
    error = refused_create(account, request_of)
    assert told(error).startswith("1 validation error detected: Value 'arn:aws:sagemaker:us-east-1:111122223333:")
    assert "at 'humanLoopConfig.workteamArn' failed to satisfy constraint: Member must satisfy" in told(error)


@pytest.mark.parametrize(
    ("arn", "who"),
    [
        ("arn:aws:sagemaker:us-east-1:394669845002:workteam/public-crowd/default", "Mechanical Turk"),
        ("arn:aws:sagemaker:us-east-1:394669845002:workteam/vendor-crowd/best", "Marketplace"),
    ],
)
def test_crowds_that_cannot_be_hired_are_refused(
    account: Account, request_of: dict[str, Any], arn: str, who: str
) -> None:
    request_of["HumanLoopConfig"]["WorkteamArn"] = arn
    error = refused_create(account, request_of)
    assert refusal(error) == ("ValidationException", 400)
    assert who in told(error)
    assert "private-crowd" in told(error)


def test_a_human_task_ui_that_is_not_there_is_told(account: Account, request_of: dict[str, Any]) -> None:
    arn = "arn:aws:sagemaker:us-east-1:111122223333:human-task-ui/nothing"
    request_of["HumanLoopConfig"]["HumanTaskUiArn"] = arn
    error = refused_create(account, request_of)
    assert refusal(error) == ("ValidationException", 400)
    assert told(error) == f"The specified HumanTaskUi '{arn}' does not exist or you do not have access to it."


@pytest.mark.parametrize(
    "path",
    [
        "https://s3.amazonaws.com/bucket/x",
        "s3://UPPER/x",
        "s3://results/../../etc",
        "s3://results//x",
        f"s3://results/{'x' * 900}",
    ],
)
def test_results_go_to_an_s3_address_or_nowhere(account: Account, request_of: dict[str, Any], path: str) -> None:
    request_of["OutputConfig"]["S3OutputPath"] = path
    error = refused_create(account, request_of)
    assert refusal(error) == ("ValidationException", 400)
    assert "OutputConfig.S3OutputPath must be s3://bucket or s3://bucket/prefix" in told(error)


@pytest.mark.parametrize("field", ["TaskTimeLimitInSeconds", "TaskAvailabilityLifetimeInSeconds"])
def test_more_than_a_year_is_refused(account: Account, request_of: dict[str, Any], field: str) -> None:
    request_of["HumanLoopConfig"][field] = 2**31 - 1
    error = refused_create(account, request_of)
    assert refusal(error) == ("ValidationException", 400)
    assert field in told(error)


def test_without_human_loop_config_nothing_could_start(account: Account, request_of: dict[str, Any]) -> None:
    del request_of["HumanLoopConfig"]
    error = refused_create(account, request_of)
    assert refusal(error) == ("ValidationException", 400)
    assert "HumanLoopConfig" in told(error)


def test_activation_conditions_are_checked_and_kept(account: Account, request_of: dict[str, Any]) -> None:
    config = {"HumanLoopActivationConditionsConfig": {"HumanLoopActivationConditions": CONDITIONS}}
    request_of |= {"HumanLoopRequestSource": REKOGNITION, "HumanLoopActivationConfig": config}
    account.sagemaker.create_flow_definition(**request_of)
    found = account.sagemaker.describe_flow_definition(FlowDefinitionName="reviews")
    assert (found["HumanLoopActivationConfig"], found["HumanLoopRequestSource"]) == (config, REKOGNITION)


def test_activation_conditions_that_are_wrong_are_refused(account: Account, request_of: dict[str, Any]) -> None:
    wrong = CONDITIONS.replace("ModerationLabelConfidenceCheck", "NoSuchCheck")
    config = {"HumanLoopActivationConditionsConfig": {"HumanLoopActivationConditions": wrong}}
    request_of |= {"HumanLoopRequestSource": REKOGNITION, "HumanLoopActivationConfig": config}
    error = refused_create(account, request_of)
    assert refusal(error) == ("ValidationException", 400)
    assert "NoSuchCheck" in told(error)


def test_a_refused_request_leaves_nothing_behind(world: AwsWorld, account: Account, request_of: dict[str, Any]) -> None:
    request_of["Tags"] = [{"Key": "a", "Value": "1"}, {"Key": "a", "Value": "2"}]
    assert refusal(refused_create(account, request_of)) == ("ValidationException", 400)
    assert world.rows("SELECT 1 FROM queue UNION ALL SELECT 1 FROM tag") == []


def test_what_real_clients_send_empty_is_taken(account: Account, request_of: dict[str, Any]) -> None:
    request_of["OutputConfig"]["KmsKeyId"] = ""
    request_of["Tags"] = []
    account.sagemaker.create_flow_definition(**request_of)
    found = account.sagemaker.describe_flow_definition(FlowDefinitionName="reviews")
    assert found["OutputConfig"] == {"S3OutputPath": "s3://results/a2i", "KmsKeyId": ""}


def test_deleting_stops_running_loops_and_ends_when_they_have_ended(world: AwsWorld, account: Account) -> None:
    flow = prepared_flow(world, account)
    started(account, flow, "loop-1")
    account.sagemaker.delete_flow_definition(FlowDefinitionName="reviews")
    assert {"finish_loops", "settle_resources"} <= set(world.woken)
    assert account.a2i.describe_human_loop(HumanLoopName="loop-1")["HumanLoopStatus"] == "Stopping"
    world.settle()
    found = account.sagemaker.describe_flow_definition(FlowDefinitionName="reviews")
    assert found["FlowDefinitionStatus"] == "Deleting"
    with pytest.raises(ClientError) as refused:
        started(account, flow, "loop-2")
    assert refusal(refused.value) == ("ValidationException", 400)
    world.run("UPDATE human_loop SET status = 'Stopped', ended_at = now()")
    world.settle()
    with pytest.raises(ClientError) as gone:
        account.sagemaker.describe_flow_definition(FlowDefinitionName="reviews")
    assert refusal(gone.value) == ("ResourceNotFound", 400)
    with pytest.raises(ClientError) as unlisted:
        account.a2i.list_human_loops(FlowDefinitionArn=flow)
    assert refusal(unlisted.value) == ("ResourceNotFoundException", 404)


def test_a_deleted_name_can_be_used_again(world: AwsWorld, account: Account, request_of: dict[str, Any]) -> None:
    account.sagemaker.create_flow_definition(**request_of)
    world.settle()
    account.sagemaker.delete_flow_definition(FlowDefinitionName="reviews")
    assert refusal(refused_create(account, request_of)) == ("ResourceInUse", 400)
    world.settle()
    account.sagemaker.create_flow_definition(**request_of)


@pytest.mark.parametrize("status", ["Initializing", "Deleting"])
def test_only_an_active_flow_definition_can_be_deleted(
    world: AwsWorld, account: Account, request_of: dict[str, Any], status: str
) -> None:
    account.sagemaker.create_flow_definition(**request_of)
    world.run("UPDATE resource SET status = :status WHERE kind = 'flow-definition'", status=status)
    with pytest.raises(ClientError) as refused:
        account.sagemaker.delete_flow_definition(FlowDefinitionName="reviews")
    assert refusal(refused.value) == ("ResourceInUse", 400)
    assert status in told(refused.value)


@pytest.mark.parametrize("call", ["describe_flow_definition", "delete_flow_definition"])
def test_a_missing_flow_definition_is_a_resource_not_found(account: Account, call: str) -> None:
    with pytest.raises(ClientError) as refused:
        getattr(account.sagemaker, call)(FlowDefinitionName="nothing")
    assert refusal(refused.value) == ("ResourceNotFound", 400)


def test_flow_definitions_are_listed_with_their_status(account: Account, request_of: dict[str, Any]) -> None:
    for number in range(3):
        account.sagemaker.create_flow_definition(**request_of | {"FlowDefinitionName": f"flow-{number}"})
    pages = account.sagemaker.get_paginator("list_flow_definitions").paginate(MaxResults=2, SortOrder="Descending")
    listed = [flow for page in pages for flow in page["FlowDefinitionSummaries"]]
    assert [flow["FlowDefinitionName"] for flow in listed] == ["flow-2", "flow-1", "flow-0"]
    assert {flow["FlowDefinitionStatus"] for flow in listed} == {"Initializing"}
