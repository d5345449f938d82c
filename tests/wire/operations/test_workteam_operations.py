from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.exceptions import ClientError

from aws_at_work import MEMBERS, Account, AwsWorld, refusal, told
from truthloop.workforce.teams import ensure_team

OTHER_POOL = {"CognitoMemberDefinition": {"UserPool": "us-east-1_Other", "UserGroup": "g", "ClientId": "client"}}
OIDC_GROUP = {"OidcMemberDefinition": {"Groups": ["reviewers"]}}


def create(account: Account, name: str = "team", **changed: Any) -> str:
    request = {"WorkteamName": name, "MemberDefinitions": MEMBERS, "Description": "People"} | changed
    return str(account.sagemaker.create_workteam(**request)["WorkteamArn"])


def test_the_first_team_brings_the_default_workforce(world: AwsWorld, account: Account) -> None:
    arn = create(account)
    assert arn == "arn:aws:sagemaker:us-east-1:111122223333:workteam/private-crowd/team"
    team = account.sagemaker.describe_workteam(WorkteamName="team")["Workteam"]
    assert team.pop("CreateDate") == team.pop("LastUpdatedDate")
    assert team == {
        "WorkteamName": "team",
        "MemberDefinitions": MEMBERS,
        "WorkteamArn": arn,
        "WorkforceArn": "arn:aws:sagemaker:us-east-1:111122223333:workforce/default",
        "Description": "People",
        "SubDomain": world.url.removeprefix("http://"),
        "NotificationConfiguration": {},
    }
    workforce = account.sagemaker.describe_workforce(WorkforceName="default")["Workforce"]
    assert workforce["CognitoConfig"] == {"UserPool": "us-east-1_Pool", "ClientId": "client"}


def test_the_address_notebooks_print_is_a_host(account: Account) -> None:
    create(account)
    host = account.sagemaker.describe_workteam(WorkteamName="team")["Workteam"]["SubDomain"]
    assert "/" not in host
    assert host.startswith("127.0.0.1:")


def test_teams_of_the_command_line_are_teams_like_any_other(world: AwsWorld, account: Account) -> None:
    ensure_team(world.database, account.place, "reviewers", datetime.now(UTC))
    team = account.sagemaker.describe_workteam(WorkteamName="reviewers")["Workteam"]
    assert team["WorkforceArn"].endswith(":workforce/default")
    assert team["MemberDefinitions"][0]["CognitoMemberDefinition"]["UserGroup"] == "reviewers"


def test_a_name_in_use_is_a_resource_in_use(account: Account) -> None:
    create(account)
    with pytest.raises(ClientError) as refused:
        create(account)
    assert refusal(refused.value) == ("ResourceInUse", 400)


def test_the_hundred_and_first_team_is_one_too_many(account: Account) -> None:
    for number in range(100):
        create(account, f"team-{number}")
    with pytest.raises(ClientError) as refused:
        create(account, "team-100")
    assert refusal(refused.value) == ("ResourceLimitExceeded", 400)


@pytest.mark.parametrize(
    ("changed", "fragment"),
    [
        ({"MemberDefinitions": [MEMBERS[0], OTHER_POOL]}, "UserPool"),
        ({"MemberDefinitions": [MEMBERS[0], OIDC_GROUP]}, "OidcMemberDefinition"),
        ({"MemberDefinitions": [{}]}, "CognitoMemberDefinition"),
        ({"MemberDefinitions": [MEMBERS[0] | OIDC_GROUP]}, "OidcMemberDefinition"),
        ({"MemberDefinitions": [OIDC_GROUP]}, "No workforce"),
        ({"WorkforceName": "elsewhere"}, "No workforce"),
        ({"MemberDefinitions": []}, "memberDefinitions"),
        ({"Description": ""}, "description"),
        ({"WorkteamName": "-team"}, "workteamName"),
        (
            {"WorkerAccessConfiguration": {"S3Presign": {"IamPolicyConstraints": {"SourceIp": "Enabled"}}}},
            "SourceIp cannot be Enabled",
        ),
    ],
)
def test_a_team_that_cannot_be_is_refused(account: Account, changed: dict[str, Any], fragment: str) -> None:
    with pytest.raises(ClientError) as refused:
        create(account, **changed)
    assert refusal(refused.value) == ("ValidationException", 400)
    assert fragment in told(refused.value)
    assert account.sagemaker.list_workteams()["Workteams"] == []


def test_members_must_come_from_the_workforces_directory(account: Account) -> None:
    create(account)
    with pytest.raises(ClientError) as refused:
        create(account, "others", MemberDefinitions=[OIDC_GROUP])
    assert "takes CognitoMemberDefinition" in told(refused.value)


def test_an_update_replaces_what_it_gives_and_keeps_the_rest(account: Account) -> None:
    access = {"S3Presign": {"IamPolicyConstraints": {"SourceIp": "Disabled", "VpcSourceIp": "Disabled"}}}
    create(account, WorkerAccessConfiguration=access)
    topic = {"NotificationTopicArn": "arn:aws:sns:us-east-1:111122223333:topic"}
    updated = account.sagemaker.update_workteam(
        WorkteamName="team", Description="Other people", NotificationConfiguration=topic
    )["Workteam"]
    assert (updated["Description"], updated["NotificationConfiguration"]) == ("Other people", topic)
    assert (updated["MemberDefinitions"], updated["WorkerAccessConfiguration"]) == (MEMBERS, access)
    assert updated["LastUpdatedDate"] > updated["CreateDate"]
    replaced = account.sagemaker.update_workteam(WorkteamName="team", MemberDefinitions=[OTHER_POOL])["Workteam"]
    assert replaced["MemberDefinitions"] == [OTHER_POOL]
    assert account.sagemaker.describe_workteam(WorkteamName="team")["Workteam"] == replaced


def test_members_of_another_kind_are_refused_on_update(account: Account) -> None:
    create(account)
    with pytest.raises(ClientError) as refused:
        account.sagemaker.update_workteam(WorkteamName="team", MemberDefinitions=[OIDC_GROUP])
    assert refusal(refused.value) == ("ValidationException", 400)


def test_a_deleted_team_is_gone(account: Account) -> None:
    create(account)
    assert account.sagemaker.delete_workteam(WorkteamName="team")["Success"] is True
    assert account.sagemaker.list_workteams()["Workteams"] == []


@pytest.mark.parametrize("call", ["describe_workteam", "update_workteam", "delete_workteam"])
def test_a_missing_team_is_a_validation_error_that_says_the_work_team(account: Account, call: str) -> None:
    with pytest.raises(ClientError) as refused:
        getattr(account.sagemaker, call)(WorkteamName="nothing")
    assert refusal(refused.value) == ("ValidationException", 400)
    assert "The work team" in told(refused.value)


def test_teams_are_listed_by_name_or_creation_and_found_by_part_of_their_name(account: Account) -> None:
    for name in ("beta", "Alpha", "gamma"):
        create(account, name)
    pages = account.sagemaker.get_paginator("list_workteams")

    def names(**asked: Any) -> list[str]:
        return [team["WorkteamName"] for page in pages.paginate(MaxResults=2, **asked) for team in page["Workteams"]]

    assert names() == ["beta", "Alpha", "gamma"]
    assert names(SortBy="CreateDate", SortOrder="Descending") == ["gamma", "Alpha", "beta"]
    assert sorted(names(SortBy="Name")) == ["Alpha", "beta", "gamma"]
    assert names(SortBy="Name", SortOrder="Descending") == names(SortBy="Name")[::-1]
    assert names(NameContains="a") == ["beta", "Alpha", "gamma"]
    assert names(NameContains="ALP") == ["Alpha"]


def test_there_are_no_subscribed_teams(account: Account) -> None:
    assert account.sagemaker.list_subscribed_workteams()["SubscribedWorkteams"] == []
    with pytest.raises(ClientError) as refused:
        account.sagemaker.describe_subscribed_workteam(
            WorkteamArn="arn:aws:sagemaker:us-east-1:394669845002:workteam/vendor-crowd/x"
        )
    assert refusal(refused.value) == ("ValidationException", 400)
