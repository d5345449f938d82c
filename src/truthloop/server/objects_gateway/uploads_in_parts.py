"""Multipart uploads: created, sent in parts, copied in parts, completed, aborted."""

from __future__ import annotations

import re
from typing import Final
from xml.etree import ElementTree as ET

from starlette.responses import Response

from truthloop.server.objects_gateway.object_faults import fault
from truthloop.server.objects_gateway.object_writes import (
    check_writable,
    readable_source,
    source_header,
    xml_date,
)
from truthloop.server.objects_gateway.served_headers import headers_to_store
from truthloop.server.objects_gateway.store_requests import ask_store, demanded, read_answer
from truthloop.server.objects_gateway.turns import Turn, arriving, leaf, upload_of, xml_answer, xml_body
from truthloop.server.objects_gateway.upload_bodies import vouched
from truthloop.storage.objects.embedded_names import FOLDER_MARK

_MOST_PARTS: Final = 10_000
_RANGE: Final = re.compile(r"bytes=\d+-\d+\Z")


async def create_upload(turn: Turn) -> Response:
    """CreateMultipartUpload."""
    await check_writable(turn)
    headers = headers_to_store(turn.call.headers)
    if turn.embedded:
        headers.pop("x-amz-server-side-encryption", None)
    return await _passed(turn, headers=headers)


async def upload_part(turn: Turn) -> Response:
    """UploadPart: as PutObject, the last bytes wait for the verdict."""
    _check_part_number(turn)
    body = upload_of(turn)
    pieces = vouched(body, arriving(turn.request))
    upstream = await ask_store(
        turn.gateway,
        "PUT",
        turn.call.bucket,
        turn.call.key,
        query=turn.call.query,
        headers={} if turn.embedded else _checksums(turn),
        body=pieces,
        length=body.length,
    )
    await read_answer(await demanded(upstream))
    return Response(status_code=200, headers={"etag": upstream.headers.get("etag", ""), **body.digests})


async def upload_part_copy(turn: Turn) -> Response:
    """UploadPartCopy. rclone cannot (it answers 200 and copies nothing), so there the bytes pass through us."""
    _check_part_number(turn)
    bucket, key = await readable_source(turn)
    asked = turn.call.headers.get("x-amz-copy-source-range")
    if asked is not None and not _RANGE.match(asked):
        raise fault("InvalidArgument", "The x-amz-copy-source-range value must be of the form bytes=first-last")
    if not turn.embedded:
        headers = {"x-amz-copy-source": source_header(turn, bucket, key)}
        return await _passed(turn, headers=headers | ({"x-amz-copy-source-range": asked} if asked else {}))
    source = await demanded(
        await ask_store(turn.gateway, "GET", bucket, key, headers={"range": asked} if asked else {})
    )
    try:
        upstream = await ask_store(
            turn.gateway,
            "PUT",
            turn.call.bucket,
            turn.call.key,
            query=turn.call.query,
            body=source.aiter_raw(),
            length=int(source.headers["content-length"]),
        )
        await read_answer(await demanded(upstream))
    finally:
        await source.aclose()
    now = upstream.headers["date"]
    return xml_answer("CopyPartResult", leaf("ETag", upstream.headers["etag"]) + leaf("LastModified", xml_date(now)))


async def complete_upload(turn: Turn) -> Response:
    """CompleteMultipartUpload: the list of parts is passed on; the embedded store knows no checksums of parts."""
    await check_writable(turn)
    root = await xml_body(turn)
    if root is None or not 1 <= len(root) <= _MOST_PARTS:
        raise fault("MalformedXML")
    if turn.embedded:
        _keep_only(root, {"PartNumber", "ETag"})
    return await _passed(turn, body=ET.tostring(root), headers={} if turn.embedded else _checksums(turn))


async def pass_upload_call(turn: Turn) -> Response:
    """AbortMultipartUpload and ListParts need nothing of ours."""
    return await _passed(turn)


async def _passed(turn: Turn, *, headers: dict[str, str] | None = None, body: bytes = b"") -> Response:
    upstream = await ask_store(
        turn.gateway,
        turn.call.method,
        turn.call.bucket,
        turn.call.key,
        query=turn.call.query,
        headers=headers,
        body=body,
    )
    content = await read_answer(await demanded(upstream))
    if turn.embedded:
        content = content.replace(f"/{FOLDER_MARK}</Key>".encode(), b"/</Key>")
    return Response(content, upstream.status_code, media_type="application/xml" if content else None)


def _check_part_number(turn: Turn) -> None:
    number = turn.call.query["partNumber"]
    if not (number.isascii() and number.isdigit() and 1 <= int(number[:6]) <= _MOST_PARTS):
        raise fault("InvalidArgument", f"Part number must be an integer between 1 and {_MOST_PARTS}, inclusive")


def _checksums(turn: Turn) -> dict[str, str]:
    return {name: value for name, value in turn.call.headers.items() if name.startswith("x-amz-checksum-")}


def _keep_only(root: ET.Element, names: set[str]) -> None:
    for part in root:
        for child in list(part):
            if child.tag.rpartition("}")[2] not in names:
                part.remove(child)
