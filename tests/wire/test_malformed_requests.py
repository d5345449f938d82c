"""Whatever arrives, the answer is an error AWS would give, never a broken program."""

from __future__ import annotations

import json
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truthloop.wire.error_writing import respond_error
from truthloop.wire.exchange import WireRequest, wire_request
from truthloop.wire.input_validation import validate
from truthloop.wire.operation_routing import Route, route, service_of
from truthloop.wire.request_parsing import parse
from truthloop.wire.service_models import SERVED, operation_model
from truthloop.wire.wire_errors import MalformedRequest, RequestTooLarge, UnknownOperation, WireError

JSON = "application/x-amz-json-1.1"
FORM = "application/x-www-form-urlencoded"


def called(operation: str, body: bytes, content_type: str = JSON, **headers: str) -> WireRequest:
    target = {"x-amz-target": f"SageMaker.{operation}", "content-type": content_type, **headers}
    return WireRequest("POST", "/", "", target, body)


def scoped(service: str, **parts: Any) -> WireRequest:
    line = f"AWS4-HMAC-SHA256 Credential=AK/20260101/us-east-1/{service}/aws4_request, SignedHeaders=host"
    request = {"method": "POST", "path": "/", "query": "", "body": b"", **parts}
    return WireRequest(**{**request, "headers": {"authorization": line, **parts.get("headers", {})}})


def read(request: WireRequest) -> dict[str, Any]:
    where = route(request)
    return parse(request, operation_model(where.service, where.operation))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"{", "not JSON"),
        (b"not json", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b'{"WorkteamName": "\xff"}', "not JSON"),
        (b'{"WorkteamName": "\\ud800"}', "not JSON"),
        (b"\xef\xbb\xbf{}", "not JSON"),
        (b'{"MaxResults": NaN}', "not JSON"),
        (b'{"MaxResults": 1e400}', "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b'{"a":' * 100_000, "not JSON"),
        (b"[]", "must be a JSON object, not START_ARRAY"),
        (b"null", "must be a JSON object, not NULL_VALUE"),
        (b'"text"', "must be a JSON object, not STRING_VALUE"),
        (b"17", "must be a JSON object, not NUMBER_VALUE"),
        (b'{"WorkteamName": 5}', "NUMBER_VALUE can not be converted to a String"),
        (b'{"WorkteamName": true}', "TRUE_VALUE can not be converted to a String"),
        (b'{"WorkteamName": {}}', "START_OBJECT can not be converted to a String"),
        (b'{"MemberDefinitions": {}}', "START_OBJECT can not be converted to a list"),
        (b'{"MemberDefinitions": [[]]}', "START_ARRAY can not be converted to a structure or map"),
    ],
)
def test_a_body_that_cannot_be_read_is_a_serialization_exception(body: bytes, said: str) -> None:
    with pytest.raises(MalformedRequest) as caught:
        read(called("CreateWorkteam", body))
    assert (caught.value.code, caught.value.status) == ("SerializationException", 400)
    assert said in caught.value.message
    assert len(caught.value.message) < 300


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("MaxResults", "7", "STRING_VALUE can not be converted to an Integer"),
        ("MaxResults", 7.5, "NUMBER_VALUE can not be converted to an Integer"),
        ("MaxResults", True, "TRUE_VALUE can not be converted to an Integer"),
        ("MaxResults", 2**31, "out of the range of integer"),
        ("MaxResults", 10**40, "out of the range of integer"),
        ("CreationTimeAfter", "yesterday", "yesterday can not be converted to milliseconds since epoch"),
        ("CreationTimeAfter", 1e300, "can not be converted to milliseconds since epoch"),
        ("CreationTimeAfter", False, "can not be converted to"),
        ("CreationTimeAfter", "nan", "can not be converted to"),
        ("CreationTimeAfter", "0001-01-01T00:00:00+10:00", "can not be converted to"),
    ],
)
def test_a_value_of_another_type_is_a_serialization_exception(field: str, value: object, said: str) -> None:
    with pytest.raises(MalformedRequest, match=said):
        read(called("ListFlowDefinitions", json.dumps({field: value}).encode()))


def test_what_aws_forgives_is_forgiven() -> None:
    assert read(called("ListFlowDefinitions", b"")) == {}
    assert read(called("ListFlowDefinitions", b'{"NextToken": null, "Unheard": [1]}')) == {}
    assert read(called("ListFlowDefinitions", b'{"MaxResults": 7.0}')) == {"MaxResults": 7}
    assert read(called("CreateWorkteam", b'{"Tags": [null]}')) == {"Tags": [None]}
    assert read(called("ListFlowDefinitions", b"{}", "application/json; charset=utf-8")) == {}


@pytest.mark.parametrize("content_type", ["text/plain", FORM, "", "multipart/form-data", "application/xml"])
def test_json_must_be_called_json(content_type: str) -> None:
    with pytest.raises(MalformedRequest, match="Content-Type must be"):
        read(called("ListFlowDefinitions", b"{}", content_type))


@pytest.mark.parametrize(
    "query", ["MaxResults=x", "MaxResults=1_0", "MaxResults=%D9%A3", "MaxResults=", "MaxResults=1e3"]
)
def test_a_number_in_an_address_is_digits(query: str) -> None:
    with pytest.raises(MalformedRequest, match="can not be converted to an Integer"):
        read(scoped("sagemaker", method="GET", path="/human-loops", query=query))


def test_an_address_is_decoded_once() -> None:
    found = read(scoped("sagemaker", method="GET", path="/human-loops/a%252Fb%2Fc+d%FF"))
    assert found == {"HumanLoopName": "a%2Fb/c+d\ufffd"}
    found = read(scoped("sagemaker", method="GET", path="/human-loops", query="FlowDefinitionArn=a+b%2Bc%25&NextToken"))
    assert found == {"FlowDefinitionArn": "a b+c%", "NextToken": ""}


@pytest.mark.parametrize(
    ("request_", "service", "code", "status"),
    [
        (called("Nonsense", b"{}"), "sagemaker", "UnknownOperationException", 400),
        (called("CreateTrainingJob", b"{}"), "sagemaker", "UnknownOperationException", 400),
        (
            WireRequest("POST", "/", "", {"x-amz-target": "Other.ListTags"}),
            "sagemaker",
            "UnknownOperationException",
            400,
        ),
        (WireRequest("POST", "/", "", {"x-amz-target": ""}), "sagemaker", "UnknownOperationException", 400),
        (scoped("sagemaker"), "sagemaker", "UnknownOperationException", 400),
        (scoped("sagemaker", path="/human-loops/"), "sagemaker-a2i-runtime", "UnknownOperationException", 404),
        (scoped("sagemaker", path="/human-loops/a/b"), "sagemaker-a2i-runtime", "UnknownOperationException", 404),
        (
            scoped("sagemaker", method="PUT", path="/human-loops/a"),
            "sagemaker-a2i-runtime",
            "UnknownOperationException",
            404,
        ),
        (
            scoped("sagemaker", path="/endpoints/e/invocations"),
            "sagemaker-a2i-runtime",
            "UnknownOperationException",
            404,
        ),
        (scoped("sts"), "sts", "InvalidAction", 400),
        (scoped("iam", query="Action=DeleteRole"), "iam", "InvalidAction", 400),
        (scoped("sts", query="Action=GetRole"), "sts", "InvalidAction", 400),
        (scoped("kms", path="/x"), "sagemaker-a2i-runtime", "UnknownOperationException", 404),
    ],
)
def test_a_call_nobody_answers_is_refused_in_the_form_of_its_protocol(
    request_: WireRequest, service: str, code: str, status: int
) -> None:
    assert service_of(request_) == service
    with pytest.raises(UnknownOperation) as caught:
        route(request_)
    assert (caught.value.code, caught.value.status) == (code, status)
    assert "is not served by Truthloop" in caught.value.message


def test_what_is_signed_for_s3_or_looks_like_it_is_passed_on() -> None:
    for request in (
        scoped("s3", path="/bucket/key"),
        scoped("s3", path="/human-loops/key", headers={"x-amz-target": "SageMaker.ListTags"}),
        WireRequest("GET", "/bucket/key"),
        WireRequest("OPTIONS", "/bucket/key", "", {"origin": "http://x"}),
        WireRequest("GET", "/human-loops/key", "AWSAccessKeyId=a&Signature=b&Expires=1"),
        WireRequest("GET", "/human-loops/k", "X-Amz-Credential=a%2F20260101%2Fr%2Fs3%2Faws4_request"),
        WireRequest("POST", "/bucket", "", {"content-type": FORM}, b"Action=GetRole"),
    ):
        assert route(request) == Route("s3", "")


def test_unsigned_calls_are_still_told_apart_so_that_the_refusal_can_be_read() -> None:
    assert service_of(WireRequest("POST", "/", "", {"x-amz-target": "SageMaker.ListTags"})) == "sagemaker"
    assert service_of(WireRequest("GET", "/human-loops/a")) == "sagemaker-a2i-runtime"
    assert service_of(WireRequest("GET", "/", "Action=GetCallerIdentity&Version=2011-06-15")) == "sts"
    form = {"content-type": FORM}
    assert service_of(WireRequest("POST", "/", "", form, b"Action=GetRole&Version=2010-05-08")) == "iam"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"Action=AssumeRole&RoleArn=%FF", FORM),
        (b"Action=AssumeRole&RoleArn=\xff", FORM),
        (b"&".join(b"a%d=1" % number for number in range(2000)), FORM),
        (b"{}", JSON),
    ],
)
def test_a_form_that_cannot_be_read_is_malformed(body: bytes, content_type: str) -> None:
    request = scoped("sts", query="Action=AssumeRole", body=body, headers={"content-type": content_type})
    with pytest.raises(WireError) as caught:
        read(request)
    assert caught.value.code in {"SerializationException", "InvalidAction"}


def test_a_form_is_read_however_its_lists_are_numbered() -> None:
    fields = "Tags.member.10.Key=j&Tags.member.2.Key=b&Tags.member.02.Value=c&Tags.member.x.Key=no&Tags.member.1.Key=a"
    request = scoped("sts", body=f"Action=AssumeRole&{fields}".encode(), headers={"content-type": FORM})
    assert read(request)["Tags"] == [{"Key": "a"}, {"Value": "c"}, {"Key": "b"}, {"Key": "j"}]
    deep = scoped("sts", body=b"Action=AssumeRole&" + b"a." * 5000 + b"b=1", headers={"content-type": FORM})
    with pytest.raises(MalformedRequest, match="levels deep"):
        read(deep)


def test_a_body_over_the_limit_is_refused_with_the_limit() -> None:
    answer = respond_error(RequestTooLarge(20_000_000), "sagemaker-a2i-runtime", "r")
    assert (answer.status, answer.headers["x-amzn-ErrorType"]) == (413, "RequestEntityTooLargeException")
    assert b"20000000 bytes" in answer.body


def test_an_error_of_s3_names_what_was_asked_for() -> None:
    answer = respond_error(WireError("NoSuchKey", "Gone & away", 404), "s3", "r", None, "/bucket/a<b")
    assert answer.body.decode().splitlines()[1] == (
        "<Error><Code>NoSuchKey</Code><Message>Gone &amp; away</Message>"
        "<Resource>/bucket/a&lt;b</Resource><RequestId>r</RequestId></Error>"
    )


def test_headers_are_kept_as_they_came() -> None:
    raw = [(b"Host", b"h"), (b"X-Amz-Meta-A", b"1"), (b"x-amz-meta-a", b"caf\xc3\xa9")]
    request = wire_request("post", b"/a%20b", b"c=%20", raw, None)
    assert request == WireRequest("POST", "/a%20b", "c=%20", {"host": "h", "x-amz-meta-a": "1,caf\xc3\xa9"}, None)


TARGETS = st.sampled_from([f"SageMaker.{name}" for name in SERVED["sagemaker"]]) | st.text(max_size=20)
ACTIONS = st.sampled_from(["Action=AssumeRole", "Action=GetRole&Version=2010-05-08", ""])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
MEMBERS = sorted(
    {
        member
        for service, names in SERVED.items()
        for name in names
        for member in (
            operation_model(service, name).input_shape or operation_model("sts", "AssumeRole").input_shape
        ).members
    }
)
BODIES = st.dictionaries(st.sampled_from(MEMBERS), VALUES, max_size=4).map(orjson.dumps) | st.binary(max_size=40)
LATIN = st.text(st.characters(max_codepoint=255), max_size=20)


@given(
    method=st.sampled_from(["GET", "POST", "DELETE", "PUT"]),
    path=st.sampled_from(["/", "/human-loops", "/human-loops/stop", "/human-loops/a"]) | LATIN,
    query=ACTIONS | LATIN,
    body=BODIES | ACTIONS.map(str.encode),
    target=TARGETS | st.none(),
    content_type=st.sampled_from([JSON, FORM]),
    scope=st.sampled_from(["sagemaker", "sts", "iam", "sns", "s3", None]),
)
@settings(max_examples=500)
def test_no_request_breaks_the_journey(
    method: str, path: str, query: str, body: bytes, target: str | None, content_type: str, scope: str | None
) -> None:
    headers = {"content-type": content_type}
    if target is not None:
        headers["x-amz-target"] = target
    if scope is not None:
        headers["authorization"] = f"AWS4-HMAC-SHA256 Credential=a/20260101/r/{scope}/aws4_request"
    request = WireRequest(method, path, query, headers, body)
    service = service_of(request)
    status = 400
    try:
        where = route(request)
        assert where.service == service
        if service != "s3":
            model = operation_model(service, where.operation)
            validate(parse(request, model), model.input_shape)
    except WireError as error:
        status = respond_error(error, service, "r").status
    assert status in {400, 404}
