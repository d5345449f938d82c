"""What Create was given, Describe gives back: every field, and nothing that was not said."""

from __future__ import annotations

import json
from typing import Any

import pytest

from aws_at_work import MEMBERS, ROLE, TEMPLATE, Account

CONDITIONS = {"Conditions": [{"ConditionType": "Sampling", "ConditionParameters": {"RandomSamplingPercentage": 5.5}}]}
WHOLE_FLOW = {
    "HumanLoopRequestSource": {"AwsManagedHumanLoopRequestSource": "AWS/Textract/AnalyzeDocument/Forms/V1"},
    "HumanLoopActivationConfig": {
        "HumanLoopActivationConditionsConfig": {"HumanLoopActivationConditions": json.dumps(CONDITIONS, indent=2)}
    },
    "OutputConfig": {"S3OutputPath": "s3://results/a2i/", "KmsKeyId": "arn:aws:kms:us-east-1:111122223333:key/k"},
    "RoleArn": ROLE,
}
WHOLE_WORK = {
    "TaskTitle": "두 대답 중 하나 & <b>",
    "TaskDescription": "Leia as duas; escolha uma.",
    "TaskCount": 3,
    "TaskAvailabilityLifetimeInSeconds": 1,
    "TaskTimeLimitInSeconds": 30,
    "TaskKeywords": ["one", "two words"],
    "PublicWorkforceTaskPrice": {"AmountInUsd": {"Dollars": 0, "Cents": 3, "TenthFractionsOfACent": 6}},
}
BARE_WORK = {"TaskTitle": "t", "TaskDescription": "d", "TaskCount": 1}
BARE_FLOW = {"OutputConfig": {"S3OutputPath": "s3://results"}, "RoleArn": ROLE}


@pytest.mark.parametrize(("flow", "work"), [(WHOLE_FLOW, WHOLE_WORK), (BARE_FLOW, BARE_WORK)])
def test_a_flow_definition(account: Account, flow: dict[str, Any], work: dict[str, Any]) -> None:
    team = account.sagemaker.create_workteam(WorkteamName="team", MemberDefinitions=MEMBERS, Description="People")
    ui = account.sagemaker.create_human_task_ui(HumanTaskUiName="page", UiTemplate={"Content": TEMPLATE})
    given = {
        "FlowDefinitionName": "reviews",
        "HumanLoopConfig": work | {"WorkteamArn": team["WorkteamArn"], "HumanTaskUiArn": ui["HumanTaskUiArn"]},
        **flow,
    }
    account.sagemaker.create_flow_definition(**given, Tags=[{"Key": "a", "Value": "b"}])
    found = account.sagemaker.describe_flow_definition(FlowDefinitionName="reviews")
    for added in ("ResponseMetadata", "FlowDefinitionArn", "FlowDefinitionStatus", "CreationTime"):
        del found[added]
    assert found == given


@pytest.mark.parametrize(
    "given",
    [
        {"MemberDefinitions": MEMBERS, "Description": "People"},
        {
            "MemberDefinitions": [MEMBERS[0], MEMBERS[0]],
            "Description": "사람들",
            "NotificationConfiguration": {"NotificationTopicArn": "arn:aws:sns:us-east-1:111122223333:t"},
            "WorkerAccessConfiguration": {"S3Presign": {"IamPolicyConstraints": {"SourceIp": "Disabled"}}},
        },
    ],
)
def test_a_work_team(account: Account, given: dict[str, Any]) -> None:
    account.sagemaker.create_workteam(WorkteamName="team", **given)
    found = account.sagemaker.describe_workteam(WorkteamName="team")["Workteam"]
    assert {name: found.get(name) for name in given} == given
    [listed] = account.sagemaker.list_workteams()["Workteams"]
    assert listed == found


def test_a_workforce(account: Account) -> None:
    given = {"CognitoConfig": {"UserPool": "us-east-1_Pool", "ClientId": "client"}, "IpAddressType": "ipv4"}
    account.sagemaker.create_workforce(WorkforceName="people", **given)
    found = account.sagemaker.describe_workforce(WorkforceName="people")["Workforce"]
    assert {name: found.get(name) for name in given} == given
    assert account.sagemaker.list_workforces()["Workforces"] == [found]


def test_a_workforce_with_an_identity_provider_of_its_own(account: Account) -> None:
    endpoints = ("Issuer", "AuthorizationEndpoint", "TokenEndpoint", "UserInfoEndpoint", "LogoutEndpoint", "JwksUri")
    told = {name: f"https://id.example/{name}" for name in endpoints} | {
        "ClientId": "us",
        "Scope": "openid email",
        "AuthenticationRequestExtraParams": {"prompt": "login"},
    }
    account.sagemaker.create_workforce(WorkforceName="people", OidcConfig=told | {"ClientSecret": "hidden"})
    assert account.sagemaker.describe_workforce(WorkforceName="people")["Workforce"]["OidcConfig"] == told
