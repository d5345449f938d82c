"""Large objects, piece by piece: read in ranges, written in parts. Memory does not grow with the object."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

from truthloop.storage.objects.object_errors import ObjectStoreRejected
from truthloop.storage.objects.object_store import put
from truthloop.storage.objects.s3_uri import S3Uri
from truthloop.storage.objects.store_exchange import ObjectStore, exchange

PIECE = 8 * 2**20
"""Bytes read at once."""
PART = 16 * 2**20
"""Bytes of one part of an upload; with at most 10,000 parts that is 156 GiB."""
PRECONDITION_FAILED = "PreconditionFailed"


def read_pieces(
    store: ObjectStore, uri: S3Uri, *, start: int, size: int, etag: str, piece: int = PIECE
) -> Iterator[bytes]:
    """The bytes of an object of `size` bytes from `start` on, as it was when it had this ETag.

    Raises NoSuchObject, and ObjectStoreRejected (store_code PreconditionFailed) when it has changed.
    """
    while start < size:
        end = min(start + piece, size)
        headers = {"range": f"bytes={start}-{end - 1}", "if-match": f'"{etag}"'}
        answer = exchange(store, "GET", uri.bucket, uri.key, headers=headers)
        if answer.headers.get("etag", "").strip('"') != etag:
            raise ObjectStoreRejected(f"{uri} has changed.", store_code=PRECONDITION_FAILED)
        yield answer.content
        start = end


def write_pieces(
    store: ObjectStore, uri: S3Uri, pieces: Iterable[bytes], *, content_type: str, part: int = PART
) -> int:
    """Store the pieces as one object, whole or not at all; its size in bytes. Raises as `put`."""
    parts = joined(pieces, part)
    first = next(parts, b"")
    second = next(parts, None)
    if second is None:
        put(store, uri, first, content_type=content_type)
        return len(first)
    upload_id = text_of(
        exchange(
            store, "POST", uri.bucket, uri.key, query={"uploads": ""}, headers={"content-type": content_type}
        ).content,
        "UploadId",
    )
    try:
        etags, size = [], 0
        for number, body in enumerate(chained(first, second, parts), 1):
            query = {"partNumber": str(number), "uploadId": upload_id}
            etags.append(exchange(store, "PUT", uri.bucket, uri.key, query=query, body=body).headers["etag"])
            size += len(body)
        exchange(store, "POST", uri.bucket, uri.key, query={"uploadId": upload_id}, body=completion(etags))
    except BaseException:
        exchange(store, "DELETE", uri.bucket, uri.key, query={"uploadId": upload_id})
        raise
    return size


def joined(pieces: Iterable[bytes], size: int) -> Iterator[bytes]:
    """The same bytes in pieces of `size`; the last may be shorter."""
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        while len(waiting) >= size:
            yield bytes(waiting[:size])
            del waiting[:size]
    if waiting:
        yield bytes(waiting)


def chained(first: bytes, second: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    """All parts."""
    yield first
    yield second
    yield from rest


def completion(etags: Iterable[str]) -> bytes:
    """The body of CompleteMultipartUpload."""
    root = ET.Element("CompleteMultipartUpload")
    for number, etag in enumerate(etags, 1):
        part = ET.SubElement(root, "Part")
        ET.SubElement(part, "PartNumber").text = str(number)
        ET.SubElement(part, "ETag").text = etag
    return ET.tostring(root)


def text_of(body: bytes, name: str) -> str:
    """An element of an answer."""
    return ET.fromstring(body).findtext(f"{{*}}{name}") or ""  # noqa: S314 - expat bounds entity expansion
