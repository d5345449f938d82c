"""The tree of errors that rooms raise and the server translates.

    TruthloopError
    ├── NotFound            the thing named does not exist, or is not yours to see
    ├── AlreadyExists       a name is taken
    ├── Conflict            the state does not allow it now
    ├── Invalid             what was given breaks a rule
    ├── LimitExceeded       a quota is full
    ├── Refused             known person, not allowed
    ├── SignedOut           no person known
    ├── TooManyAttempts     slow down
    └── Unavailable         a part we stand on does not answer; try again

Each carries a sentence for people and a kebab-case code for programs.
"""

from __future__ import annotations


class TruthloopError(Exception):
    """Something went wrong."""

    code = "failed"

    def __init__(self, message: str = "", *, code: str = "", **facts: object) -> None:
        super().__init__(message or (type(self).__doc__ or ""))
        self.message = message or (type(self).__doc__ or "")
        self.code = code or type(self).code
        self.facts = facts


class NotFound(TruthloopError):
    """It does not exist, or you have no access to it."""

    code = "not-found"


class AlreadyExists(TruthloopError):
    """The name is already taken."""

    code = "already-exists"


class Conflict(TruthloopError):
    """The present state does not allow this."""

    code = "conflict"


class Invalid(TruthloopError):
    """What was given is not valid."""

    code = "invalid"


class LimitExceeded(TruthloopError):
    """A limit is reached."""

    code = "limit-exceeded"


class Refused(TruthloopError):
    """You are not allowed to do this."""

    code = "refused"


class SignedOut(TruthloopError):
    """Sign in first."""

    code = "signed-out"


class TooManyAttempts(TruthloopError):
    """Too many attempts; wait a little."""

    code = "too-many-attempts"


class Unavailable(TruthloopError):
    """A part of the system does not answer; try again."""

    code = "unavailable"
