r"""A manifest taken apart: pieces of bytes into lines, and each line checked. Pure.

Source: "Use an input manifest file", SageMaker developer guide: UTF-8 JSON Lines ending in \n or \r\n, at most
100,000 characters a line, exactly one of `source` and `source-ref`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

LONGEST_LINE = 100_000
"""Characters."""
BYTE_ORDER_MARK = b"\xef\xbb\xbf"

CheckLine = Callable[[Mapping[str, Any]], str | None]


@dataclass(frozen=True, slots=True)
class ManifestLine:
    """One line: its text, and what it holds or why it cannot be worked on."""

    text: str
    parsed: Mapping[str, Any] | None
    fault: str | None


def lines_in(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The lines of a stream of pieces, each with its line end, the last perhaps without."""
    rest = b""
    for piece in pieces:
        *lines, rest = (rest + piece).split(b"\n")
        for line in lines:
            yield line + b"\n"
    if rest:
        yield rest


def read_line(raw: bytes, check: CheckLine) -> ManifestLine | None:
    """One line, checked; None for one that holds nothing."""
    bare = raw.removeprefix(BYTE_ORDER_MARK).strip(b" \t\r\n")
    if not bare:
        return None
    text = bare.decode("utf-8", errors="replace").replace("\0", "\ufffd")
    try:
        parsed = orjson.loads(bare)
    except orjson.JSONDecodeError as error:
        return ManifestLine(text, None, f"is not JSON: {error}")
    if not isinstance(parsed, dict):
        return ManifestLine(text, None, 'is JSON, but no object: a line looks like {"source-ref": "s3://…"}')
    return ManifestLine(text, parsed, line_fault(text, parsed) or check(parsed))


def line_fault(text: str, parsed: Mapping[str, Any]) -> str | None:
    """What is wrong with a line whatever the kind of work."""
    if len(text) > LONGEST_LINE:
        return f"has {len(text):,} characters; a line has at most {LONGEST_LINE:,}"
    if "\\u0000" in text:
        return "holds the character U+0000, which cannot be kept"
    sources = [key for key in ("source", "source-ref") if key in parsed]
    if len(sources) != 1:
        return "must have exactly one of `source` and `source-ref`; it has " + (" and ".join(sources) or "neither")
    return None
