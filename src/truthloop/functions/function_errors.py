"""What can go wrong with a function.

TruthloopError
├── NotFound
│   └── FunctionNotRegistered     nothing lies behind the ARN
├── Invalid
│   └── BadFunction               what was to be registered cannot run; says why
└── FunctionFailed                a call gave no result; `reason` says in which of these ways
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from truthloop.terms.errors import Invalid, NotFound, TruthloopError

LOG_LINES: Final = 12


class FunctionNotRegistered(NotFound):
    """Nothing is registered under the ARN."""

    code = "function-not-registered"


class BadFunction(Invalid):
    """What was to be registered cannot run."""

    code = "bad-function"


class FailureReason(StrEnum):
    """The ways in which a call can fail; with `function-` before it, the error's code."""

    RAISED = "raised"
    """The function itself said that it failed."""
    NOT_LOADED = "not-loaded"
    """Its module or handler cannot be had."""
    TIME = "time-limit"
    MEMORY = "memory-limit"
    REPLY_SIZE = "reply-too-large"
    EVENT_SIZE = "event-too-large"
    BAD_REPLY = "bad-reply"
    """What it returned is no JSON."""
    REFUSED = "refused"
    """The other side does not take the call: a 4xx status, no right to invoke, an address that may not be called."""
    CRASHED = "crashed"
    """Its process ended before it replied."""
    THROTTLED = "throttled"
    UNREACHABLE = "unreachable"
    """No connection, or a 5xx status."""


TRANSIENT: Final = frozenset({FailureReason.CRASHED, FailureReason.THROTTLED, FailureReason.UNREACHABLE})
"""Ways that may not repeat themselves: those are tried again. What the function itself said is final."""

LIMITS: Final = frozenset(
    {FailureReason.TIME, FailureReason.MEMORY, FailureReason.REPLY_SIZE, FailureReason.EVENT_SIZE}
)


class FunctionFailed(TruthloopError):
    """The call of a function gave no result."""

    code = "function-failed"

    def __init__(
        self,
        reason: FailureReason,
        message: str,
        *,
        arn: str = "",
        error_type: str | None = None,
        error_message: str | None = None,
        log: str = "",
        request_id: str = "",
        attempts: int = 1,
    ) -> None:
        super().__init__(message, code=f"function-{reason}")
        self.reason = reason
        self.arn = arn
        self.error_type = error_type
        """The function's own: `KeyError`, `Runtime.ImportModuleError`, …"""
        self.error_message = error_message
        self.log = log
        """What it printed during the call, the middle left out where it is long."""
        self.request_id = request_id
        self.attempts = attempts

    @property
    def limit(self) -> FailureReason | None:
        """Which limit was exceeded, if one was."""
        return self.reason if self.reason in LIMITS else None

    @property
    def transient(self) -> bool:
        """Whether it may go well next time."""
        return self.reason in TRANSIENT

    def explained(self, lines: int = LOG_LINES) -> str:
        """Which function, what went wrong, and the last lines of the log: for people."""
        told = f"{self.arn}: {self.message}" if self.arn else self.message
        end = "\n".join(self.log.rstrip().splitlines()[-lines:])
        return f"{told}\nThe end of its log:\n{end}" if end else told
