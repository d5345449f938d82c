from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.exceptions import ClientError

from aws_at_work import MEMBERS, Account, AwsWorld, refusal, told
from truthloop.workforce.teams import ensure_team

COGNITO = {"UserPool": "us-east-1_Pool", "ClientId": "client"}
OIDC = {
    "ClientId": "us",
    "ClientSecret": "a-secret-of-theirs",
    "Issuer": "https://id.example",
    "AuthorizationEndpoint": "https://id.example/authorize",
    "TokenEndpoint": "https://id.example/token",
    "UserInfoEndpoint": "https://id.example/userinfo",
    "LogoutEndpoint": "https://id.example/logout",
    "JwksUri": "https://id.example/jwks",
}


def test_a_cognito_workforce_is_shown_as_it_was_made(world: AwsWorld, account: Account) -> None:
    made = account.sagemaker.create_workforce(WorkforceName="people", CognitoConfig=COGNITO, IpAddressType="dualstack")
    found = account.sagemaker.describe_workforce(WorkforceName="people")["Workforce"]
    assert found.pop("CreateDate") == found.pop("LastUpdatedDate")
    assert found == {
        "WorkforceName": "people",
        "WorkforceArn": made["WorkforceArn"],
        "SourceIpConfig": {"Cidrs": []},
        "SubDomain": world.url.removeprefix("http://"),
        "CognitoConfig": COGNITO,
        "Status": "Active",
        "IpAddressType": "dualstack",
    }


def test_there_is_one_private_workforce_and_the_second_is_told_in_amazons_words(account: Account) -> None:
    account.sagemaker.create_workforce(WorkforceName="people", CognitoConfig=COGNITO)
    for name in ("people", "others"):
        with pytest.raises(ClientError) as refused:
            account.sagemaker.create_workforce(WorkforceName=name, CognitoConfig=COGNITO)
        assert refusal(refused.value) == ("ValidationException", 400)
        assert told(refused.value) == (
            "Cannot create more than one workforce for account 111122223333. "
            "If you are trying to update existing workforce, please use UpdateWorkforce API"
        )


def test_the_workforce_of_the_command_line_counts(world: AwsWorld, account: Account) -> None:
    ensure_team(world.database, account.place, "people", datetime.now(UTC))
    with pytest.raises(ClientError) as refused:
        account.sagemaker.create_workforce(WorkforceName="mine", CognitoConfig=COGNITO)
    assert "Cannot create more than one workforce" in told(refused.value)
    assert [found["WorkforceName"] for found in account.sagemaker.list_workforces()["Workforces"]] == ["default"]


def test_each_region_has_its_own(account: Account) -> None:
    account.sagemaker.create_workforce(WorkforceName="people", CognitoConfig=COGNITO)
    elsewhere = account.client("sagemaker", region="eu-west-1")
    elsewhere.create_workforce(WorkforceName="people", CognitoConfig=COGNITO)
    arn = elsewhere.describe_workforce(WorkforceName="people")["Workforce"]["WorkforceArn"]
    assert arn == "arn:aws:sagemaker:eu-west-1:111122223333:workforce/people"


def test_a_client_secret_is_neither_told_nor_kept_in_clear(world: AwsWorld, account: Account) -> None:
    account.sagemaker.create_workforce(WorkforceName="people", OidcConfig=OIDC)
    found = account.sagemaker.describe_workforce(WorkforceName="people")["Workforce"]["OidcConfig"]
    assert found == {name: value for name, value in OIDC.items() if name != "ClientSecret"}
    account.sagemaker.update_workforce(WorkforceName="people", OidcConfig=OIDC | {"ClientSecret": "another-secret"})
    [(kept,)] = world.rows("SELECT request::text || facts::text FROM resource")
    assert "a-secret-of-theirs" not in kept
    assert "another-secret" not in kept


@pytest.mark.parametrize("given", [{}, {"CognitoConfig": COGNITO, "OidcConfig": OIDC}])
def test_workers_come_from_exactly_one_directory(account: Account, given: dict[str, Any]) -> None:
    with pytest.raises(ClientError) as refused:
        account.sagemaker.create_workforce(WorkforceName="people", **given)
    assert refusal(refused.value) == ("ValidationException", 400)
    assert "a-secret-of-theirs" not in told(refused.value)


@pytest.mark.parametrize(
    ("restriction", "fragment"),
    [
        ({"SourceIpConfig": {"Cidrs": ["10.0.0.0/8"]}}, "10.0.0.0/8"),
        ({"SourceIpConfig": {"Cidrs": ["no network"]}}, "no network"),
        ({"SourceIpConfig": {"Cidrs": ["0.0.0.0/0"] * 11}}, "at most 10"),
        ({"WorkforceVpcConfig": {"VpcId": "vpc-1"}}, "VPC"),
    ],
)
def test_restrictions_that_nobody_would_enforce_are_refused(
    account: Account, restriction: dict[str, Any], fragment: str
) -> None:
    with pytest.raises(ClientError) as refused:
        account.sagemaker.create_workforce(WorkforceName="people", CognitoConfig=COGNITO, **restriction)
    assert refusal(refused.value) == ("ValidationException", 400)
    assert fragment in told(refused.value)
    account.sagemaker.create_workforce(WorkforceName="people", CognitoConfig=COGNITO)
    with pytest.raises(ClientError) as again:
        account.sagemaker.update_workforce(WorkforceName="people", **restriction)
    assert fragment in told(again.value)


def test_everywhere_is_no_restriction(account: Account) -> None:
    everywhere = {"Cidrs": ["0.0.0.0/0", "::/0"]}
    account.sagemaker.create_workforce(WorkforceName="people", CognitoConfig=COGNITO)
    updated = account.sagemaker.update_workforce(WorkforceName="people", SourceIpConfig=everywhere)["Workforce"]
    assert updated["SourceIpConfig"] == everywhere
    assert updated["LastUpdatedDate"] > updated["CreateDate"]


def test_the_directory_cannot_change_while_there_are_work_teams(account: Account) -> None:
    account.sagemaker.create_workforce(WorkforceName="people", OidcConfig=OIDC)
    members = [{"OidcMemberDefinition": {"Groups": ["reviewers"]}}]
    account.sagemaker.create_workteam(WorkteamName="team", MemberDefinitions=members, Description="People")
    with pytest.raises(ClientError) as refused:
        account.sagemaker.update_workforce(WorkforceName="people", OidcConfig=OIDC)
    assert refusal(refused.value) == ("ConflictException", 400)
    account.sagemaker.delete_workteam(WorkteamName="team")
    account.sagemaker.update_workforce(WorkforceName="people", OidcConfig=OIDC)


def test_a_cognito_workforce_cannot_become_another(account: Account) -> None:
    account.sagemaker.create_workforce(WorkforceName="people", CognitoConfig=COGNITO)
    with pytest.raises(ClientError) as refused:
        account.sagemaker.update_workforce(WorkforceName="people", OidcConfig=OIDC)
    assert refusal(refused.value) == ("ValidationException", 400)


def test_a_workforce_with_teams_is_in_use(account: Account) -> None:
    account.sagemaker.create_workteam(WorkteamName="team", MemberDefinitions=MEMBERS, Description="People")
    with pytest.raises(ClientError) as refused:
        account.sagemaker.delete_workforce(WorkforceName="default")
    assert refusal(refused.value) == ("ResourceInUse", 400)
    account.sagemaker.delete_workteam(WorkteamName="team")
    account.sagemaker.delete_workforce(WorkforceName="default")
    assert account.sagemaker.list_workforces()["Workforces"] == []


@pytest.mark.parametrize("call", ["describe_workforce", "update_workforce", "delete_workforce"])
def test_a_missing_workforce_is_a_validation_error_that_says_no_workforce(account: Account, call: str) -> None:
    with pytest.raises(ClientError) as refused:
        getattr(account.sagemaker, call)(WorkforceName="nothing")
    assert refusal(refused.value) == ("ValidationException", 400)
    assert "No workforce" in told(refused.value)


def test_workforces_are_found_by_part_of_their_name(account: Account) -> None:
    account.sagemaker.create_workforce(WorkforceName="OurPeople", CognitoConfig=COGNITO)
    assert len(account.sagemaker.list_workforces(NameContains="people")["Workforces"]) == 1
    assert account.sagemaker.list_workforces(NameContains="others")["Workforces"] == []
