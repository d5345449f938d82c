"""CreateBucket, HeadBucket, DeleteBucket, ListBuckets, GetBucketLocation: whose a bucket is, we keep, not the store."""

from __future__ import annotations

import asyncio
from typing import Final
from xml.etree import ElementTree as ET

from starlette.responses import Response

from truthloop.server.objects_gateway.bucket_access import bucket_is_there, require_bucket
from truthloop.server.objects_gateway.object_faults import ObjectFault, fault
from truthloop.server.objects_gateway.store_requests import ask_store, demanded, read_answer
from truthloop.server.objects_gateway.turns import Turn, leaf, xml_answer, xml_body
from truthloop.storage.objects.object_store import location_body
from truthloop.wire.xml_text import element

_TAKEN: Final = frozenset({"BucketAlreadyExists", "BucketAlreadyOwnedByYou"})
_FIRST_REGION: Final = "us-east-1"
_MOST_BUCKETS: Final = 10_000


async def create_bucket(turn: Turn) -> Response:
    """Claimed in the database first, so that of two accounts who create one name only one gets it."""
    _check_headers(turn)
    await _check_location(turn)
    bucket, gateway = turn.call.bucket, turn.gateway
    owner = await asyncio.to_thread(gateway.owners.owner_of, bucket)
    if owner is None and turn.account != gateway.home_account and await bucket_is_there(turn, bucket):
        raise fault("BucketAlreadyExists")
    if await asyncio.to_thread(gateway.owners.claim, bucket, turn.account, gateway.now()) != turn.account:
        raise fault("BucketAlreadyExists")
    try:
        body = location_body(gateway.store.region)
        await read_answer(await demanded(await ask_store(gateway, "PUT", bucket, body=body)))
    except ObjectFault as error:
        if error.code in _TAKEN:
            return _created_before(turn)
        if owner is None:
            await asyncio.to_thread(gateway.owners.release, bucket, turn.account)
        raise
    return Response(status_code=200, headers={"location": f"/{bucket}"})


async def head_bucket(turn: Turn) -> Response:
    """There, and where: public notebooks assert the region in a header that few stores send."""
    await require_bucket(turn)
    said = {"x-amz-bucket-region": turn.gateway.region, "x-amz-access-point-alias": "false"}
    return Response(status_code=200, headers=said, media_type="application/xml")


async def delete_bucket(turn: Turn) -> Response:
    """When it is empty; its CORS rules go with it."""
    gateway, bucket = turn.gateway, turn.call.bucket
    await read_answer(await demanded(await ask_store(gateway, "DELETE", bucket)))
    await asyncio.to_thread(gateway.cors.delete, turn.account, bucket)
    await asyncio.to_thread(gateway.owners.release, bucket, turn.account)
    return Response(status_code=204)


async def bucket_location(turn: Turn) -> Response:
    """GetBucketLocation: empty for us-east-1, as ever."""
    await require_bucket(turn)
    region = turn.gateway.region
    return xml_answer("LocationConstraint", "" if region == _FIRST_REGION else region)


async def list_buckets(turn: Turn) -> Response:
    """The account's own, by name, in pages where the client asks for pages."""
    found = ET.fromstring(await read_answer(await demanded(await ask_store(turn.gateway, "GET", ""))))  # noqa: S314
    dates = {
        entry.findtext("{*}Name", ""): entry.findtext("{*}CreationDate", "") for entry in found.iterfind(".//{*}Bucket")
    }
    prefix, after = turn.call.query.get("prefix", ""), turn.call.query.get("continuation-token", "")
    names = [name for name in sorted(dates) if name.startswith(prefix) and name > after]
    own = await asyncio.to_thread(_own, turn, names)
    page = own[: _page_size(turn)]
    entries = "".join(
        element("Bucket", leaf("Name", name) + leaf("CreationDate", dates[name]) + _region(turn)) for name in page
    )
    more = leaf("ContinuationToken", page[-1]) if page and len(page) < len(own) else ""
    return xml_answer(
        "ListAllMyBucketsResult", element("Owner", leaf("ID", turn.account)) + element("Buckets", entries) + more
    )


def _own(turn: Turn, names: list[str]) -> list[str]:
    home = turn.gateway.home_account
    return [name for name in names if (turn.gateway.owners.owner_of(name) or home) == turn.account]


def _region(turn: Turn) -> str:
    return leaf("BucketRegion", turn.gateway.region) if "max-buckets" in turn.call.query else ""


def _page_size(turn: Turn) -> int:
    value = turn.call.query.get("max-buckets", str(_MOST_BUCKETS))
    if not (value.isascii() and value.isdigit() and 1 <= int(value[:6]) <= _MOST_BUCKETS):
        raise fault("InvalidArgument", f"MaxBuckets must be between 1 and {_MOST_BUCKETS}")
    return int(value)


def _created_before(turn: Turn) -> Response:
    # AWS keeps this old habit in its oldest region only, and scripts rely on it.
    if turn.gateway.region == _FIRST_REGION:
        return Response(status_code=200, headers={"location": f"/{turn.call.bucket}"})
    raise fault("BucketAlreadyOwnedByYou")


def _check_headers(turn: Turn) -> None:
    headers = turn.call.headers
    if headers.get("x-amz-acl", "private") != "private" or any(n.startswith("x-amz-grant-") for n in headers):
        raise fault("AccessControlListNotSupported", "Bucket cannot have ACLs set with ObjectOwnership's setting")
    if headers.get("x-amz-bucket-object-lock-enabled", "false").lower() != "false":
        raise fault("NotImplemented", "Object locks are not implemented here.")


async def _check_location(turn: Turn) -> None:
    root = await xml_body(turn)
    asked = (root.findtext("{*}LocationConstraint") or "").strip() if root is not None else ""
    if asked and asked != turn.gateway.region:
        raise fault(
            "IllegalLocationConstraintException",
            f"The {asked[:40]} location constraint is incompatible for the region specific endpoint this request was "
            f"sent to: every bucket here is in {turn.gateway.region}.",
        )
