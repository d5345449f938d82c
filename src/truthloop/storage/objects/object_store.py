"""The verbs over objects: put, get, head, delete, list_objects, presign, and buckets.

    store = open_store("http://127.0.0.1:9000", "us-east-1", AccessKey("…", "…"))
    put(store, parse_s3_uri("s3://results/out/output.json"), b"{}", content_type="application/json")

An object that `put` returned for is stored whole; one it raised for is there whole or not at all. Putting the same
bytes again changes nothing but the object's time, so a chore may always repeat it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import unquote_plus
from xml.etree import ElementTree as ET

from truthloop.storage.objects.object_errors import (
    NoSuchBucket,
    NoSuchObject,
    ObjectStoreRejected,
    ObjectTooLarge,
)
from truthloop.storage.objects.request_signing import AccessKey, presigned_url
from truthloop.storage.objects.s3_uri import S3Uri
from truthloop.storage.objects.store_exchange import ObjectStore, exchange, object_url

if TYPE_CHECKING:
    from collections.abc import Mapping

    from truthloop.storage.objects.kept_connections import StoreAnswer

LARGEST_READ = 64 * 2**20
"""Bytes that `get` holds unless told otherwise."""
LONGEST_SIGNATURE = 7 * 24 * 3600
"""Seconds; AWS's limit of presigned URLs."""
_BUCKET_IS_THERE = frozenset({"BucketAlreadyExists", "BucketAlreadyOwnedByYou"})


@dataclass(frozen=True, slots=True)
class ObjectFacts:
    """What is known of an object without reading it."""

    uri: S3Uri
    size: int
    """Bytes."""
    etag: str
    """Without quotes."""
    content_type: str
    """Empty in listings, which do not say."""
    last_modified: datetime
    """UTC, whole seconds."""


@dataclass(frozen=True, slots=True)
class FetchedObject:
    """An object and its bytes."""

    facts: ObjectFacts
    body: bytes


def put(store: ObjectStore, uri: S3Uri, body: bytes, *, content_type: str) -> None:
    """Store the bytes under the address, whole or not at all, replacing what was there.

    Raises NoSuchBucket, ObjectStoreUnavailable, ObjectStoreRefused, ObjectStoreRejected.
    """
    exchange(store, "PUT", uri.bucket, uri.key, headers={"content-type": content_type}, body=body)


def get(store: ObjectStore, uri: S3Uri, *, largest: int = LARGEST_READ) -> FetchedObject:
    """The object with its bytes, at most `largest`. Raises NoSuchObject, NoSuchBucket, ObjectTooLarge, and as put."""
    response = exchange(store, "GET", uri.bucket, uri.key, largest=largest)
    if len(response.content) > largest:
        raise ObjectTooLarge(f"{uri} is larger than the {largest} bytes that are read at once.", uri=str(uri))
    return FetchedObject(_facts(uri, response, len(response.content)), response.content)


def head(store: ObjectStore, uri: S3Uri) -> ObjectFacts:
    """What is known of the object. Raises NoSuchObject (also when the bucket is missing), and as put."""
    response = exchange(store, "HEAD", uri.bucket, uri.key)
    return _facts(uri, response, int(response.headers.get("content-length", "0")))


def exists(store: ObjectStore, uri: S3Uri) -> bool:
    """Whether the object is there. Raises as put."""
    try:
        head(store, uri)
    except NoSuchObject:
        return False
    return True


def delete(store: ObjectStore, uri: S3Uri) -> None:
    """Take the object away; one that is not there is gone already. Raises NoSuchBucket, and as put."""
    try:
        exchange(store, "DELETE", uri.bucket, uri.key)
    except NoSuchObject:
        return


def list_objects(store: ObjectStore, place: S3Uri, *, page: int = 1000) -> Iterator[ObjectFacts]:
    """Every object whose key begins with the place's key, in the order of the keys' bytes, fetched page by page.

    Raises NoSuchBucket, and as put.
    """
    query = {"list-type": "2", "prefix": place.key, "max-keys": str(page), "encoding-type": "url"}
    while True:
        response = exchange(store, "GET", place.bucket, query=query)
        listing = ET.fromstring(response.content)  # noqa: S314 (expat bounds entity expansion)
        yield from _listed(place.bucket, listing)
        token = listing.findtext("{*}NextContinuationToken")
        if listing.findtext("{*}IsTruncated") != "true" or not token:
            return
        query = {**query, "continuation-token": token}


def bucket_exists(store: ObjectStore, bucket: str) -> bool:
    """Whether the bucket is there. Raises as put."""
    try:
        exchange(store, "HEAD", bucket)
    except NoSuchBucket:
        return False
    return True


def ensure_bucket(store: ObjectStore, bucket: str) -> None:
    """Make the bucket unless it is there already. Raises as put."""
    if bucket_exists(store, bucket):
        return
    try:
        exchange(store, "PUT", bucket, body=location_body(store.region))
    except ObjectStoreRejected as error:
        if error.facts.get("store_code") not in _BUCKET_IS_THERE:
            raise


def presign(
    endpoint: str,
    uri: S3Uri,
    *,
    keys: AccessKey,
    region: str,
    now: datetime,
    expires_in_seconds: int,
    method: str = "GET",
    query: Mapping[str, str] | None = None,
) -> str:
    """A URL at `endpoint` with which anyone may do `method` on the object for so many seconds (at most 7 days).

    `endpoint` is the address that browsers reach and `keys` an access key valid there: for our own address that is an
    access key of the account, never the backing store's. `query` holds overrides such as `response-content-type`.
    """
    if not 1 <= expires_in_seconds <= LONGEST_SIGNATURE:
        raise ValueError(f"A presigned URL lives 1 to {LONGEST_SIGNATURE} seconds, not {expires_in_seconds}")
    url = object_url(endpoint.rstrip("/"), uri.bucket, uri.key, query)
    return presigned_url(method, url, keys=keys, region=region, now=now, expires_in_seconds=expires_in_seconds)


def _facts(uri: S3Uri, response: StoreAnswer, size: int) -> ObjectFacts:
    headers = response.headers
    return ObjectFacts(
        uri,
        size,
        headers.get("etag", "").strip('"'),
        headers.get("content-type", "application/octet-stream"),
        parsedate_to_datetime(headers["last-modified"]),
    )


def _listed(bucket: str, listing: ET.Element) -> Iterator[ObjectFacts]:
    for entry in listing.iterfind("{*}Contents"):
        key = unquote_plus(entry.findtext("{*}Key", ""))
        moment = datetime.fromisoformat(entry.findtext("{*}LastModified", ""))
        etag = entry.findtext("{*}ETag", "").strip('"')
        yield ObjectFacts(S3Uri(bucket, key), int(entry.findtext("{*}Size", "0")), etag, "", moment.astimezone(UTC))


def location_body(region: str) -> bytes:
    """The body of a CreateBucket: us-east-1 is the one region that must not be named."""
    if region == "us-east-1":
        return b""
    namespace = "http://s3.amazonaws.com/doc/2006-03-01/"
    return (
        f'<CreateBucketConfiguration xmlns="{namespace}"><LocationConstraint>{region}</LocationConstraint>'
        "</CreateBucketConfiguration>"
    ).encode()
