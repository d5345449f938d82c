"""A portal call's journey: read, guarded, known, done, answered.

    read_body      at most as much as the action takes; what is over is drained, so that the browser sees our answer
    guard          from our own page: Origin, Content-Type, and for a session its CSRF token
    who            the session of the cookie
    action         one function of `session_routes` or `task_routes`
    answer         its reply, or the error's

Reading is asynchronous; all the rest is one plain function in one thread, a single hop for each call. The calls made
most go that way several at once when several come at the same moment (`gathering`).
"""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from truthloop.server.installation import Installation
from truthloop.server.portal_api.doorways import Doorway, guard, read_body, too_much
from truthloop.server.portal_api.gathering import Arrival, Gathering, for_those_left
from truthloop.server.portal_api.json_bodies import Json, parse_object
from truthloop.server.portal_api.portal_replies import (
    COOKIE,
    COOKIE_PATH,
    Reply,
    error_reply,
    response_of,
    session_cookie,
)
from truthloop.server.portal_api.session_memory import SessionMemory
from truthloop.server.threads import in_thread
from truthloop.tasks.acting import Acting
from truthloop.terms.errors import Refused, SignedOut, TruthloopError, Unavailable
from truthloop.terms.people import Session
from truthloop.workforce.sessions import session_of


@dataclass(frozen=True, slots=True)
class Portal:
    """What every call stands on."""

    installation: Installation
    memory: SessionMemory
    page_key: bytes
    """Signs the addresses of worker pages."""
    path: str = COOKIE_PATH
    """Below which the session's cookie is sent: portal and console have one each."""

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


@dataclass(frozen=True, slots=True)
class Visit:
    """A call that was let through."""

    call: Call
    session: Session
    fresh: bool
    """Whether the session was looked up anew."""


KnownAction = Callable[[Call, Session], Reply]
OpenAction = Callable[[Call], Reply]
GatheredAction = Callable[[Sequence[Visit]], Sequence[Reply | None]]
"""Several calls of one action; None for those that must go alone."""
Endpoint = Callable[[Request], Awaitable[Response]]


def for_anybody(portal: Portal, action: OpenAction, doorway: Doorway) -> Endpoint:
    """The endpoint of an action that needs no session."""

    def run(call: Call) -> Reply:
        return action(call)

    return endpoint(portal, run, doorway)


def for_worker(portal: Portal, action: KnownAction, doorway: Doorway) -> Endpoint:
    """The endpoint of an action of a worker who is signed in."""
    return endpoint(portal, once_admitted(action, doorway), doorway)


def once_admitted(action: KnownAction, doorway: Doorway) -> OpenAction:
    """The action of a call whose session is looked up first."""

    def run(call: Call) -> Reply:
        visit = admitted(call, doorway)
        return remembering(visit, action(call, visit.session))

    return run


def for_workers(portal: Portal, action: KnownAction, gathered: GatheredAction, doorway: Doorway) -> Endpoint:
    """The endpoint of an action that workers call so often that it is also done for several of them at once."""
    run = once_admitted(action, doorway)

    def alone(arrival: Arrival) -> Response:
        return answered(portal, arrival.request, arrival.body, run, doorway)

    def together(arrivals: Sequence[Arrival]) -> list[Response | None]:
        visits = [visit_of(portal, arrival, doorway) for arrival in arrivals]
        return for_those_left(visits, lambda left: list(map(maybe_response, left, gathered(left))))

    gathering = Gathering(alone, together)

    async def answer(request: Request) -> Response:
        try:
            body = await read_body(request, doorway.limit)
        except ClientDisconnect:
            return Response(status_code=400)
        if isinstance(body, int):
            return response_of(error_reply(too_much(body, doorway)))
        return await gathering.answer(Arrival(request, body))

    return answer


def visit_of(portal: Portal, arrival: Arrival, doorway: Doorway) -> Visit | None:
    """A call that may go on to its action; None for one whose refusal it hears by itself."""
    try:
        if doorway.guarded:
            guard(portal.installation.settings.public_host, arrival.request, arrival.body)
        return admitted(call_of(portal, arrival.request, arrival.body), doorway)
    except Unavailable:
        raise  # then it is for everybody
    except TruthloopError:
        return None


def maybe_response(visit: Visit, reply: Reply | None) -> Response | None:
    """A reply as HTTP, if there is one."""
    return None if reply is None else response_of(remembering(visit, reply))


def admitted(call: Call, doorway: Doorway) -> Visit:
    """The call of a worker who may make it."""
    session, fresh = known(call)
    if doorway.guarded:
        check_csrf(call, session)
    if session.worker.must_change_password and not doorway.before_password_change:
        raise Refused("Choose a new password first.", code="password-change-required")
    return Visit(call, session, fresh)


def remembering(visit: Visit, reply: Reply) -> Reply:
    """The reply, prolonging the cookie where the session was just looked up."""
    return with_cookie(visit.call, visit.session, reply) if visit.fresh and reply.cookie is None else reply


def endpoint(portal: Portal, run: OpenAction, doorway: Doorway) -> Endpoint:
    """The journey around an action."""

    async def answer(request: Request) -> Response:
        try:
            body = await read_body(request, doorway.limit)
        except ClientDisconnect:
            return Response(status_code=400)
        return await in_thread(answered, portal, request, body, run, doorway)

    return answer


def answered(portal: Portal, request: Request, body: bytes | int, run: OpenAction, doorway: Doorway) -> Response:
    """What an action, or the reason why it was not let through, says."""
    try:
        if isinstance(body, int):
            raise too_much(body, doorway)
        if doorway.guarded:
            guard(portal.installation.settings.public_host, request, body)
        return response_of(run(call_of(portal, request, body)))
    except TruthloopError as error:
        return response_of(error_reply(error))


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
    return session_cookie(token, seconds, secure=call.portal.secure, path=call.portal.path)


def acting(call: Call, session: Session) -> Acting:
    """Who does it, for the rooms."""
    return Acting(session.worker.id, call.at, call.source_ip, call.request_id)
