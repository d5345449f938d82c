"""Members of the bodies that the console's pages send."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from truthloop.terms.errors import Invalid

LARGEST: Final = 2**40


def whole(body: Mapping[str, Any], name: str, default: int) -> int:
    """A whole number from 0; `Invalid`."""
    value = body.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LARGEST:
        raise Invalid(f"{name} is {value!r}; it must be a whole number from 0.", code="malformed-request")
    return value


def whole_or_none(body: Mapping[str, Any], name: str) -> int | None:
    """A whole number from 0, or None where there is none."""
    return None if body.get(name) is None else whole(body, name, 0)


def text_or_none(body: Mapping[str, Any], name: str) -> str | None:
    """A text, or None where there is none or it is empty; `Invalid`."""
    value = body.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise Invalid(f"{name} is {value!r}; it must be a text.", code="malformed-request")
    return value
