"""Sessions: a random token in the browser's cookie, its SHA-256 with us, twelve hours from the last renewal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from truthloop.storage.database import Database
from truthloop.storage.session_rows import (
    NewSession,
    end_session,
    open_session,
    read_session,
    renew_session,
    sweep_sessions,
)
from truthloop.terms.errors import SignedOut
from truthloop.terms.people import Session
from truthloop.workforce.one_time_links import token_hash

LIFETIME = timedelta(hours=12)
RENEWED_AFTER = timedelta(hours=1)
"""A session is prolonged at most this often by work; asking for the session prolongs it always."""
FORGOTTEN_AFTER = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Visit:
    """Where a sign-in comes from, and the secrets made for it."""

    token: str
    """What the cookie will carry: 32 random bytes."""
    csrf_token: str
    at: datetime
    source_ip: str
    user_agent: str
    request_id: str


def begin_session(database: Database, worker_id: str, visit: Visit) -> Session:
    """A session for a worker whose password was good; `SignedOut` when the worker was disabled meanwhile."""
    new = NewSession(
        token_hash=token_hash(visit.token),
        worker_id=worker_id,
        csrf_token=visit.csrf_token,
        now=visit.at,
        expires_at=visit.at + LIFETIME,
        source_ip=visit.source_ip,
        user_agent=visit.user_agent[:300],
        request_id=visit.request_id,
    )
    session = open_session(database, new)
    if session is None:
        raise SignedOut
    return session


def session_of(database: Database, token: str, now: datetime) -> Session | None:
    """The session of a token; None when it has ended. One that has grown old is prolonged by the way."""
    session = read_session(database, token_hash(token), now)
    if session is None or session.expires_at - now > LIFETIME - RENEWED_AFTER:
        return session
    return prolong_session(database, token, now)


def prolong_session(database: Database, token: str, now: datetime) -> Session | None:
    """The session, its twelve hours beginning anew; None when it has ended."""
    return renew_session(database, token_hash(token), now, now + LIFETIME)


def finish_session(database: Database, token: str) -> bool:
    """End a session; False when it had ended."""
    return end_session(database, token_hash(token))


def sweep(database: Database, now: datetime) -> None:
    """A chore: drop what has expired."""
    sweep_sessions(database, now, now - FORGOTTEN_AFTER)
