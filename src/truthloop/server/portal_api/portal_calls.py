"""A portal call's journey: read, guarded, known, done, answered.

    read_body      at most as much as the action takes; what is over is drained, so that the browser sees our answer
    guard          from our own page: Origin, Content-Type, and for a session its CSRF token
    who            the session of the cookie
    action         one function of `session_routes` or `task_routes`
    answer         its reply, or the error's

Reading is asynchronous; all the rest is one plain function in one thread, a single hop for each call.
"""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from truthloop.server.installation import Installation
from truthloop.server.portal_api.json_bodies import Json, parse_object
from truthloop.server.portal_api.portal_replies import COOKIE, Reply, error_reply, response_of, session_cookie
from truthloop.server.portal_api.session_memory import SessionMemory
from truthloop.server.threads import in_thread
from truthloop.tasks.acting import Acting
from truthloop.terms.errors import LimitExceeded, Refused, SignedOut, TruthloopError
from truthloop.terms.people import Session
from truthloop.workforce.sessions import session_of

SMALL = 64 * 1024
"""Bytes of a body that carries no work."""
DRAINED = 64 * 1024 * 1024
"""How much of a body over the limit is still read, and thrown away, before we hang up."""


@dataclass(frozen=True, slots=True)
class Portal:
    """What every call stands on."""

    installation: Installation
    memory: SessionMemory
    page_key: bytes
    """Signs the addresses of worker pages."""

    @property
    def secure(self) -> bool:
        """Whether cookies demand HTTPS."""
        return self.installation.settings.secure_cookies


@dataclass(frozen=True, slots=True)
class Call:
    """One call, as an action sees it."""

    portal: Portal
    path: Mapping[str, str]
    headers: Mapping[str, str]
    body: dict[str, Json]
    token: str
    """The session cookie's value, or nothing."""
    at: datetime
    source_ip: str
    request_id: str

    @property
    def installation(self) -> Installation:
        """The installation called."""
        return self.portal.installation


KnownAction = Callable[[Call, Session], Reply]
OpenAction = Callable[[Call], Reply]


@dataclass(frozen=True, slots=True)
class Doorway:
    """What a call must bring, and how much it may."""

    limit: int = SMALL
    what: str = "body"
    """What is too large when there is more than the limit."""
    guarded: bool = True
    """Whether it changes something."""
    before_password_change: bool = False
    """Whether it is allowed while the password must be changed."""


Endpoint = Callable[[Request], Awaitable[Response]]


def for_anybody(portal: Portal, action: OpenAction, doorway: Doorway) -> Endpoint:
    """The endpoint of an action that needs no session."""

    def run(call: Call) -> Reply:
        return action(call)

    return endpoint(portal, run, doorway)


def for_worker(portal: Portal, action: KnownAction, doorway: Doorway) -> Endpoint:
    """The endpoint of an action of a worker who is signed in."""

    def run(call: Call) -> Reply:
        session, fresh = known(call)
        if doorway.guarded:
            check_csrf(call, session)
        if session.worker.must_change_password and not doorway.before_password_change:
            raise Refused("Choose a new password first.", code="password-change-required")
        reply = action(call, session)
        return with_cookie(call, session, reply) if fresh and reply.cookie is None else reply

    return endpoint(portal, run, doorway)


def endpoint(portal: Portal, run: OpenAction, doorway: Doorway) -> Endpoint:
    """The journey around an action."""

    async def answer(request: Request) -> Response:
        try:
            body = await read_body(request, doorway.limit)
        except ClientDisconnect:
            return Response(status_code=400)
        return await in_thread(go, request, body)

    def go(request: Request, body: bytes | int) -> Response:
        try:
            if isinstance(body, int):
                raise too_much(body, doorway)
            if doorway.guarded:
                guard(portal, request, body)
            return response_of(run(call_of(portal, request, body)))
        except TruthloopError as error:
            return response_of(error_reply(error))

    return answer


async def read_body(request: Request, limit: int) -> bytes | int:
    """The body, or its size in bytes when it is over the limit: counted as far as we listened."""
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= limit:
            chunks.append(chunk)
        elif size > DRAINED:
            break
        else:
            chunks.clear()
    return b"".join(chunks) if size <= limit else size


def too_much(size: int, doorway: Doorway) -> LimitExceeded:
    """The error for a body over the limit."""
    return LimitExceeded(
        f"The {doorway.what} is too large: {size:,} bytes or more; at most {doorway.limit:,} are taken.",
        code=f"{doorway.what}-too-large",
        size=size,
        limit=doorway.limit,
    )


def guard(portal: Portal, request: Request, body: bytes) -> None:
    """Refuse what another site's page could make a browser send."""
    origin = request.headers.get("origin")
    if origin is not None:
        host = origin.partition("://")[2]
        if not host or host not in {request.headers.get("host"), portal.installation.settings.public_host}:
            raise Refused(f"A page of {origin[:200]!r} may not call the portal.", code="foreign-origin")
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    # No body and no type is what a script of ours sends for a bare POST; the CSRF header then speaks for it.
    if media_type != "application/json" and (body or media_type):
        raise Refused(f"Send application/json, not {media_type[:100] or 'nothing'!r}.", code="not-json")


def call_of(portal: Portal, request: Request, body: bytes) -> Call:
    """The call behind a request."""
    client = request.client
    return Call(
        portal=portal,
        path=request.path_params,
        headers=request.headers,
        body=parse_object(body),
        token=request.cookies.get(COOKIE, ""),
        at=portal.installation.now(),
        source_ip="" if client is None else client.host,
        request_id=request.scope.get("state", {}).get("request_id") or portal.installation.new_uuid(),
    )


def known(call: Call) -> tuple[Session, bool]:
    """The session of a call, and whether it was looked up anew; `SignedOut` when there is none."""
    if not call.token:
        raise SignedOut
    memory = call.portal.memory
    remembered = memory.find(call.token, call.at)
    if remembered is not None:
        return remembered, False
    found = session_of(call.installation.database, call.token, call.at)
    kept = None if found is None else memory.keep(call.token, found, call.at)
    if kept is None:
        raise SignedOut
    return kept, True


def check_csrf(call: Call, session: Session) -> None:
    """Raise `Refused` unless the call carries the session's own token."""
    given = call.headers.get("x-csrf-token", "")
    if not hmac.compare_digest(given.encode(), session.csrf_token.encode()):
        raise Refused("The X-CSRF-Token header does not belong to this session.", code="csrf-token-mismatch")


def with_cookie(call: Call, session: Session, reply: Reply) -> Reply:
    """The reply, prolonging the cookie as the session was."""
    return Reply(reply.content, reply.status, cookie_of(call, call.token, session), reply.headers)


def cookie_of(call: Call, token: str, session: Session) -> str:
    """The cookie of a session, lasting as long."""
    seconds = int((session.expires_at - call.at).total_seconds())
    return session_cookie(token, seconds, secure=call.portal.secure)


def acting(call: Call, session: Session) -> Acting:
    """Who does it, for the rooms."""
    return Acting(session.worker.id, call.at, call.source_ip, call.request_id)
