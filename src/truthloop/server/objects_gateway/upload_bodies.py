"""The bytes of an upload, passed on while they arrive and vouched for before the last of them goes.

The store makes an object visible when it has as many bytes as were announced. So the last piece is kept back until
every check has agreed; when one does not, the connection to the store is dropped before the end, and nothing becomes
visible.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from truthloop.server.objects_gateway.aws_chunks import ChunkReader, ChunkSignatures, signing_key
from truthloop.server.objects_gateway.body_checks import DIGESTS, BodyCheck, DigestCheck, LengthCheck, Sha256Check
from truthloop.server.objects_gateway.object_calls import ObjectCall
from truthloop.server.objects_gateway.object_faults import fault
from truthloop.wire.exchange import WireRequest
from truthloop.wire.signature_claims import TIMESTAMP, read_claim
from truthloop.wire.verified_signature import VerifiedSignature

LARGEST_UPLOAD: Final = 5 * 2**30
"""Bytes of one PutObject or UploadPart: AWS's limit."""
_SHA256_HEX_LENGTH: Final = 64


@dataclass(frozen=True, slots=True)
class UploadBody:
    """One upload: how long it will be, and how to read and judge it."""

    length: int
    """Bytes of data, without chunk framing."""
    reader: ChunkReader | None
    """For aws-chunked bodies."""
    checks: Sequence[BodyCheck]

    @property
    def digests(self) -> dict[str, str]:
        """The checksums that were found true, by header name."""
        digests = [check for check in self.checks if isinstance(check, DigestCheck)]
        return {check.name: check.digest for check in digests if check.digest and check.name != "content-md5"}


def upload_body(request: WireRequest, call: ObjectCall, verified: VerifiedSignature, secret: str) -> UploadBody:
    """How to read this upload. Raises MissingContentLength, EntityTooLarge, InvalidRequest, InvalidDigest."""
    chunked = verified.payload_kind == "streaming"
    length = _length(call.headers, "x-amz-decoded-content-length" if chunked else "content-length")
    checks: list[BodyCheck] = [LengthCheck(length)]
    checks += [DigestCheck(name, call.headers[name]) for name in DIGESTS if name in call.headers]
    if chunked:
        checks += [DigestCheck(name, None) for name in _announced_trailers(call.headers)]
        return UploadBody(length, ChunkReader(_chunk_signatures(request, verified, secret)), checks)
    if len(verified.payload_sha256) == _SHA256_HEX_LENGTH:
        checks.append(Sha256Check(verified.payload_sha256))
    return UploadBody(length, None, checks)


async def vouched(body: UploadBody, source: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The data, piece by piece; the last piece only after every check has agreed. Raises ObjectFault."""
    held = b""
    async for arrived in source:
        for piece in body.reader.feed(arrived) if body.reader else (arrived,):
            if not piece:
                continue
            for check in body.checks:
                check.update(piece)
            if held:
                yield held
            held = piece
    trailers = body.reader.finish() if body.reader else {}
    for check in body.checks:
        check.verdict(trailers)
    if held:
        yield held


async def whole(body: UploadBody, source: AsyncIterator[bytes], *, largest: int) -> bytes:
    """All the data, checked, for the small XML bodies. Raises EntityTooLarge over `largest` bytes, and as vouched."""
    if body.length > largest:
        raise fault("EntityTooLarge", f"This request's body may have {largest} bytes, not {body.length}.")
    return b"".join([piece async for piece in vouched(body, source)])


def _length(headers: Mapping[str, str], name: str) -> int:
    value = headers.get(name)
    if value is None:
        raise fault("MissingContentLength", f"You must provide the {name} HTTP header.")
    if not (value.isascii() and value.isdigit() and len(value) < 20):  # noqa: PLR2004 (digits of 2**64)
        raise fault("InvalidArgument", f"{name} is not a length: {value[:40]!a}.")
    if int(value) > LARGEST_UPLOAD:
        raise fault("EntityTooLarge")
    return int(value)


def _announced_trailers(headers: Mapping[str, str]) -> list[str]:
    names = [name.strip().lower() for name in headers.get("x-amz-trailer", "").split(",") if name.strip()]
    unknown = [name for name in names if name not in DIGESTS]
    if unknown:
        raise fault(
            "InvalidRequest", f"The value specified in the x-amz-trailer header is not supported: {unknown[0][:60]}"
        )
    return names


def _chunk_signatures(request: WireRequest, verified: VerifiedSignature, secret: str) -> ChunkSignatures | None:
    kind = verified.payload_sha256
    if kind == "STREAMING-UNSIGNED-PAYLOAD-TRAILER":
        return None
    if kind not in {"STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"}:
        raise fault("NotImplemented", f"x-amz-content-sha256 {kind[:60]!a} is not implemented here.")
    claim = read_claim(request, "s3")
    scope = "/".join((*claim.scope, "aws4_request"))
    return ChunkSignatures(
        signing_key(secret, *claim.scope), claim.signed_at.strftime(TIMESTAMP), scope, claim.signature
    )
