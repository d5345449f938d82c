"""Lines of the output manifest: the input line as it came, with the label put in. Pure.

What stands in the line already is not written anew: numbers keep their digits, keys their order. Only a label or its
metadata that an earlier try left behind (an expired object that is labelled now) is cut out first.
"""

from __future__ import annotations

import json
from typing import Any

import orjson

DECODER = json.JSONDecoder()
BLANK = " \t\r\n"


def json_text(value: Any) -> str:  # noqa: ANN401 - any JSON value
    """A value as compact JSON, numbers of any size included."""
    try:
        return orjson.dumps(value).decode()
    except TypeError:  # a whole number beyond 64 bits, which only the standard library writes
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def label_text(attribute: str, value: Any, metadata: dict[str, Any]) -> str:  # noqa: ANN401 - any JSON value
    """The label attribute and its metadata, as they stand in an output line."""
    return json_text({attribute: value, f"{attribute}-metadata": metadata})


def failure_text(attribute: str, reason: str) -> str:
    """The metadata of an object without a label, as AWS writes it."""
    metadata = {"retry-count": 1, "failure-reason": reason, "human-annotated": "true"}
    return json_text({f"{attribute}-metadata": metadata})


def merged(line: str, label: str | None, attribute: str) -> str:
    """The output line of an input line (a JSON object's text) and its label (another's)."""
    if label is None:
        return line
    metadata = f"{attribute}-metadata"
    if f'"{metadata}"' in line or f'"{attribute}"' in line:
        line = without_members(line, {attribute, metadata})
    body = line.rstrip(BLANK)[:-1].rstrip(BLANK)
    return body + ("" if body.endswith("{") else ",") + label[1:]


def without_members(line: str, names: set[str]) -> str:
    """A JSON object's text without some of its members; everything else letter by letter."""
    kept = [text for name, text in members(line) if name not in names]
    return "{" + ",".join(kept) + "}"


def members(line: str) -> list[tuple[str, str]]:
    """Name and text of each member of a JSON object."""
    found, at = [], skip_blank(line, line.index("{") + 1)
    while line[at] != "}":
        name, after = DECODER.raw_decode(line, at)
        value_at = skip_blank(line, skip_blank(line, after) + 1)
        _, end = DECODER.raw_decode(line, value_at)
        found.append((name, line[at:end]))
        at = skip_blank(line, end)
        if line[at] == ",":
            at = skip_blank(line, at + 1)
    return found


def skip_blank(text: str, at: int) -> int:
    """The next place that is not blank."""
    while text[at] in BLANK:
        at += 1
    return at
