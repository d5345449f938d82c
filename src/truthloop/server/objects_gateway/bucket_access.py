"""May this account touch this bucket? Asked before anything else of every call that names one."""

from __future__ import annotations

import asyncio

from truthloop.server.objects_gateway.object_faults import fault
from truthloop.server.objects_gateway.store_requests import ask_store
from truthloop.server.objects_gateway.turns import Turn

_NOT_FOUND = 404


async def check_owner(turn: Turn, bucket: str, expected_owner: str | None) -> None:
    """Raises AccessDenied when the bucket is another account's, or not `expected_owner`'s.

    Raises NoSuchBucket when it is nobody's and does not exist: that everybody may know, because anybody may create it.
    """
    owner = await asyncio.to_thread(turn.gateway.owners.owner_of, bucket)
    holder = owner or turn.gateway.home_account
    if holder == turn.account and expected_owner in {None, holder}:
        return
    if owner is None and not await bucket_is_there(turn, bucket):
        raise fault("NoSuchBucket")
    raise fault("AccessDenied")


async def bucket_is_there(turn: Turn, bucket: str) -> bool:
    """Whether the store has it."""
    upstream = await ask_store(turn.gateway, "HEAD", bucket)
    await upstream.aclose()
    return upstream.status_code != _NOT_FOUND


async def require_bucket(turn: Turn) -> None:
    """Raises NoSuchBucket."""
    if not await bucket_is_there(turn, turn.call.bucket):
        raise fault("NoSuchBucket")
