"""Tokens of a text by a simple rule, for whoever brings no tokenizer.

A token is a run of letters, digits and underscores, joined by a single dot, comma, hyphen, slash or apostrophe (U.S,
1,000, vice-president, Kim's); any other visible character stands alone. In scripts that do not
part words by spaces (Chinese, Japanese, Thai and their neighbours), and in Korean, where particles cling to names, each
character is a token.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import TypeAlias

Ranges: TypeAlias = list[tuple[int, int]]
"""The first code point of each token and one past its last."""
Tokenizer: TypeAlias = Callable[[str], Ranges]

UNSPACED = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]"
SPACED = rf"(?:(?!{UNSPACED})\w)"
WORD = re.compile(rf"{UNSPACED}|{SPACED}+(?:[-.,/'’]{SPACED}+)*|\S")


def word_tokens(text: str) -> Ranges:
    """Words, and single characters where words are not parted by spaces."""
    return [match.span() for match in WORD.finditer(text)]


def character_tokens(text: str) -> Ranges:
    """Every visible character by itself."""
    return [(place, place + 1) for place, character in enumerate(text) if not character.isspace()]


def cut_at(tokens: Ranges, boundaries: Iterable[int]) -> Ranges:
    """The tokens, cut where a boundary lies inside one: so nothing that people marked is rounded to whole tokens."""
    wanted = sorted(set(boundaries))
    result: Ranges = []
    place = 0
    for start, end in tokens:
        while place < len(wanted) and wanted[place] <= start:
            place += 1
        inside = place
        while inside < len(wanted) and wanted[inside] < end:
            inside += 1
        result += pairwise([start, *wanted[place:inside], end])
        place = inside
    return result
