"""Which color each label has in a mask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from truthloop.task_types.mask_pictures import WHITE

FIRST_COLORS = (
    *(0x1F77B4, 0xFF7F0E, 0x2CA02C, 0xD62728, 0x9467BD, 0x8C564B, 0xE377C2, 0x7F7F7F, 0xBCBD22, 0x17BECF),
    *(0xAEC7E8, 0xFFBB78, 0x98DF8A, 0xFF9896, 0xC5B0D5, 0xC49C94, 0xF7B6D2, 0xC7C7C7, 0xDBDB8D, 0x9EDAE5),
)
"""What AWS's masks are seen with, in the order of labels."""
STEP = 0x9E3779
"""Odd: its multiples meet every color once before any twice."""


def label_colors(labels: Iterable[str], painted: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """A color (0xRRGGBB) for each label, no two alike and none white: the one most workers painted it with.

    Labels that nobody has a color for, or whose color another label took, get the next free one.
    """
    votes: dict[str, Counter[int]] = {label: Counter() for label in labels}
    for colors in painted:
        for label, color in colors.items():
            if label in votes and color != WHITE:
                votes[label][color] += 1
    wanted = {label: max(found, key=lambda color: (found[color], -color)) for label, found in votes.items() if found}
    taken: dict[int, str] = {}
    for label in votes:
        if label in wanted:
            taken.setdefault(wanted[label], label)
    kept = {label: color for color, label in taken.items()}
    free = free_colors(taken)
    return {label: kept[label] if label in kept else next(free) for label in votes}


def free_colors(taken: Mapping[int, str]) -> Iterator[int]:
    """The colors nobody has, well-known ones first."""
    given = set(taken) | {WHITE}
    for color in chain(FIRST_COLORS, (number * STEP % (WHITE + 1) for number in range(1, WHITE))):
        if color not in given:
            given.add(color)
            yield color
