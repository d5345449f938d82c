"""What happens to a call, step by step. Each step adds to the call, or raises an error that ends the journey.

    find_route        which service, which operation
    authenticate      whose signature it is: account, principal, region
    keep_pace         not more than the operator allows the account
    read_parameters   from JSON, form, path and query
    check_parameters  every rule of AWS's model
    perform           the operation itself

Whatever the outcome, `answer` writes it down in AWS's form, and a call that changes something is in the audit trail.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import structlog

from truthloop.server.aws_journey.aws_error_table import aws_error, internal_failure
from truthloop.server.aws_journey.call_limits import CallLimits, Pace
from truthloop.server.aws_journey.known_keys import KnownKeys
from truthloop.server.installation import Installation
from truthloop.server.operations.call_context import CallContext, Operation
from truthloop.server.operations.identity_calls import principal_of
from truthloop.server.operations.operation_table import OPERATIONS
from truthloop.storage.account_rows import write_audit
from truthloop.terms.errors import TruthloopError
from truthloop.terms.resources import Place
from truthloop.wire.error_writing import respond_error
from truthloop.wire.exchange import WireRequest, WireResponse
from truthloop.wire.input_validation import validate
from truthloop.wire.operation_routing import Route, route, service_of
from truthloop.wire.request_parsing import parse
from truthloop.wire.response_writing import respond
from truthloop.wire.service_models import operation_model, unknown_operation
from truthloop.wire.signature_faults import TokenExpired, refused
from truthloop.wire.sigv4 import verify
from truthloop.wire.wire_errors import ValidationFailed, WireError
from truthloop.workforce.access_keys import CLIENT, ROLE

REGION = re.compile(r"[a-z0-9-]{1,32}")

log = structlog.get_logger("truthloop.aws")


@dataclass(frozen=True, slots=True)
class Door:
    """What every journey stands on; one for each server process."""

    installation: Installation
    keys: KnownKeys
    pace: Pace
    limits: CallLimits


@dataclass(slots=True)
class Call:
    """One call on its way."""

    wire: WireRequest
    request_id: str
    source_ip: str
    service: str = ""
    where: Route | None = None
    context: CallContext | None = None
    params: Mapping[str, Any] = field(default_factory=dict)
    output: Mapping[str, Any] = field(default_factory=dict)

    @property
    def operation(self) -> str:
        """The operation's name; empty before it is known."""
        return "" if self.where is None else self.where.operation

    @property
    def routed(self) -> Route:
        """Where the call goes, once `find_route` has said so."""
        if self.where is None:
            raise RuntimeError("the call has no route yet")
        return self.where

    @property
    def caller(self) -> CallContext:
        """Who calls, once `authenticate` has said so."""
        if self.context is None:
            raise RuntimeError("nobody knows yet who calls")
        return self.context


def find_route(_door: Door, call: Call) -> None:
    """Which service, which operation."""
    call.service = service_of(call.wire)
    call.where = route(call.wire)


def authenticate(door: Door, call: Call) -> None:
    """Whose signature it is."""
    now = door.installation.now()
    protocol = call.routed.protocol
    signed = verify(call.wire, protocol, door.keys.secret_for, now)
    try:
        key = door.keys.find(signed.access_key_id, signed.session_token)
    except TokenExpired:
        raise refused("expired-token", protocol) from None
    if key is None or key.purpose not in {CLIENT, ROLE}:
        raise refused("unknown-key", protocol)
    if not REGION.fullmatch(signed.region):
        raise refused("mismatch", protocol, f"Credential should be scoped to a valid region, not '{signed.region}'.")
    call.context = CallContext(
        installation=door.installation,
        operation=call.operation,
        place=Place(key.account_id, signed.region),
        principal_arn=principal_of(key),
        request_id=call.request_id,
        source_ip=call.source_ip,
        now=now,
        most_running=door.limits.running_loops,
    )


def keep_pace(door: Door, call: Call) -> None:
    """Not more than the operator allows the account."""
    door.pace.take(call.caller.place.account_id, call.caller.now)


def read_parameters(_door: Door, call: Call) -> None:
    """From JSON, form, path and query."""
    call.params = parse(call.wire, operation_model(call.routed.service, call.operation))


def check_parameters(_door: Door, call: Call) -> None:
    """Every rule of AWS's model, and one of PostgreSQL's: a text holds no NUL."""
    validate(call.params, operation_model(call.routed.service, call.operation).input_shape)
    if at := nul_in(call.params):
        raise ValidationFailed(f"1 validation error detected: Value at '{at}' holds a NUL character (\\u0000).")


def nul_in(value: object, path: str = "") -> str:
    """Where a text with a NUL stands, or an empty text."""
    if isinstance(value, str):
        return path if "\x00" in value else ""
    if isinstance(value, Mapping):
        found = (nul_in(inner, f"{path}.{name}".lstrip(".")) for name, inner in value.items())
    elif isinstance(value, list):
        found = (nul_in(inner, f"{path}[{index}]") for index, inner in enumerate(value))
    else:
        return ""
    return next(filter(None, found), "")


def perform(_door: Door, call: Call) -> None:
    """The operation itself."""
    call.output = offered(call).call(call.caller, call.params)


def offered(call: Call) -> Operation:
    """The operation, or UnknownOperation while it is known and not yet offered."""
    operation = OPERATIONS.get(call.operation)
    if operation is None:
        raise unknown_operation(call.service, f"The operation '{call.operation}' is not offered yet; it")
    return operation


STEPS: tuple[Callable[[Door, Call], None], ...] = (
    find_route,
    authenticate,
    keep_pace,
    read_parameters,
    check_parameters,
    perform,
)


def travel(door: Door, call: Call) -> WireResponse:
    """The whole journey; never raises."""
    failure: WireError | None = None
    try:
        for step in STEPS:
            step(door, call)
        response = respond(operation_model(call.routed.service, call.operation), call.output, call.request_id)
    except Exception as error:  # noqa: BLE001 - a traceback is for the log, never for the client
        failure = as_wire_error(call, error)
        response = respond_error(failure, call.service or "sagemaker", call.request_id, call.operation or None)
    note(door, call, failure)
    return response


def as_wire_error(call: Call, error: Exception) -> WireError:
    """What is told of an error."""
    if isinstance(error, WireError):
        return error
    if isinstance(error, TruthloopError):
        return aws_error(error, call.service, call.operation)
    log.error("call_failed", operation=call.operation, request_id=call.request_id, exc_info=error)
    return internal_failure(call.service, call.request_id)


def note(door: Door, call: Call, failure: WireError | None) -> None:
    """One log line for each call; a line in the audit trail for those that change something."""
    outcome = "ok" if failure is None else failure.code
    actor = "" if call.context is None else call.context.principal_arn
    log.info("call", service=call.service, operation=call.operation, outcome=outcome, actor=actor)
    operation = OPERATIONS.get(call.operation)
    if operation is None or operation.subject is None or call.context is None or not call.params:
        return
    try:
        write_audit(
            door.installation.database,
            at=call.context.now,
            actor=actor,
            action=call.operation,
            subject=subject_of(operation, call.context, call.params),
            outcome=outcome,
            source_ip=call.source_ip,
            request_id=call.request_id,
        )
    except TruthloopError:  # the call is done: the log keeps what the table could not take
        log.exception("audit_missed", operation=call.operation, outcome=outcome, actor=actor)


def subject_of(operation: Operation, context: CallContext, params: Mapping[str, Any]) -> str:
    """What a call was about, as far as its parameters say; they may be the very thing that was wrong."""
    try:
        subject = operation.subject(context, params) if operation.subject else ""
    except KeyError:
        subject = ""
    return subject[:1024].replace("\x00", "\N{REPLACEMENT CHARACTER}")
