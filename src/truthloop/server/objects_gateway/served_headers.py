"""Which headers go to the store, which come back, and how an object from a stranger is made harmless in a browser.

Stored XSS is what broke the peers: an upload named or typed as HTML, shown from the application's own origin. So
every object answer forbids sniffing and carries a policy under which a page has no origin and can run nothing; and
what is not of a type that is only looked at or listened to is a download when an address alone opens it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

_TO_STORE: Final = frozenset(
    {
        "cache-control",
        "content-disposition",
        "content-language",
        "content-type",
        "expires",
        "x-amz-metadata-directive",
        "x-amz-mp-object-size",
        "x-amz-sdk-checksum-algorithm",
        "x-amz-server-side-encryption",
        "x-amz-server-side-encryption-aws-kms-key-id",
        "x-amz-server-side-encryption-bucket-key-enabled",
        "x-amz-server-side-encryption-context",
        "x-amz-storage-class",
        "x-amz-tagging",
        "x-amz-tagging-directive",
        "x-amz-website-redirect-location",
    }
)
_TO_STORE_PREFIXES: Final = ("x-amz-meta-", "x-amz-checksum-")
_FROM_STORE: Final = frozenset(
    {
        "accept-ranges",
        "cache-control",
        "content-disposition",
        "content-encoding",
        "content-language",
        "content-length",
        "content-range",
        "content-type",
        "etag",
        "expires",
        "last-modified",
        "x-amz-delete-marker",
        "x-amz-expiration",
        "x-amz-mp-parts-count",
        "x-amz-storage-class",
        "x-amz-version-id",
    }
)
_FROM_STORE_PREFIXES: Final = ("x-amz-meta-", "x-amz-checksum-", "x-amz-server-side-encryption")
_TYPE: Final = re.compile(r"[a-z]+/[a-z0-9][a-z0-9.+-]*\Z")
_SHOWN_TYPES: Final = re.compile(
    r"(image/(?!svg)[a-z0-9.+-]+|audio/.+|video/.+|font/.+|text/(plain|csv|markdown)|application/"
    r"(json|jsonl|x-ndjson|ndjson|x-jsonlines|pdf|octet-stream|zip|gzip|x-parquet|vnd\.apache\.parquet))\Z"
)
_POLICY: Final = (
    ("x-content-type-options", "nosniff"),
    ("content-security-policy", "sandbox; default-src 'none'"),
    ("cross-origin-resource-policy", "cross-origin"),
)


def headers_to_store(headers: Mapping[str, str]) -> dict[str, str]:
    """Of a client's headers those that describe the object, without the framing of its journey to us."""
    kept = {name: value for name, value in headers.items() if name in _TO_STORE or name.startswith(_TO_STORE_PREFIXES)}
    encodings = [part.strip() for part in headers.get("content-encoding", "").split(",")]
    if real := ", ".join(part for part in encodings if part and part.lower() != "aws-chunked"):
        kept["content-encoding"] = real
    return kept


def headers_from_store(headers: Iterable[tuple[str, str]], *, whole: bool) -> list[tuple[str, str]]:
    """Of the store's headers those that describe the object, lower-case names.

    A stored checksum is of the whole object: on a part of it (`whole` false) clients would find it wrong.
    """
    kept = []
    for name, value in headers:
        lower = name.lower()
        if lower.startswith("x-amz-checksum-") and not whole:
            continue
        if lower in _FROM_STORE or lower.startswith(_FROM_STORE_PREFIXES):
            kept.append((lower, value))
    return kept


def overridden(headers: list[tuple[str, str]], query: Mapping[str, str]) -> list[tuple[str, str]]:
    """With the `response-content-type` and so on of the request in the place of what is stored."""
    asked = {name.removeprefix("response-"): value for name, value in query.items() if name.startswith("response-")}
    printable = {name: value for name, value in asked.items() if value.isprintable() and value.isascii()}
    return [(name, value) for name, value in headers if name not in printable] + list(printable.items())


def harmless(headers: list[tuple[str, str]], *, by_address: bool) -> list[tuple[str, str]]:
    """With the policy above; `by_address` says that a presigned address opens it, as in a browser."""
    fields = dict(headers)
    kind = fields.get("content-type", "").split(";")[0].strip().lower()
    if not _TYPE.match(kind):
        fields["content-type"] = kind = "application/octet-stream"
    if by_address and not _SHOWN_TYPES.match(kind):
        fields["content-disposition"] = _as_attachment(fields.get("content-disposition", ""))
    return [*fields.items(), *_POLICY]


def _as_attachment(disposition: str) -> str:
    """`inline; filename="a.html"` → `attachment; filename="a.html"`."""
    _, semicolon, parameters = disposition.partition(";")
    return f"attachment{semicolon}{parameters}"
