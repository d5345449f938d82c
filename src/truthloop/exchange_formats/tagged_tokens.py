"""A text cut into tokens, and spans as BIO tags over them.

A token is a run of letters, digits and underscores, or one other character that is no white space; it is cut further
where a span begins or ends, so that tags say spans exactly. Offsets count code points.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from truthloop.exchange_formats.labelled_items import TextSpan

_TOKEN = re.compile(r"\w+|[^\w\s]")
OUTSIDE = "O"


@dataclass(frozen=True, slots=True)
class Token:
    """A token and its place."""

    text: str
    start: int
    end: int
    tag: str = OUTSIDE
    """`O`, `B-NAME` or `I-NAME`."""


@dataclass(frozen=True, slots=True)
class TaggedText:
    """The tokens of a text, and the spans that tags could not say."""

    tokens: tuple[Token, ...]
    overlapping: tuple[TextSpan, ...]
    """Spans that overlap one that was kept."""
    empty: tuple[TextSpan, ...]
    """Spans that hold nothing but white space, or lie beyond the text's end."""


def tagged(text: str, spans: Sequence[TextSpan]) -> TaggedText:
    """The text's tokens with tags.

    Of overlapping spans the one that begins first is kept, of those the longest, of those the first given; white space
    at a span's ends is no part of it.
    """
    kept: list[tuple[str, int, int]] = []
    overlapping, empty = [], []
    for span, place in sorted(((span, _trimmed(text, span)) for span in spans), key=lambda pair: _order(pair[1])):
        if place is None:
            empty.append(span)
        elif kept and place[0] < kept[-1][2]:
            overlapping.append(span)
        else:
            kept.append((span.name, *place))
    return TaggedText(tuple(_tokens(text, kept)), tuple(overlapping), tuple(empty))


def _trimmed(text: str, span: TextSpan) -> tuple[int, int] | None:
    if span.end > len(text):
        return None
    said = text[span.start : span.end]
    start = span.start + len(said) - len(said.lstrip())
    return (start, start + len(said.strip())) if said.strip() else None


def _order(place: tuple[int, int] | None) -> tuple[int, int]:
    return (0, 0) if place is None else (place[0], -place[1])


def _tokens(text: str, kept: Sequence[tuple[str, int, int]]) -> list[Token]:
    tokens: list[Token] = []
    end_of_last = 0
    for name, start, end in kept:
        tokens += _plain(text, end_of_last, start)
        inside = _plain(text, start, end)
        tokens += [Token(t.text, t.start, t.end, f"{'I' if i else 'B'}-{name}") for i, t in enumerate(inside)]
        end_of_last = end
    return tokens + _plain(text, end_of_last, len(text))


def _plain(text: str, start: int, end: int) -> list[Token]:
    return [Token(found[0], found.start(), found.end()) for found in _TOKEN.finditer(text, start, end)]
