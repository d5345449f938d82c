"""Is this request signed by who it says? AWS Signature Version 4, headers and presigned addresses.

Why our own: botocore signs and has no verifier. The tests let botocore sign and this module judge.
Source: AWS, "Create a signed AWS API request" and "Signature calculations for S3".
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import quote

from truthloop.wire.exchange import WireRequest
from truthloop.wire.s3_presigned_v2 import is_presigned_v2, verify_presigned_v2
from truthloop.wire.service_models import Protocol
from truthloop.wire.signature_claims import ALGORITHM, TIMESTAMP, SignatureClaim, query_pairs, read_claim
from truthloop.wire.signature_faults import refused
from truthloop.wire.verified_signature import PayloadKind, SecretFor, VerifiedSignature, secret_of

SKEW: Final = timedelta(minutes=15)
UNSIGNED_PAYLOAD: Final = "UNSIGNED-PAYLOAD"
_SHA256_HEX_LENGTH: Final = 64
_SCOPES: Final[Mapping[Protocol, frozenset[str]]] = {
    "json": frozenset({"sagemaker", "truthloop"}),
    "rest-json": frozenset({"sagemaker"}),
    "query": frozenset({"sts", "iam"}),
    "s3": frozenset({"s3"}),
}


def verify(request: WireRequest, protocol: Protocol, secret_for: SecretFor, now: datetime) -> VerifiedSignature:
    """Who signed the request; raises SignatureRefused with AWS's code for the protocol.

    ``protocol`` is ``service_models.PROTOCOLS[service_of(request)]``; ``now`` is aware. Clocks may differ
    by 15 minutes; a presigned address holds for the seconds it names, at most seven days. For S3 alone,
    presigned addresses of Version 2 are accepted too.
    """
    if protocol == "s3" and is_presigned_v2(request):
        return verify_presigned_v2(request, secret_for, now)
    claim = read_claim(request, protocol)
    _check_scope(claim, protocol)
    _check_coverage(request, claim, protocol)
    _check_time(claim, protocol, now)
    payload = _payload_hash(request, claim, protocol)
    secret = secret_of(claim.access_key_id, claim.session_token, secret_for, protocol)
    expected = _signature(request, claim, protocol, payload, secret)
    if not hmac.compare_digest(expected.encode(), claim.signature.encode("utf-8", "replace")):
        raise refused("mismatch", protocol)
    return VerifiedSignature(
        access_key_id=claim.access_key_id,
        session_token=claim.session_token,
        region=claim.scope[1],
        service=claim.scope[2],
        signed_headers=frozenset(claim.signed_headers),
        presigned=claim.expires_seconds is not None,
        payload_kind=_payload_kind(request, payload, protocol),
        payload_sha256=payload,
    )


def _check_scope(claim: SignatureClaim, protocol: Protocol) -> None:
    day, _, service = claim.scope
    if day != claim.signed_at.strftime("%Y%m%d"):
        text = f"Date in Credential scope does not match the request's date: '{day[:20]}'."
        raise refused("mismatch", protocol, text)
    if service not in _SCOPES[protocol]:
        allowed = " or ".join(sorted(_SCOPES[protocol]))
        text = f"Credential should be scoped to correct service: '{allowed}', not '{service[:40]}'."
        raise refused("mismatch", protocol, text)


def _check_coverage(request: WireRequest, claim: SignatureClaim, protocol: Protocol) -> None:
    """A header that steers the request must be signed, or anyone on the way could change it."""
    signed = set(claim.signed_headers)
    if "host" not in signed:
        text = "'Host' must be a 'SignedHeader' in the AWS Authorization."
        raise refused("unsigned-header", protocol, text)
    bare = sorted(name for name in request.headers if name.startswith("x-amz-") and name not in signed)
    if bare:
        text = f"There were headers present in the request which were not signed: {', '.join(bare)[:200]}"
        raise refused("unsigned-header", protocol, text)


def _check_time(claim: SignatureClaim, protocol: Protocol, now: datetime) -> None:
    given, current = claim.signed_at.strftime(TIMESTAMP), now.strftime(TIMESTAMP)
    if claim.signed_at > now + SKEW:
        later = (now + SKEW).strftime(TIMESTAMP)
        text = f"Signature not yet current: {given} is still later than {later} ({current} + 15 min.)"
        raise refused("skewed", protocol, None if protocol == "s3" else text)
    if claim.expires_seconds is not None:
        if now > claim.signed_at + timedelta(seconds=claim.expires_seconds):
            raise refused("expired", protocol, "Request has expired")
    elif claim.signed_at < now - SKEW:
        earlier = (now - SKEW).strftime(TIMESTAMP)
        text = f"Signature expired: {given} is now earlier than {earlier} ({current} - 15 min.)"
        raise refused("skewed", protocol, None if protocol == "s3" else text)


def _payload_hash(request: WireRequest, claim: SignatureClaim, protocol: Protocol) -> str:
    """The last line of the canonical request, once it is known to be true of the body."""
    in_query = dict(query_pairs(request.query)).get("X-Amz-Content-Sha256")
    stated = request.headers.get("x-amz-content-sha256", in_query)
    if stated is None:
        if protocol == "s3":
            if claim.expires_seconds is not None:
                return UNSIGNED_PAYLOAD
            raise refused("incomplete", protocol, "Missing required header for this request: x-amz-content-sha256")
        return hashlib.sha256(request.body or b"").hexdigest()
    if protocol != "s3" and len(stated) != _SHA256_HEX_LENGTH:
        text = f"The body must be signed: x-amz-content-sha256 may not be '{stated[:40]}'."
        raise refused("mismatch", protocol, text)
    if len(stated) == _SHA256_HEX_LENGTH and request.body is not None:
        _check_body(request.body, stated, protocol)
    return stated


def _check_body(body: bytes, stated: str, protocol: Protocol) -> None:
    if not hmac.compare_digest(hashlib.sha256(body).hexdigest().encode(), stated.encode("utf-8", "replace")):
        raise refused("body-mismatch", protocol)


def _payload_kind(request: WireRequest, payload: str, protocol: Protocol) -> PayloadKind:
    if payload == UNSIGNED_PAYLOAD:
        return "unsigned"
    if payload.startswith("STREAMING-"):
        return "streaming"
    if len(payload) != _SHA256_HEX_LENGTH:
        text = f"x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-… or a SHA-256, not '{payload[:40]}'."
        raise refused("body-mismatch", protocol, text)
    return "expected" if request.body is None else "checked"


def _signature(request: WireRequest, claim: SignatureClaim, protocol: Protocol, payload: str, secret: str) -> str:
    day, region, service = claim.scope
    canonical = _canonical_request(request, claim, protocol, payload)
    scope = f"{day}/{region}/{service}/aws4_request"
    digest = hashlib.sha256(canonical).hexdigest()
    text = "\n".join((ALGORITHM, claim.signed_at.strftime(TIMESTAMP), scope, digest))
    key = f"AWS4{secret}".encode()
    for step in (day, region, service, "aws4_request", text):
        key = hmac.digest(key, step.encode(), "sha256")
    return key.hex()


def _canonical_request(request: WireRequest, claim: SignatureClaim, protocol: Protocol, payload: str) -> bytes:
    path = _as_sent(request.path, "/%") if protocol == "s3" else quote(_normalized(request.path), safe="/~")
    names = sorted(claim.signed_headers)
    headers = b"".join(name.encode() + b":" + _trimmed(request.headers.get(name, "")) + b"\n" for name in names)
    head = "\n".join((request.method, path, _canonical_query(request.query), ""))
    return b"".join((head.encode(), headers, b"\n", ";".join(names).encode(), b"\n", payload.encode()))


def _canonical_query(query: str) -> str:
    pairs = [(_as_sent(name, "%+"), _as_sent(value, "%+")) for name, value in query_pairs(query)]
    return "&".join(f"{name}={value}" for name, value in sorted(pairs) if name != "X-Amz-Signature")


def _as_sent(text: str, also_safe: str) -> str:
    """Text that is percent-encoded already; what should have been and was not, is now."""
    return quote(text.encode("latin-1", "replace"), safe=also_safe)


def _normalized(path: str) -> str:
    """RFC 3986 section 5.2.4, and doubled slashes made one: as every service but S3 signs its path."""
    kept: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            del kept[-1:]
        elif segment not in {"", "."}:
            kept.append(segment)
    return "/" + "/".join(kept) + ("/" if kept and path.endswith("/") else "")


def _trimmed(value: str) -> bytes:
    """The bytes as they came, blanks at the ends gone and those between made one."""
    return b" ".join(value.encode("latin-1", "replace").split())
