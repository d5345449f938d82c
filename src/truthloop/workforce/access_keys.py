"""Access keys: what boto3 signs with. Secrets are kept sealed; a temporary key's session token only as its SHA-256.

The forms are AWS's: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
"""

from __future__ import annotations

import base64
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from truthloop.storage.account_rows import AccessKey, add_key, find_key
from truthloop.storage.database import Database
from truthloop.storage.sealing import Seal
from truthloop.terms.errors import Refused

LONG_LIVED = "AKIA"
TEMPORARY = "ASIA"
CLIENT = "client"
ROLE = "role"

RandomBytes = Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class MadeKey:
    """A key as its owner gets it, once."""

    id: str
    secret: str
    session_token: str | None
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class SigningKey:
    """What a signature is checked with, and who made it."""

    id: str
    account_id: str
    secret: str
    principal_arn: str
    purpose: str
    expires_at: datetime | None


def make_client_key(
    database: Database,
    seal: Seal,
    account_id: str,
    *,
    now: datetime,
    purpose: str = CLIENT,
    random_bytes: RandomBytes = secrets.token_bytes,
) -> MadeKey:
    """A long-lived key of an account, acting as the account itself."""
    made = MadeKey(key_id(LONG_LIVED, random_bytes), secret_text(random_bytes), None, None)
    add_key(database, kept(made, seal, account_id, f"arn:aws:iam::{account_id}:root", purpose), now)
    return made


def make_role_key(
    database: Database,
    seal: Seal,
    account_id: str,
    principal_arn: str,
    *,
    now: datetime,
    lifetime: timedelta,
    random_bytes: RandomBytes = secrets.token_bytes,
) -> MadeKey:
    """A temporary key, as AssumeRole gives it: good only together with its session token, until it expires."""
    token = base64.b64encode(random_bytes(96)).decode()
    made = MadeKey(key_id(TEMPORARY, random_bytes), secret_text(random_bytes), token, now + lifetime)
    add_key(database, kept(made, seal, account_id, principal_arn, ROLE), now)
    return made


def kept(made: MadeKey, seal: Seal, account_id: str, principal_arn: str, purpose: str) -> AccessKey:
    """The form in which a key lies in the database."""
    token_hash = None if made.session_token is None else hashed(made.session_token)
    return AccessKey(made.id, account_id, seal.close(made.secret), token_hash, principal_arn, purpose, made.expires_at)


def secret_for(database: Database, seal: Seal, key: str, session_token: str | None, now: datetime) -> SigningKey:
    """The secret of a key that is enabled, not expired, and given with the session token it needs.

    `Refused` unknown-access-key, expired-token or wrong-session-token. A key that is not for clients (one that signs
    what worker pages show) is known too: the caller looks at `purpose`.
    """
    found = find_key(database, key)
    if found is None:
        raise Refused("There is no such access key, or it was disabled.", code="unknown-access-key")
    if not same_token(found.session_token, session_token):
        raise Refused("The session token does not belong to the access key.", code="wrong-session-token")
    if found.expires_at is not None and found.expires_at <= now:
        raise Refused("The session token has expired.", code="expired-token")
    secret = seal.open(found.sealed_secret)
    return SigningKey(found.id, found.account_id, secret, found.principal_arn, found.purpose, found.expires_at)


def same_token(kept_hash: str | None, given: str | None) -> bool:
    """Whether a session token is the one of a key. Constant time; a long-lived key takes none."""
    if kept_hash is None or given is None:
        return kept_hash is None and not given
    return hmac.compare_digest(kept_hash, hashed(given))


def hashed(token: str) -> str:
    """What is kept of a session token."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def key_id(prefix: str, random_bytes: RandomBytes) -> str:
    """A prefix and 16 characters of the base32 alphabet."""
    return prefix + base64.b32encode(random_bytes(10)).decode()


def secret_text(random_bytes: RandomBytes) -> str:
    """40 characters of the base64 alphabet."""
    return base64.b64encode(random_bytes(30)).decode()
