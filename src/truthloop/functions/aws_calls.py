"""Calls of functions that AWS Lambda runs.

Source: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
"""

from __future__ import annotations

import base64
from typing import Any, Final

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    NoCredentialsError,
    PartialCredentialsError,
    ProfileNotFound,
    ReadTimeoutError,
)

from truthloop.functions.calling import Calling
from truthloop.functions.function_errors import FailureReason, FunctionFailed
from truthloop.functions.function_terms import Function, Invocation, Replied, function_region
from truthloop.functions.reply_reading import excerpt, read_json

THROTTLES: Final = frozenset({"TooManyRequestsException", "ThrottlingException", "EC2ThrottledException"})
NO_KEYS: Final = (NoCredentialsError, PartialCredentialsError, ProfileNotFound)
UNKNOWN_KEY: Final = frozenset({"UnrecognizedClientException", "InvalidClientTokenId", "ExpiredTokenException"})
SERVER_ERROR: Final = 500


def call_aws(calling: Calling, function: Function, invocation: Invocation) -> Replied:
    """The reply of a function in AWS. Raises FunctionFailed."""
    region = function_region(function.subject, calling.region)
    try:
        client = calling.lambda_clients.client(region, function.profile, function.timeout_seconds)
        response = client.invoke(
            FunctionName=function.subject,
            InvocationType="RequestResponse",
            LogType="Tail",
            Payload=invocation.event,
        )
        payload = response["Payload"].read()
    except ClientError as error:
        raise refused(error) from error
    except NO_KEYS as error:
        raise FunctionFailed(FailureReason.REFUSED, no_keys(str(error))) from error
    except ReadTimeoutError as error:
        message = f"AWS Lambda did not answer within {function.timeout_seconds} s, the function's time limit here."
        raise FunctionFailed(FailureReason.TIME, message) from error
    except BotoCoreError as error:
        raise FunctionFailed(FailureReason.UNREACHABLE, f"AWS Lambda cannot be reached: {error}") from error
    return read_response(response, payload)


def read_response(response: dict[str, Any], payload: bytes) -> Replied:
    """A reply of AWS's response. Raises FunctionFailed where the function failed there."""
    log = base64.b64decode(response.get("LogResult", "")).decode("utf-8", "replace")
    try:
        value = read_json(payload or b"null")
    except ValueError as error:
        told = f"The function's reply is no JSON ({error}): {excerpt(payload)}"
        raise FunctionFailed(FailureReason.BAD_REPLY, told, log=log) from error
    if response.get("FunctionError"):
        raise failed_there(value, log)
    return Replied(value, log)


def failed_there(value: object, log: str) -> FunctionFailed:
    """What AWS says of a function that failed."""
    told = value if isinstance(value, dict) else {"errorMessage": value}
    kind, message = str(told.get("errorType") or "Unhandled"), str(told.get("errorMessage"))
    reason = FailureReason.RAISED
    if kind == "Sandbox.Timedout" or "Task timed out after" in message:
        reason = FailureReason.TIME
    elif kind == "Runtime.OutOfMemory" or "signal: killed" in message:
        reason = FailureReason.MEMORY
    elif kind in {"Runtime.ImportModuleError", "Runtime.HandlerNotFound", "Runtime.UserCodeSyntaxError"}:
        reason = FailureReason.NOT_LOADED
    sentence = f"The function in AWS raised {kind}: {message}"
    return FunctionFailed(reason, sentence, error_type=kind, error_message=message, log=log)


def refused(error: ClientError) -> FunctionFailed:
    """AWS's own refusal of a call."""
    code, message = error.response["Error"]["Code"], error.response["Error"].get("Message", "")
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    if code in THROTTLES:
        return FunctionFailed(FailureReason.THROTTLED, f"AWS Lambda throttles the call: {message}")
    if status >= SERVER_ERROR:
        return FunctionFailed(FailureReason.UNREACHABLE, f"AWS Lambda answered {status} {code}: {message}")
    if code in UNKNOWN_KEY:
        return FunctionFailed(FailureReason.REFUSED, no_keys(f"{code}: {message}"))
    return FunctionFailed(FailureReason.REFUSED, f"AWS Lambda refuses the call with {code}: {message}")


def no_keys(told: str) -> str:
    """What to do about credentials."""
    return (
        f"AWS does not take the credentials that Truthloop found on this machine ({told}). It looks where all AWS tools"
        " do, in the environment that `truthloop up` was started with: not one in which `truthloop env` set the keys."
        " A profile is named with `truthloop function register … --aws --profile NAME`."
    )
