"""boto3 itself calls; what it would put on the network is answered by this package."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.exceptions import ClientError

from truthloop.wire.error_writing import internal_error, respond_error
from truthloop.wire.operation_routing import route
from truthloop.wire.sigv4 import verify
from truthloop.wire.wire_errors import WireError
from wire.doorman import KEY, SECRET, answering, client, failing, fetched, only_ours

ARN = "arn:aws:sagemaker:us-east-1:123456789012:flow-definition/reviews"
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


def test_a_presigned_identity_can_be_opened_by_anyone_who_has_it() -> None:
    doorman = answering({"Account": "123456789012"})
    address = client("sts", doorman).generate_presigned_url("get_caller_identity", HttpMethod="GET")
    answer = doorman.serve(fetched(address))
    assert (answer.status, b"<Account>123456789012</Account>" in answer.body) == (200, True)
    assert doorman.serve(fetched(address + "0")).status == 403


@pytest.mark.parametrize("version", [None, "s3v4"])
@pytest.mark.parametrize(
    ("call", "params", "method", "headers"),
    [
        ("get_object", {"Bucket": "b", "Key": "한글 a+b/c:d@e=f&g~h.txt"}, "GET", {}),
        ("get_object", {"Bucket": "b", "Key": "k", "ResponseContentType": "text/plain; charset=utf-8"}, "GET", {}),
        ("head_object", {"Bucket": "b", "Key": "k", "VersionId": "v+1"}, "HEAD", {}),
        ("put_object", {"Bucket": "b", "Key": "k"}, "PUT", {}),
        ("put_object", {"Bucket": "b", "Key": "k", "ContentType": "image/png"}, "PUT", {"content-type": "image/png"}),
        ("upload_part", {"Bucket": "b", "Key": "k", "UploadId": "u/1", "PartNumber": 3}, "PUT", {}),
        ("list_objects_v2", {"Bucket": "b", "Prefix": "a b/", "Delimiter": "/"}, "GET", {}),
        ("delete_object", {"Bucket": "b", "Key": "a/../b//c"}, "DELETE", {}),
    ],
)
def test_addresses_boto3_presigns_for_s3_hold_whichever_version_it_chooses(
    version: str | None, call: str, params: dict[str, Any], method: str, headers: dict[str, str]
) -> None:
    made = client("s3", answering({}), signature_version=version)
    address = made.generate_presigned_url(call, Params=params)
    assert ("X-Amz-Algorithm" in address) is (version == "s3v4")
    request = fetched(address, method, **headers)
    assert route(request).service == "s3"
    found = verify(request, "s3", only_ours, datetime.now(UTC))
    assert (found.access_key_id, found.presigned, found.payload_kind) == (KEY, True, "unsigned")
    with pytest.raises(WireError):
        verify(fetched(address, "POST", **headers), "s3", only_ours, datetime.now(UTC))


def test_a_fault_of_ours_is_told_without_what_happened() -> None:
    for service, code in (
        ("sagemaker", "InternalFailure"),
        ("sagemaker-a2i-runtime", "InternalServerException"),
        ("sts", "InternalFailure"),
        ("s3", "InternalError"),
    ):
        answer = respond_error(internal_error(service), service, "r")
        assert answer.status == 500
        assert code in answer.body.decode() + answer.headers.get("x-amzn-ErrorType", "")


def test_denied_is_400_where_json_is_spoken_and_403_elsewhere() -> None:
    denied = WireError("AccessDeniedException", "no")
    assert respond_error(denied, "sagemaker", "r").status == 400
    assert respond_error(denied, "sagemaker-a2i-runtime", "r").status == 403
    assert respond_error(WireError("AccessDenied", "no"), "sts", "r").status == 403
