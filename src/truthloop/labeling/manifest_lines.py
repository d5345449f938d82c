r"""A manifest taken apart: pieces of bytes into lines, and each line checked. Pure.

Source: "Use an input manifest file", SageMaker developer guide: UTF-8 JSON Lines ending in \n or \r\n, at most
100,000 characters a line, exactly one of `source` and `source-ref`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

import orjson

from truthloop.labeling.line_mistakes import SAMPLE, likely_mistake, meant_source
from truthloop.task_types.manifest_values import shown

LONGEST_LINE = 100_000
"""Characters."""
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
KEYS_SHOWN = 5
"""Keys of a line that are named when none of them is the right one."""

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
        mistake = likely_mistake(bare, text)
        fault = f"is not JSON ({error.msg}, column {error.colno})" + (f": {mistake}" if mistake else "")
        return ManifestLine(text, None, f"{fault}. It is {shown(text)}")
    if not isinstance(parsed, dict):
        return ManifestLine(text, None, f"is JSON, but no object: it is {shown(text)}; a line looks like {SAMPLE}")
    return ManifestLine(text, parsed, line_fault(text, parsed) or check(parsed))


def line_fault(text: str, parsed: Mapping[str, Any]) -> str | None:
    """What is wrong with a line whatever the kind of work."""
    if len(text) > LONGEST_LINE:
        return f"has {len(text):,} characters; a line has at most {LONGEST_LINE:,}"
    if "\\u0000" in text:
        return "holds the character U+0000, which cannot be kept"
    sources = [key for key in ("source", "source-ref") if key in parsed]
    if len(sources) > 1:
        return "must have exactly one of `source` and `source-ref`; it has both"
    if not sources:
        has = meant_source(parsed) or ", ".join(shown(key) for key in islice(parsed, KEYS_SHOWN)) or "no key"
        return f"must have exactly one of `source` (a text) and `source-ref` (an S3 address); it has {has}"
    return None
