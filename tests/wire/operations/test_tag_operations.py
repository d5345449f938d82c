from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from aws_at_work import MEMBERS, TEMPLATE, Account, AwsWorld, prepared_flow, refusal, started, told


def tags(**given: str) -> list[dict[str, str]]:
    return [{"Key": key, "Value": value} for key, value in given.items()]


@pytest.fixture
def arns(world: AwsWorld, account: Account) -> list[str]:
    """One resource of each kind that takes tags, each made with the tag `made`."""
    sagemaker, given = account.sagemaker, tags(made="here")
    cognito = {"UserPool": "us-east-1_Pool", "ClientId": "client"}
    workforce = sagemaker.create_workforce(WorkforceName="people", CognitoConfig=cognito, Tags=given)["WorkforceArn"]
    request = {"WorkteamName": "team", "MemberDefinitions": MEMBERS, "Description": "People", "Tags": given}
    team = sagemaker.create_workteam(**request)["WorkteamArn"]
    ui = sagemaker.create_human_task_ui(HumanTaskUiName="page", UiTemplate={"Content": TEMPLATE}, Tags=given)
    flow = prepared_flow(world, account)
    sagemaker.add_tags(ResourceArn=flow, Tags=given)
    return [workforce, team, ui["HumanTaskUiArn"], flow]


def test_every_kind_takes_tags_lists_and_loses_them(account: Account, arns: list[str]) -> None:
    for arn in arns:
        assert account.sagemaker.list_tags(ResourceArn=arn)["Tags"] == tags(made="here")
        added = account.sagemaker.add_tags(ResourceArn=arn, Tags=tags(made="there", also=""))
        assert added["Tags"] == tags(also="", made="there")
        account.sagemaker.delete_tags(ResourceArn=arn, TagKeys=["made", "never"])
        assert account.sagemaker.list_tags(ResourceArn=arn)["Tags"] == tags(also="")


def test_tags_go_with_their_resource(account: Account, world: AwsWorld, arns: list[str]) -> None:
    account.sagemaker.delete_human_task_ui(HumanTaskUiName="page")
    assert world.rows("SELECT 1 FROM tag WHERE arn = :arn", arn=arns[2]) == []


def test_fifty_tags_are_the_most(account: Account, arns: list[str]) -> None:
    account.sagemaker.add_tags(ResourceArn=arns[0], Tags=tags(**{f"tag-{n}": "x" for n in range(49)}))
    listed = account.sagemaker.get_paginator("list_tags").paginate(ResourceArn=arns[0], MaxResults=50)
    assert len([tag for page in listed for tag in page["Tags"]]) == 50
    with pytest.raises(ClientError) as refused:
        account.sagemaker.add_tags(ResourceArn=arns[0], Tags=tags(one="more"))
    assert refusal(refused.value) == ("ResourceLimitExceeded", 400)


def test_pages_of_tags_have_at_least_fifty(account: Account, arns: list[str]) -> None:
    with pytest.raises(ClientError) as refused:
        account.sagemaker.list_tags(ResourceArn=arns[0], MaxResults=49)
    assert refusal(refused.value) == ("ValidationException", 400)
    assert "greater than or equal to 50" in told(refused.value)


@pytest.mark.parametrize("key", ["aws:mine", "AWS:mine"])
def test_amazons_own_keys_are_reserved(account: Account, arns: list[str], key: str) -> None:
    with pytest.raises(ClientError) as refused:
        account.sagemaker.add_tags(ResourceArn=arns[0], Tags=tags(**{key: "x"}))
    assert refusal(refused.value) == ("ValidationException", 400)


@pytest.mark.parametrize(
    ("call", "given"),
    [("add_tags", {"Tags": tags(a="b")}), ("list_tags", {}), ("delete_tags", {"TagKeys": ["a"]})],
)
def test_what_is_not_there_has_no_tags(world: AwsWorld, account: Account, call: str, given: dict[str, Any]) -> None:
    loop = started(account, prepared_flow(world, account), "loop-1")
    for arn in (loop, "arn:aws:sagemaker:us-east-1:111122223333:human-task-ui/nothing"):
        with pytest.raises(ClientError) as refused:
            getattr(account.sagemaker, call)(ResourceArn=arn, **given)
        assert refusal(refused.value) == ("ResourceNotFound", 400)
