"""Calls of functions whose code runs here, in warm processes."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Mapping
from typing import Any, Final

from truthloop.functions.calling import Calling
from truthloop.functions.function_errors import FailureReason, FunctionFailed
from truthloop.functions.function_process import (
    LOADING_SECONDS,
    BadFrame,
    FunctionProcess,
    OutOfTime,
    ProcessEnded,
    ProcessPlan,
)
from truthloop.functions.function_terms import Function, Invocation, Replied, Runtime, function_name, function_region
from truthloop.functions.kept_log import KeptLog
from truthloop.functions.missing_modules import remedy_for
from truthloop.functions.registry import opened
from truthloop.functions.session_keeper import session_environment
from truthloop.storage.function_rows import function_code

OUR_ROLE: Final = "truthloop-execution"
OWN_TYPES: Final = {
    "Runtime.MarshalError": FailureReason.BAD_REPLY,
    "Function.ResponseSizeTooLarge": FailureReason.REPLY_SIZE,
    "Runtime.ImportModuleError": FailureReason.NOT_LOADED,
    "Runtime.HandlerNotFound": FailureReason.NOT_LOADED,
    "Runtime.UserCodeSyntaxError": FailureReason.NOT_LOADED,
}
_OUT_OF_MEMORY: Final = ("heap out of memory", "process out of memory")
_SINGLE_THREADED: Final = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""Each thread of these libraries takes memory for itself before it does anything."""


def call_process(calling: Calling, function: Function, invocation: Invocation) -> Replied:
    """The reply of code that runs here. Raises FunctionFailed."""
    role = invocation.role_arn or own_role(function)
    name = function_name(invocation.arn)
    region = function_region(invocation.arn, calling.region)
    key = (function.account_id, function.subject, function.updated_at, invocation.arn, role)
    log = KeptLog()
    keys = keys_for(calling, function, role, name)
    request = {
        "id": invocation.request_id,
        "remainingMs": function.timeout_seconds * 1000,
        "environment": keys,
        "arn": invocation.arn,
    }
    frame = json.dumps(request)[:-1].encode() + b',"event":' + invocation.event + b"}"
    with calling.processes.lent(key, lambda: plan_for(calling, function, name, region, keys)) as (process, new):
        if new:
            loaded(process, function, log)
        answer = exchanged(process, function, frame, log)
    if "error" in answer:
        raise failed(function, answer["error"], log)
    return Replied(answer.get("reply"), log.text())


def own_role(function: Function) -> str:
    """The role of calls that are no job's."""
    return f"arn:aws:iam::{function.account_id}:role/{OUR_ROLE}"


def keys_for(calling: Calling, function: Function, role: str, name: str) -> Mapping[str, str]:
    """The temporary keys of the job's role; none for a function that was given keys of its own."""
    if "AWS_ACCESS_KEY_ID" in opened(calling.seal, function.sealed_environment):
        return {}
    return session_environment(calling.sessions.session(function.account_id, role, name))


def plan_for(calling: Calling, function: Function, name: str, region: str, keys: Mapping[str, str]) -> ProcessPlan:
    """What a new process of a function runs. Raises FunctionFailed when its code was replaced or removed meanwhile.

    `keys` are there from the start: clients made while the module is loaded must find them, and look again later.
    """
    code = function_code(calling.database, function.account_id, function.subject, function.code_sha256 or "")
    if code is None:
        raise FunctionFailed(
            FailureReason.CRASHED, "The function was replaced or removed while it was about to be called."
        )
    runtime = function.runtime or Runtime.PYTHON
    environment = {
        **calling.inherited,
        **_SINGLE_THREADED,
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "MALLOC_ARENA_MAX": "2",
        "AWS_LAMBDA_FUNCTION_NAME": name,
        "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(function.memory_mb),
        "AWS_LAMBDA_LOG_GROUP_NAME": f"/aws/lambda/{name}",
        "AWS_LAMBDA_LOG_STREAM_NAME": f"[$LATEST]{calling.new_uuid().replace('-', '')}",
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,
        "AWS_ENDPOINT_URL": calling.public_url,
        "AWS_EC2_METADATA_DISABLED": "true",
        "_HANDLER": function.handler or "",
        **keys,
        **opened(calling.seal, function.sealed_environment),
    }
    return ProcessPlan(name, runtime, function.handler or "", code, function.memory_mb, environment)


def loaded(process: FunctionProcess, function: Function, log: KeptLog) -> None:
    """Wait until a new process has loaded the code. Raises FunctionFailed."""
    try:
        said = process.wait_ready(log)
    except OutOfTime:
        process.tell_where(log)
        message = f"The function's module took longer than {LOADING_SECONDS:.0f} s to load."
        raise FunctionFailed(FailureReason.TIME, message, log=log.text()) from None
    except ProcessEnded as ended:
        raise crashed(function, ended.code, log, "while its code was loaded") from None
    except BadFrame as error:
        raise bad_frame(error, log) from None
    if "error" in said:
        reason = FailureReason.MEMORY if said["error"].get("memory") else FailureReason.NOT_LOADED
        raise failed(function, said["error"], log, reason)


def exchanged(process: FunctionProcess, function: Function, frame: bytes, log: KeptLog) -> Mapping[str, Any]:
    """What the process answers. Raises FunctionFailed when it does not."""
    started = time.monotonic()
    try:
        return process.call(frame, function.timeout_seconds, log)
    except OutOfTime:
        process.tell_where(log)
        message = (
            f"The function was ended after {function.timeout_seconds} s, its time limit"
            " (`truthloop function register … --timeout` sets it)."
        )
        raise FunctionFailed(FailureReason.TIME, message, log=log.text()) from None
    except ProcessEnded as ended:
        raise crashed(function, ended.code, log, f"{time.monotonic() - started:.1f} s into the call") from None
    except BadFrame as error:
        raise bad_frame(error, log) from None


def bad_frame(error: BadFrame, log: KeptLog) -> FunctionFailed:
    """Something that is no reply came where replies come."""
    return FunctionFailed(FailureReason.BAD_REPLY, f"The function's reply cannot be read: {error}.", log=log.text())


def crashed(function: Function, code: int, log: KeptLog, when: str) -> FunctionFailed:
    """The process ended by itself."""
    text = log.text()
    if any(words in text for words in _OUT_OF_MEMORY):
        return FunctionFailed(FailureReason.MEMORY, over_memory(function), log=text)
    how = f"exit code {code}" if code >= 0 else f"signal {signal.Signals(-code).name}"
    hint = " Perhaps the machine has too little memory." if code == -signal.SIGKILL else ""
    return FunctionFailed(FailureReason.CRASHED, f"The function's process ended with {how} {when}.{hint}", log=text)


def failed(
    function: Function, error: Mapping[str, Any], log: KeptLog, reason: FailureReason | None = None
) -> FunctionFailed:
    """The function itself, or its runtime, says that it failed."""
    kind, message = str(error.get("errorType")), str(error.get("errorMessage"))
    reason = FailureReason.MEMORY if error.get("memory") else OWN_TYPES.get(kind) or reason or FailureReason.RAISED
    where = f" ({error['where']})" if error.get("where") else ""
    told = {
        FailureReason.MEMORY: over_memory(function),
        FailureReason.NOT_LOADED: f"The function cannot be loaded: {message}{where}.{remedy_for(message)}",
        FailureReason.BAD_REPLY: f"The function's reply is no JSON: {message}.",
        FailureReason.REPLY_SIZE: message,
    }.get(reason, f"The function raised {kind}: {message}{where}.")
    return FunctionFailed(reason, told, error_type=kind, error_message=message, log=log.text())


def over_memory(function: Function) -> str:
    """A sentence about its limit."""
    return (
        f"The function needs more memory than its limit of {function.memory_mb} MB"
        " (`truthloop function register … --memory` sets it)."
    )
