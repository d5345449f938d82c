"""What the portal sends: JSON objects, and the fields in them."""

from __future__ import annotations

import json
from typing import Any, TypeAlias
from uuid import UUID

import orjson

from truthloop.terms.errors import Invalid, NotFound

Json: TypeAlias = Any
"""Any JSON value."""

LARGEST_ID = 2**63 - 1
WIDEST_INTEGER = 2**63


def parse_object(body: bytes) -> dict[str, Json]:
    """The object in a body, an empty one for no body; `Invalid` malformed-json otherwise."""
    if not body:
        return {}
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError:
        value = parse_leniently(body)
    if not isinstance(value, dict):
        raise Invalid("The body must be a JSON object.", code="malformed-json")
    return value


def parse_leniently(body: bytes) -> Json:
    """JSON that holds half a character, as a browser may send of a text cut within an emoji.

    Half a character cannot be stored; a replacement character (U+FFFD) stands for it. Losing a worker's answer over it
    would be worse.
    """
    try:
        whole = json.loads(body, parse_int=integer, parse_constant=no_constant)
        return orjson.loads(
            json.dumps(whole, ensure_ascii=False).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        )
    except (ValueError, RecursionError) as error:
        raise Invalid(f"The body is not JSON: {str(error)[:200]}", code="malformed-json") from error


def integer(digits: str) -> int | float:
    """A whole number, as a float where it is too wide: browsers know no wider ones."""
    return int(digits) if len(digits) < len(str(WIDEST_INTEGER)) else float(digits)


def no_constant(name: str) -> Json:
    """Refuse NaN and Infinity, which JSON does not know."""
    raise ValueError(f"{name} is not JSON")


def text_field(body: dict[str, Json], name: str) -> str:
    """A field that must be a text; `Invalid` malformed-request otherwise."""
    value = body.get(name)
    if isinstance(value, str):
        return value
    raise Invalid(f"{name} must be a text.", code="malformed-request", field=name)


def uuid_field(body: dict[str, Json], name: str) -> str:
    """A field that must be a UUID, in its usual spelling."""
    try:
        return str(UUID(text_field(body, name)))
    except ValueError as error:
        raise Invalid(f"{name} must be a UUID.", code="malformed-request", field=name) from error


def optional_uuid_field(body: dict[str, Json], name: str) -> str | None:
    """A field that may be missing or null, else must be a UUID."""
    return None if body.get(name) is None else uuid_field(body, name)


def count_field(body: dict[str, Json], name: str) -> int:
    """A field that must be a whole number from 0."""
    value = body.get(name)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST_ID:
        return value
    raise Invalid(f"{name} must be a whole number from 0.", code="malformed-request", field=name)


def uuid_in_path(text: str) -> str:
    """An id from a path; what cannot be one is not found."""
    try:
        return str(UUID(text))
    except ValueError as error:
        raise NotFound("There is no such task among yours.") from error


def number_in_path(text: str) -> int:
    """A number from a path; what cannot be one is not found."""
    if text.isascii() and text.isdecimal() and int(text[:20]) <= LARGEST_ID and len(text) <= len(str(LARGEST_ID)):
        return int(text)
    raise NotFound("There is no such queue among yours.")
