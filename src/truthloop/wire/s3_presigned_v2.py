"""Presigned S3 addresses of Signature Version 2.

Why it is here: boto3's ``generate_presigned_url`` still makes these unless it is configured otherwise,
whatever the region, when the endpoint is one's own. Everything else signs with Version 4, and a Version 2
Authorization header is refused. Source: AWS, "Signing and authenticating REST requests" (S3, Version 2).
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from truthloop.wire.exchange import WireRequest
from truthloop.wire.signature_claims import decoded, query_pairs
from truthloop.wire.signature_faults import refused
from truthloop.wire.verified_signature import SecretFor, VerifiedSignature, secret_of

_OWN: Final = frozenset({"AWSAccessKeyId", "Signature", "Expires"})
_AS_HEADERS: Final = frozenset({"content-md5", "content-type"})
_SIGNED_NAMES: Final = """
accelerate acl analytics cors defaultObjectAcl delete inventory lifecycle location logging metrics
notification object-lock partNumber policy replication requestPayment response-cache-control
response-content-disposition response-content-encoding response-content-language response-content-type
response-expires restore select select-type storageClass tagging torrent uploadId uploads versionId
versioning versions website
"""
_SIGNED: Final = frozenset(_SIGNED_NAMES.split())
_HARMLESS_NAMES: Final = """
continuation-token delimiter encoding-type fetch-owner key-marker list-type marker max-keys max-parts
max-uploads part-number-marker prefix start-after upload-id-marker version-id-marker x-id
"""
_HARMLESS: Final = frozenset(_HARMLESS_NAMES.split())


def is_presigned_v2(request: WireRequest) -> bool:
    """Whether the address carries a Version 2 signature."""
    return "AWSAccessKeyId" in _decoded_query(request)


def verify_presigned_v2(request: WireRequest, secret_for: SecretFor, now: datetime) -> VerifiedSignature:
    """Who signed the address; raises SignatureRefused in S3's words.

    Version 2 leaves most of the query unsigned. Parameters that it neither signs nor that only narrow a
    listing are refused: they could make another call of a signed one.
    """
    query = _decoded_query(request)
    key, signature, expires = (query.get(name, "") for name in ("AWSAccessKeyId", "Signature", "Expires"))
    if not (key and signature and expires.isascii() and expires.isdigit()) or "authorization" in request.headers:
        text = "A presigned address needs AWSAccessKeyId, Signature and Expires (seconds since 1970), each once."
        raise refused("incomplete-query", "s3", text)
    _refuse_unsigned_parameters(query)
    _refuse_two_truths(query, request.headers)
    if now.timestamp() > int(expires):
        raise refused("expired", "s3")
    token = query.get("x-amz-security-token", request.headers.get("x-amz-security-token"))
    secret = secret_of(key, token, secret_for, "s3")
    wanted = base64.b64encode(hmac.digest(secret.encode(), _text_to_sign(request, query), "sha1"))
    if not hmac.compare_digest(wanted, signature.encode("utf-8", "replace")):
        raise refused("mismatch", "s3")
    headers = frozenset(name for name in request.headers if name.startswith("x-amz-") or name in _AS_HEADERS)
    return VerifiedSignature(
        access_key_id=key,
        session_token=token,
        region="",
        service="s3",
        signed_headers=headers,
        presigned=True,
        payload_kind="unsigned",
        payload_sha256="UNSIGNED-PAYLOAD",
    )


def _decoded_query(request: WireRequest) -> dict[str, str]:
    """The query, names decoded; a name given twice has no value, which nothing accepts."""
    query: dict[str, str] = {}
    for raw_name, raw_value in query_pairs(request.query):
        name = decoded(raw_name)
        query[name] = "" if name in query else decoded(raw_value)
    return query


def _refuse_unsigned_parameters(query: Mapping[str, str]) -> None:
    known = _OWN | _AS_HEADERS | _SIGNED | _HARMLESS
    loose = sorted(name for name in query if name not in known and not name.startswith("x-amz-"))
    if loose:
        text = f"The signature does not cover these query parameters: {', '.join(loose)[:200]}"
        raise refused("unsigned-header", "s3", text)


def _refuse_two_truths(query: Mapping[str, str], headers: Mapping[str, str]) -> None:
    """The query stands in for headers: where both are given, both are signed only if they are one."""
    for name, value in query.items():
        if headers.get(name, value) != value:
            raise refused("mismatch", "s3", f"The header and the query parameter '{name[:80]}' differ.")


def _text_to_sign(request: WireRequest, query: Mapping[str, str]) -> bytes:
    given = {**request.headers, **{name: value for name, value in query.items() if name.islower()}}
    lines = [request.method, given.get("content-md5", ""), given.get("content-type", ""), query["Expires"]]
    lines += [f"{name}:{value.strip()}" for name, value in sorted(given.items()) if name.startswith("x-amz-")]
    lines.append(_resource(request, query))
    return "\n".join(lines).encode("utf-8", "replace")


def _resource(request: WireRequest, query: Mapping[str, str]) -> str:
    bare = {name for name, _ in query_pairs(request.query)} - {
        pair.partition("=")[0] for pair in request.query.split("&") if "=" in pair
    }
    parts = [name if name in bare else f"{name}={query[name]}" for name in sorted(query) if name in _SIGNED]
    # boto3 signs a bucket with a slash behind it, and asks for it without.
    path = request.path if request.path.count("/") > 1 else f"{request.path.rstrip('/')}/"
    return path + ("?" + "&".join(parts) if parts else "")
