"""Functions behind an address and in AWS: what they are sent, what may pass by itself, and what will not."""

from __future__ import annotations

import base64
import json
import threading
from datetime import timedelta

import pytest

from functions_at_work import (
    ACCOUNT,
    ARN,
    NOW,
    SECRET,
    Endpoint,
    FunctionBench,
    call,
    call_failure,
    http_endpoint,
    put_url,
)
from truthloop.functions.function_errors import FailureReason
from truthloop.functions.registry import register_aws
from truthloop.outbound.webhook_signature import verify_signature


def test_an_address_gets_the_event_signed_and_its_answer_is_the_reply(bench: FunctionBench, endpoint: Endpoint) -> None:
    put_url(bench, f"{endpoint.url}/hook?x=1")
    reply = call(bench, {"text": "é"})
    assert reply.value == {"text": "é"}
    ((path, headers, body),) = endpoint.got
    assert (path, json.loads(body)) == ("/hook?x=1", {"text": "é"})
    assert headers["x-truthloop-function-arn"] == ARN
    assert headers["content-type"] == "application/json"
    signed = verify_signature(SECRET, headers, body, now=NOW, tolerance=timedelta(days=1))
    assert signed == reply.request_id == headers["x-amzn-requestid"]


def test_throttling_and_server_errors_are_tried_again_with_growing_pauses(
    bench: FunctionBench, endpoint: Endpoint
) -> None:
    put_url(bench, endpoint.url)
    endpoint.answers = [(429, {}, b""), (503, {}, b"busy")]
    assert call(bench).attempts == 3
    assert bench.pauses == [1.0, 2.0]
    assert len({headers["webhook-id"] for _, headers, _ in endpoint.got}) == 1
    endpoint.answers = [(500, {}, b"<h1>broken</h1>")] * 3
    failed = call_failure(bench)
    assert (failed.reason, failed.attempts) == (FailureReason.UNREACHABLE, 3)
    assert failed.message.endswith("answered 500: <h1>broken</h1>")
    endpoint.answers = [(429, {}, b"")]
    assert call_failure(bench, retries=0).reason is FailureReason.THROTTLED


def test_an_address_that_refuses_is_not_asked_again(bench: FunctionBench, endpoint: Endpoint) -> None:
    put_url(bench, endpoint.url)
    endpoint.answers = [(403, {}, b'{"message":"no"}')]
    failed = call_failure(bench)
    assert (failed.reason, failed.attempts, len(endpoint.got)) == (FailureReason.REFUSED, 1, 1)


def test_an_answer_that_is_no_json_is_shown(bench: FunctionBench, endpoint: Endpoint) -> None:
    put_url(bench, endpoint.url)
    endpoint.answers = [(200, {}, b"<html>hello</html>")]
    failed = call_failure(bench)
    assert failed.reason is FailureReason.BAD_REPLY
    assert "<html>hello</html>" in failed.message


def test_an_answer_larger_than_lambda_gives_is_refused(bench: FunctionBench, endpoint: Endpoint) -> None:
    put_url(bench, endpoint.url)
    endpoint.answers = [(200, {}, b'"' + b"x" * 6_300_000 + b'"')]
    assert call_failure(bench).reason is FailureReason.REPLY_SIZE


def test_a_lambda_container_that_answers_200_with_an_error_has_failed(bench: FunctionBench, endpoint: Endpoint) -> None:
    put_url(bench, f"{endpoint.url}/2015-03-31/functions/function/invocations")
    error = {"errorMessage": "'source'", "errorType": "KeyError", "requestId": "1", "stackTrace": ["  File x, line 1"]}
    endpoint.answers = [(200, {}, json.dumps(error).encode())]
    failed = call_failure(bench)
    assert (failed.reason, failed.error_type, failed.error_message) == (FailureReason.RAISED, "KeyError", "'source'")
    assert "File x, line 1" in failed.log


def test_an_address_that_does_not_answer_in_time_has_exceeded_its_limit(bench: FunctionBench) -> None:
    with http_endpoint() as slow:
        held = threading.Event()

        def never(body: bytes) -> bytes:
            held.wait(30)
            return body

        slow.answer = never
        put_url(bench, slow.url, timeout_seconds=1)
        failed = call_failure(bench)
        held.set()
    assert (failed.reason, failed.attempts) == (FailureReason.TIME, 1)
    assert "Its time limit is 1 s." in failed.message


def test_nobody_listening_is_tried_again_and_a_forbidden_address_is_not(bench: FunctionBench) -> None:
    put_url(bench, "http://127.0.0.1:9/")
    assert (call_failure(bench).reason, len(bench.pauses)) == (FailureReason.UNREACHABLE, 2)
    put_url(bench, "http://10.1.2.3/")
    failed = call_failure(bench)
    assert (failed.reason, failed.attempts) == (FailureReason.REFUSED, 1)
    assert "TRUTHLOOP_OUTBOUND_ALLOW=10.1.2.3" in failed.message


@pytest.fixture
def in_aws(bench: FunctionBench, monkeypatch: pytest.MonkeyPatch) -> FunctionBench:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")  # where clients of ours are sent: not AWS
    register_aws(bench.calling.database, ACCOUNT, f"{ARN}:prod", now=NOW)
    return bench


def test_a_function_in_aws_is_invoked_there_with_its_log(in_aws: FunctionBench, endpoint: Endpoint) -> None:
    log = base64.b64encode(b"START\nprinted\nEND\n").decode()
    endpoint.answers = [(200, {"x-amz-log-result": log}, b'{"taskInput": {}}')]
    reply = call(in_aws, {"a": "é"}, f"{ARN}:prod")
    assert (reply.value, reply.log) == ({"taskInput": {}}, "START\nprinted\nEND\n")
    ((path, headers, body),) = endpoint.got
    assert path == f"/2015-03-31/functions/{ARN.replace(':', '%3A')}%3Aprod/invocations"
    assert json.loads(body) == {"a": "é"}
    assert (headers["x-amz-invocation-type"], headers["x-amz-log-type"]) == ("RequestResponse", "Tail")
    assert "/us-west-2/lambda/aws4_request" in headers["authorization"]


@pytest.mark.parametrize(
    ("payload", "reason", "told"),
    [
        ({"errorMessage": "bad", "errorType": "ValueError"}, FailureReason.RAISED, "raised ValueError: bad"),
        (
            {"errorMessage": "2026-11-22T00:00:00Z 1 Task timed out after 3.00 seconds"},
            FailureReason.TIME,
            "timed out after 3.00 seconds",
        ),
        (
            {
                "errorMessage": "RequestId: 1 Error: Runtime exited with error: signal: killed",
                "errorType": "Runtime.ExitError",
            },
            FailureReason.MEMORY,
            "signal: killed",
        ),
        (
            {"errorMessage": "Unable to import module 'x'", "errorType": "Runtime.ImportModuleError"},
            FailureReason.NOT_LOADED,
            "Unable to import",
        ),
    ],
)
def test_a_failure_in_aws_is_told_as_one_here(
    in_aws: FunctionBench, endpoint: Endpoint, payload: dict[str, str], reason: FailureReason, told: str
) -> None:
    endpoint.answers = [(200, {"x-amz-function-error": "Unhandled"}, json.dumps(payload).encode())]
    failed = call_failure(in_aws, arn=f"{ARN}:prod")
    assert (failed.reason, failed.attempts) == (reason, 1)
    assert told in failed.message


@pytest.mark.parametrize(
    ("status", "code", "reason", "attempts"),
    [
        (429, "TooManyRequestsException", FailureReason.THROTTLED, 3),
        (500, "ServiceException", FailureReason.UNREACHABLE, 3),
        (404, "ResourceNotFoundException", FailureReason.REFUSED, 1),
        (403, "UnrecognizedClientException", FailureReason.REFUSED, 1),
    ],
)
def test_refusals_of_aws_are_sorted_into_what_may_pass_and_what_will_not(
    in_aws: FunctionBench, endpoint: Endpoint, status: int, code: str, reason: FailureReason, attempts: int
) -> None:
    endpoint.answers = [(status, {"x-amzn-errortype": code}, b'{"Message": "why"}')] * 3
    failed = call_failure(in_aws, arn=f"{ARN}:prod")
    assert (failed.reason, failed.attempts) == (reason, attempts)
    assert "why" in failed.message


def test_without_credentials_it_says_where_they_are_looked_for(
    bench: FunctionBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nowhere")
    register_aws(bench.calling.database, ACCOUNT, ARN, profile="no-such", now=NOW)
    failed = call_failure(bench)
    assert failed.reason is FailureReason.REFUSED
    assert "no-such" in failed.message
    assert "--aws --profile NAME" in failed.message
