"""What the objects gateway stands on: the backing store, and three questions that the database answers.

The three protocols are synchronous (storage is); the gateway asks them in threads.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import httpx

from truthloop.server.objects_gateway.key_locks import KeyLocks
from truthloop.storage.objects.request_signing import AccessKey


class AccessKeys(Protocol):
    """The access keys of accounts."""

    def secret_for(self, access_key_id: str, session_token: str | None) -> str | None:
        """The secret; None for an unknown key or a token not its own. May raise the wire's TokenExpired."""

    def account_of(self, access_key_id: str) -> str:
        """The account (12 digits) of a key that secret_for knew."""


class BucketOwners(Protocol):
    """Whose each bucket is. Bucket names are unique over all accounts."""

    def owner_of(self, bucket: str) -> str | None:
        """The account that owns the bucket; None when nobody has claimed it."""

    def claim(self, bucket: str, account: str, created_at: datetime) -> str:
        """Make the account the owner unless there is one; the owner now. One statement: two claimers get one answer."""

    def release(self, bucket: str, account: str) -> None:
        """Forget that the account owns the bucket; nothing happens when it does not."""


class CorsRules(Protocol):
    """The CORS configuration of buckets, as a JSON text that cors_rules makes and reads."""

    def get(self, account: str, bucket: str) -> str | None:
        """The configuration; None when the bucket has none."""

    def put(self, account: str, bucket: str, document: str) -> None:
        """Set or replace the configuration."""

    def delete(self, account: str, bucket: str) -> None:
        """Take it away; nothing happens when there is none."""


@dataclass(frozen=True, slots=True)
class BackingStore:
    """The object store behind our address."""

    endpoint: str
    """`http://127.0.0.1:9000`, without a slash at the end; addressed in path style."""
    region: str
    """The region its signatures are made for."""
    keys: AccessKey
    folder: Path | None = None
    """Where the embedded store keeps its files; None for an own store, which is taken to be S3 in full."""


@dataclass(frozen=True, slots=True)
class ObjectsGateway:
    """Everything `forward` needs beside the request. Make one for each server process."""

    store: BackingStore
    http: httpx.AsyncClient = field(repr=False)
    """From open_gateway_client."""
    region: str
    """The region this installation says it is: every bucket is in it."""
    home_account: str
    """The account to which buckets belong that nobody has claimed (found in the folder, or made by ourselves)."""
    access_keys: AccessKeys
    owners: BucketOwners
    cors: CorsRules
    hosts: tuple[str, ...] = ("localhost",)
    """Our own host names without ports: `bucket.localhost` then names a bucket."""
    now: Callable[[], datetime] = field(repr=False, default=lambda: datetime.now(UTC))
    locks: KeyLocks = field(repr=False, default_factory=KeyLocks)


def open_gateway_client(*, connections: int = 256) -> httpx.AsyncClient:
    """The connections to the backing store, to be closed with `aclose()` when the server ends."""
    return httpx.AsyncClient(
        # Long, because the store answers a copy of gigabytes only when it is done.
        timeout=httpx.Timeout(300.0, connect=3.0, pool=10.0),
        limits=httpx.Limits(max_connections=connections, max_keepalive_connections=32),
        trust_env=False,
        follow_redirects=False,
    )
