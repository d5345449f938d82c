"""Times on the wire: seconds since 1970 or ISO 8601, to the millisecond. Inside: aware, UTC."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from typing import Final

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def from_epoch(seconds: float) -> datetime:
    """A time from seconds since 1970; raises ValueError outside the years 1 to 9999."""
    if not math.isfinite(seconds):
        raise ValueError(f"{seconds} is no time")
    try:
        # Rounded once, to the microsecond: adding the float as it is would carry its error along.
        return _EPOCH + timedelta(microseconds=round(seconds * 1_000_000))
    except OverflowError:
        raise ValueError(f"{seconds} seconds since 1970 is outside the years 1 to 9999") from None


def from_text(text: str) -> datetime:
    """A time from ISO 8601 (no zone means UTC) or from seconds in digits; raises ValueError."""
    try:
        return from_epoch(float(text))
    except ValueError:
        pass
    given = datetime.fromisoformat(text)
    try:
        return given.replace(tzinfo=UTC) if given.tzinfo is None else given.astimezone(UTC)
    except OverflowError:
        raise ValueError(f"{text} is outside the years 1 to 9999") from None


def to_epoch(moment: datetime) -> float:
    """Seconds since 1970, whole milliseconds."""
    return (_utc(moment) - _EPOCH) // timedelta(milliseconds=1) / 1000


def to_iso(moment: datetime) -> str:
    """``2026-07-30T09:15:00.250Z``."""
    return _utc(moment).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone")
    return moment.astimezone(UTC)
