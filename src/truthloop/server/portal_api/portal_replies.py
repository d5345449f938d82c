"""What the portal is answered: JSON, the session cookie, and one table from our errors to HTTP."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import orjson
from starlette.responses import Response

from truthloop.terms.errors import (
    AlreadyExists,
    Conflict,
    Invalid,
    LimitExceeded,
    NotFound,
    Refused,
    SignedOut,
    TooManyAttempts,
    TruthloopError,
    Unavailable,
)

COOKIE = "truthloop_session"
COOKIE_PATH = "/portal"

STATUSES: tuple[tuple[type[TruthloopError], int], ...] = (
    (NotFound, 404),
    (AlreadyExists, 409),
    (Conflict, 409),
    (LimitExceeded, 413),
    (Invalid, 400),
    (Refused, 403),
    (SignedOut, 401),
    (TooManyAttempts, 429),
    (Unavailable, 503),
    (TruthloopError, 500),
)
"""An error's HTTP status: the first row that it is one of."""

STATUS_OF_CODE = {"not-json": 415}
"""Codes that HTTP has a narrower status for."""

UNAVAILABLE_FOR = 2
"""Seconds after which a client may ask again when a part of ours does not answer."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An action's answer."""

    content: object = None
    """JSON, or None for an answer without a body."""
    status: int = 200
    cookie: str | None = None
    """A Set-Cookie header's value."""
    headers: Mapping[str, str] = field(default_factory=dict)


def nothing(cookie: str | None = None) -> Reply:
    """Done, and nothing to say."""
    return Reply(status=204, cookie=cookie)


def error_reply(error: TruthloopError) -> Reply:
    """The reply to an error: `{"error": {"code", "message", …facts}}`."""
    status = STATUS_OF_CODE.get(error.code) or next(number for kind, number in STATUSES if isinstance(error, kind))
    content = {"error": {"code": error.code, "message": error.message, **error.facts}}
    return Reply(content, status, headers=retry_header(error))


def retry_header(error: TruthloopError) -> dict[str, str]:
    """When to ask again, for errors that pass."""
    if isinstance(error, TooManyAttempts):
        return {"Retry-After": str(error.facts.get("retry_after_seconds", UNAVAILABLE_FOR))}
    return {"Retry-After": str(UNAVAILABLE_FOR)} if isinstance(error, Unavailable) else {}


def response_of(reply: Reply) -> Response:
    """A reply as HTTP. Nothing of it may be kept by anybody on the way."""
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", **reply.headers}
    if reply.cookie is not None:
        headers["Set-Cookie"] = reply.cookie
    if reply.status == 204:  # noqa: PLR2004 - No Content
        return Response(status_code=204, headers=headers)
    return Response(orjson.dumps(reply.content), reply.status, headers, "application/json")


def session_cookie(token: str, seconds: int, *, secure: bool, path: str = COOKIE_PATH) -> str:
    """The cookie that carries a session: for our own pages only, out of reach of scripts."""
    flags = "; Secure" if secure else ""
    return f"{COOKIE}={token}; Path={path}; Max-Age={seconds}; HttpOnly; SameSite=Strict{flags}"


def no_cookie(*, secure: bool, path: str = COOKIE_PATH) -> str:
    """The cookie that takes the session's away."""
    return session_cookie("", 0, secure=secure, path=path)
