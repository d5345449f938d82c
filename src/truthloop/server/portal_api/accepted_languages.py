"""Which of our languages a browser asks for (RFC 9110, section 12.5.4)."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache

OURS = {"en": "en", "ko": "ko", "pt": "pt-BR"}
"""A language's primary subtag, and what we have of it."""


@lru_cache(maxsize=256)
def best_language(header: str) -> str:
    """`en`, `ko` or `pt-BR`: the first of ours by the browser's preference, else English."""
    wishes = [wish for position, part in enumerate(header[:500].split(",")) if (wish := weighed(part, position))]
    for _weight, _position, tag in sorted(wishes):
        if tag in OURS:
            return OURS[tag]
    return "en"


def weighed(part: str, position: int) -> tuple[float, int, str] | None:
    """An entry as something to sort by, its primary subtag last; None when it is not wanted or malformed."""
    tag, _, weight = part.partition(";")
    quality = 1.0
    if weight.strip():
        with suppress(ValueError):
            quality = float(weight.strip().removeprefix("q="))
    primary = tag.strip().partition("-")[0].lower()
    return (-quality, position, primary) if quality > 0 else None
