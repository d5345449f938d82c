from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from aws_at_work import Account, AwsWorld, refusal

OWN_ROLE = "arn:aws:iam::111122223333:role/service-role/Reviewing"


def assumed(account: Account, **changed: Any) -> dict[str, Any]:
    request = {"RoleArn": OWN_ROLE, "RoleSessionName": "me@work"} | changed
    return dict(account.client("sts").assume_role(**request))


def client_of(account: Account, service: str, made: dict[str, Any]) -> Any:
    credentials = made["Credentials"]
    return account.client(
        service,
        aws_access_key_id=credentials["AccessKeyId"],
        aws_secret_access_key=credentials["SecretAccessKey"],
        aws_session_token=credentials["SessionToken"],
    )


def test_a_client_key_is_a_session_in_the_execution_role(account: Account) -> None:
    caller = account.client("sts").get_caller_identity()
    assert caller["Account"] == "111122223333"
    assert caller["Arn"] == f"arn:aws:sts::111122223333:assumed-role/truthloop-execution/{account.key.id}"
    role = account.client("iam").get_role(RoleName="truthloop-execution")["Role"]
    assert role["Arn"] == "arn:aws:iam::111122223333:role/truthloop-execution"
    assert caller["UserId"] == f"{role['RoleId']}:{account.key.id}"


def test_any_other_role_is_no_such_entity(account: Account) -> None:
    with pytest.raises(ClientError) as refused:
        account.client("iam").get_role(RoleName="admin")
    assert refusal(refused.value) == ("NoSuchEntity", 404)


def test_a_temporary_key_works_in_its_account_under_the_roles_name(account: Account) -> None:
    made = assumed(account, DurationSeconds=900)
    lasting = made["Credentials"]["Expiration"] - datetime.now(UTC)
    assert timedelta(minutes=14) < lasting <= timedelta(minutes=15)
    assert made["AssumedRoleUser"]["Arn"] == "arn:aws:sts::111122223333:assumed-role/Reviewing/me@work"
    caller = client_of(account, "sts", made).get_caller_identity()
    assert (caller["Arn"], caller["UserId"]) == (
        made["AssumedRoleUser"]["Arn"],
        made["AssumedRoleUser"]["AssumedRoleId"],
    )
    assert client_of(account, "sagemaker", made).list_workteams()["Workteams"] == []


def test_a_temporary_key_without_its_token_or_with_another_is_not_known(account: Account) -> None:
    made, other = assumed(account), assumed(account)
    for token in (None, other["Credentials"]["SessionToken"]):
        made["Credentials"]["SessionToken"] = token
        with pytest.raises(ClientError) as refused:
            client_of(account, "sagemaker", made).list_workteams()
        assert refusal(refused.value) == ("UnrecognizedClientException", 400)


def test_a_temporary_key_ends_when_it_says(world: AwsWorld, account: Account) -> None:
    made = assumed(account)
    world.run("UPDATE access_key SET expires_at = now() - interval '1 second' WHERE purpose = 'role'")
    with pytest.raises(ClientError) as refused:
        client_of(account, "sagemaker", made).list_workteams()
    assert refusal(refused.value) == ("ExpiredTokenException", 400)


@pytest.mark.parametrize("role", ["arn:aws:iam::444455556666:role/Reviewing", "arn:aws:iam::111122223333:user/someone"])
def test_only_roles_of_ones_own_account_can_be_assumed(account: Account, stranger: Account, role: str) -> None:
    assert stranger.place.account_id == "444455556666"
    with pytest.raises(ClientError) as refused:
        assumed(account, RoleArn=role)
    assert refusal(refused.value) == ("AccessDenied", 403)


def test_a_role_of_an_account_in_aws_stands_for_one_of_ones_own(account: Account) -> None:
    made = assumed(account, RoleArn="arn:aws:iam::999988887777:role/service-role/FromAws")
    assert made["AssumedRoleUser"]["Arn"] == "arn:aws:sts::111122223333:assumed-role/FromAws/me@work"
    caller = client_of(account, "sts", made).get_caller_identity()
    assert (caller["Account"], caller["Arn"]) == ("111122223333", made["AssumedRoleUser"]["Arn"])


@pytest.mark.parametrize(
    "narrowed",
    [{"Policy": "{}"}, {"PolicyArns": [{"arn": "arn:aws:iam::aws:policy/ReadOnlyAccess"}]}, {"TokenCode": "123456"}],
)
def test_what_would_narrow_a_session_is_refused_rather_than_ignored(account: Account, narrowed: dict[str, Any]) -> None:
    with pytest.raises(ClientError) as refused:
        assumed(account, **narrowed)
    assert refusal(refused.value) == ("ValidationError", 400)


def test_a_session_shorter_than_a_quarter_of_an_hour_is_refused(account: Account) -> None:
    with pytest.raises(ClientError) as refused:
        assumed(account, DurationSeconds=899)
    assert refusal(refused.value) == ("ValidationError", 400)
