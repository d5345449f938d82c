"""Times as we write them."""

from __future__ import annotations

from datetime import UTC, datetime


def iso_milliseconds(moment: datetime) -> str:
    """`2026-11-22T04:28:41.123Z`: the form of AWS's answer times and of our own API."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"
