from __future__ import annotations

import pytest

from functions_at_work import ACCOUNT, ARN, FunctionBench, call_failure
from truthloop.functions.function_errors import FailureReason
from truthloop.functions.missing_modules import remedy_for
from truthloop.functions.trial_load import load_problem


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("Unable to import module 'a': No module named 'aws_xray_sdk.core'", "pip install --target FOLDER"),
        ("Unable to import module 'a': No module named 's3_helper'", "If s3_helper is a library"),
        ("Unable to import module 'a': No module named 's3_helper'", "copy the layer's files"),
        ("Error: Cannot find module 'aws-sdk'", "`npm install aws-sdk`"),
        ("Error: Cannot find package '@aws-sdk/client-s3' imported from /x", "`npm install @aws-sdk/client-s3`"),
    ],
)
def test_a_missing_library_is_said_with_where_to_put_it(message: str, told: str) -> None:
    assert told in remedy_for(message)


@pytest.mark.parametrize("message", ["Error: Cannot find module './own'", "name 'x' is not defined"])
def test_what_is_no_library_gets_no_advice_about_libraries(message: str) -> None:
    assert remedy_for(message) == ""


def test_code_that_cannot_be_loaded_is_known_before_anybody_calls_it(module_bench: FunctionBench) -> None:
    module_bench.put_python("import larrydata\n")
    found = load_problem(module_bench.calling, ACCOUNT, ARN)
    assert found is not None
    assert found.reason is FailureReason.NOT_LOADED
    assert "No module named 'larrydata'" in found.message
    assert "pip install --target FOLDER" in found.message
    assert call_failure(module_bench).message == found.message


def test_code_that_can_be_loaded_is_not_called_to_find_out(module_bench: FunctionBench) -> None:
    module_bench.put_python("def lambda_handler(event, context):\n    raise ValueError\n")
    assert load_problem(module_bench.calling, ACCOUNT, ARN) is None
