"""Where a list goes on: opaque tokens that hold a place, for one list and one set of filters.

A token is the place and a keyed hash of place and filters. Forged, cut, or used with other filters, the
hash does not fit and the answer is a ValidationException.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import orjson

from truthloop.wire.timestamp_formats import to_iso
from truthloop.wire.wire_errors import ValidationFailed

Place = list[Any]
"""The sort key of the last item given: JSON values (text, numbers, booleans, None)."""

_VERSION: Final = b"\x01"
_MAC_BYTES: Final = 16
_NOT_FILTERS: Final = frozenset({"NextToken", "MaxResults"})


def issue_token(key: bytes, operation: str, params: Mapping[str, Any], place: Place) -> str:
    """The token that goes on after ``place`` in the list ``operation`` gave for ``params``.

    ``key`` is any secret of at least 16 bytes; ``params`` are the call's parameters (NextToken and
    MaxResults do not count). URL-safe text, about 1.4 times the place plus 24 characters.
    """
    body = _VERSION + orjson.dumps(place)
    return base64.urlsafe_b64encode(_mac(key, operation, params, body) + body).rstrip(b"=").decode("ascii")


def read_token(key: bytes, operation: str, params: Mapping[str, Any]) -> Place | None:
    """The place ``params["NextToken"]`` holds, None without one; raises ValidationFailed if it is not ours."""
    token = params.get("NextToken")
    if not token:
        return None
    try:
        raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise _invalid() from None
    mac, body = raw[:_MAC_BYTES], raw[_MAC_BYTES:]
    if not hmac.compare_digest(mac, _mac(key, operation, params, body)):
        raise _invalid()
    place: Place = orjson.loads(body[len(_VERSION) :])
    return place


def _mac(key: bytes, operation: str, params: Mapping[str, Any], body: bytes) -> bytes:
    filters = {name: value for name, value in params.items() if name not in _NOT_FILTERS and value is not None}
    bound = orjson.dumps([operation, filters], default=_plain, option=_CANONICAL)
    # The length keeps filters and body apart: no pair of them reads like another.
    return hmac.digest(key, len(bound).to_bytes(4) + bound + body, "sha256")[:_MAC_BYTES]


_CANONICAL: Final = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATETIME


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return to_iso(value)
    raise TypeError(f"a filter may not be a {type(value).__name__}")


def _invalid() -> ValidationFailed:
    return ValidationFailed("The NextToken is not valid: it was not given by this list for these filters.")
