from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from aws_at_work import Account, AwsWorld, prepared_flow, refusal, started, told
from truthloop.server.aws_journey.call_limits import CallLimits


def end(world: AwsWorld, name: str, status: str) -> None:
    world.run(
        "UPDATE human_loop SET status = :status, ended_at = now(), failure_code = 'C', failure_reason = 'R'"
        " WHERE name = :name",
        name=name,
        status=status,
    )


def test_a_started_loop_is_in_progress_and_says_where_its_output_will_be(world: AwsWorld, account: Account) -> None:
    flow = prepared_flow(world, account)
    arn = started(account, flow, "loop-1")
    assert arn == "arn:aws:sagemaker:us-east-1:111122223333:human-loop/loop-1"
    loop = account.a2i.describe_human_loop(HumanLoopName="loop-1")
    moment = loop["CreationTime"].astimezone(UTC).strftime("%Y/%m/%d/%H/%M/%S")
    assert loop["HumanLoopOutput"] == {"OutputS3Uri": f"s3://results/a2i/reviews/{moment}/loop-1/output.json"}
    assert (loop["HumanLoopStatus"], loop["HumanLoopArn"], loop["FlowDefinitionArn"]) == ("InProgress", arn, flow)
    assert "FailureCode" not in loop


def test_the_input_is_kept_letter_by_letter(world: AwsWorld, account: Account) -> None:
    content = ' {"z": 1.10, "a": [12345678901234567890, "\\u00e9 비교 é"], "z2": null}\n'
    started(account, prepared_flow(world, account), "loop-1", content)
    assert world.rows("SELECT input_content FROM human_loop") == [(content,)]


def test_content_classifiers_are_kept(world: AwsWorld, account: Account) -> None:
    flow = prepared_flow(world, account)
    account.a2i.start_human_loop(
        HumanLoopName="loop-1",
        FlowDefinitionArn=flow,
        HumanLoopInput={"InputContent": "{}"},
        DataAttributes={"ContentClassifiers": ["FreeOfAdultContent"]},
    )
    assert world.rows("SELECT content_classifiers FROM human_loop") == [(["FreeOfAdultContent"],)]


def test_a_name_is_taken_once_for_each_account_and_region(world: AwsWorld, account: Account) -> None:
    flow = prepared_flow(world, account)
    started(account, flow, "loop-1")
    with pytest.raises(ClientError) as refused:
        started(account, flow, "loop-1")
    assert refusal(refused.value) == ("ConflictException", 409)
    assert "human-loop/loop-1" in told(refused.value)


@pytest.mark.parametrize(
    ("content", "fragment"),
    [("not json", "valid JSON"), ("", "valid JSON"), ('{"a": NaN}', "valid JSON"), ('"\\ud800"', "valid JSON")],
)
def test_input_that_is_not_json_is_refused(world: AwsWorld, account: Account, content: str, fragment: str) -> None:
    flow = prepared_flow(world, account)
    with pytest.raises(ClientError) as refused:
        started(account, flow, "loop-1", content)
    assert refusal(refused.value) == ("ValidationException", 400)
    assert fragment in told(refused.value)
    assert world.rows("SELECT 1 FROM human_loop") == []


def test_input_of_three_mebibytes_is_taken_and_one_byte_more_refused(world: AwsWorld, account: Account) -> None:
    flow = prepared_flow(world, account)
    largest = '"' + "é" * ((3 * 1024 * 1024 - 2) // 2) + '"'
    started(account, flow, "loop-1", largest)
    with pytest.raises(ClientError) as refused:
        started(account, flow, "loop-2", largest + " ")
    assert refusal(refused.value) == ("ValidationException", 400)
    assert "3,145,728" in told(refused.value)


def test_a_request_too_large_to_be_read_is_told_so(world: AwsWorld, account: Account) -> None:
    flow = prepared_flow(world, account)
    with pytest.raises(ClientError) as refused:
        started(account, flow, "loop-1", json.dumps("x" * (11 * 1024 * 1024)))
    assert refusal(refused.value) == ("RequestEntityTooLargeException", 413)


@pytest.mark.parametrize("arn", ["flow-definition/nothing", "flow-definition/reviews-ui"])
def test_a_flow_definition_that_is_not_there_is_a_validation_error(world: AwsWorld, account: Account, arn: str) -> None:
    prepared_flow(world, account)
    with pytest.raises(ClientError) as refused:
        started(account, f"arn:aws:sagemaker:us-east-1:111122223333:{arn}", "loop-1")
    assert refusal(refused.value) == ("ValidationException", 400)
    assert "does not exist or you do not have access to it" in told(refused.value)


def test_loops_start_only_while_the_flow_definition_is_active(world: AwsWorld, account: Account) -> None:
    flow = prepared_flow(world, account)
    world.run("UPDATE resource SET status = 'Initializing' WHERE kind = 'flow-definition'")
    with pytest.raises(ClientError) as refused:
        started(account, flow, "loop-1")
    assert refusal(refused.value) == ("ValidationException", 400)
    assert "Initializing" in told(refused.value)


def test_without_its_human_task_ui_a_flow_definition_starts_no_loops(world: AwsWorld, account: Account) -> None:
    flow = prepared_flow(world, account)
    account.sagemaker.delete_human_task_ui(HumanTaskUiName="reviews-ui")
    with pytest.raises(ClientError) as refused:
        started(account, flow, "loop-1")
    assert refusal(refused.value) == ("ValidationException", 400)
    assert "human-task-ui/reviews-ui" in told(refused.value)


def test_the_quota_of_running_loops_is_a_402(world: AwsWorld, account: Account) -> None:
    flow = prepared_flow(world, account)
    world.limit(CallLimits(running_loops=2))
    started(account, flow, "loop-1")
    started(account, flow, "loop-2")
    with pytest.raises(ClientError) as refused:
        started(account, flow, "loop-3")
    assert refusal(refused.value) == ("ServiceQuotaExceededException", 402)
    end(world, "loop-1", "Completed")
    started(account, flow, "loop-3")


def test_the_rate_limit_is_a_429_and_each_account_has_its_own(
    world: AwsWorld, account: Account, stranger: Account
) -> None:
    prepared_flow(world, account)
    world.limit(CallLimits(calls_per_second=0.001))
    account.sagemaker.list_workteams()
    with pytest.raises(ClientError) as refused:
        account.a2i.describe_human_loop(HumanLoopName="loop-1")
    assert refusal(refused.value) == ("ThrottlingException", 429)
    assert stranger.sagemaker.list_workteams()["Workteams"] == []


def test_a_missing_loop_is_a_404_everywhere(account: Account) -> None:
    for call in ("describe_human_loop", "stop_human_loop", "delete_human_loop"):
        with pytest.raises(ClientError) as refused:
            getattr(account.a2i, call)(HumanLoopName="nothing")
        assert refusal(refused.value) == ("ResourceNotFoundException", 404), call


def test_a_loop_asked_to_stop_is_stopping_and_asking_again_changes_nothing(world: AwsWorld, account: Account) -> None:
    started(account, prepared_flow(world, account), "loop-1")
    world.woken.clear()
    account.a2i.stop_human_loop(HumanLoopName="loop-1")
    account.a2i.stop_human_loop(HumanLoopName="loop-1")
    assert account.a2i.describe_human_loop(HumanLoopName="loop-1")["HumanLoopStatus"] == "Stopping"
    assert set(world.woken) == {"finish_loops"}


@pytest.mark.parametrize("status", ["Completed", "Failed", "Stopped"])
def test_an_ended_loop_cannot_be_stopped_but_deleted(world: AwsWorld, account: Account, status: str) -> None:
    started(account, prepared_flow(world, account), "loop-1")
    end(world, "loop-1", status)
    with pytest.raises(ClientError) as refused:
        account.a2i.stop_human_loop(HumanLoopName="loop-1")
    assert refusal(refused.value) == ("ValidationException", 400)
    account.a2i.delete_human_loop(HumanLoopName="loop-1")
    with pytest.raises(ClientError) as gone:
        account.a2i.describe_human_loop(HumanLoopName="loop-1")
    assert refusal(gone.value) == ("ResourceNotFoundException", 404)


@pytest.mark.parametrize("stopping", [False, True])
def test_a_running_loop_cannot_be_deleted(world: AwsWorld, account: Account, stopping: bool) -> None:
    started(account, prepared_flow(world, account), "loop-1")
    if stopping:
        account.a2i.stop_human_loop(HumanLoopName="loop-1")
    with pytest.raises(ClientError) as refused:
        account.a2i.delete_human_loop(HumanLoopName="loop-1")
    assert refusal(refused.value) == ("ValidationException", 400)
    assert "Stopping" in told(refused.value) if stopping else "InProgress" in told(refused.value)


def test_why_a_loop_failed_is_told(world: AwsWorld, account: Account) -> None:
    flow = prepared_flow(world, account)
    started(account, flow, "loop-1")
    end(world, "loop-1", "Failed")
    loop = account.a2i.describe_human_loop(HumanLoopName="loop-1")
    assert (loop["FailureCode"], loop["FailureReason"]) == ("C", "R")
    [listed] = account.a2i.list_human_loops(FlowDefinitionArn=flow)["HumanLoopSummaries"]
    assert (listed["FailureReason"], listed["HumanLoopStatus"]) == ("R", "Failed")


def names(pages: Any) -> list[str]:
    return [loop["HumanLoopName"] for page in pages for loop in page["HumanLoopSummaries"]]


def test_loops_are_listed_by_creation_page_by_page_each_once(world: AwsWorld, account: Account) -> None:
    flow = prepared_flow(world, account)
    made = [f"loop-{number}" for number in range(7)]
    for name in made:
        started(account, flow, name)
    pages = account.a2i.get_paginator("list_human_loops")
    for size in (1, 3, 7, 100):
        assert names(pages.paginate(FlowDefinitionArn=flow, MaxResults=size)) == made
    backwards = pages.paginate(FlowDefinitionArn=flow, MaxResults=2, SortOrder="Descending")
    assert names(backwards) == made[::-1]


def test_loops_made_in_the_same_instant_are_listed_once_each(world: AwsWorld, account: Account) -> None:
    flow = prepared_flow(world, account)
    for number in range(5):
        started(account, flow, f"loop-{number}")
    world.run("UPDATE human_loop SET created_at = now()")
    pages = account.a2i.get_paginator("list_human_loops").paginate(FlowDefinitionArn=flow, MaxResults=2)
    assert sorted(names(pages)) == [f"loop-{number}" for number in range(5)]


def test_loops_are_filtered_by_creation_time(world: AwsWorld, account: Account) -> None:
    flow = prepared_flow(world, account)
    morning = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    for number in range(4):
        started(account, flow, f"loop-{number}")
        moment = morning + timedelta(hours=number)
        world.run("UPDATE human_loop SET created_at = :at WHERE name = :name", at=moment, name=f"loop-{number}")
    listed = account.a2i.list_human_loops(
        FlowDefinitionArn=flow,
        CreationTimeAfter=morning + timedelta(hours=1),
        CreationTimeBefore=morning + timedelta(hours=2),
    )
    assert names([listed]) == ["loop-1", "loop-2"]


def test_a_token_is_good_only_for_the_list_and_filters_that_gave_it(world: AwsWorld, account: Account) -> None:
    flow, other = prepared_flow(world, account), prepared_flow(world, account, "others")
    for number in range(2):
        started(account, flow, f"loop-{number}")
    token = account.a2i.list_human_loops(FlowDefinitionArn=flow, MaxResults=1)["NextToken"]
    for given in ({"FlowDefinitionArn": other}, {"FlowDefinitionArn": flow, "SortOrder": "Descending"}):
        with pytest.raises(ClientError) as refused:
            account.a2i.list_human_loops(NextToken=token, **given)
        assert refusal(refused.value) == ("ValidationException", 400)
    with pytest.raises(ClientError) as forged:
        account.a2i.list_human_loops(NextToken=token[:-2] + "xx", FlowDefinitionArn=flow)
    assert refusal(forged.value) == ("ValidationException", 400)


def test_listing_loops_of_no_flow_definition_is_a_404(account: Account) -> None:
    with pytest.raises(ClientError) as refused:
        account.a2i.list_human_loops(FlowDefinitionArn="arn:aws:sagemaker:us-east-1:111122223333:flow-definition/x")
    assert refusal(refused.value) == ("ResourceNotFoundException", 404)


def test_upper_case_names_are_refused_in_amazons_words(world: AwsWorld, account: Account) -> None:
    flow = prepared_flow(world, account)
    with pytest.raises(ClientError) as refused:
        started(account, flow, "Loop-1")
    assert refusal(refused.value) == ("ValidationException", 400)
    assert "Value 'Loop-1' at 'humanLoopName' failed to satisfy constraint" in told(refused.value)
