"""ListObjects, ListObjectsV2, ListMultipartUploads: the store's pages, with what rclone leaves out put back.

It gives ETags without quotes, no KeyCount when there is nothing, and the keys of `folder/` objects as it keeps them.
"""

from __future__ import annotations

import re
from typing import Final

from starlette.responses import Response

from truthloop.server.objects_gateway.object_faults import fault
from truthloop.server.objects_gateway.store_requests import ask_store, demanded, read_answer
from truthloop.server.objects_gateway.turns import Turn
from truthloop.storage.objects.embedded_names import FOLDER_MARK, stored_key

_BARE_ETAG: Final = re.compile(rb"<ETag>([0-9a-f-]+)</ETag>")
_KEY_OF_FOLDER: Final = re.compile(b"(/|%2F)" + re.escape(FOLDER_MARK).encode() + b"</Key>")
_STARTS: Final = ("marker", "start-after", "key-marker")
_END: Final = b"</ListBucketResult>"


async def list_objects(turn: Turn) -> Response:
    """One page."""
    query = dict(turn.call.query)
    _check(query)
    if turn.embedded and "delimiter" not in query:
        # The client pages on from the key that it was shown.
        query |= {name: stored_key(query[name]) for name in _STARTS if query.get(name)}
    upstream = await ask_store(turn.gateway, "GET", turn.call.bucket, query=query)
    content = await read_answer(await demanded(upstream))
    if turn.embedded:
        content = _completed(content, counted=turn.call.operation == "ListObjectsV2")
    return Response(content, upstream.status_code, media_type="application/xml")


def _check(query: dict[str, str]) -> None:
    if query.get("list-type", "2") != "2":
        raise fault("InvalidArgument", "list-type must be 2")
    if query.get("encoding-type", "url") != "url":
        raise fault("InvalidArgument", "Invalid Encoding Method specified in Request")
    for name in ("max-keys", "max-uploads"):
        value = query.get(name, "1000")
        if not (value.isascii() and value.isdigit() and len(value) < 10):  # noqa: PLR2004 (fits 32 bits)
            raise fault("InvalidArgument", f"Provided {name} not an integer or within integer range")


def _completed(content: bytes, *, counted: bool) -> bytes:
    content = _BARE_ETAG.sub(rb"<ETag>&quot;\1&quot;</ETag>", content)
    content = _KEY_OF_FOLDER.sub(rb"\1</Key>", content)
    if counted and b"<KeyCount>" not in content:
        content = content.replace(_END, b"<KeyCount>0</KeyCount>" + _END)
    return content
