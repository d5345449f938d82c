"""Replies of functions, which may be anything, as JSON values that can be kept and sent on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NoReturn


def read_json(body: bytes) -> Any:  # noqa: ANN401 (JSON)
    """A JSON text in UTF-8; ValueError for anything else, NaN and unpaired surrogates included."""
    try:
        value = json.loads(body.decode(), parse_constant=refuse)
        if b"\\ud" in body or b"\\uD" in body:  # an escape that may stand for half a character
            json.dumps(value, ensure_ascii=False).encode()
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    return value


def refuse(constant: str) -> NoReturn:
    """NaN and Infinity are no JSON."""
    raise ValueError(f"it holds {constant}, which is no JSON")


def own_error(value: object) -> Mapping[str, Any] | None:
    """The error in a payload of the form that Lambda gives errors; None for any other payload."""
    if isinstance(value, dict) and "errorMessage" in value and ("errorType" in value or "stackTrace" in value):
        return value
    return None


def excerpt(body: bytes, length: int = 300) -> str:
    """The beginning of a body, for a message."""
    text = " ".join(body[: length * 4].decode("utf-8", "replace").split())
    return text if len(text) <= length else f"{text[:length]}…"
