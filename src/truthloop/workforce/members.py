"""Workers as members of work teams: added, disabled, enabled, given a new start."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from truthloop.storage.database import Database, Row, transaction
from truthloop.storage.worker_rows import (
    directory,
    disable_worker,
    enable_worker,
    find_credentials,
    find_worker,
    insert_worker,
    join_team,
    members_of,
    read_password_hash,
    set_language,
    set_password,
)
from truthloop.terms.errors import AlreadyExists, Invalid, NotFound
from truthloop.terms.people import Worker
from truthloop.terms.resources import Resource
from truthloop.workforce.email_addresses import checked_email
from truthloop.workforce.passwords import LONGEST, check_password, hash_password, password_fits, weak

LANGUAGES = ("en", "ko", "pt-BR")


SHORTEST_GIVEN = 6
"""Characters of a password that an operator gives on the command line."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A person to be added, and what must be random about them."""

    email: str
    password: str | None
    """None: the person chooses one, by a one-time link."""
    must_change_password: bool
    entropy: bytes
    """8 random bytes: the worker's id."""
    sub: str
    """A fresh UUID: the identity that answers are signed with."""
    salt: bytes
    """16 random bytes."""


@dataclass(frozen=True, slots=True)
class Membership:
    """What adding somebody came to."""

    worker: Worker
    new_worker: bool
    new_member: bool


def add_member(database: Database, team: Resource, newcomer: Newcomer, now: datetime) -> Membership:
    """Make a person a member of a team, and a worker if not one yet.

    `Invalid` malformed-email or weak-password; `AlreadyExists` worker-exists when a password is given for somebody
    who has another: theirs is not replaced by the way. Somebody invited who has none yet gets it.
    """
    email = checked_newcomer(newcomer)
    hashed = password_to_keep(database, email, newcomer)
    with transaction(database) as connection:
        made = insert_worker(
            connection,
            worker_id=newcomer.entropy.hex(),
            email=email,
            sub=newcomer.sub,
            password_hash=hashed,
            must_change_password=newcomer.must_change_password,
            now=now,
        )
        worker_id = newcomer.entropy.hex() if made else known(database, email).id
        joined = join_team(connection, team.id, worker_id, now)
    worker = known(database, email)
    if hashed is not None and not made:
        set_password(database, worker.id, hashed, must_change_password=newcomer.must_change_password, now=now)
    return Membership(worker, made, joined)


def checked_newcomer(newcomer: Newcomer) -> str:
    """The e-mail address as it is kept; `Invalid` malformed-email or weak-password.

    A password that the worker must change serves once, and one that the operator chose is the operator's to answer
    for: here only its length is bounded. `why_weak` says what is wrong with it otherwise.
    """
    email = checked_email(newcomer.email)
    if newcomer.password is not None and not SHORTEST_GIVEN <= len(newcomer.password) <= LONGEST:
        raise weak(f"A password has {SHORTEST_GIVEN} to {LONGEST:,} characters.", "length")
    return email


def why_weak(newcomer: Newcomer) -> str | None:
    """Why a worker could not choose this password, or None."""
    try:
        check_password(newcomer.password or "", checked_email(newcomer.email))
    except Invalid as error:
        return error.message
    return None


def password_to_keep(database: Database, email: str, newcomer: Newcomer) -> str | None:
    """The hash of a newcomer's password; None when there is none, or it is the one kept already."""
    if newcomer.password is None:
        return None
    present = find_credentials(database, email)
    if present is not None and present[1] is not None:
        if password_fits(newcomer.password, present[1]):
            return None
        raise AlreadyExists(
            f"{email} is a worker already, with another password. Leave the password out to add a membership only, "
            f"or reset the worker to set a new one.",
            code="worker-exists",
        )
    return hash_password(newcomer.password, newcomer.salt)


def known(database: Database, email: str) -> Worker:
    """The worker of an e-mail address; `NotFound` otherwise."""
    worker = find_worker(database, checked_email(email))
    if worker is None:
        raise NotFound(f"There is no worker {email!r}.", code="no-such-worker")
    return worker


def disable(database: Database, email: str, now: datetime) -> Worker:
    """Stop a worker from signing in and end every session; answers given stay."""
    worker = known(database, email)
    disable_worker(database, worker.id, now)
    return worker


def enable(database: Database, email: str) -> Worker:
    """Let a disabled worker sign in again, with the password there was."""
    worker = known(database, email)
    enable_worker(database, worker.id)
    return worker


def reset(database: Database, email: str, now: datetime) -> Worker:
    """Take a worker's password away and end every session: a one-time link is the way back."""
    worker = known(database, email)
    set_password(database, worker.id, None, must_change_password=False, now=now)
    return worker


def choose_language(database: Database, worker: Worker, language: str | None) -> None:
    """Keep a worker's language, None for the browser's; `Invalid` unknown-language otherwise."""
    if language is not None and language not in LANGUAGES:
        allowed = ", ".join(LANGUAGES)
        raise Invalid(f"The portal speaks {allowed}, not {str(language)[:40]!r}.", code="unknown-language")
    set_language(database, worker.id, language)


def has_password(database: Database, worker: Worker) -> bool:
    """Whether the worker can sign in by password already, and so needs no link."""
    return read_password_hash(database, worker.id) is not None


def members(database: Database, team: Resource) -> list[Worker]:
    """A team's members by e-mail address."""
    return members_of(database, team.id)


def list_workers(database: Database, team: Resource | None) -> Sequence[Row]:
    """Every worker, or a team's: id, email, sub, language, disabled, created_at, has_password, teams (names)."""
    return directory(database, None if team is None else team.id)
