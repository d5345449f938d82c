r"""The model's patterns, which are Java's, compiled so that they mean here what they mean at AWS.

Differences that matter: a pattern is of the whole value; ``.`` matches no line end of any kind;
``\w``, ``\d`` and ``\s`` are ASCII while ``\p{L}`` is not. None of AWS's has ``(?`` or ``\1``.
Python's ``re`` knows no ``\p``: hence ``regex``.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import regex

_LONGEST: Final = 1_000_000
_SECONDS: Final = 0.25  # a pattern that takes longer is refused: none of AWS's does on what lengths allow
_ANY_BUT_LINE_ENDS: Final = r"[^\n\r\u0085\u2028\u2029]"
# Groups only group: ``regex`` would remember each of a million repeats of one that captures.
_OUTSIDE_CLASSES: Final = {".": _ANY_BUT_LINE_ENDS, "(": "(?:"}
_ASCII_CLASSES: Final = {
    "w": "a-zA-Z0-9_",
    "W": r"\x00-/:-@\[-^`{-\U0010ffff",
    "d": "0-9",
    "D": r"\x00-/:-\U0010ffff",
    "s": r" \t\n\x0b\f\r",
    "S": r"\x00-\x08\x0e-\x1f!-\U0010ffff",
}
"""What goes between brackets for each of Java's letters: ``regex`` would mean all of Unicode by them."""


def matches(pattern: str, value: str) -> bool:
    """Whether the whole value satisfies the pattern; also False where deciding takes too long.

    A value of more than a million characters satisfies none.
    """
    if len(value) > _LONGEST:
        return False
    try:
        return _compiled(pattern).fullmatch(value, timeout=_SECONDS) is not None
    except TimeoutError:
        return False


@cache
def _compiled(pattern: str) -> regex.Pattern[str]:
    return regex.compile(_from_java(pattern), regex.VERSION0)


def _from_java(pattern: str) -> str:
    r"""The same pattern in ``regex``'s language: ``.``, ``\w``, ``\d`` and ``\s`` spelt out."""
    parts: list[str] = []
    position, in_class = 0, False
    while position < len(pattern):
        one = pattern[position]
        if one == "\\":
            parts.append(_escape(pattern[position + 1], in_class=in_class))
            position += 2
            continue
        parts.append(one if in_class else _OUTSIDE_CLASSES.get(one, one))
        in_class = one == "[" or (in_class and one != "]")
        position += 1
    return "".join(parts)


def _escape(letter: str, *, in_class: bool) -> str:
    if letter not in _ASCII_CLASSES:
        return "\\" + letter
    return _ASCII_CLASSES[letter] if in_class else f"[{_ASCII_CLASSES[letter]}]"
