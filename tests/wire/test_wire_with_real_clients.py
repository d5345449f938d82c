"""boto3 itself calls; what it would put on the network is answered by this package."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import boto3
import pytest
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.config import Config
from botocore.exceptions import ClientError

from truthloop.wire.error_writing import respond_error
from truthloop.wire.exchange import WireRequest, WireResponse, wire_request
from truthloop.wire.input_validation import validate
from truthloop.wire.operation_routing import route, service_of
from truthloop.wire.request_parsing import parse
from truthloop.wire.response_writing import respond
from truthloop.wire.service_models import PROTOCOLS, operation_model
from truthloop.wire.sigv4 import verify
from truthloop.wire.wire_errors import WireError

KEY, SECRET = "AKIDEXAMPLEEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
ARN = "arn:aws:sagemaker:us-east-1:123456789012:flow-definition/reviews"
Answer = Callable[[str, Mapping[str, Any]], Mapping[str, Any]]


def as_wire(prepared: AWSPreparedRequest) -> WireRequest:
    parts = urlsplit(prepared.url)
    given = prepared.headers.items()
    headers = {name: value.decode() if isinstance(value, bytes) else value for name, value in given}
    headers.setdefault("Host", parts.netloc)
    body = prepared.body or b""
    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    content = body.encode() if isinstance(body, str) else body
    return wire_request(prepared.method, parts.path.encode(), parts.query.encode(), raw, content)


class Doorman:
    """Stands where the network would be: the whole journey of a request through this package."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.calls: list[tuple[str, str, dict[str, Any]]] = []

    def __call__(self, request: AWSPreparedRequest, **_: object) -> AWSResponse:
        response = self.serve(as_wire(request))
        return AWSResponse(request.url, response.status, dict(response.headers), _Raw(response.body))

    def serve(self, request: WireRequest) -> WireResponse:
        service = service_of(request)
        operation = None
        try:
            where = route(request)
            operation = where.operation
            known = {KEY: SECRET}
            verify(request, PROTOCOLS[service], lambda key, _token: known.get(key), datetime.now(UTC))
            model = operation_model(where.service, operation)
            params = parse(request, model)
            validate(params, model.input_shape)
            self.calls.append((where.service, operation, params))
            return respond(model, self.answer(operation, params), "request-1")
        except WireError as error:
            return respond_error(error, service, "request-1", operation, request.path)


class _Raw:
    def __init__(self, body: bytes) -> None:
        self.body = body

    def stream(self) -> Iterator[bytes]:
        yield self.body


def client(service: str, doorman: Doorman, secret: str = SECRET, key: str = KEY) -> Any:
    config = Config(retries={"total_max_attempts": 1}, parameter_validation=False)
    made = boto3.client(
        service,
        region_name="us-east-1",
        endpoint_url="http://127.0.0.1:8080",
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        config=config,
    )
    made.meta.events.register("before-send", doorman)
    return made


def answering(output: Mapping[str, Any]) -> Doorman:
    return Doorman(lambda _operation, _params: output)


def failing(error: WireError) -> Doorman:
    def answer(_operation: str, _params: Mapping[str, Any]) -> Mapping[str, Any]:
        raise error

    return Doorman(answer)


LOOP = {"HumanLoopName": "loop-1", "FlowDefinitionArn": ARN, "HumanLoopInput": {"InputContent": '{"a": "비교"}'}}


def test_all_five_human_loop_calls_reach_their_operation_with_their_parameters() -> None:
    doorman = answering({})
    a2i = client("sagemaker-a2i-runtime", doorman)
    after = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    a2i.start_human_loop(**LOOP, DataAttributes={"ContentClassifiers": ["FreeOfAdultContent"]})
    a2i.stop_human_loop(HumanLoopName="loop-1")
    a2i.delete_human_loop(HumanLoopName="loop-1")
    a2i.describe_human_loop(HumanLoopName="loop-1")
    a2i.list_human_loops(FlowDefinitionArn=ARN, CreationTimeAfter=after, MaxResults=7, SortOrder="Descending")
    listed = {"FlowDefinitionArn": ARN, "CreationTimeAfter": after, "MaxResults": 7, "SortOrder": "Descending"}
    service = "sagemaker-a2i-runtime"
    assert doorman.calls == [
        (service, "StartHumanLoop", {**LOOP, "DataAttributes": {"ContentClassifiers": ["FreeOfAdultContent"]}}),
        (service, "StopHumanLoop", {"HumanLoopName": "loop-1"}),
        (service, "DeleteHumanLoop", {"HumanLoopName": "loop-1"}),
        (service, "DescribeHumanLoop", {"HumanLoopName": "loop-1"}),
        (service, "ListHumanLoops", listed),
    ]


def test_an_output_comes_back_as_it_was_given() -> None:
    created = datetime(2026, 1, 2, 3, 4, 5, 678000, tzinfo=UTC)
    loop = {
        "CreationTime": created,
        "HumanLoopStatus": "InProgress",
        "HumanLoopName": "loop-1",
        "HumanLoopArn": ARN.replace("flow-definition", "human-loop"),
        "FlowDefinitionArn": ARN,
        "HumanLoopOutput": {"OutputS3Uri": "s3://bucket/out/output.json"},
    }
    answer = client("sagemaker-a2i-runtime", answering(loop)).describe_human_loop(HumanLoopName="loop-1")
    metadata = answer.pop("ResponseMetadata")
    assert answer == loop
    assert metadata["RequestId"] == "request-1"


def test_sts_and_iam_answer_in_xml() -> None:
    identity = {"UserId": "AROA:me", "Account": "123456789012", "Arn": "arn:aws:sts::123456789012:assumed-role/R/me"}
    sts = client("sts", answering(identity)).get_caller_identity()
    assert {name: sts[name] for name in identity} == identity
    assert sts["ResponseMetadata"]["RequestId"] == "request-1"
    role = {
        "Path": "/",
        "RoleName": "R & <D>",
        "RoleId": "AROAEXAMPLEEXAMPLE",
        "Arn": "arn:aws:iam::123456789012:role/R",
        "CreateDate": datetime(2026, 1, 2, tzinfo=UTC),
        "AssumeRolePolicyDocument": '{"Version": "2012-10-17", "Statement": []}',
    }
    got = client("iam", answering({"Role": role})).get_role(RoleName="R")["Role"]
    assert got.pop("AssumeRolePolicyDocument") == {"Version": "2012-10-17", "Statement": []}
    assert got == {name: value for name, value in role.items() if name != "AssumeRolePolicyDocument"}


@pytest.mark.parametrize(
    ("service", "method", "params", "code", "status"),
    [
        ("sagemaker-a2i-runtime", "start_human_loop", LOOP, "ServiceQuotaExceededException", 402),
        ("sagemaker-a2i-runtime", "start_human_loop", LOOP, "ConflictException", 409),
        ("sagemaker-a2i-runtime", "start_human_loop", LOOP, "ThrottlingException", 429),
        ("sagemaker-a2i-runtime", "start_human_loop", LOOP, "InternalServerException", 500),
        ("sagemaker-a2i-runtime", "stop_human_loop", {"HumanLoopName": "a"}, "ResourceNotFoundException", 404),
        ("sagemaker-a2i-runtime", "stop_human_loop", {"HumanLoopName": "a"}, "ValidationException", 400),
        ("sagemaker", "describe_human_task_ui", {"HumanTaskUiName": "a"}, "ResourceNotFound", 400),
        ("sagemaker", "list_workteams", {}, "ResourceInUse", 400),
        ("iam", "get_role", {"RoleName": "R"}, "NoSuchEntity", 404),
        ("sts", "get_caller_identity", {}, "ExpiredTokenException", 400),
    ],
)
def test_a_modelled_error_raises_its_own_exception_class(
    service: str, method: str, params: dict[str, Any], code: str, status: int
) -> None:
    calling = client(service, failing(WireError(code, "Because <of> this & that.")))
    with pytest.raises(ClientError) as caught:
        getattr(calling, method)(**params)
    response = caught.value.response
    assert type(caught.value) is calling.exceptions.from_code(code)
    assert (response["Error"]["Code"], response["Error"]["Message"]) == (code, "Because <of> this & that.")
    assert response["ResponseMetadata"]["HTTPStatusCode"] == status
    assert response["ResponseMetadata"]["RequestId"] == "request-1"


@pytest.mark.parametrize(
    ("service", "method", "params", "unknown_key", "wrong_secret"),
    [
        ("sagemaker", "list_workteams", {}, "UnrecognizedClientException", "InvalidSignatureException"),
        (
            "sagemaker-a2i-runtime",
            "describe_human_loop",
            {"HumanLoopName": "a"},
            "UnrecognizedClientException",
            "InvalidSignatureException",
        ),
        ("sts", "get_caller_identity", {}, "InvalidClientTokenId", "SignatureDoesNotMatch"),
        ("iam", "get_role", {"RoleName": "R"}, "InvalidClientTokenId", "SignatureDoesNotMatch"),
        ("s3", "get_object", {"Bucket": "b", "Key": "k"}, "InvalidAccessKeyId", "SignatureDoesNotMatch"),
    ],
)
def test_who_cannot_be_told_is_refused_in_the_words_of_the_service(
    service: str, method: str, params: dict[str, Any], unknown_key: str, wrong_secret: str
) -> None:
    for key, secret, code in ((KEY[::-1], SECRET, unknown_key), (KEY, SECRET[::-1], wrong_secret)):
        calling = client(service, answering({}), secret=secret, key=key)
        with pytest.raises(ClientError) as caught:
            getattr(calling, method)(**params)
        assert caught.value.response["Error"]["Code"] == code


def test_an_operation_nobody_serves_is_unknown() -> None:
    for service, method, code in (
        ("sagemaker", "list_training_jobs", "UnknownOperationException"),
        ("sagemaker-runtime", "invoke_endpoint", "UnknownOperationException"),
        ("sts", "get_session_token", "InvalidAction"),
        ("sns", "list_topics", "InvalidAction"),
        ("logs", "describe_log_groups", "UnknownOperationException"),
        ("lambda", "list_functions", "UnknownOperationException"),
    ):
        calling = client(service, answering({}))
        params = {"EndpointName": "e", "Body": b"{}"} if service == "sagemaker-runtime" else {}
        with pytest.raises(ClientError) as caught:
            getattr(calling, method)(**params)
        assert caught.value.response["Error"]["Code"] == code, service


def test_the_sentence_of_a_broken_rule_is_the_one_aws_writes() -> None:
    with pytest.raises(ClientError) as caught:
        client("sagemaker-a2i-runtime", answering({})).start_human_loop(
            HumanLoopName="Loop", FlowDefinitionArn="nope", HumanLoopInput={}
        )
    assert caught.value.response["Error"] == {
        "Code": "ValidationException",
        "Message": (
            "3 validation errors detected: "
            "Value 'Loop' at 'humanLoopName' failed to satisfy constraint: "
            "Member must satisfy regular expression pattern: ^[a-z0-9](-*[a-z0-9])*$; "
            "Value 'nope' at 'flowDefinitionArn' failed to satisfy constraint: "
            "Member must satisfy regular expression pattern: "
            "arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]*:[0-9]{12}:flow-definition/.*; "
            "Value null at 'humanLoopInput.inputContent' failed to satisfy constraint: Member must not be null"
        ),
    }
