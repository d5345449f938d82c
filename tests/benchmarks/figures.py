"""Medians, percentiles and the table that is written."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Rate:
    """How often something was done, and how long each time took."""

    what: str
    clients: int
    per_second: float
    median_ms: float
    p99_ms: float
    errors: int = 0

    def row(self) -> str:
        return (
            f"| {self.what} | {self.clients} | {self.per_second:,.0f} | {self.median_ms:.1f} | {self.p99_ms:.1f} "
            f"| {self.errors} |"
        )


@dataclass(frozen=True)
class Fact:
    """One figure with the bound it should keep."""

    what: str
    value: str
    wanted: str

    def row(self) -> str:
        return f"| {self.what} | {self.value} | {self.wanted} |"


def rate(what: str, clients: int, seconds: float, times: Sequence[float], errors: int = 0) -> Rate:
    """A Rate from the time of each (in seconds)."""
    ordered = sorted(times)
    p99 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))] if ordered else float("nan")
    median = statistics.median(ordered) if ordered else float("nan")
    return Rate(what, clients, len(ordered) / seconds, median * 1000, p99 * 1000, errors)


def machine() -> str:
    """The machine in one line, without its name."""
    model = next(
        (
            line.split(":", 1)[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        platform.machine(),
    )
    gib = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    linux, python = platform.release().split("-")[0], platform.python_version()
    return f"{os.cpu_count()} cores ({model}), {gib:.0f} GiB, Linux {linux}, Python {python}"
