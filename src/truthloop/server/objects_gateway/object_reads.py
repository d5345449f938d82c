"""GetObject, HeadObject, and the small answers about one object."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Final

import httpx
from starlette.responses import Response, StreamingResponse

from truthloop.server.objects_gateway.conditions import READ_CONDITIONS, judge_read
from truthloop.server.objects_gateway.object_faults import fault
from truthloop.server.objects_gateway.served_headers import harmless, headers_from_store, overridden
from truthloop.server.objects_gateway.store_requests import ask_store, demanded
from truthloop.server.objects_gateway.turns import Turn, leaf, xml_answer
from truthloop.wire.xml_text import element

_ONE_RANGE: Final = re.compile(r"bytes=(\d+-\d*|-\d+)\Z")
_OWNER_TYPE: Final = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CanonicalUser"'
_NOT_MODIFIED_HEADERS: Final = frozenset({"cache-control", "etag", "expires", "last-modified"})


async def read_object(turn: Turn) -> Response:
    """GetObject and HeadObject: streamed, judged by the request's conditions, made harmless."""
    upstream = await demanded(await _fetch(turn))
    try:
        answer = _judged(turn, upstream)
    except BaseException:
        await upstream.aclose()
        raise
    if not isinstance(answer, StreamingResponse):
        await upstream.aclose()
    return answer


def _judged(turn: Turn, upstream: httpx.Response) -> Response:
    judgement = judge_read(
        {name: value for name, value in turn.call.headers.items() if name in READ_CONDITIONS},
        upstream.headers.get("etag", ""),
        upstream.headers.get("last-modified", ""),
    )
    if judgement == "failed":
        raise fault("PreconditionFailed")
    return _not_modified(upstream) if judgement == "not modified" else _streamed(turn, upstream)


async def object_is_there(turn: Turn) -> None:
    """Raises NoSuchKey, NoSuchBucket, or what keeps the store from answering."""
    upstream = await demanded(await ask_store(turn.gateway, "HEAD", turn.call.bucket, turn.call.key))
    await upstream.aclose()


async def object_tagging(turn: Turn) -> Response:
    """GetObjectTagging: objects here have no tags."""
    await object_is_there(turn)
    return xml_answer("Tagging", element("TagSet", ""))


async def object_acl(turn: Turn) -> Response:
    """GetObjectAcl: the owner may do everything and nobody else anything."""
    await object_is_there(turn)
    return owner_acl(turn)


def owner_acl(turn: Turn) -> Response:
    """The one access control list there is."""
    grantee = f"<Grantee {_OWNER_TYPE}>{leaf('ID', turn.account)}</Grantee>"
    grant = element("Grant", grantee + leaf("Permission", "FULL_CONTROL"))
    owner = element("Owner", leaf("ID", turn.account))
    return xml_answer("AccessControlPolicy", owner + element("AccessControlList", grant))


async def _fetch(turn: Turn) -> httpx.Response:
    headers = {}
    asked = turn.call.headers.get("range", "")
    # As S3 does: one range or the whole. If-Range would need the object's ETag first; the whole is always right.
    if _ONE_RANGE.match(asked) and "if-range" not in turn.call.headers:
        headers["range"] = asked
    if "x-amz-checksum-mode" in turn.call.headers:
        headers["x-amz-checksum-mode"] = turn.call.headers["x-amz-checksum-mode"]
    query = {name: value for name, value in turn.call.query.items() if name == "partNumber"}
    return await ask_store(
        turn.gateway, turn.call.method, turn.call.bucket, turn.call.key, query=query, headers=headers
    )


def _streamed(turn: Turn, upstream: httpx.Response) -> Response:
    # rclone answers a range with 200 and a Content-Range, which no browser and few clients take for a part.
    status = 206 if "content-range" in upstream.headers else upstream.status_code
    whole = status == 200 and "partNumber" not in turn.call.query  # noqa: PLR2004 (HTTP)
    headers = headers_from_store(upstream.headers.multi_items(), whole=whole)
    headers = harmless(overridden(headers, turn.call.query), by_address=turn.verified.presigned)
    raw = [(name.encode("latin-1"), value.encode("latin-1", "replace")) for name, value in headers]
    if turn.call.method == "HEAD":
        answer = Response(status_code=status)
    else:
        answer = StreamingResponse(_pieces(upstream), status)
    answer.raw_headers = raw
    return answer


async def _pieces(upstream: httpx.Response) -> AsyncIterator[bytes]:
    try:
        async for piece in upstream.aiter_raw():
            yield piece
    finally:
        await upstream.aclose()


def _not_modified(upstream: httpx.Response) -> Response:
    kept = {name: value for name, value in upstream.headers.items() if name in _NOT_MODIFIED_HEADERS}
    answer = Response(status_code=304, headers=kept)
    del answer.headers["content-length"]
    return answer
