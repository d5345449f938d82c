"""What Python code written for AWS Lambda meets in its process here, and what we say when it fails."""

from __future__ import annotations

import os

import pytest

from functions_at_work import ACCOUNT, ARN, FunctionBench, call, call_failure
from truthloop.functions.function_errors import FailureReason
from truthloop.functions.registry import opened, resolve


def test_a_python_function_meets_the_context_of_lambda(module_bench: FunctionBench) -> None:
    module_bench.put_python(
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
    reply = call(module_bench, event)
    assert reply.value["event"] == event
    assert reply.value["context"] == ["my-function", "$LATEST", ARN, "256", "/aws/lambda/my-function", None, None]
    assert reply.value["id"] == reply.request_id
    assert 0 < reply.value["left"] <= 30_000
    assert (reply.value["stream"], reply.value["cwd"]) == (True, True)
    assert not reply.value["tmp"].startswith(os.environ.get("HOME", "/root"))


def test_its_environment_is_that_of_lambda_with_nothing_of_ours(
    module_bench: FunctionBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRUTHLOOP_SECRET_KEY", "ours")
    module_bench.put_python(
        "import os\ndef lambda_handler(event, context):\n    return dict(os.environ)\n",
        environment={"BUCKET": "mine"},
    )
    seen = call(module_bench).value
    assert "TRUTHLOOP_SECRET_KEY" not in seen
    assert seen["AWS_ENDPOINT_URL"] == "http://x"
    assert (seen["AWS_REGION"], seen["AWS_LAMBDA_FUNCTION_NAME"], seen["BUCKET"]) == (
        "us-west-2",
        "my-function",
        "mine",
    )
    assert seen["AWS_ACCESS_KEY_ID"].startswith("ASIA")
    assert seen["AWS_SESSION_TOKEN"]
    function = resolve(module_bench.calling.database, ACCOUNT, ARN)
    assert b"mine" not in (function.sealed_environment or b"")
    assert opened(module_bench.calling.seal, function.sealed_environment) == {"BUCKET": "mine"}


def test_a_client_made_while_the_module_is_loaded_has_the_keys_of_the_jobs_role(module_bench: FunctionBench) -> None:
    module_bench.put_python("""
import boto3
s3 = boto3.client("s3")
def lambda_handler(event, context):
    keys = s3._request_signer._credentials
    return [keys._access_key, type(keys).__name__]
""")
    access_key, kind = call(module_bench).value
    assert access_key.startswith("ASIA")
    assert kind == "RefreshableCredentials"


def test_keys_and_an_address_of_its_own_win_over_ours(module_bench: FunctionBench) -> None:
    own = {"AWS_ACCESS_KEY_ID": "AKIAREAL", "AWS_SECRET_ACCESS_KEY": "s", "AWS_ENDPOINT_URL": ""}
    module_bench.put_python(
        "import os\ndef lambda_handler(event, context):\n    return dict(os.environ)\n", environment=own
    )
    seen = call(module_bench).value
    assert {name: seen[name] for name in own} == own
    assert "AWS_SESSION_TOKEN" not in seen


def test_prints_and_logging_are_the_log_and_do_not_disturb_the_reply(module_bench: FunctionBench) -> None:
    module_bench.put_python("""
import logging, os, subprocess, sys
logging.getLogger().setLevel(logging.INFO)
def lambda_handler(event, context):
    print("printed"); print("to stderr", file=sys.stderr)
    logging.info("logged %s", 1)
    os.write(1, b'{"reply": "forged"}\\n')
    subprocess.run(["echo", "from a child"])
    return "real"
""")
    reply = call(module_bench)
    assert reply.value == "real"
    lines = reply.log.splitlines()
    assert {"printed", "to stderr", '{"reply": "forged"}', "from a child"} <= set(lines)
    assert any(line.startswith("[INFO]\t20") and line.endswith(f"Z\t{reply.request_id}\tlogged 1") for line in lines)


def test_its_own_exception_is_told_with_type_message_place_and_log(module_bench: FunctionBench) -> None:
    module_bench.put_python("def lambda_handler(event, context):\n    print('before')\n    return event['source']\n")
    failed = call_failure(module_bench, retries=2)
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
def test_code_that_cannot_be_loaded_says_why(module_bench: FunctionBench, code: str, told: str) -> None:
    module_bench.put_python(code)
    failed = call_failure(module_bench)
    assert failed.reason is FailureReason.NOT_LOADED
    assert told in failed.message


def test_a_crash_is_tried_again_in_a_new_process(module_bench: FunctionBench) -> None:
    module_bench.put_python("import os\ndef lambda_handler(event, context):\n    print('going'); os._exit(3)\n")
    failed = call_failure(module_bench, retries=2)
    assert failed.reason is FailureReason.CRASHED
    assert failed.message.startswith("The function's process ended with exit code 3 0.")
    assert (failed.attempts, failed.log) == (3, "going\n")
    module_bench.put_python(
        "import os, signal\ndef lambda_handler(event, context):\n    os.kill(os.getpid(), signal.SIGSEGV)\n"
    )
    assert "ended with signal SIGSEGV" in call_failure(module_bench).message


def test_leaving_by_sys_exit_is_the_functions_own_failure(module_bench: FunctionBench) -> None:
    module_bench.put_python("import sys\ndef lambda_handler(event, context):\n    sys.exit(4)\n")
    failed = call_failure(module_bench)
    assert (failed.reason, failed.error_type) == (FailureReason.RAISED, "Runtime.ExitError")
    assert "exit code 4" in failed.message


def test_the_time_limit_ends_a_call_and_says_where_it_was(module_bench: FunctionBench) -> None:
    module_bench.put_python(
        "import time\ndef lambda_handler(event, _):\n    print('working')\n    return time.sleep(event['seconds'])\n",
        timeout_seconds=1,
    )
    failed = call_failure(module_bench, {"seconds": 60}, retries=2)
    assert (failed.reason, failed.limit, failed.attempts) == (FailureReason.TIME, FailureReason.TIME, 1)
    assert "ended after 1 s, its time limit" in failed.message
    assert failed.log.startswith("working\n")
    assert 'lambda_function.py", line 4 in lambda_handler' in failed.log
    assert call(module_bench, {"seconds": 0}).value is None


def test_the_memory_limit_is_named(module_bench: FunctionBench) -> None:
    module_bench.put_python(
        "def lambda_handler(event, context):\n    return len(bytearray(event['mb'] * 2**20))\n", memory_mb=128
    )
    failed = call_failure(module_bench, {"mb": 200})
    assert (failed.reason, failed.error_type) == (FailureReason.MEMORY, "MemoryError")
    assert "more memory than its limit of 128 MB" in failed.message
    assert call(module_bench, {"mb": 64}).value == 64 * 2**20


def test_endless_output_is_kept_at_its_beginning_and_end_until_the_time_is_over(module_bench: FunctionBench) -> None:
    module_bench.put_python(
        "def lambda_handler(event, context):\n    n = 0\n    while True:\n        n += 1; print('line', n)\n",
        timeout_seconds=1,
    )
    failed = call_failure(module_bench)
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
def test_a_reply_that_is_no_json_says_what_is_wrong(module_bench: FunctionBench, value: str, told: str) -> None:
    module_bench.put_python(f"def lambda_handler(event, context):\n    return {value}\n")
    failed = call_failure(module_bench)
    assert failed.reason is FailureReason.BAD_REPLY
    assert told in failed.message


def test_decimals_and_nothing_are_replies(module_bench: FunctionBench) -> None:
    module_bench.put_python(
        "from decimal import Decimal\ndef lambda_handler(event, context):\n    return [Decimal('1.5'), None]\n"
    )
    assert call(module_bench).value == [1.5, None]


def test_a_reply_or_an_event_larger_than_lambda_takes_is_refused_with_both_sizes(module_bench: FunctionBench) -> None:
    module_bench.put_python("def lambda_handler(event, context):\n    return 'x' * event['n']\n")
    assert len(call(module_bench, {"n": 6_000_000}).value) == 6_000_000
    failed = call_failure(module_bench, {"n": 6_300_000})
    assert failed.reason is FailureReason.REPLY_SIZE
    assert failed.message == (
        "Response payload size (6300002 bytes) exceeded maximum allowed payload size (6291556 bytes)."
    )
    assert call_failure(module_bench, {"n": "x" * 6_300_000}).reason is FailureReason.EVENT_SIZE


def test_what_a_function_writes_into_the_pipe_of_replies_does_no_harm(module_bench: FunctionBench) -> None:
    module_bench.put_python("""
import os
def lambda_handler(event, context):
    for descriptor in map(int, os.listdir("/proc/self/fd")):
        if descriptor < 3: continue
        try: os.write(descriptor, b"\\xff\\xff\\xff\\xff garbage")
        except OSError: pass
    return 1
""")
    assert call_failure(module_bench).reason is FailureReason.BAD_REPLY
    module_bench.put_python("def lambda_handler(event, context):\n    return 2\n")
    assert call(module_bench).value == 2


def test_state_is_kept_between_calls_of_a_warm_process(module_bench: FunctionBench) -> None:
    module_bench.put_python("seen = []\ndef lambda_handler(event, context):\n    seen.append(1); return len(seen)\n")
    assert [call(module_bench).value for _ in range(3)] == [1, 2, 3]


def test_new_code_takes_effect_with_the_next_call(module_bench: FunctionBench) -> None:
    for version in (1, 2):
        module_bench.put_python(f"def lambda_handler(event, context):\n    return {version}\n")
        assert call(module_bench).value == version
