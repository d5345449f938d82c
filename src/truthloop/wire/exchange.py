"""The two shapes everybody passes: a request as it came, an answer as it goes.

Bytes and strings only. Whatever speaks HTTP (``server/``) makes the first and sends the second.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class WireRequest:
    """One HTTP request, kept as close to its bytes as signatures need it."""

    method: str
    """The verb in capitals."""
    path: str
    """The path as it was sent, still percent-encoded, without the query (ASGI's ``raw_path``)."""
    query: str = ""
    """The query string as it was sent, without the question mark."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Lower-case names; values decoded as Latin-1; repeated headers joined with a comma, in order."""
    body: bytes | None = b""
    """The whole body, or None where it is streamed and the caller checks it against the signature."""


@dataclass(frozen=True, slots=True)
class WireResponse:
    """One HTTP answer, complete except for what every HTTP server adds (Content-Length, Date)."""

    status: int
    """The HTTP status."""
    headers: Mapping[str, str]
    """Names as AWS spells them."""
    body: bytes
    """The whole body."""


def wire_request(
    method: str,
    raw_path: bytes,
    raw_query: bytes,
    raw_headers: Iterable[tuple[bytes, bytes]],
    body: bytes | None,
) -> WireRequest:
    """The request in our form, from the parts as ASGI names them (all bytes, nothing decoded yet)."""
    headers: dict[str, str] = {}
    for raw_name, raw_value in raw_headers:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        headers[name] = f"{headers[name]},{value}" if name in headers else value
    path = raw_path.decode("latin-1") or "/"
    return WireRequest(method.upper(), path, raw_query.decode("latin-1"), headers, body)
