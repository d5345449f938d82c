"""The same for Node.js."""

from __future__ import annotations

import json

import pytest

from functions_at_work import ARN, FunctionBench, call, call_failure
from truthloop.functions.function_errors import FailureReason


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
def test_node_functions_reply_in_each_of_lambdas_ways(module_bench: FunctionBench, code: str, expected: object) -> None:
    module_bench.put_node(code)
    assert call(module_bench, {"a": 1}).value == expected
    assert call(module_bench, {"a": 1}).value == expected


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
def test_node_exceptions_are_the_functions_own(module_bench: FunctionBench, code: str, kind: str, told: str) -> None:
    module_bench.put_node(code)
    failed = call_failure(module_bench)
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
def test_node_code_that_cannot_be_loaded_says_why(module_bench: FunctionBench, code: str, told: str) -> None:
    module_bench.put_node(code)
    failed = call_failure(module_bench)
    assert failed.reason is FailureReason.NOT_LOADED
    assert told in failed.message


@pytest.mark.parametrize(
    "body",
    [
        "const a = []; for (;;) a.push(new Array(1e5).fill('x'));",
        "const a = []; for (;;) a.push(Buffer.alloc(1e7, 1));",
    ],
)
def test_the_memory_limit_holds_for_node_inside_and_outside_of_its_heap(module_bench: FunctionBench, body: str) -> None:
    module_bench.put_node(f"export const handler = async () => {{ {body} }};", memory_mb=64)
    assert call_failure(module_bench).reason is FailureReason.MEMORY


def test_the_time_limit_holds_for_node_too(module_bench: FunctionBench) -> None:
    module_bench.put_node("export const handler = async () => { for (;;); };", timeout_seconds=1)
    assert call_failure(module_bench).reason is FailureReason.TIME


def test_a_node_reply_that_is_no_json_says_so(module_bench: FunctionBench) -> None:
    module_bench.put_node("export const handler = async () => { const a = {}; a.a = a; return a; };")
    failed = call_failure(module_bench)
    assert failed.reason is FailureReason.BAD_REPLY
    assert "circular" in failed.message
    module_bench.put_node("export const handler = async () => 'x'.repeat(7e6);")
    assert call_failure(module_bench).reason is FailureReason.REPLY_SIZE


def test_both_runtimes_take_and_give_the_same_text(module_bench: FunctionBench) -> None:
    event = {"text": 'é 🐈 " \\ \u2028 \u0000 end', "list": [1.5, True, None, {}]}
    module_bench.put_node("export const handler = async (event) => event;")
    through_node = call(module_bench, event).value
    module_bench.put_python("def lambda_handler(event, context):\n    return event\n")
    assert json.dumps(call(module_bench, event).value) == json.dumps(through_node) == json.dumps(event)
