"""Texts that mean something to SQL, shells, paths or HTML are texts like any other, or refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from aws_at_work import MEMBERS, ROLE, Account, AwsWorld, prepared_flow, refusal, started, told

HOSTILE = [
    "'; DROP TABLE resource; --",
    '" OR ""="',
    "%s %(x)s :name {0} $1",
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "$(touch /tmp/x) `id`",
    "\u202ertl 비교 \ufffd",
    "__class__.__mro__",
]


@pytest.mark.parametrize("text", [*HOSTILE, "a\x00b", "a\tb\nc", "\U0001f600"])
def test_no_hostile_name_gets_past_the_model(account: Account, text: str) -> None:
    attempts: list[tuple[Any, dict[str, Any]]] = [
        (account.sagemaker.create_human_task_ui, {"HumanTaskUiName": text, "UiTemplate": {"Content": "x"}}),
        (account.sagemaker.describe_flow_definition, {"FlowDefinitionName": text}),
        (
            account.sagemaker.create_workteam,
            {"WorkteamName": text, "MemberDefinitions": MEMBERS, "Description": "People"},
        ),
        (account.sagemaker.list_workteams, {"NameContains": text}),
        (account.a2i.describe_human_loop, {"HumanLoopName": text}),
        (account.a2i.stop_human_loop, {"HumanLoopName": text}),
    ]
    for call, given in attempts:
        with pytest.raises(ClientError) as refused:
            call(**given)
        assert refusal(refused.value) == ("ValidationException", 400), call


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_come_back_as_they_went(world: AwsWorld, account: Account, text: str) -> None:
    flow = prepared_flow(world, account, TaskTitle=text, TaskDescription=text)
    account.sagemaker.add_tags(ResourceArn=flow, Tags=[{"Key": "text", "Value": "plain"}])
    found = account.sagemaker.describe_flow_definition(FlowDefinitionName="reviews")["HumanLoopConfig"]
    assert (found["TaskTitle"], found["TaskDescription"]) == (text, text)
    started(account, flow, "loop-1", json.dumps({text: text}))
    assert [json.loads(kept) for (kept,) in world.rows("SELECT input_content FROM human_loop")] == [{text: text}]


def test_a_nul_in_a_text_is_refused_and_not_a_failure(account: Account) -> None:
    arn = account.sagemaker.create_human_task_ui(HumanTaskUiName="page", UiTemplate={"Content": "x"})["HumanTaskUiArn"]
    attempts: list[tuple[Any, dict[str, Any]]] = [
        (account.sagemaker.create_human_task_ui, {"HumanTaskUiName": "nul", "UiTemplate": {"Content": "a\x00b"}}),
        (account.sagemaker.add_tags, {"ResourceArn": arn, "Tags": [{"Key": "a", "Value": "a\x00b"}]}),
        (
            account.sagemaker.create_workteam,
            {"WorkteamName": "team", "MemberDefinitions": MEMBERS, "Description": "a\x00b"},
        ),
        (account.sagemaker.list_tags, {"ResourceArn": arn + "\x00"}),
        (account.a2i.list_human_loops, {"FlowDefinitionArn": "arn:aws:sagemaker:x:111122223333:flow-definition/\x00"}),
        (
            account.sagemaker.render_ui_template,
            {"HumanTaskUiArn": arn, "Task": {"Input": "[0,\x00]"}, "RoleArn": ROLE},
        ),
    ]
    for call, given in attempts:
        with pytest.raises(ClientError) as refused:
            call(**given)
        assert refusal(refused.value) == ("ValidationException", 400), call


def test_a_nul_where_the_model_allows_it_is_refused_all_the_same(world: AwsWorld, account: Account) -> None:
    with pytest.raises(ClientError) as refused:
        prepared_flow(world, account, TaskDescription="a\x00b")
    assert refusal(refused.value) == ("ValidationException", 400)
    assert "HumanLoopConfig.TaskDescription" in told(refused.value)


def test_an_escaped_nul_in_an_input_is_kept(world: AwsWorld, account: Account) -> None:
    started(account, prepared_flow(world, account), "loop-1", '{"a": "\\u0000"}')
    assert world.rows("SELECT input_content FROM human_loop") == [('{"a": "\\u0000"}',)]
