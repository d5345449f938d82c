"""What an export or import had to leave out or change: all of it counted, the first of it in words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

KEPT = 100
"""Remarks kept in full; the others are only counted."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that is not in the result as it was in the source."""

    line: int
    """Line of the manifest, or the place of the entry in the file that was imported; 0 for the whole."""
    matter: str
    """What kind of thing happened, the same words each time: `no label`."""
    detail: str

    def __str__(self) -> str:
        where = f"line {self.line}: " if self.line else ""
        return f"{where}{self.matter}: {self.detail}" if self.detail else f"{where}{self.matter}"


@dataclass(slots=True)
class Remarks:
    """Gathers remarks in bounded memory while a stream goes by."""

    written: int = 0
    """Objects that are in the result."""
    first: list[Remark] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    """How often each matter came up."""

    def say(self, line: int, matter: str, detail: str = "") -> None:
        """Note one thing."""
        self.counts[matter] += 1
        if len(self.first) < KEPT:
            self.first.append(Remark(line, matter, detail))
