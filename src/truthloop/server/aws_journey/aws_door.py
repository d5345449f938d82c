"""Where AWS calls come in: HTTP to the wire's form and back. The journey itself runs in a thread."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import uuid4

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from truthloop.server.aws_journey.call_limits import CallLimits, Pace
from truthloop.server.aws_journey.journey_steps import Call, Door, travel
from truthloop.server.aws_journey.known_keys import KnownKeys
from truthloop.server.installation import Installation
from truthloop.wire.error_writing import respond_error
from truthloop.wire.exchange import WireRequest, WireResponse, wire_request
from truthloop.wire.operation_routing import service_of
from truthloop.wire.service_models import A2I, S3
from truthloop.wire.wire_errors import RequestTooLarge

LARGEST_BODY: Mapping[str, int] = {A2I: 10 * 1024 * 1024}
"""Bytes. InputContent of 3 MiB is up to three times longer once its characters are escaped in JSON."""
LARGEST_OTHER_BODY = 4 * 1024 * 1024


def open_door(installation: Installation, limits: CallLimits | None = None) -> Door:
    """What `handle` needs; make one for each server process. `door.keys` serves the objects gateway too."""
    limits = limits or CallLimits()
    keys = KnownKeys(installation.database, installation.seal, installation.now)
    return Door(installation, keys, Pace(limits.calls_per_second), limits)


def is_aws_request(scope: Scope) -> bool:
    """Whether a request speaks AWS: signed, or shaped like one of its calls. Never reads the body."""
    wire = head_of(scope)
    return is_signed(wire) or service_of(wire) != S3


def is_signed(wire: WireRequest) -> bool:
    """Whether somebody claims to have signed, with Version 4 or (S3 only) Version 2."""
    authorization = wire.headers.get("authorization", "")
    return (
        authorization.startswith(("AWS4-HMAC-SHA256", "AWS "))
        or "X-Amz-Signature=" in wire.query
        or "AWSAccessKeyId=" in wire.query
    )


def is_objects_request(scope: Scope) -> bool:
    """Whether a request is for S3, as far as its head says."""
    return service_of(head_of(scope)) == S3


def head_of(scope: Scope) -> WireRequest:
    """The request without its body."""
    return wire_request(
        scope["method"], scope.get("raw_path") or scope["path"].encode(), scope["query_string"], scope["headers"], None
    )


async def handle(door: Door, request: Request) -> Response:
    """The answer to a call of SageMaker, A2I, STS or IAM."""
    scope = request.scope
    request_id = scope.get("state", {}).get("request_id") or str(uuid4())
    head = head_of(scope)
    service = service_of(head)
    try:
        body = await read_body(request, LARGEST_BODY.get(service, LARGEST_OTHER_BODY))
    except RequestTooLarge as error:
        return as_response(respond_error(error, service, request_id), closing=True)
    call = Call(with_body(head, body), request_id, request.client.host if request.client else "")
    return as_response(await run_in_threadpool(travel, door, call))


async def read_body(request: Request, most: int) -> bytes:
    """The whole body; RequestTooLarge before more than `most` bytes are held."""
    stated = request.headers.get("content-length", "0")
    if stated.isdecimal() and int(stated) > most:
        raise RequestTooLarge(most)
    chunks, length = [], 0
    async for chunk in request.stream():
        length += len(chunk)
        if length > most:
            raise RequestTooLarge(most)
        chunks.append(chunk)
    return b"".join(chunks)


def with_body(head: WireRequest, body: bytes) -> WireRequest:
    """The whole request."""
    return WireRequest(head.method, head.path, head.query, head.headers, body)


def as_response(answer: WireResponse, *, closing: bool = False) -> Response:
    """What the HTTP server sends; `closing` when a body is left unread on the connection."""
    headers = {**answer.headers, "Connection": "close"} if closing else dict(answer.headers)
    return Response(answer.body, answer.status, headers)
