"""Which function an ARN means, and what may be registered."""

from __future__ import annotations

from typing import Any

import pytest

from functions_at_work import (
    ACCOUNT,
    ARN,
    NOW,
    FunctionBench,
    call,
    put_url,
    zipped,
)
from truthloop.functions.function_errors import BadFunction, FunctionNotRegistered
from truthloop.functions.invoking import call_function
from truthloop.functions.registered_functions import RegisteredFunctions
from truthloop.functions.registry import register_aws, register_code, resolve
from truthloop.outbound.outbound_errors import BadAddress
from truthloop.storage.account_rows import add_account
from truthloop.storage.function_rows import remove_function

ECHO = "def lambda_handler(event, context):\n    return event\n"


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


def test_only_http_addresses_are_registered(bench: FunctionBench) -> None:
    with pytest.raises(BadAddress):
        put_url(bench, "file:///etc/passwd")


def test_a_function_in_aws_needs_its_arn(bench: FunctionBench) -> None:
    with pytest.raises(BadFunction, match="under its ARN there"):
        register_aws(bench.calling.database, ACCOUNT, "my-function", now=NOW)


def test_code_without_node_is_taken_only_where_node_is(bench: FunctionBench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(BadFunction, match=r"no Node\.js on this machine"):
        bench.put_node("export const handler = async () => 1;")
    package = zipped({"lambda_function.py": ECHO})
    register_code(bench.calling.database, bench.calling.seal, ACCOUNT, ARN, package, now=NOW)
