"""One-time sign-in links: how a worker gets a first password, or a new one, without anybody else knowing it.

The link is `/portal/sign-in?invitation=TOKEN`. The page it opens asks for a password and sends it with the token to
`POST /portal/api/invitation`, which signs in. Only the token's SHA-256 is kept.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

from truthloop.storage.database import Database
from truthloop.storage.session_rows import accept_invitation, find_invited, invite
from truthloop.terms.errors import Invalid
from truthloop.terms.people import Worker
from truthloop.workforce.passwords import check_password, hash_password

LASTS = timedelta(days=7)
PATH = "/portal/sign-in?invitation="


def token_hash(token: str) -> bytes:
    """What is kept of a session's or a link's token. The token is 32 random bytes: it needs no salt."""
    return sha256(token.encode("utf-8", "surrogatepass")).digest()


def make_link(database: Database, worker_id: str, public_url: str, token: str, now: datetime) -> str:
    """The address that lets a worker choose a password, once, within seven days."""
    invite(database, token_hash(token), worker_id, now, now + LASTS)
    return public_url.rstrip("/") + PATH + token


def choose_password(database: Database, token: str, password: str, salt: bytes, now: datetime) -> Worker:
    """Use a link up: the password is the worker's from now on.

    `Invalid` invitation-used when the link is unknown, used, expired or its worker disabled; weak-password, with
    the link still good.
    """
    worker = find_invited(database, token_hash(token), now)
    if worker is None:
        raise spent()
    check_password(password, worker.email)
    if accept_invitation(database, token_hash(token), hash_password(password, salt), now) is None:
        raise spent()
    return worker


def spent() -> Invalid:
    """The error for a link that opens nothing."""
    return Invalid(
        "This link was used already, or is older than seven days. Ask whoever invited you for a new one.",
        code="invitation-used",
    )
