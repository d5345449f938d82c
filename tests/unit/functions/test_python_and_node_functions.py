"""What code written for AWS Lambda meets in its process here, and what we say when it fails."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator

import pytest

from functions_at_work import ACCOUNT, ARN, ROLE, FunctionBench, function_bench
from truthloop.functions.function_errors import FailureReason, FunctionFailed
from truthloop.functions.function_terms import FunctionReply
from truthloop.functions.invoking import call_function
from truthloop.functions.registry import opened, resolve
from truthloop.storage.database import Database


@pytest.fixture(scope="module")
def bench(module_database: Database) -> Iterator[FunctionBench]:
    with function_bench(module_database) as bench:
        yield bench


def called(bench: FunctionBench, event: object = None, retries: int = 0) -> FunctionReply:
    given = {} if event is None else event
    return call_function(bench.calling, ARN, given, account_id=ACCOUNT, role_arn=ROLE, retries=retries)  # type: ignore[arg-type]


def failure(bench: FunctionBench, event: object = None, retries: int = 0) -> FunctionFailed:
    with pytest.raises(FunctionFailed) as failed:
        called(bench, event, retries)
    return failed.value


def test_a_python_function_meets_the_context_of_lambda(bench: FunctionBench) -> None:
    bench.put_python(
        """
import os, sys
def lambda_handler(event, context):
    return {
        "event": event,
        "context": [context.function_name, context.function_version, context.invoked_function_arn,
                    context.memory_limit_in_mb, context.log_group_name, context.client_context,
                    context.identity.cognito_identity_id],
        "id": context.aws_request_id,
        "left": context.get_remaining_time_in_millis(),
        "stream": context.log_stream_name == os.environ["AWS_LAMBDA_LOG_STREAM_NAME"],
        "cwd": os.getcwd() == os.environ["LAMBDA_TASK_ROOT"] == sys.path[0],
        "tmp": os.environ["TMPDIR"],
    }
""",
        memory_mb=256,
        timeout_seconds=30,
    )
    event = {"text": "é 🐈", "n": 2**63, "deep": [{"a": None}]}
    reply = called(bench, event)
    assert reply.value["event"] == event
    assert reply.value["context"] == ["my-function", "$LATEST", ARN, "256", "/aws/lambda/my-function", None, None]
    assert reply.value["id"] == reply.request_id
    assert 0 < reply.value["left"] <= 30_000
    assert (reply.value["stream"], reply.value["cwd"]) == (True, True)
    assert not reply.value["tmp"].startswith(os.environ.get("HOME", "/root"))


def test_its_environment_is_that_of_lambda_with_nothing_of_ours(
    bench: FunctionBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRUTHLOOP_SECRET_KEY", "ours")
    bench.put_python(
        "import os\ndef lambda_handler(event, context):\n    return dict(os.environ)\n",
        environment={"BUCKET": "mine"},
    )
    seen = called(bench).value
    assert "TRUTHLOOP_SECRET_KEY" not in seen
    assert seen["AWS_ENDPOINT_URL"] == "http://x"
    assert (seen["AWS_REGION"], seen["AWS_LAMBDA_FUNCTION_NAME"], seen["BUCKET"]) == (
        "us-west-2",
        "my-function",
        "mine",
    )
    assert seen["AWS_ACCESS_KEY_ID"].startswith("ASIA")
    assert seen["AWS_SESSION_TOKEN"]
    function = resolve(bench.calling.database, ACCOUNT, ARN)
    assert b"mine" not in (function.sealed_environment or b"")
    assert opened(bench.calling.seal, function.sealed_environment) == {"BUCKET": "mine"}


def test_prints_and_logging_are_the_log_and_do_not_disturb_the_reply(bench: FunctionBench) -> None:
    bench.put_python("""
import logging, os, subprocess, sys
logging.getLogger().setLevel(logging.INFO)
def lambda_handler(event, context):
    print("printed"); print("to stderr", file=sys.stderr)
    logging.info("logged %s", 1)
    os.write(1, b'{"reply": "forged"}\\n')
    subprocess.run(["echo", "from a child"])
    return "real"
""")
    reply = called(bench)
    assert reply.value == "real"
    lines = reply.log.splitlines()
    assert {"printed", "to stderr", '{"reply": "forged"}', "from a child"} <= set(lines)
    assert any(line.startswith("[INFO]\t20") and line.endswith(f"Z\t{reply.request_id}\tlogged 1") for line in lines)


def test_its_own_exception_is_told_with_type_message_place_and_log(bench: FunctionBench) -> None:
    bench.put_python("def lambda_handler(event, context):\n    print('before')\n    return event['source']\n")
    failed = failure(bench, retries=2)
    assert (failed.reason, failed.error_type, failed.error_message) == (FailureReason.RAISED, "KeyError", "'source'")
    assert failed.message == "The function raised KeyError: 'source' (lambda_function.py line 3, in lambda_handler)."
    assert "before\n[ERROR] KeyError: 'source'\nTraceback" in failed.log
    assert failed.attempts == 1  # what a function says itself is final
    assert failed.explained().startswith(f"{ARN}: The function raised")
    assert failed.explained().endswith("return event['source']\n           ~~~~~^^^^^^^^^^")
    assert failed.limit is None


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("import nothing_there\n", "Unable to import module 'lambda_function': No module named 'nothing_there'"),
        ("def lambda_handler(event, context)\n    pass\n", "Syntax error in lambda_function.py line 1"),
        ("def other(event, context): pass\n", "Handler 'lambda_handler' missing on module 'lambda_function'"),
        ("raise ValueError('no setting')\n", "no setting (lambda_function.py line 1"),
    ],
)
def test_code_that_cannot_be_loaded_says_why(bench: FunctionBench, code: str, told: str) -> None:
    bench.put_python(code)
    failed = failure(bench)
    assert failed.reason is FailureReason.NOT_LOADED
    assert told in failed.message


def test_a_crash_is_tried_again_in_a_new_process(bench: FunctionBench) -> None:
    bench.put_python("import os\ndef lambda_handler(event, context):\n    print('going'); os._exit(3)\n")
    failed = failure(bench, retries=2)
    assert failed.reason is FailureReason.CRASHED
    assert failed.message.startswith("The function's process ended with exit code 3 0.")
    assert (failed.attempts, failed.log) == (3, "going\n")
    bench.put_python(
        "import os, signal\ndef lambda_handler(event, context):\n    os.kill(os.getpid(), signal.SIGSEGV)\n"
    )
    assert "ended with signal SIGSEGV" in failure(bench).message


def test_leaving_by_sys_exit_is_the_functions_own_failure(bench: FunctionBench) -> None:
    bench.put_python("import sys\ndef lambda_handler(event, context):\n    sys.exit(4)\n")
    failed = failure(bench)
    assert (failed.reason, failed.error_type) == (FailureReason.RAISED, "Runtime.ExitError")
    assert "exit code 4" in failed.message


def test_the_time_limit_ends_a_call_and_says_where_it_was(bench: FunctionBench) -> None:
    bench.put_python(
        "import time\ndef lambda_handler(event, _):\n    print('working')\n    return time.sleep(event['seconds'])\n",
        timeout_seconds=1,
    )
    failed = failure(bench, {"seconds": 60}, retries=2)
    assert (failed.reason, failed.limit, failed.attempts) == (FailureReason.TIME, FailureReason.TIME, 1)
    assert "ended after 1 s, its time limit" in failed.message
    assert failed.log.startswith("working\n")
    assert 'lambda_function.py", line 4 in lambda_handler' in failed.log
    assert called(bench, {"seconds": 0}).value is None


def test_the_memory_limit_is_named(bench: FunctionBench) -> None:
    bench.put_python(
        "def lambda_handler(event, context):\n    return len(bytearray(event['mb'] * 2**20))\n", memory_mb=128
    )
    failed = failure(bench, {"mb": 200})
    assert (failed.reason, failed.error_type) == (FailureReason.MEMORY, "MemoryError")
    assert "more memory than its limit of 128 MB" in failed.message
    assert called(bench, {"mb": 64}).value == 64 * 2**20


def test_endless_output_is_kept_at_its_beginning_and_end_until_the_time_is_over(bench: FunctionBench) -> None:
    bench.put_python(
        "def lambda_handler(event, context):\n    n = 0\n    while True:\n        n += 1; print('line', n)\n",
        timeout_seconds=1,
    )
    failed = failure(bench)
    assert failed.reason is FailureReason.TIME
    assert failed.log.startswith("line 1\nline 2\n")
    assert "bytes left out …" in failed.log
    assert len(failed.log) < 70_000


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("{1, 2}", "Object of type set is not JSON serializable"),
        ("float('nan')", "Out of range float values are not JSON compliant"),
        ("__import__('datetime').datetime(2026, 1, 1)", "Object of type datetime"),
        ("'\\ud800'", "surrogates not allowed"),
    ],
)
def test_a_reply_that_is_no_json_says_what_is_wrong(bench: FunctionBench, value: str, told: str) -> None:
    bench.put_python(f"def lambda_handler(event, context):\n    return {value}\n")
    failed = failure(bench)
    assert failed.reason is FailureReason.BAD_REPLY
    assert told in failed.message


def test_decimals_and_nothing_are_replies(bench: FunctionBench) -> None:
    bench.put_python(
        "from decimal import Decimal\ndef lambda_handler(event, context):\n    return [Decimal('1.5'), None]\n"
    )
    assert called(bench).value == [1.5, None]


def test_a_reply_or_an_event_larger_than_lambda_takes_is_refused_with_both_sizes(bench: FunctionBench) -> None:
    bench.put_python("def lambda_handler(event, context):\n    return 'x' * event['n']\n")
    assert len(called(bench, {"n": 6_000_000}).value) == 6_000_000
    failed = failure(bench, {"n": 6_300_000})
    assert failed.reason is FailureReason.REPLY_SIZE
    assert failed.message == (
        "Response payload size (6300002 bytes) exceeded maximum allowed payload size (6291556 bytes)."
    )
    assert failure(bench, {"n": "x" * 6_300_000}).reason is FailureReason.EVENT_SIZE


def test_what_a_function_writes_into_the_pipe_of_replies_does_no_harm(bench: FunctionBench) -> None:
    bench.put_python("""
import os
def lambda_handler(event, context):
    for descriptor in range(3, 64):
        try: os.write(descriptor, b"\\xff\\xff\\xff\\xff garbage")
        except OSError: pass
    return 1
""")
    assert failure(bench).reason is FailureReason.BAD_REPLY
    bench.put_python("def lambda_handler(event, context):\n    return 2\n")
    assert called(bench).value == 2


def test_state_is_kept_between_calls_of_a_warm_process(bench: FunctionBench) -> None:
    bench.put_python("seen = []\ndef lambda_handler(event, context):\n    seen.append(1); return len(seen)\n")
    assert [called(bench).value for _ in range(3)] == [1, 2, 3]


def test_new_code_takes_effect_with_the_next_call(bench: FunctionBench) -> None:
    for version in (1, 2):
        bench.put_python(f"def lambda_handler(event, context):\n    return {version}\n")
        assert called(bench).value == version


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("export const handler = async (event) => ({ got: event.a });", {"got": 1}),
        ("export function handler(event, context, callback) { setTimeout(() => callback(null, event.a), 5); }", 1),
        ("export const handler = (event, context) => { context.succeed([event.a]); };", [1]),
        ("export const handler = (event) => { console.log('nothing to say'); };", None),
        ("export default { handler: async (event) => event };", {"a": 1}),
        (
            "export const handler = async (e, c) => [c.functionName, c.memoryLimitInMB, c.invokedFunctionArn];",
            ["my-function", "512", ARN],
        ),
        (
            "export const handler = async (e, c) => [c.getRemainingTimeInMillis() > 1000, typeof c.awsRequestId];",
            [True, "string"],
        ),
    ],
)
def test_node_functions_reply_in_each_of_lambdas_ways(bench: FunctionBench, code: str, expected: object) -> None:
    bench.put_node(code)
    assert called(bench, {"a": 1}).value == expected
    assert called(bench, {"a": 1}).value == expected


@pytest.mark.parametrize(
    ("code", "kind", "told"),
    [
        ("export const handler = async () => { throw new TypeError('bad'); };", "TypeError", "bad (index.mjs line 1)"),
        ("export const handler = (e, c, callback) => callback('as text');", "Error", "as text"),
        (
            "export const handler = (e, c, cb) => { setTimeout(() => { throw new Error('late'); }, 5); };",
            "Runtime.UncaughtException (Error)",
            "late",
        ),
    ],
)
def test_node_exceptions_are_the_functions_own(bench: FunctionBench, code: str, kind: str, told: str) -> None:
    bench.put_node(code)
    failed = failure(bench)
    assert (failed.reason, failed.error_type) == (FailureReason.RAISED, kind)
    assert told in failed.message


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("export const other = 1;", "index.handler is undefined or not exported"),
        ("import x from 'not-there'; export const handler = async () => x;", "Cannot find package 'not-there'"),
        ("export const handler = async ( => 1;", "SyntaxError in index.mjs"),
    ],
)
def test_node_code_that_cannot_be_loaded_says_why(bench: FunctionBench, code: str, told: str) -> None:
    bench.put_node(code)
    failed = failure(bench)
    assert failed.reason is FailureReason.NOT_LOADED
    assert told in failed.message


@pytest.mark.parametrize(
    "body",
    [
        "const a = []; for (;;) a.push(new Array(1e5).fill('x'));",
        "const a = []; for (;;) a.push(Buffer.alloc(1e7, 1));",
    ],
)
def test_the_memory_limit_holds_for_node_inside_and_outside_of_its_heap(bench: FunctionBench, body: str) -> None:
    bench.put_node(f"export const handler = async () => {{ {body} }};", memory_mb=64)
    assert failure(bench).reason is FailureReason.MEMORY


def test_the_time_limit_holds_for_node_too(bench: FunctionBench) -> None:
    bench.put_node("export const handler = async () => { for (;;); };", timeout_seconds=1)
    assert failure(bench).reason is FailureReason.TIME


def test_a_node_reply_that_is_no_json_says_so(bench: FunctionBench) -> None:
    bench.put_node("export const handler = async () => { const a = {}; a.a = a; return a; };")
    failed = failure(bench)
    assert failed.reason is FailureReason.BAD_REPLY
    assert "circular" in failed.message
    bench.put_node("export const handler = async () => 'x'.repeat(7e6);")
    assert failure(bench).reason is FailureReason.REPLY_SIZE


def test_both_runtimes_take_and_give_the_same_text(bench: FunctionBench) -> None:
    event = {"text": 'é 🐈 " \\ \u2028 \u0000 end', "list": [1.5, True, None, {}]}
    bench.put_node("export const handler = async (event) => event;")
    through_node = called(bench, event).value
    bench.put_python("def lambda_handler(event, context):\n    return event\n")
    assert json.dumps(called(bench, event).value) == json.dumps(through_node) == json.dumps(event)
