"""Signatures of deliveries, by which a receiver knows that they are ours, unchanged and fresh.

As Standard Webhooks has it (https://www.standardwebhooks.com), so that receivers may use any of its libraries:
HMAC-SHA256 over `id.timestamp.body`, in base 64, with the scheme's version `v1`.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

TOLERANCE: Final = timedelta(minutes=5)
_PREFIX: Final = "whsec_"
_SHORTEST, _LONGEST = 24, 64


class BadSignature(ValueError):
    """The delivery is not from who it says, or not from now."""


def new_webhook_secret(random_bytes: Callable[[int], bytes]) -> str:
    """`whsec_…`, 32 bytes of `random_bytes` (secrets.token_bytes)."""
    return _PREFIX + base64.b64encode(random_bytes(32)).decode()


def signature_headers(secrets: Sequence[str], *, message_id: str, sent_at: datetime, body: bytes) -> dict[str, str]:
    """The three headers of a delivery. Several secrets, several signatures: a receiver may be moving to a new one.

    `message_id` stays the same when a delivery is tried again, `sent_at` does not. Raises ValueError for a bad secret.
    """
    if "." in message_id or not message_id.isascii() or not message_id.isprintable():
        raise ValueError(f"A message id is printable ASCII without dots, not {message_id!r}")
    timestamp = str(int(sent_at.timestamp()))
    signatures = [f"v1,{_signature(secret, message_id, timestamp, body)}" for secret in secrets]
    return {
        "webhook-id": message_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": " ".join(signatures),
    }


def verify_signature(
    secret: str, headers: Mapping[str, str], body: bytes, *, now: datetime, tolerance: timedelta = TOLERANCE
) -> str:
    """The id of a delivery that is genuine and fresh, for the receiver to take only once. Raises BadSignature.

    `headers` have lower-case names. This is the receiver's half: our tests and examples use it.
    """
    message_id, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) < 12):  # noqa: PLR2004 (until year 5138)
        raise BadSignature("The delivery has no webhook-timestamp in seconds.")
    if abs(now - datetime.fromtimestamp(int(timestamp), UTC)) > tolerance:
        raise BadSignature("The delivery was signed too long ago, or in the future.")
    expected = f"v1,{_signature(secret, message_id, timestamp, body)}".encode()
    given = headers.get("webhook-signature", "").encode("utf-8", "replace").split()
    if not any(hmac.compare_digest(expected, one) for one in given):
        raise BadSignature("The delivery's signature does not match.")
    return message_id


def _signature(secret: str, message_id: str, timestamp: str, body: bytes) -> str:
    signed = f"{message_id}.{timestamp}.".encode() + body
    return base64.b64encode(hmac.digest(_key(secret), signed, "sha256")).decode()


def _key(secret: str) -> bytes:
    try:
        key = base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
    except binascii.Error:
        key = b""
    if not secret.startswith(_PREFIX) or not _SHORTEST <= len(key) <= _LONGEST:
        raise ValueError(f"A webhook secret is {_PREFIX} and then {_SHORTEST} to {_LONGEST} bytes in base 64")
    return key
