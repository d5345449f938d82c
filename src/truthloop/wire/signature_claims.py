"""What a request claims about who signed it, read without knowing any secret.

Two places: the Authorization header, or the query of a presigned address.
Source: AWS, "Signature Version 4 signing process", "Authenticating requests: using query parameters".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import unquote_to_bytes

from truthloop.wire.exchange import WireRequest
from truthloop.wire.service_models import Protocol
from truthloop.wire.signature_faults import refused

ALGORITHM: Final = "AWS4-HMAC-SHA256"
TIMESTAMP: Final = "%Y%m%dT%H%M%SZ"
LONGEST_PRESIGNED_SECONDS: Final = 7 * 24 * 3600
_SCOPE_SERVICE: Final = re.compile(r"/([^/,\s]+)/aws4_request(?:[,\s]|$)")
_HEADER_PARTS: Final = ("Credential", "SignedHeaders", "Signature")
_QUERY_PARTS: Final = ("X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders", "X-Amz-Signature")


@dataclass(frozen=True, slots=True)
class SignatureClaim:
    """Who says to have signed, when, over what."""

    access_key_id: str
    """The key's public half."""
    scope: tuple[str, str, str]
    """Day as YYYYMMDD, region, service."""
    signed_headers: tuple[str, ...]
    """Lower-case names, in the order claimed."""
    signature: str
    """Hexadecimal, as claimed."""
    signed_at: datetime
    """Aware, UTC."""
    session_token: str | None
    """The opaque token of temporary credentials."""
    expires_seconds: int | None
    """How long a presigned address holds; None for a signature in the header."""


def query_pairs(query: str) -> list[tuple[str, str]]:
    """The query's names and values, still percent-encoded, in order."""
    parts = (pair.partition("=") for pair in query.split("&") if pair)
    return [(name, value) for name, _, value in parts]


def decoded(text: str) -> str:
    """Percent-decoded text; bytes that are no UTF-8 become replacement characters."""
    return unquote_to_bytes(text.encode("latin-1", "replace")).decode("utf-8", "replace")


def claimed_service(request: WireRequest) -> str | None:
    """The service named in the signature's scope, without judging the signature; None where there is none."""
    found = _SCOPE_SERVICE.search(request.headers.get("authorization", ""))
    if found is None and request.query:
        query = dict(query_pairs(request.query))
        if "AWSAccessKeyId" in query:  # Version 2 has no scope, and only S3 still takes it
            return "s3"
        found = _SCOPE_SERVICE.search(decoded(query.get("X-Amz-Credential", "")))
    return found.group(1) if found else None


def read_claim(request: WireRequest, protocol: Protocol) -> SignatureClaim:
    """The claim of a request; raises SignatureRefused where it is missing, doubled or incomplete."""
    in_header = "authorization" in request.headers
    in_query = any(name == "X-Amz-Signature" for name, _ in query_pairs(request.query))
    if in_header and in_query:
        raise refused("incomplete", protocol, "Only one of Authorization header and X-Amz-Signature is allowed.")
    if in_header:
        return _from_header(request, protocol)
    if any(name in _QUERY_PARTS for name, _ in query_pairs(request.query)):
        return _from_query(request, protocol)
    raise refused("missing", protocol)


def _from_header(request: WireRequest, protocol: Protocol) -> SignatureClaim:
    algorithm, _, rest = request.headers["authorization"].strip().partition(" ")
    if algorithm != ALGORITHM:
        raise refused("incomplete", protocol, f"Authorization must be {ALGORITHM}, not '{algorithm[:40]}'.")
    parts: dict[str, str] = {}
    for part in rest.split(","):
        name, _, value = part.strip().partition("=")
        if name in parts:
            raise refused("incomplete", protocol, f"Authorization header has '{name[:40]}' twice.")
        parts[name] = value
    absent = [name for name in _HEADER_PARTS if not parts.get(name)]
    if absent:
        text = " ".join(f"Authorization header requires '{name}' parameter." for name in absent)
        raise refused("incomplete", protocol, text)
    key, scope = _credential(parts["Credential"], "incomplete", protocol)
    return SignatureClaim(
        access_key_id=key,
        scope=scope,
        signed_headers=tuple(parts["SignedHeaders"].split(";")),
        signature=parts["Signature"],
        signed_at=_header_time(request, protocol),
        session_token=request.headers.get("x-amz-security-token"),
        expires_seconds=None,
    )


def _from_query(request: WireRequest, protocol: Protocol) -> SignatureClaim:
    values: dict[str, str] = {}
    for name, value in query_pairs(request.query):
        if name.startswith("X-Amz-") and name in values:
            raise refused("incomplete-query", protocol, f"The query has '{name}' twice.")
        values[name] = decoded(value)
    absent = [name for name in _QUERY_PARTS if not values.get(name)]
    if absent or values.get("X-Amz-Algorithm") != ALGORITHM:
        wanted = ", ".join(absent) or f"X-Amz-Algorithm={ALGORITHM}"
        raise refused("incomplete-query", protocol, f"A presigned address needs {wanted}.")
    key, scope = _credential(values["X-Amz-Credential"], "incomplete-query", protocol)
    return SignatureClaim(
        access_key_id=key,
        scope=scope,
        signed_headers=tuple(values["X-Amz-SignedHeaders"].split(";")),
        signature=values["X-Amz-Signature"],
        signed_at=_basic_time(values["X-Amz-Date"], "incomplete-query", protocol),
        session_token=values.get("X-Amz-Security-Token"),
        expires_seconds=_expires(values["X-Amz-Expires"], protocol),
    )


def _credential(text: str, fault: str, protocol: Protocol) -> tuple[str, tuple[str, str, str]]:
    parts = text.rsplit("/", 4)
    if len(parts) != 5 or parts[4] != "aws4_request" or not all(parts):  # noqa: PLR2004 - as written beside
        form = "KEY/YYYYMMDD/REGION/SERVICE/aws4_request"
        raise refused(fault, protocol, f"Credential must have the form {form}, not '{text[:120]}'.")
    return parts[0], (parts[1], parts[2], parts[3])


def _header_time(request: WireRequest, protocol: Protocol) -> datetime:
    if "x-amz-date" in request.headers:
        return _basic_time(request.headers["x-amz-date"], "incomplete", protocol)
    try:
        given = parsedate_to_datetime(request.headers.get("date", ""))
    except ValueError:
        text = "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."
        raise refused("incomplete", protocol, text) from None
    return given.replace(tzinfo=UTC) if given.tzinfo is None else given.astimezone(UTC)


def _basic_time(text: str, fault: str, protocol: Protocol) -> datetime:
    try:
        return datetime.strptime(text.strip(), TIMESTAMP).replace(tzinfo=UTC)
    except ValueError:
        message = f"Date must be in ISO-8601 'basic format'. Got '{text[:40]}'."
        raise refused(fault, protocol, message) from None


def _expires(text: str, protocol: Protocol) -> int:
    seconds = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004
    if not 1 <= seconds <= LONGEST_PRESIGNED_SECONDS:
        allowed = f"between 1 and {LONGEST_PRESIGNED_SECONDS} seconds"
        raise refused("incomplete-query", protocol, f"X-Amz-Expires must be {allowed}, not '{text[:40]}'.")
    return seconds
