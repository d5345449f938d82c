"""What is likely to be behind a manifest line that cannot be parsed: the slips people make most. Pure."""

from __future__ import annotations

import re

SAMPLE = '{"source-ref": "s3://bucket/1.jpg"}'
GZIP = b"\x1f\x8b"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
NOT_A_NUMBER = re.compile(r"[:\[,]\s*-?(NaN|Infinity)\b")


def likely_mistake(raw: bytes, text: str) -> str | None:
    """The slip behind a line (its bytes, and as text) that is not JSON; None when nothing better can be said."""
    return file_mistake(raw, text) or writing_mistake(text)


def file_mistake(raw: bytes, text: str) -> str | None:
    """What is wrong with the whole file."""
    if raw.startswith(GZIP):
        return "the file is compressed by gzip; upload it as plain text"
    if b"\0" in raw or raw.startswith(UTF_16):
        return "the file is UTF-16 or no text at all; save it as UTF-8"
    if "\ufffd" in text:
        return "it is not UTF-8; save the manifest as UTF-8"
    if text.startswith("["):
        return f"a manifest is no JSON array, but one object a line, without commas between: {SAMPLE}"
    return None


def writing_mistake(text: str) -> str | None:
    """What is wrong with how the line is written."""
    if text.endswith("},"):
        return "there is a comma after the object; a manifest has one object a line and nothing between them"
    if text.startswith("{'"):
        return "the quotes are single; JSON wants double ones (in Python: json.dumps(line), not str(line))"
    if not text.startswith("{") or text == "{":
        return f"each line must be one whole object, such as {SAMPLE}"
    if NOT_A_NUMBER.search(text):
        return "NaN and Infinity are no JSON; write null or leave the key out"
    return None
