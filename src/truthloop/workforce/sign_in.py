"""Signing in by e-mail address and password, and changing the password."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from truthloop.storage.database import Database
from truthloop.storage.session_rows import attempt_succeeded, record_attempt
from truthloop.storage.worker_rows import find_credentials, read_password_hash, replace_hash, set_password
from truthloop.terms.errors import Refused, SignedOut, TooManyAttempts
from truthloop.terms.people import Session, Worker
from truthloop.workforce.email_addresses import sign_in_name
from truthloop.workforce.one_time_links import token_hash
from truthloop.workforce.passwords import check_password, hash_password, password_fits, wants_rehash, weak
from truthloop.workforce.sessions import Visit, begin_session

WINDOW = timedelta(minutes=15)
MOST_BY_EMAIL = 10
MOST_BY_IP = 100
"""More than by e-mail address: a whole team may sit behind one address."""


@dataclass(frozen=True, slots=True)
class PasswordChange:
    """A worker's wish for another password."""

    current: str
    new: str
    token: str
    """The session that asks, which is the only one to go on."""
    salt: bytes
    at: datetime
    source_ip: str


def sign_in(database: Database, email: str, password: str, salt: bytes, visit: Visit) -> Session:
    """A session for the right password.

    `SignedOut` wrong-credentials otherwise: whether the address, the password or the permission was at fault is not
    said, nor shown by the time it takes. `TooManyAttempts` after ten failures for the address, or a hundred from the
    IP address, within a quarter of an hour. `salt` is used when the hash must be made anew.
    """
    name = sign_in_name(email)
    attempt = admit(database, name, visit.source_ip, visit.at)
    found = find_credentials(database, name)
    kept = None if found is None else found[1]
    if not password_fits(password, kept) or found is None or kept is None or found[0].disabled:
        raise SignedOut("The e-mail address or the password is wrong.", code="wrong-credentials")
    session = begin_session(database, found[0].id, visit)
    attempt_succeeded(database, attempt)
    if wants_rehash(kept):
        replace_hash(database, found[0].id, kept, hash_password(password, salt))
    return session


def admit(database: Database, name: str, source_ip: str, now: datetime) -> int:
    """The number of a new attempt; `TooManyAttempts` with `retry_after_seconds` when there were too many."""
    attempt, full_since = record_attempt(
        database,
        email=name,
        source_ip=source_ip,
        now=now,
        since=now - WINDOW,
        most_by_email=MOST_BY_EMAIL,
        most_by_ip=MOST_BY_IP,
    )
    if attempt is not None:
        return attempt
    wait = max(1, math.ceil(((full_since or now) + WINDOW - now).total_seconds()))
    raise TooManyAttempts(
        f"Too many attempts to sign in. Try again in {math.ceil(wait / 60)} minutes.", retry_after_seconds=wait
    )


def change_password(database: Database, worker: Worker, change: PasswordChange) -> None:
    """Replace the password and end the worker's other sessions.

    `Refused` wrong-credentials when the current one is wrong (and `TooManyAttempts` after ten of these), `Invalid`
    weak-password when the new one is not taken.
    """
    attempt = admit(database, sign_in_name(worker.email), change.source_ip, change.at)
    if not password_fits(change.current, read_password_hash(database, worker.id)):
        raise Refused("The current password is wrong.", code="wrong-credentials")
    attempt_succeeded(database, attempt)
    check_password(change.new, worker.email)
    if change.new == change.current:
        raise weak("The new password is the present one.", "same")
    set_password(
        database,
        worker.id,
        hash_password(change.new, change.salt),
        must_change_password=False,
        kept_session=token_hash(change.token),
        now=change.at,
    )
