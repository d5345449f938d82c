"""Which function an ARN means, what is tried again, what is kept, and the two homes of functions beside processes."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from functions_at_work import ACCOUNT, ARN, NOW, ROLE, Endpoint, FunctionBench, function_bench, http_endpoint, zipped
from truthloop.functions.function_errors import BadFunction, FailureReason, FunctionFailed, FunctionNotRegistered
from truthloop.functions.function_terms import FunctionReply, RoleSession
from truthloop.functions.invoking import call_function, call_many
from truthloop.functions.registered_functions import RegisteredFunctions
from truthloop.functions.registry import register_aws, register_code, register_url, resolve
from truthloop.functions.session_keeper import SessionKeeper
from truthloop.outbound.outbound_errors import BadAddress
from truthloop.outbound.webhook_signature import verify_signature
from truthloop.storage.account_rows import add_account
from truthloop.storage.database import Database
from truthloop.storage.function_rows import function_logs, remove_function

SECRET = "whsec_" + base64.b64encode(bytes(32)).decode()
ECHO = "def lambda_handler(event, context):\n    return event\n"


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with http_endpoint() as endpoint:
        yield endpoint


@pytest.fixture
def bench(database: Database, endpoint: Endpoint) -> Iterator[FunctionBench]:
    with function_bench(database, endpoint=endpoint.url) as bench:
        yield bench


def call(bench: FunctionBench, event: object = None, arn: str = ARN, **options: Any) -> FunctionReply:
    given: Any = {"a": 1} if event is None else event
    return call_function(bench.calling, arn, given, account_id=ACCOUNT, role_arn=ROLE, **options)


def failure(bench: FunctionBench, **options: Any) -> FunctionFailed:
    with pytest.raises(FunctionFailed) as failed:
        call(bench, **options)
    return failed.value


def put_url(bench: FunctionBench, url: str, **options: Any) -> None:
    sealed = bench.calling.seal.close(SECRET)
    register_url(bench.calling.database, ACCOUNT, ARN, url, sealed, now=NOW, **options)


def test_an_arn_means_what_is_registered_closest_to_it(bench: FunctionBench) -> None:
    elsewhere = "arn:aws:lambda:eu-west-1:999988887777:function:my-function"
    for subject in ("my-function", ARN, f"{ARN}:prod"):
        bench.put_python(ECHO, subject)
    database = bench.calling.database
    found = {arn: resolve(database, ACCOUNT, arn).subject for arn in (elsewhere, ARN, f"{ARN}:7", f"{ARN}:prod")}
    assert found == {elsewhere: "my-function", ARN: ARN, f"{ARN}:7": ARN, f"{ARN}:prod": f"{ARN}:prod"}


def test_what_calls_functions_can_be_hashed_as_the_installation_that_holds_it_is(bench: FunctionBench) -> None:
    assert hash(RegisteredFunctions(bench.calling)) == hash(RegisteredFunctions(bench.calling))


def test_an_account_has_its_own_functions(bench: FunctionBench) -> None:
    bench.put_python(ECHO)
    add_account(bench.calling.database, "222233334444", "other", NOW)
    with pytest.raises(FunctionNotRegistered):
        call_function(bench.calling, ARN, {}, account_id="222233334444")


def test_an_unknown_function_says_what_to_do_and_what_there_is(bench: FunctionBench) -> None:
    with pytest.raises(FunctionNotRegistered) as unknown:
        call(bench)
    assert unknown.value.message == (
        f"No function is registered under {ARN}. Register it with `truthloop function register {ARN} --folder PATH`"
        " (or --zip, --url, --aws). None is registered yet."
    )
    bench.put_python(ECHO, "other")
    slip = "arn:aws:lambda:us-east-1:081040173940:function:PRE-BoundingBox"
    with pytest.raises(FunctionNotRegistered, match=r"belong to account 432418664414.*Registered are: other\."):
        call(bench, arn=slip)


@pytest.mark.parametrize(
    ("subject", "told"),
    [
        ("my function", "neither a function ARN such as"),
        ("arn:aws:lambda:us-east-1:12:function:x", "neither a function ARN"),
        ("arn:aws:lambda:us-east-1:432418664414:function:PRE-BoundingBox", "built in: register nothing for it"),
    ],
)
def test_functions_are_registered_under_arns_and_names_only(bench: FunctionBench, subject: str, told: str) -> None:
    with pytest.raises(BadFunction, match=told):
        bench.put_python(ECHO, subject)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"timeout_seconds": 0}, "timeout must be 1 to 900 seconds, not 0"),
        ({"memory_mb": 32}, "memory must be 64 to 10240 MB, not 32"),
        ({"environment": {"A-B": "1"}}, "'A-B' is no name for an environment variable"),
        ({"handler": "main.run"}, r"needs a file main\.py"),
    ],
)
def test_settings_out_of_bounds_are_refused(bench: FunctionBench, options: dict[str, Any], told: str) -> None:
    with pytest.raises(BadFunction, match=told):
        bench.put_python(ECHO, **options)


def test_a_function_that_was_removed_is_called_no_more(bench: FunctionBench) -> None:
    bench.put_python(ECHO)
    assert call(bench).value == {"a": 1}
    assert remove_function(bench.calling.database, ACCOUNT, ARN)
    assert not remove_function(bench.calling.database, ACCOUNT, ARN)
    with pytest.raises(FunctionNotRegistered):
        call(bench)


def test_prints_and_failures_are_kept_and_silent_calls_leave_nothing(bench: FunctionBench) -> None:
    bench.put_python("def lambda_handler(event, context):\n    print(end=event['say'])\n    return 1 / event['by']\n")
    call(bench, {"say": "", "by": 1})
    spoken = call(bench, {"say": "hello\0", "by": 1})
    with pytest.raises(FunctionFailed):
        call(bench, {"say": "oh", "by": 0})
    failed, said = function_logs(bench.calling.database, ACCOUNT, ARN, 10)
    assert (said["outcome"], said["message"], said["log"]) == ("ok", "", "hello\ufffd")
    assert said["request_id"] == spoken.request_id
    assert (failed["outcome"], failed["message"].split(":")[0]) == ("raised", "The function raised ZeroDivisionError")
    assert failed["log"].startswith("oh[ERROR] ZeroDivisionError: division by zero")


def test_many_events_are_answered_in_their_order_and_failures_stand_in_their_places(bench: FunctionBench) -> None:
    bench.put_python("""
import time
def lambda_handler(event, context):
    time.sleep(0.02 if event["n"] % 3 == 0 else 0)
    if event["n"] == 7: raise ValueError("seven")
    return event["n"]
""")
    taken = 0

    def events() -> Iterator[dict[str, int]]:
        nonlocal taken
        for n in range(100):
            taken = n + 1
            yield {"n": n}

    replies = call_many(bench.calling, ARN, events(), account_id=ACCOUNT, at_once=3)
    first = next(replies)
    assert isinstance(first, FunctionReply)
    assert taken <= 3 * 4 + 1  # events are taken as they are needed
    rest = list(replies)
    assert isinstance(rest[6], FunctionFailed)
    assert rest[6].error_message == "seven"
    values = [reply.value for reply in rest if isinstance(reply, FunctionReply)]
    assert values == [n for n in range(1, 100) if n != 7]
    assert 1 <= len(bench.calling.processes.processes()) <= 3


def test_many_events_of_a_function_that_is_not_there_are_refused_at_once(bench: FunctionBench) -> None:
    with pytest.raises(FunctionNotRegistered):
        call_many(bench.calling, ARN, [], account_id=ACCOUNT)


def test_what_fails_every_event_is_raised_and_what_fails_one_stands_in_its_place(
    bench: FunctionBench, endpoint: Endpoint
) -> None:
    functions = RegisteredFunctions(bench.calling)
    assert not functions.knows(ACCOUNT, ARN)
    with pytest.raises(FunctionNotRegistered):
        functions.call_many(ACCOUNT, ARN, [{}], ROLE)
    bench.put_python("import nowhere\n")
    assert functions.knows(ACCOUNT, f"{ARN}:$LATEST")
    with pytest.raises(FunctionFailed, match="cannot be loaded") as unloaded:
        functions.call_many(ACCOUNT, ARN, [{}], ROLE)
    assert unloaded.value.message.endswith(f"See `truthloop function logs {ARN}`.")
    assert "Its log ends: " in unloaded.value.message
    put_url(bench, endpoint.url)
    endpoint.answers = [(503, {}, b"")] * 3
    with pytest.raises(FunctionFailed, match="answered 503"):
        functions.call_many(ACCOUNT, ARN, [{}], ROLE)
    bench.put_python("def lambda_handler(event, context):\n    return 1 / event['by']\n")
    good, bad = functions.call_many(ACCOUNT, ARN, [{"by": 1}, {"by": 0}], ROLE)
    assert good == 1
    assert bad.message == (
        f"{ARN}: The function raised ZeroDivisionError: division by zero (lambda_function.py line 2, in"
        f" lambda_handler). See `truthloop function logs {ARN}`."
    )


def test_a_thousand_calls_share_a_few_processes(bench: FunctionBench) -> None:
    bench.put_python("import os\ndef lambda_handler(event, context):\n    return os.getpid()\n")
    replies = list(call_many(bench.calling, ARN, ({} for _ in range(1000)), account_id=ACCOUNT))
    assert len({reply.value for reply in replies if isinstance(reply, FunctionReply)}) <= 4
    assert len(replies) == 1000


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
    failed = failure(bench)
    assert (failed.reason, failed.attempts) == (FailureReason.UNREACHABLE, 3)
    assert failed.message.endswith("answered 500: <h1>broken</h1>")
    endpoint.answers = [(429, {}, b"")]
    assert failure(bench, retries=0).reason is FailureReason.THROTTLED


def test_an_address_that_refuses_is_not_asked_again(bench: FunctionBench, endpoint: Endpoint) -> None:
    put_url(bench, endpoint.url)
    endpoint.answers = [(403, {}, b'{"message":"no"}')]
    failed = failure(bench)
    assert (failed.reason, failed.attempts, len(endpoint.got)) == (FailureReason.REFUSED, 1, 1)


def test_an_answer_that_is_no_json_is_shown(bench: FunctionBench, endpoint: Endpoint) -> None:
    put_url(bench, endpoint.url)
    endpoint.answers = [(200, {}, b"<html>hello</html>")]
    failed = failure(bench)
    assert failed.reason is FailureReason.BAD_REPLY
    assert "<html>hello</html>" in failed.message


def test_an_answer_larger_than_lambda_gives_is_refused(bench: FunctionBench, endpoint: Endpoint) -> None:
    put_url(bench, endpoint.url)
    endpoint.answers = [(200, {}, b'"' + b"x" * 6_300_000 + b'"')]
    assert failure(bench).reason is FailureReason.REPLY_SIZE


def test_a_lambda_container_that_answers_200_with_an_error_has_failed(bench: FunctionBench, endpoint: Endpoint) -> None:
    put_url(bench, f"{endpoint.url}/2015-03-31/functions/function/invocations")
    error = {"errorMessage": "'source'", "errorType": "KeyError", "requestId": "1", "stackTrace": ["  File x, line 1"]}
    endpoint.answers = [(200, {}, json.dumps(error).encode())]
    failed = failure(bench)
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
        failed = failure(bench)
        held.set()
    assert (failed.reason, failed.attempts) == (FailureReason.TIME, 1)
    assert "Its time limit is 1 s." in failed.message


def test_nobody_listening_is_tried_again_and_a_forbidden_address_is_not(bench: FunctionBench) -> None:
    put_url(bench, "http://127.0.0.1:9/")
    assert (failure(bench).reason, len(bench.pauses)) == (FailureReason.UNREACHABLE, 2)
    put_url(bench, "http://10.1.2.3/")
    failed = failure(bench)
    assert (failed.reason, failed.attempts) == (FailureReason.REFUSED, 1)
    assert "TRUTHLOOP_OUTBOUND_ALLOW=10.1.2.3" in failed.message


def test_only_http_addresses_are_registered(bench: FunctionBench) -> None:
    with pytest.raises(BadAddress):
        put_url(bench, "file:///etc/passwd")


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
    failed = failure(in_aws, arn=f"{ARN}:prod")
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
    failed = failure(in_aws, arn=f"{ARN}:prod")
    assert (failed.reason, failed.attempts) == (reason, attempts)
    assert "why" in failed.message


def test_without_credentials_it_says_where_they_are_looked_for(
    bench: FunctionBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nowhere")
    register_aws(bench.calling.database, ACCOUNT, ARN, profile="no-such", now=NOW)
    failed = failure(bench)
    assert failed.reason is FailureReason.REFUSED
    assert "no-such" in failed.message
    assert "--aws --profile NAME" in failed.message


def test_a_function_in_aws_needs_its_arn(bench: FunctionBench) -> None:
    with pytest.raises(BadFunction, match="under its ARN there"):
        register_aws(bench.calling.database, ACCOUNT, "my-function", now=NOW)


def test_sessions_are_kept_for_each_role_and_renewed_an_hour_before_they_end() -> None:
    moment = NOW
    opened: list[tuple[str, str, str]] = []

    def open_session(account_id: str, role_arn: str, name: str) -> RoleSession:
        opened.append((account_id, role_arn, name))
        return RoleSession(f"key {len(opened)}", "s", "t", moment + timedelta(hours=2))

    keeper = SessionKeeper(open_session, lambda: moment)
    assert keeper.session(ACCOUNT, ROLE, "f").access_key == "key 1"
    assert keeper.session(ACCOUNT, ROLE, "f").access_key == "key 1"
    assert keeper.session(ACCOUNT, f"{ROLE}2", "f").access_key == "key 2"
    moment += timedelta(minutes=61)
    assert keeper.session(ACCOUNT, ROLE, "f").access_key == "key 3"
    assert opened[0] == (ACCOUNT, ROLE, "f")


def test_code_without_node_is_taken_only_where_node_is(bench: FunctionBench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(BadFunction, match=r"no Node\.js on this machine"):
        bench.put_node("export const handler = async () => 1;")
    package = zipped({"lambda_function.py": ECHO})
    register_code(bench.calling.database, bench.calling.seal, ACCOUNT, ARN, package, now=NOW)
