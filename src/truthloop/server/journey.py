"""Every request's journey, whatever it asks: named, counted, logged.

name_request   an id, given back as X-Request-Id and bound to every log line
dispatch       AWS calls by their signature, everything else by its path
count          metrics by area and status
log            one line, without query strings and page tokens: they are secrets
"""

from __future__ import annotations

import sys
import time
import uuid
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import orjson
import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from truthloop.server.health_routes import Meters

QUIET = ("/healthz", "/readyz", "/metrics", "/portal/assets", "/console/assets", "/assets")
"""Paths whose good answers are not worth a line."""

API = ("/portal/api/", "/console/api/")


class Journey:
    """The outermost application."""

    def __init__(
        self, aws: ASGIApp, api: ASGIApp, web: ASGIApp, is_aws: Callable[[Scope], bool], meters: Meters
    ) -> None:
        self.aws = aws
        self.api = api
        self.web = web
        self.is_aws = is_aws
        self.meters = meters

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take one request, or a lifespan message."""
        if scope["type"] != "http":
            await self.web(scope, receive, send)
            return
        request_id = name_request(scope)
        area, application = self.dispatch(scope)
        started, status = time.perf_counter(), [500]
        try:
            await application(scope, receive, noting(send, status, request_id))
        finally:
            self.count(area, status[0], time.perf_counter() - started)
            write_line(scope, area, status[0], time.perf_counter() - started)

    def dispatch(self, scope: Scope) -> tuple[str, ASGIApp]:
        """The area that answers a request, and its application."""
        if self.is_aws(scope):
            return "aws", self.aws
        if scope["path"].startswith(API):
            return "api", self.api
        first = scope["path"].split("/", 2)[1] if scope["path"].count("/") else ""
        return (
            first if first in {"portal", "console", "pages", "assets", "readyz", "healthz", "metrics"} else "other"
        ), self.web

    def count(self, area: str, status: int, seconds: float) -> None:
        """Count an answered request."""
        self.meters.requests.labels(area, str(status)).inc()
        self.meters.seconds.labels(area).observe(seconds)


def name_request(scope: Scope) -> str:
    """Give the request an id that every log line of it carries."""
    request_id = str(uuid.uuid4())
    scope.setdefault("state", {})["request_id"] = request_id
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=request_id)
    return request_id


def noting(send: Send, status: list[int], request_id: str) -> Callable[[Message], Awaitable[None]]:
    """`send`, remembering the status and adding the request's id."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            status[0] = message["status"]
            message["headers"] = [*message.get("headers", ()), (b"x-request-id", request_id.encode())]
        await send(message)

    return sending


def write_line(scope: Scope, area: str, status: int, seconds: float) -> None:
    """One log line for one request."""
    path = scope["path"]
    if status < 400 and path.startswith(QUIET):  # noqa: PLR2004 - HTTP's own border
        return
    shown = "/pages/…" if path.startswith("/pages/") else path[:200]
    line = {
        "event": "request",
        "request_id": scope["state"]["request_id"],
        "area": area,
        "method": scope["method"],
        "path": shown,
        "status": status,
        "milliseconds": round(seconds * 1000, 2),
        "level": "info",
        "timestamp": datetime.now(UTC),
    }
    # By far the most lines are these, and there is no secret in them to hide: written straight out.
    sys.stdout.buffer.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))
    sys.stdout.buffer.flush()
