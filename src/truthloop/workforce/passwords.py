"""Passwords: which are taken, and how they are kept (Argon2id, RFC 9106, with OWASP's parameters for servers)."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from truthloop.terms.errors import Invalid, Unavailable

SHORTEST = 10
LONGEST = 1024
FEWEST_DISTINCT = 5
SALT_BYTES = 16
WAIT_SECONDS = 10

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
ANYBODY = "$argon2id$v=19$m=19456,t=2,p=1$dHJ1dGhsb29wLW5vYm9keQ$lzrPN4sCFl7MsCksmzuZ01wieeFDNwwlNSFyLMPto5g"
"""A hash that no password has, looked at when there is nobody of an e-mail address: the answer takes as long."""

AT_ONCE = threading.BoundedSemaphore(2)
"""Each hash takes 19 MiB and a core for some 20 ms: many sign-ins at once must not take the machine."""

COMMON_ONES = """
1234567890 0123456789 12345678910 123456789a 0987654321 1q2w3e4r5t 1qaz2wsx3edc qwertyuiop qwerty12345
qwerty123456 asdfghjkl1 zaq12wsxcde password12 password123 password1234 passw0rd123 p@ssw0rd123 iloveyou12
letmein1234 welcome123 welcome1234 administrator changeme123 correcthorsebatterystaple truthloop1 truthloop123
abcdefghij abcdefghijk abc1234567 senha12345 senha123456 mudar12345 brasil1234
"""
COMMON = frozenset(COMMON_ONES.split())


def normalized(password: str) -> str:
    """One spelling for what looks the same: keyboards and systems compose Korean and accents differently."""
    return unicodedata.normalize("NFKC", password)


def hashable(password: str) -> bytes:
    """The bytes that are hashed. Half a character is no reason to fail: it is just another wrong password."""
    return normalized(password).encode("utf-8", "surrogatepass")


def check_password(password: str, email: str) -> None:
    """Raise `Invalid` weak-password, saying the rule, for a password that would be guessed soon."""
    given = normalized(password)
    if not SHORTEST <= len(given) <= LONGEST:
        raise weak(f"A password has {SHORTEST} to {LONGEST:,} characters; this one has {len(given):,}.", "length")
    folded = given.casefold()
    if folded in email_parts(email):
        raise weak("The password must not be your e-mail address.", "email")
    if len(set(folded)) < FEWEST_DISTINCT:
        raise weak(f"The password must have at least {FEWEST_DISTINCT} different characters.", "repetition")
    if folded in COMMON:
        raise weak("This password is one of the first that anybody would try; choose another.", "common")


def email_parts(email: str) -> set[str]:
    """What of an e-mail address a password must not be: all of it, what stands before the @, and that twice."""
    folded = email.casefold()
    name = folded.partition("@")[0]
    return {folded, name, name + name, folded[::-1]}


def weak(message: str, rule: str) -> Invalid:
    """The error for a password that is not taken."""
    return Invalid(message, code="weak-password", rule=rule)


def hash_password(password: str, salt: bytes) -> str:
    """The hash to keep; `salt` is 16 random bytes."""
    with one_of_few():
        return HASHER.hash(hashable(password), salt=salt)


def password_fits(password: str, kept: str | None) -> bool:
    """Whether a password is the one kept. Takes as long when none is kept."""
    if len(password) > LONGEST:
        return False
    with one_of_few():
        try:
            return HASHER.verify(kept or ANYBODY, hashable(password)) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def wants_rehash(kept: str) -> bool:
    """Whether a hash was made with other parameters than today's."""
    return HASHER.check_needs_rehash(kept)


@contextmanager
def one_of_few() -> Iterator[None]:
    """A turn at hashing; `Unavailable` when there is too great a crowd."""
    if not AT_ONCE.acquire(timeout=WAIT_SECONDS):
        raise Unavailable("Too many people are signing in at this moment; try again.")
    try:
        yield
    finally:
        AT_ONCE.release()
