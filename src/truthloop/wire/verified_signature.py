"""What a signature that holds says, and how secrets are asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from truthloop.wire.service_models import Protocol
from truthloop.wire.signature_faults import TokenExpired, refused

SecretFor = Callable[[str, str | None], str | None]
"""Access key id and session token → the secret, or None for an unknown key or a token not its own.

May raise TokenExpired. The token is opaque here: whether it belongs to the key is the callee's to say.
"""

PayloadKind = Literal["checked", "expected", "unsigned", "streaming"]


@dataclass(frozen=True, slots=True)
class VerifiedSignature:
    """A signature that holds."""

    access_key_id: str
    """Whose key signed."""
    session_token: str | None
    """The token of temporary credentials, where one was sent (and signed)."""
    region: str
    """The region in the scope; whether it is the right one is the caller's to say. Empty for Version 2."""
    service: str
    """The service in the scope: sagemaker, truthloop, sts, iam or s3."""
    signed_headers: frozenset[str]
    """Lower-case names of the headers the signature covers."""
    presigned: bool
    """Whether it came in the address rather than in a header."""
    payload_kind: PayloadKind
    """checked: the body was here and matches. expected: it streams and must hash to ``payload_sha256``.
    unsigned: nobody vouches for it. streaming: it comes in signed or trailed chunks (aws-chunked)."""
    payload_sha256: str
    """What the signature says of the body: a SHA-256 in hexadecimal, or one of AWS's fixed words."""


def secret_of(access_key_id: str, session_token: str | None, secret_for: SecretFor, protocol: Protocol) -> str:
    """The secret of a key; raises SignatureRefused for an unknown key or a token whose time is over."""
    try:
        secret = secret_for(access_key_id, session_token)
    except TokenExpired:
        raise refused("expired-token", protocol) from None
    if secret is None:
        raise refused("unknown-key", protocol)
    return secret
