"""Calls one by one and many in order, and what is kept of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from functions_at_work import (
    ACCOUNT,
    ARN,
    NOW,
    ROLE,
    Endpoint,
    FunctionBench,
    call,
    put_url,
)
from truthloop.functions.function_errors import FunctionFailed, FunctionNotRegistered
from truthloop.functions.function_terms import FunctionReply, RoleSession
from truthloop.functions.invoking import call_many
from truthloop.functions.registered_functions import RegisteredFunctions
from truthloop.functions.session_keeper import SessionKeeper
from truthloop.storage.function_rows import function_logs


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
