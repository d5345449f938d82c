"""PutObject, CopyObject, DeleteObject."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import quote, unquote

from starlette.responses import Response

from truthloop.server.objects_gateway.bucket_access import check_owner
from truthloop.server.objects_gateway.conditions import (
    WRITE_CONDITIONS,
    copy_conditions,
    judge_read,
    judge_write,
)
from truthloop.server.objects_gateway.object_faults import fault
from truthloop.server.objects_gateway.served_headers import headers_to_store
from truthloop.server.objects_gateway.store_requests import ask_store, demanded, read_answer
from truthloop.server.objects_gateway.turns import Turn, arriving, leaf, upload_of, xml_answer
from truthloop.server.objects_gateway.upload_bodies import vouched
from truthloop.storage.objects.embedded_names import is_folder, name_clash, stored_key
from truthloop.storage.objects.s3_uri import is_bucket_name, key_complaint

_NOT_FOUND: Final = 404
_ECHOED: Final = ("etag", "x-amz-version-id")
_ECHOED_PREFIX: Final = "x-amz-server-side-encryption"
_OWNERS_ACLS: Final = frozenset({"private", "bucket-owner-full-control", "bucket-owner-read"})
_EMBEDDED_LACKS: Final = {
    "x-amz-tagging": "object tags",
    "x-amz-website-redirect-location": "website redirects",
    "x-amz-server-side-encryption-customer-algorithm": "encryption with the client's keys",
    "x-amz-server-side-encryption-aws-kms-key-id": "encryption with KMS keys",
    "x-amz-object-lock-mode": "object locks",
    "x-amz-object-lock-legal-hold": "object locks",
}


async def put_object(turn: Turn) -> Response:
    """Stored whole, or not at all when anything the client said of the bytes proves untrue."""
    await check_writable(turn)
    body = upload_of(turn)
    async with _condition_held(turn):
        pieces = vouched(body, arriving(turn.request))
        first = await anext(pieces, b"")  # an empty body has been judged before the store hears of it
        upstream = await ask_store(
            turn.gateway,
            "PUT",
            turn.call.bucket,
            turn.call.key,
            headers=_stored_headers(turn),
            body=_resumed(first, pieces),
            length=body.length,
        )
        await read_answer(await demanded(upstream))
    kept = {n: v for n, v in upstream.headers.items() if n in _ECHOED or n.startswith(_ECHOED_PREFIX)}
    return Response(status_code=200, headers={**kept, **body.digests})


async def copy_object(turn: Turn) -> Response:
    """Within one bucket or between two of the same account, by the store itself."""
    await check_writable(turn)
    bucket, key = await readable_source(turn)
    upstream = await ask_store(
        turn.gateway,
        "PUT",
        turn.call.bucket,
        turn.call.key,
        headers={**_stored_headers(turn), "x-amz-copy-source": source_header(turn, bucket, key)},
    )
    await read_answer(await demanded(upstream))
    # Asked anew, because rclone says nothing of a copy onto itself, and of others when their source was made.
    etag, modified = await _facts(turn, turn.call.bucket, turn.call.key)
    return xml_answer("CopyObjectResult", leaf("ETag", etag) + leaf("LastModified", modified))


async def delete_object(turn: Turn) -> Response:
    """Gone, or was not there."""
    folder = turn.gateway.store.folder
    if folder is None or not await asyncio.to_thread(is_folder, folder, turn.call.bucket, turn.call.key):
        upstream = await ask_store(turn.gateway, "DELETE", turn.call.bucket, turn.call.key)
        if upstream.status_code == _NOT_FOUND:
            await read_answer(upstream)
        else:
            await read_answer(await demanded(upstream))
    return Response(status_code=204)


async def check_writable(turn: Turn) -> None:
    """Raises ObjectFault for what the store would refuse with less of a reason, or drop in silence."""
    headers = turn.call.headers
    if headers.get("x-amz-acl", "private") not in _OWNERS_ACLS or any(n.startswith("x-amz-grant-") for n in headers):
        raise fault("AccessControlListNotSupported")
    folder = turn.gateway.store.folder
    if folder is None:
        return
    for name, what in _EMBEDDED_LACKS.items():
        if headers.get(name):
            raise fault("NotImplemented", f"The embedded object store has no {what} ({name}).")
    if headers.get("x-amz-server-side-encryption", "AES256") != "AES256":
        raise fault("NotImplemented", "The embedded object store has no encryption with KMS keys.")
    if clash := await asyncio.to_thread(name_clash, folder, turn.call.bucket, turn.call.key):
        raise fault("InvalidRequest", f"{clash}.", 409)


async def readable_source(turn: Turn) -> tuple[str, str]:
    """Bucket and key of `x-amz-copy-source`, readable by the account and as the request's conditions want it."""
    given = unquote(turn.call.headers["x-amz-copy-source"]).partition("?versionId=")[0].removeprefix("/")
    bucket, _, key = given.partition("/")
    if not is_bucket_name(bucket) or not key or key_complaint(key):
        raise fault("InvalidArgument", "Copy Source must mention the source bucket and key: sourcebucket/sourcekey")
    await check_owner(turn, bucket, turn.call.headers.get("x-amz-source-expected-bucket-owner"))
    if conditions := copy_conditions(turn.call.headers):
        etag, modified = await _facts(turn, bucket, key, dates_as_in_headers=True)
        if judge_read(conditions, etag, modified) != "go on":
            raise fault("PreconditionFailed")
    return bucket, key


def source_header(turn: Turn, bucket: str, key: str) -> str:
    """`x-amz-copy-source` as the store spells it."""
    return quote(f"/{bucket}/{stored_key(key) if turn.embedded else key}", safe="/~")


def _stored_headers(turn: Turn) -> dict[str, str]:
    headers = headers_to_store(turn.call.headers)
    if turn.embedded:
        headers.pop("x-amz-server-side-encryption", None)
        return headers
    return headers | {name: turn.call.headers[name] for name in WRITE_CONDITIONS if name in turn.call.headers}


@asynccontextmanager
async def _condition_held(turn: Turn) -> AsyncIterator[None]:
    """`If-Match` and `If-None-Match` of a write hold until the block ends. An own store sees to that itself."""
    conditions = {name: turn.call.headers[name] for name in WRITE_CONDITIONS if name in turn.call.headers}
    key = f"{turn.call.bucket}/{turn.call.key}"
    async with turn.gateway.locks.holding(key) if turn.embedded and conditions else nullcontext():
        if turn.embedded and conditions:
            etag = await _etag_now(turn)
            if etag is None and "if-match" in conditions:
                raise fault("NoSuchKey")
            if judge_write(conditions, etag) == "failed":
                raise fault("PreconditionFailed")
        yield


async def _etag_now(turn: Turn) -> str | None:
    upstream = await ask_store(turn.gateway, "HEAD", turn.call.bucket, turn.call.key)
    await upstream.aclose()
    return upstream.headers.get("etag", "") if upstream.status_code < 400 else None  # noqa: PLR2004 (HTTP errors)


async def _facts(turn: Turn, bucket: str, key: str, *, dates_as_in_headers: bool = False) -> tuple[str, str]:
    upstream = await demanded(await ask_store(turn.gateway, "HEAD", bucket, key))
    await upstream.aclose()
    modified = upstream.headers.get("last-modified", "")
    return upstream.headers.get("etag", ""), modified if dates_as_in_headers else xml_date(modified)


def xml_date(header_date: str) -> str:
    """`Sun, 22 Nov 2026 05:04:50 GMT` → `2026-11-22T05:04:50.000Z`."""
    return parsedate_to_datetime(header_date).strftime("%Y-%m-%dT%H:%M:%S.000Z")


async def _resumed(first: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    if first:
        yield first
    async for piece in rest:
        yield piece
