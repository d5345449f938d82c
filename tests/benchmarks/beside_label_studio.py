"""The rows in which Truthloop stands beside Label Studio at the same work, in the same run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.figures import Rate
from benchmarks.peer_label_studio import PEER, PeerMeasured

FEW = 8
"""People at once, besides the 64 of the other rows."""
MOST_OBJECTS = 10_000
"""The peer is measured up to here: it takes its tasks in one request."""
NAME = PEER.replace("label-studio==", "Label Studio ")


@dataclass(frozen=True)
class Side:
    """One product at one size."""

    who: str
    objects: int
    in_seconds: float
    rates: Sequence[Rate]
    """With FEW clients and with many."""
    out_seconds: float
    memory_mb: float

    def row(self) -> str:
        work = " | ".join(f"{one.per_second:,.1f} | {one.median_ms:,.0f} | {one.errors}" for one in self.rates)
        return (
            f"| {self.who} | {self.objects:,} | {self.in_seconds:.1f} | {work} "
            f"| {self.out_seconds:.1f} | {self.memory_mb:.0f} |"
        )


def peer_side(one: PeerMeasured) -> Side:
    return Side(NAME, one.objects, one.imported_seconds, one.rates, one.exported_seconds, one.memory_mb)


def section(ours: Sequence[Side], peer: list[PeerMeasured] | str) -> list[str]:
    """The lines of the page, from the heading on."""
    if isinstance(peer, str):
        return ["## Beside Label Studio", "", f"Not measured in this run: {peer}.", ""]
    sides = sorted([*ours, *map(peer_side, peer)], key=lambda side: side.objects)
    heads = [f"cycles/s, {rate.clients} people | median ms | failed" for rate in sides[0].rates]
    return [
        "## Beside Label Studio",
        "",
        f"The same work in the same run, after ours and alone on the machine: {NAME}, started as its guide says",
        "(`label-studio start`, SQLite), spoken to by its own HTTP API with the sessions of so many signed-in people.",
        "Short texts with two classes. In: its import of the tasks, our job from the manifest to the first task.",
        "Out: its export of every task as JSON, our manifest of every line, each of which has a label by then.",
        "Memory: the whole process tree, PostgreSQL and object store included, shared pages counted once.",
        "",
        f"| | tasks | in s | {' | '.join(heads)} | out s | memory MB |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
        *(side.row() for side in sides),
        "",
    ]
