"""Calls of functions behind an address: the event in a POST, signed as webhooks are, the reply in the answer.

A container of AWS's own base images takes the same POST at /2015-03-31/functions/function/invocations, so a function
that is packed as an image is registered with that address.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Any, Final

from truthloop.functions.calling import Calling
from truthloop.functions.function_errors import FailureReason, FunctionFailed
from truthloop.functions.function_terms import LARGEST_PAYLOAD, Function, Invocation, Replied
from truthloop.functions.reply_reading import excerpt, own_error, read_json
from truthloop.outbound.outbound_client import CallLimits, OutboundAnswer, send
from truthloop.outbound.outbound_errors import AnswerTooLarge, ConnectionFailed, NoSuchHost, TimedOut
from truthloop.outbound.webhook_signature import signature_headers
from truthloop.terms.errors import TruthloopError

GOOD: Final = range(200, 300)
SERVER_ERRORS: Final = range(500, 600)
REASONS: Final[Mapping[type[TruthloopError], FailureReason]] = {
    TimedOut: FailureReason.TIME,
    AnswerTooLarge: FailureReason.REPLY_SIZE,
    NoSuchHost: FailureReason.UNREACHABLE,
    ConnectionFailed: FailureReason.UNREACHABLE,
}
"""What the errors of a call out mean; any other refuses the call for good."""


def call_url(calling: Calling, function: Function, invocation: Invocation) -> Replied:
    """The reply of an address. Raises FunctionFailed."""
    url = function.url or ""
    limits = CallLimits(
        silence_seconds=function.timeout_seconds,
        total_seconds=function.timeout_seconds,
        largest_answer=LARGEST_PAYLOAD,
    )
    try:
        answer = send(
            replace(calling.outbound, limits=limits),
            "POST",
            url,
            headers=headers_of(calling, function, invocation),
            body=invocation.event,
        )
    except TruthloopError as error:
        reason = REASONS.get(type(error), FailureReason.REFUSED)
        limit = f" Its time limit is {function.timeout_seconds} s." if reason is FailureReason.TIME else ""
        raise FunctionFailed(reason, f"The function at {url} cannot be called: {error.message}{limit}") from error
    return read_answer(answer, url)


def headers_of(calling: Calling, function: Function, invocation: Invocation) -> dict[str, str]:
    """The signature, and which call of which function it is."""
    secret = calling.seal.open(function.sealed_secret or b"")
    signed = signature_headers([secret], message_id=invocation.request_id, sent_at=calling.now(), body=invocation.event)
    return {
        "content-type": "application/json",
        "accept": "application/json",
        "x-truthloop-function-arn": invocation.arn,
        "x-amzn-requestid": invocation.request_id,
        **signed,
    }


def read_answer(answer: OutboundAnswer, url: str) -> Replied:
    """A reply of an answer. Raises FunctionFailed for any other status than 2xx, and for a body that is no JSON."""
    if answer.status not in GOOD:
        raise FunctionFailed(
            reason_of(answer.status), f"The function at {url} answered {answer.status}: {excerpt(answer.body)}"
        )
    try:
        value = read_json(answer.body)
    except ValueError as error:
        raise FunctionFailed(
            FailureReason.BAD_REPLY,
            f"The answer of the function at {url} is no JSON ({error}): {excerpt(answer.body) or '(empty)'}",
        ) from error
    if (failure := own_error(value)) is not None:
        raise raised(failure, url)
    return Replied(value)


def raised(failure: Mapping[str, Any], url: str) -> FunctionFailed:
    """The error that a function gives in Lambda's form."""
    kind, message = str(failure.get("errorType") or "an error"), str(failure["errorMessage"])
    told = f"The function at {url} raised {kind}: {message}."
    trace = failure.get("stackTrace") or failure.get("trace") or []
    log = "\n".join(str(line) for line in trace) if isinstance(trace, list) else str(trace)
    return FunctionFailed(FailureReason.RAISED, told, error_type=kind, error_message=message, log=log)


def reason_of(status: int) -> FailureReason:
    """What a status that is no success means."""
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return FailureReason.THROTTLED
    return FailureReason.UNREACHABLE if status in SERVER_ERRORS else FailureReason.REFUSED
