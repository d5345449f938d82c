"""Where AWS calls come in: HTTP to the wire's form and back. The journey itself runs in a thread."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response

from truthloop.server.aws_callers import header_only
from truthloop.server.aws_journey.call_limits import CallLimits, Pace, read_call_limits
from truthloop.server.aws_journey.journey_steps import Call, Door, travel
from truthloop.server.aws_journey.known_keys import KnownKeys
from truthloop.server.installation import Installation
from truthloop.server.threads import in_thread
from truthloop.wire.error_writing import respond_error
from truthloop.wire.exchange import WireResponse
from truthloop.wire.operation_routing import service_of
from truthloop.wire.service_models import A2I
from truthloop.wire.wire_errors import RequestTooLarge

LARGEST_BODY: Mapping[str, int] = {A2I: 10 * 1024 * 1024}
"""Bytes. InputContent of 3 MiB is up to three times longer once its characters are escaped in JSON."""
LARGEST_OTHER_BODY = 4 * 1024 * 1024


async def handle(installation: Installation, request: Request) -> Response:
    """The answer to a call of SageMaker, A2I, STS or IAM."""
    return await answer(door_of(installation), request)


@lru_cache(maxsize=4)
def door_of(installation: Installation) -> Door:
    """What the calls of one installation share in this process."""
    return open_door(installation, read_call_limits(os.environ))


def open_door(installation: Installation, limits: CallLimits) -> Door:
    """What `answer` needs: keys at hand, and how much each account may ask for."""
    keys = KnownKeys(installation.database, installation.seal, installation.now)
    return Door(installation, keys, Pace(limits.calls_per_second), limits)


async def answer(door: Door, request: Request) -> Response:
    """As `handle`, over a given door."""
    head = header_only(request.scope)
    request_id = request.scope.get("state", {}).get("request_id") or str(uuid4())
    service = service_of(head)
    try:
        body = await read_body(request, LARGEST_BODY.get(service, LARGEST_OTHER_BODY))
    except RequestTooLarge as error:
        return as_response(respond_error(error, service, request_id), closing=True)
    call = Call(replace(head, body=body), request_id, request.client.host if request.client else "")
    return as_response(await in_thread(travel, door, call))


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


def as_response(told: WireResponse, *, closing: bool = False) -> Response:
    """What the HTTP server sends; `closing` when a body is left unread on the connection."""
    headers = {**told.headers, "Connection": "close"} if closing else dict(told.headers)
    return Response(told.body, told.status, headers)
