"""Calling functions: one by one, or many in order; tried again where that may help; with a log of what they printed."""

from __future__ import annotations

import json
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from typing import Any, Final

from truthloop.functions.aws_calls import call_aws
from truthloop.functions.calling import Calling
from truthloop.functions.function_errors import FailureReason, FunctionFailed
from truthloop.functions.function_terms import (
    LARGEST_PAYLOAD,
    Function,
    FunctionReply,
    Home,
    Invocation,
    Replied,
)
from truthloop.functions.http_calls import call_url
from truthloop.functions.process_calls import call_process
from truthloop.functions.process_pool import AT_ONCE
from truthloop.functions.registry import resolve
from truthloop.outbound.backoff import Backoff
from truthloop.storage.function_rows import write_function_log

RETRIES: Final = 2
"""Ground Truth tells nobody how often it tries again; two more tries carry over what is short."""
FIRST_PAUSE: Final = timedelta(seconds=1)
LONGEST_PAUSE: Final = timedelta(seconds=20)
AHEAD: Final = 4
"""How many calls for each one under way may be done before their turn to be given out."""

CALLS: Final[Mapping[Home, Callable[[Calling, Function, Invocation], Replied]]] = {
    Home.PROCESS: call_process,
    Home.HTTP: call_url,
    Home.AWS: call_aws,
}


def call_function(
    calling: Calling,
    arn: str,
    event: Mapping[str, Any],
    *,
    account_id: str,
    role_arn: str | None = None,
    retries: int = RETRIES,
) -> FunctionReply:
    """What a function returns for an event.

    `arn` is as the labeling job spells it, `account_id` whose job it is, `role_arn` the job's role, in which the
    function's own calls to our address are made. Throttling, a connection that fails, a 5xx status and a process that
    ends are met with `retries` more tries; what the function itself raises and limits it exceeds are final.

    Raises FunctionNotRegistered, and FunctionFailed, whose `explained()` is for people.
    """
    function = resolve(calling.database, account_id, arn)
    return call_resolved(calling, function, Invocation(arn, calling.new_uuid(), b"", role_arn), event, retries)


def call_many(
    calling: Calling,
    arn: str,
    events: Iterable[Mapping[str, Any]],
    *,
    account_id: str,
    role_arn: str | None = None,
    retries: int = RETRIES,
    at_once: int = AT_ONCE,
) -> Iterator[FunctionReply | FunctionFailed]:
    """What a function returns for each of many events, in their order, a few called at once.

    A failed call is given in its place: it does not end the others. `events` are taken as they are needed, never all.
    Raises FunctionNotRegistered before the first.
    """
    function = resolve(calling.database, account_id, arn)
    return _in_order(calling, function, arn, iter(events), role_arn, retries, at_once)


def _in_order(
    calling: Calling,
    function: Function,
    arn: str,
    events: Iterator[Mapping[str, Any]],
    role_arn: str | None,
    retries: int,
    at_once: int,
) -> Iterator[FunctionReply | FunctionFailed]:
    def call(event: Mapping[str, Any]) -> FunctionReply | FunctionFailed:
        try:
            return call_resolved(calling, function, Invocation(arn, calling.new_uuid(), b"", role_arn), event, retries)
        except FunctionFailed as failed:
            return failed

    waiting: deque[Future[FunctionReply | FunctionFailed]] = deque()
    with ThreadPoolExecutor(at_once, thread_name_prefix="function-call") as pool:
        try:
            for event in events:
                waiting.append(pool.submit(call, event))
                if len(waiting) >= at_once * AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def call_resolved(
    calling: Calling, function: Function, invocation: Invocation, event: Mapping[str, Any], retries: int
) -> FunctionReply:
    """A call of a function that was found, tried again where that may help."""
    sent = Invocation(invocation.arn, invocation.request_id, encoded(event, invocation.arn), invocation.role_arn)
    backoff = Backoff(FIRST_PAUSE, LONGEST_PAUSE, retries + 1)
    attempt = 1
    while True:
        try:
            replied = logged(calling, function, sent)
        except FunctionFailed as failed:
            failed.arn, failed.request_id, failed.attempts = sent.arn, sent.request_id, attempt
            pause = backoff.pause_after(attempt, calling.jitter()) if failed.transient else None
            if pause is None:
                raise
            calling.sleep(pause.total_seconds())
            attempt += 1
        else:
            return FunctionReply(replied.value, replied.log, sent.request_id, attempt)


def encoded(event: Mapping[str, Any], arn: str) -> bytes:
    """An event as JSON; FunctionFailed when it is larger than AWS Lambda takes."""
    body = json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()
    if len(body) > LARGEST_PAYLOAD:
        raise FunctionFailed(
            FailureReason.EVENT_SIZE,
            f"The event is {len(body)} bytes. A function takes {LARGEST_PAYLOAD} at most, as on AWS Lambda.",
            arn=arn,
        )
    return body


def logged(calling: Calling, function: Function, invocation: Invocation) -> Replied:
    """One try; what was printed and what went wrong is kept. A call that says nothing and goes well leaves no row."""
    started_at, started = calling.now(), time.monotonic()

    def keep(outcome: str, message: str, log: str) -> None:
        write_function_log(
            calling.database,
            account_id=function.account_id,
            subject=function.subject,
            request_id=invocation.request_id,
            started_at=started_at,
            milliseconds=int((time.monotonic() - started) * 1000),
            outcome=outcome,
            message=message,
            log=log,
        )

    try:
        replied = CALLS[function.home](calling, function, invocation)
    except FunctionFailed as failed:
        keep(failed.reason, failed.message, failed.log)
        raise
    if replied.log:
        keep("ok", "", replied.log)
    return replied
