"""Why a signature is refused, and how each protocol says it.

The codes and statuses are those seen from AWS: JSON services answer 400 with ``…Exception`` names, REST
services 403 with the same names, Query services 403 with the older names, S3 its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from truthloop.wire.service_models import Protocol
from truthloop.wire.wire_errors import SignatureRefused

FAULTS: Final[Mapping[str, Mapping[Protocol, tuple[str, int]]]] = {
    "missing": {
        "json": ("MissingAuthenticationTokenException", 400),
        "rest-json": ("MissingAuthenticationTokenException", 403),
        "query": ("MissingAuthenticationToken", 403),
        "s3": ("AccessDenied", 403),
    },
    "incomplete": {
        "json": ("IncompleteSignatureException", 400),
        "rest-json": ("IncompleteSignatureException", 403),
        "query": ("IncompleteSignature", 400),
        "s3": ("AuthorizationHeaderMalformed", 400),
    },
    "incomplete-query": {
        "json": ("IncompleteSignatureException", 400),
        "rest-json": ("IncompleteSignatureException", 403),
        "query": ("IncompleteSignature", 400),
        "s3": ("AuthorizationQueryParametersError", 400),
    },
    "unsigned-header": {
        "json": ("InvalidSignatureException", 400),
        "rest-json": ("InvalidSignatureException", 403),
        "query": ("SignatureDoesNotMatch", 403),
        "s3": ("AccessDenied", 403),
    },
    "unknown-key": {
        "json": ("UnrecognizedClientException", 400),
        "rest-json": ("UnrecognizedClientException", 403),
        "query": ("InvalidClientTokenId", 403),
        "s3": ("InvalidAccessKeyId", 403),
    },
    "expired-token": {
        "json": ("ExpiredTokenException", 400),
        "rest-json": ("ExpiredTokenException", 403),
        "query": ("ExpiredToken", 403),
        "s3": ("ExpiredToken", 400),
    },
    "mismatch": {
        "json": ("InvalidSignatureException", 400),
        "rest-json": ("InvalidSignatureException", 403),
        "query": ("SignatureDoesNotMatch", 403),
        "s3": ("SignatureDoesNotMatch", 403),
    },
    "body-mismatch": {
        "json": ("InvalidSignatureException", 400),
        "rest-json": ("InvalidSignatureException", 403),
        "query": ("SignatureDoesNotMatch", 403),
        "s3": ("XAmzContentSHA256Mismatch", 400),
    },
    "skewed": {
        "json": ("InvalidSignatureException", 400),
        "rest-json": ("InvalidSignatureException", 403),
        "query": ("SignatureDoesNotMatch", 403),
        "s3": ("RequestTimeTooSkewed", 403),
    },
    "expired": {
        "json": ("InvalidSignatureException", 400),
        "rest-json": ("InvalidSignatureException", 403),
        "query": ("RequestExpired", 400),
        "s3": ("AccessDenied", 403),
    },
}

MESSAGES: Final[Mapping[tuple[str, bool], str]] = {
    ("missing", False): "Request is missing Authentication Token",
    ("missing", True): "Access Denied",
    ("unknown-key", False): "The security token included in the request is invalid.",
    ("unknown-key", True): "The AWS Access Key Id you provided does not exist in our records.",
    ("expired-token", False): "The security token included in the request is expired",
    ("expired-token", True): "The provided token has expired.",
    ("mismatch", False): (
        "The request signature we calculated does not match the signature you provided. "
        "Check your AWS Secret Access Key and signing method. Consult the service documentation for details."
    ),
    ("mismatch", True): (
        "The request signature we calculated does not match the signature you provided. "
        "Check your key and signing method."
    ),
    ("body-mismatch", True): ("The provided 'x-amz-content-sha256' header does not match what was computed."),
    ("skewed", True): "The difference between the request time and the current time is too large.",
    ("expired", True): "Request has expired",
}
"""AWS's sentence for a fault; the second half of the key is whether S3 says it."""


class TokenExpired(Exception):
    """Raised by a ``secret_for`` that knows the key and the token, and that the token's time is over."""


def refused(fault: str, protocol: Protocol, message: str | None = None) -> SignatureRefused:
    """The refusal for a fault in the words of a protocol; ``message`` where AWS's depends on the request."""
    code, status = FAULTS[fault][protocol]
    text = message or MESSAGES.get((fault, protocol == "s3")) or MESSAGES["mismatch", False]
    return SignatureRefused(fault, code, text, status)
