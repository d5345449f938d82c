"""Each kind of rule against expectations written by hand, then all rules of all served models at once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.model import ListShape, MapShape, Shape, StructureShape
from botocore.validate import ParamValidator
from hypothesis import given, settings
from hypothesis import strategies as st

from truthloop.wire.input_validation import broken_rules, validate
from truthloop.wire.service_models import SERVED, operation_model
from truthloop.wire.wire_errors import ValidationFailed
from wire.served_shapes import leaf_shapes

TEAM = "arn:aws:sagemaker:us-east-1:123456789012:workteam/private-crowd/us"
PAGE = "arn:aws:sagemaker:us-east-1:123456789012:human-task-ui/page"
FLOW: dict[str, Any] = {
    "FlowDefinitionName": "reviews",
    "HumanLoopConfig": {
        "WorkteamArn": TEAM,
        "HumanTaskUiArn": PAGE,
        "TaskTitle": "리뷰 비교",
        "TaskDescription": "Compare two answers",
        "TaskCount": 1,
        "TaskKeywords": ["text", "two words"],
    },
    "OutputConfig": {"S3OutputPath": "s3://bucket/out", "KmsKeyId": ""},
    "RoleArn": "arn:aws:iam::123456789012:role/service-role/A2I",
    "Tags": [{"Key": "team", "Value": "리뷰"}],
}


def refusal(operation: str, params: dict[str, Any]) -> str:
    service = next(service for service, names in SERVED.items() if operation in names)
    with pytest.raises(ValidationFailed) as caught:
        validate(params, operation_model(service, operation).input_shape)
    assert (caught.value.code, caught.value.status) == ("ValidationException", 400)
    return caught.value.message


def flow(**changes: Any) -> dict[str, Any]:
    return {**FLOW, **changes}


def config(**changes: Any) -> dict[str, Any]:
    return flow(HumanLoopConfig={**FLOW["HumanLoopConfig"], **changes})


def one(value: str, path: str, rule: str) -> str:
    return f"1 validation error detected: Value {value} at '{path}' failed to satisfy constraint: Member must {rule}"


def test_what_real_clients_send_is_accepted() -> None:
    validate(FLOW, operation_model("sagemaker", "CreateFlowDefinition").input_shape)
    validate(flow(Tags=[]), operation_model("sagemaker", "CreateFlowDefinition").input_shape)
    validate({}, operation_model("sagemaker", "ListWorkteams").input_shape)
    validate({}, operation_model("sts", "GetCallerIdentity").input_shape)
    validate({}, None)


LONG = "a" * 64
SENTENCES = [
    ("CreateFlowDefinition", flow(RoleArn=None), one("null", "roleArn", "not be null")),
    (
        "CreateFlowDefinition",
        config(WorkteamArn="arn:aws:nope"),
        one(
            "'arn:aws:nope'",
            "humanLoopConfig.workteamArn",
            "satisfy regular expression pattern: arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]*:[0-9]{12}:workteam/.*",
        ),
    ),
    (
        "CreateFlowDefinition",
        flow(FlowDefinitionName=LONG),
        (
            "2 validation errors detected: "
            f"Value '{LONG}' at 'flowDefinitionName' failed to satisfy constraint: "
            "Member must have length less than or equal to 63; "
            f"Value '{LONG}' at 'flowDefinitionName' failed to satisfy constraint: "
            "Member must satisfy regular expression pattern: [a-z0-9](-*[a-z0-9]){0,62}"
        ),
    ),
    (
        "CreateFlowDefinition",
        config(TaskCount=0),
        one("'0'", "humanLoopConfig.taskCount", "have value greater than or equal to 1"),
    ),
    (
        "CreateFlowDefinition",
        config(TaskCount=4),
        one("'4'", "humanLoopConfig.taskCount", "have value less than or equal to 3"),
    ),
    (
        "CreateFlowDefinition",
        config(TaskTitle=""),
        one("''", "humanLoopConfig.taskTitle", "have length greater than or equal to 1"),
    ),
    (
        "CreateFlowDefinition",
        config(TaskKeywords=["fine", "not_fine"]),
        one(
            "'[fine, not_fine]'",
            "humanLoopConfig.taskKeywords",
            "satisfy constraint: [Member must have length less than or equal to 30, "
            "Member must have length greater than or equal to 1, "
            "Member must satisfy regular expression pattern: [A-Za-z0-9]+( [A-Za-z0-9]+)*]",
        ),
    ),
    (
        "CreateFlowDefinition",
        config(TaskKeywords=[]),
        one("'[]'", "humanLoopConfig.taskKeywords", "have length greater than or equal to 1"),
    ),
    (
        "CreateFlowDefinition",
        flow(Tags=[{"Key": "a", "Value": ""}, {"Key": "a", "Value": "no#"}]),
        one(
            "'no#'",
            "tags.2.member.value",
            "satisfy regular expression pattern: ([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)",
        ),
    ),
    ("CreateFlowDefinition", flow(Tags=[None]), one("null", "tags.1.member", "not be null")),
    ("CreateFlowDefinition", flow(Tags=[{"Value": "b"}]), one("null", "tags.1.member.key", "not be null")),
    (
        "ListHumanLoops",
        {"FlowDefinitionArn": TEAM.replace("workteam", "flow-definition"), "SortOrder": "Up"},
        one("'Up'", "sortOrder", "satisfy enum value set: [Ascending, Descending]"),
    ),
    (
        "StartHumanLoop",
        {
            "HumanLoopName": "a",
            "FlowDefinitionArn": TEAM.replace("workteam", "flow-definition"),
            "HumanLoopInput": {"InputContent": "{}"},
            "DataAttributes": {"ContentClassifiers": ["Wrong", None]},
        },
        one(
            "'[Wrong, null]'",
            "dataAttributes.contentClassifiers",
            "satisfy constraint: [Member must satisfy enum value set: "
            "[FreeOfPersonallyIdentifiableInformation, FreeOfAdultContent]]",
        ),
    ),
]


@pytest.mark.parametrize(("operation", "params", "sentence"), SENTENCES)
def test_a_broken_rule_is_named_in_the_words_of_aws(operation: str, params: dict[str, Any], sentence: str) -> None:
    assert refusal(operation, params) == sentence


def test_map_keys_and_values_have_sentences_of_their_own() -> None:
    oidc = dict.fromkeys(
        ("Issuer", "AuthorizationEndpoint", "TokenEndpoint", "UserInfoEndpoint", "LogoutEndpoint", "JwksUri"),
        "https://idp.example/x",
    )
    extra = {"k" * 513: "v", "a": "w" * 513}
    params = {
        "WorkforceName": "w",
        "OidcConfig": {**oidc, "ClientId": "c", "ClientSecret": "s", "AuthenticationRequestExtraParams": extra},
    }
    message = refusal("CreateWorkforce", params)
    assert message.startswith("2 validation errors detected: Value '{kkk")
    assert "'oidcConfig.authenticationRequestExtraParams' failed to satisfy constraint: Map keys must" in message
    assert "Map value must satisfy constraint: [Member must have length less than or equal to 512" in message


def test_a_secret_is_never_repeated() -> None:
    oidc = {"ClientId": "c", "ClientSecret": "geheim\n", "Issuer": "http://x"}
    message = refusal("CreateWorkforce", {"WorkforceName": "w", "OidcConfig": oidc})
    assert "Value '***' at 'oidcConfig.clientSecret'" in message
    assert "geheim" not in message


def test_a_long_value_is_cut_short_in_the_message() -> None:
    message = refusal("StartHumanLoop", {"HumanLoopName": "A" * 5000})
    assert f"Value '{'A' * 256}...' at 'humanLoopName'" in message
    assert "A" * 257 not in message


def test_ten_thousand_broken_rules_are_not_all_spelt_out() -> None:
    message = refusal("AddTags", {"ResourceArn": TEAM, "Tags": [{"Key": "#", "Value": "#"}] * 10_000})
    assert message.startswith("20 validation errors detected: ")
    assert len(message) < 10_000


def test_a_name_of_megabytes_is_refused_for_its_length() -> None:
    message = refusal("StopHumanLoop", {"HumanLoopName": "a" * 20_000_000})
    assert "Member must have length less than or equal to 63" in message
    assert len(message) < 1000


SIZED = {name: shape for name, shape in leaf_shapes().items() if {"min", "max"} & set(shape.metadata)}


@pytest.mark.parametrize("name", SIZED)
def test_every_limit_holds_at_its_edge_and_not_beyond(name: str) -> None:
    shape = SIZED[name]
    facts = shape.metadata
    make: Any = (lambda size: "a" * size) if shape.type_name == "string" else int
    word = "length" if shape.type_name == "string" else "value"
    for edge, beyond, rule in (
        (facts.get("min"), -1, f"Member must have {word} greater than or equal to {facts.get('min')}"),
        (facts.get("max"), 1, f"Member must have {word} less than or equal to {facts.get('max')}"),
    ):
        if edge is not None and edge + beyond >= 0:
            assert rule not in list(broken_rules(shape, make(edge)))
            assert rule in list(broken_rules(shape, make(edge + beyond)))


def test_lengths_count_characters_and_not_bytes() -> None:
    validate(config(TaskTitle="한" * 128), operation_model("sagemaker", "CreateFlowDefinition").input_shape)
    assert "less than or equal to 128" in refusal("CreateFlowDefinition", config(TaskTitle="한" * 129))


def loose(shape: Shape) -> st.SearchStrategy[Any]:
    """Values of the right types that keep few rules."""
    if isinstance(shape, StructureShape):
        return st.fixed_dictionaries({}, optional={name: loose(member) for name, member in shape.members.items()})
    if isinstance(shape, ListShape):
        return st.lists(loose(shape.member), max_size=3)
    if isinstance(shape, MapShape):
        return st.dictionaries(st.text(max_size=3), loose(shape.value), max_size=3)
    return {
        "string": st.sampled_from(["", "a", TEAM, "s3://bucket/x", *shape.metadata.get("enum", [])]),
        "integer": st.integers(-1, 200),
        "long": st.integers(-1, 200),
        "double": st.floats(-1, 2),
        "boolean": st.booleans(),
        "timestamp": st.just(datetime(2026, 1, 1, tzinfo=UTC)),
    }[shape.type_name]


@pytest.mark.parametrize(("service", "name"), [(service, name) for service, names in SERVED.items() for name in names])
@given(data=st.data())
@settings(max_examples=40)
def test_what_botocore_refuses_we_refuse_too(service: str, name: str, data: st.DataObject) -> None:
    shape = operation_model(service, name).input_shape
    assert shape is not None
    params = data.draw(loose(shape))
    if ParamValidator().validate(params, shape).has_errors():
        with pytest.raises(ValidationFailed):
            validate(params, shape)
