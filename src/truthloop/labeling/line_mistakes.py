"""What is likely to be behind a manifest line that cannot be parsed: the slips people make most. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

SAMPLE = '{"source-ref": "s3://bucket/1.jpg"}'
GZIP = b"\x1f\x8b"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
PYTHON_WORD = re.compile(r"[:\[,]\s*(True|False|None)\s*[,}\]]")
NEARLY = {"source": "source", "sourceref": "source-ref"}
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
    return foreign_writing(text) or whole_object_mistake(text) or place_mistake(text)


def foreign_writing(text: str) -> str | None:
    """What is written as another language or an editor has it."""
    if NOT_A_NUMBER.search(text):
        return "NaN and Infinity are no JSON; write null or leave the key out"
    if "\u201c" in text and '{"' not in text:
        return "the quotes are typographic; JSON wants straight ones"
    if PYTHON_WORD.search(text):
        return "True, False and None are Python's; JSON has true, false and null (in Python: json.dumps(line))"
    return None


def whole_object_mistake(text: str) -> str | None:
    """What stands after a line's object; None when it has no whole one."""
    try:
        _, end = json.JSONDecoder().raw_decode(text)
    except ValueError:
        return None
    return f"there is more after the object ({text[end : end + 20]!r}); each object needs a line of its own"


def place_mistake(text: str) -> str | None:
    """What is wrong at the place where reading stopped."""
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        if error.msg.startswith("Invalid \\escape"):
            return "a backslash in a text is written twice"
        if error.msg.startswith("Invalid control"):
            return "a tab or line end inside a text is written \\t or \\n"
        if error.msg.startswith("Expecting property name") and re.match(r"[A-Za-z_]", text[error.pos :]):
            return "each key stands in double quotes"
        if error.msg.startswith("Expecting ',' delimiter"):
            return 'a comma is missing, or a quote inside a text that is written \\"'
    return None


def meant_source(keys: Iterable[str]) -> str | None:
    """The key that is nearly one of the two a line needs, and which; None when there is none."""
    for key in keys:
        bare = re.sub(r"[\s_-]", "", key).lower()
        if bare in NEARLY:
            return f"{key!r}: did you mean `{NEARLY[bare]}`?"
    return None
