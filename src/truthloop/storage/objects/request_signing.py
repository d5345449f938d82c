"""Signature Version 4 for requests to the object store, with the time given.

botocore signs with the time of the call; here the caller's time takes its place, and the caller says what hash stands
for the body (a streamed body has none yet: UNSIGNED_PAYLOAD).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from botocore.auth import S3SigV4Auth, S3SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD"
_TIMESTAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class AccessKey:
    """A pair of keys, never shown by repr."""

    access_key_id: str
    secret_access_key: str = field(repr=False)
    session_token: str = field(default="", repr=False)


class _HeaderSigner(S3SigV4Auth):
    def __init__(self, keys: AccessKey, region: str, payload_hash: str) -> None:
        super().__init__(_credentials(keys), "s3", region)
        self._payload_hash = payload_hash

    def payload(self, request: AWSRequest) -> str:
        del request
        return self._payload_hash


def signed_headers(
    method: str, url: str, headers: Mapping[str, str], *, keys: AccessKey, region: str, now: datetime, payload_hash: str
) -> dict[str, str]:
    """The headers, with `authorization`, `x-amz-date` and `x-amz-content-sha256` added; every one given is signed.

    The URL's path must be percent-encoded as it will be sent. `payload_hash` is the SHA-256 of the body in
    hexadecimal, or UNSIGNED_PAYLOAD. `now` is in UTC.
    """
    request = AWSRequest(method=method, url=url, headers=dict(headers))
    signer = _HeaderSigner(keys, region, payload_hash)
    _sign_at(signer, request, now)
    return {name.lower(): value for name, value in request.headers.items()}


def presigned_url(
    method: str, url: str, *, keys: AccessKey, region: str, now: datetime, expires_in_seconds: int
) -> str:
    """The URL with a signature in its query, good from `now` (UTC) for so many seconds; it covers the host header."""
    request = AWSRequest(method=method, url=url)
    signer = S3SigV4QueryAuth(_credentials(keys), "s3", region, expires=expires_in_seconds)
    _sign_at(signer, request, now)
    return str(request.url)


def _sign_at(signer: Any, request: AWSRequest, now: datetime) -> None:  # noqa: ANN401 (see below)
    # The body of botocore's add_auth, less its look at the clock; its steps are not in the published types.
    request.context["timestamp"] = now.strftime(_TIMESTAMP)
    signer._modify_request_before_signing(request)  # noqa: SLF001
    signature = signer.signature(signer.string_to_sign(request, signer.canonical_request(request)), request)
    signer._inject_signature_to_request(request, signature)  # noqa: SLF001


def _credentials(keys: AccessKey) -> Credentials:
    return Credentials(keys.access_key_id, keys.secret_access_key, keys.session_token or None)
