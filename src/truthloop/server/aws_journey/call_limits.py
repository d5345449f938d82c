"""How much an account may ask for. Nothing is limited unless an operator says so."""

from __future__ import annotations

import math
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from truthloop.terms.errors import Invalid, TooManyAttempts

BURST_SECONDS = 5
"""Calls saved up while an account was quiet: so many seconds' worth may come at once."""


@dataclass(frozen=True, slots=True)
class CallLimits:
    """What an operator can limit."""

    running_loops: int | None = None
    """TRUTHLOOP_RUNNING_LOOPS: human loops of one flow definition that may run at once."""
    calls_per_second: float | None = None
    """TRUTHLOOP_CALLS_PER_SECOND: API calls of one account, per server process."""


def read_call_limits(environment: Mapping[str, str]) -> CallLimits:
    """The limits in an environment; Invalid names the variable and what it allows."""
    running = positive(environment, "TRUTHLOOP_RUNNING_LOOPS")
    return CallLimits(
        None if running is None else int(running),
        positive(environment, "TRUTHLOOP_CALLS_PER_SECOND"),
    )


def positive(environment: Mapping[str, str], name: str) -> float | None:
    """A number above zero, or None when nothing is said."""
    text = environment.get(name, "").strip()
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not (number > 0 and math.isfinite(number)):
        raise Invalid(f"{name} is {text!r}; give a number above 0, or leave it out for no limit.")
    return number


@dataclass(slots=True)
class Bucket:
    """What is left of an account's pace."""

    tokens: float
    filled_at: datetime


@dataclass(slots=True)
class Pace:
    """A token bucket for each account. Safe among threads."""

    per_second: float | None
    buckets: dict[str, Bucket] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, account_id: str, now: datetime) -> None:
        """Take one call's worth, or raise TooManyAttempts."""
        if self.per_second is None:
            return
        most = max(1.0, self.per_second * BURST_SECONDS)
        with self.lock:
            bucket = self.buckets.setdefault(account_id, Bucket(most, now))
            gained = max(0.0, (now - bucket.filled_at).total_seconds()) * self.per_second
            bucket.tokens, bucket.filled_at = min(most, bucket.tokens + gained), now
            if bucket.tokens < 1:
                raise TooManyAttempts("Rate exceeded")
            bucket.tokens -= 1
