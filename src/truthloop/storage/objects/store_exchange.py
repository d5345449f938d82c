"""One signed request to the object store and its answer, with patience.

A request is tried again when the connection fails or the store answers 5xx: every operation here may be repeated.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from urllib.parse import quote, urlencode
from xml.etree import ElementTree as ET

import httpx

from truthloop.storage.objects.object_errors import (
    NoSuchBucket,
    NoSuchObject,
    ObjectStoreRefused,
    ObjectStoreRejected,
    ObjectStoreUnavailable,
)
from truthloop.storage.objects.request_signing import AccessKey, signed_headers

PATIENCE = (0.1, 0.3, 1.0, 3.0)
"""Seconds between the tries of one request: together longer than a restart of the store takes."""
_TIMEOUT = httpx.Timeout(30.0, connect=3.0, pool=30.0)
_RETRIED = frozenset({500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class ObjectStore:
    """Where objects are and how to reach them; safe to share between threads."""

    endpoint: str
    """`http://127.0.0.1:9000` or `https://s3.eu-west-1.amazonaws.com`, without a slash at the end."""
    region: str
    keys: AccessKey
    http: httpx.Client = field(repr=False)
    now: Callable[[], datetime] = field(repr=False, default=lambda: datetime.now(UTC))
    pauses: tuple[float, ...] = PATIENCE
    pause: Callable[[float], object] = field(repr=False, default=time.sleep)


def open_store(endpoint: str, region: str, keys: AccessKey, *, connections: int = 32) -> ObjectStore:
    """A client of the store at `endpoint`; nothing is connected yet. Proxies of the environment are not used.

    The endpoint is the operator's own setting, so it may be a loopback or private address.
    """
    limits = httpx.Limits(max_connections=connections, max_keepalive_connections=connections)
    client = httpx.Client(timeout=_TIMEOUT, limits=limits, trust_env=False, follow_redirects=False)
    return ObjectStore(endpoint.rstrip("/"), region, keys, client)


def close_store(store: ObjectStore) -> None:
    """Close its connections."""
    store.http.close()


def object_url(endpoint: str, bucket: str, key: str = "", query: Mapping[str, str] | None = None) -> str:
    """The path-style URL of an object, or of its bucket, percent-encoded as it is signed."""
    path = f"{endpoint}/{quote(bucket, safe='')}" + (f"/{quote(key, safe='/~')}" if key else "")
    return f"{path}?{urlencode(query, quote_via=quote)}" if query else path


def exchange(
    store: ObjectStore,
    method: str,
    bucket: str,
    key: str = "",
    *,
    query: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    body: bytes = b"",
    largest: int | None = None,
) -> httpx.Response:
    """The successful answer, its body read (up to `largest` bytes, one more when there are more).

    Raises ObjectStoreUnavailable, NoSuchBucket, NoSuchObject, ObjectStoreRefused or ObjectStoreRejected.
    """
    url = object_url(store.endpoint, bucket, key, query)
    failure = ""
    for pause in (*store.pauses, None):
        try:
            response = _receive(store, _signed(store, method, url, headers or {}, body), largest)
        except httpx.TransportError as error:
            failure = f"{type(error).__name__}: {error}"
        else:
            if response.status_code not in _RETRIED:
                return _checked(response, bucket, key)
            failure = f"HTTP {response.status_code} {_error_code(response)}"
        if pause is not None:
            store.pause(pause)
    tries = len(store.pauses) + 1
    raise ObjectStoreUnavailable(
        f"The object store at {store.endpoint} failed to {method} s3://{bucket}/{key} {tries} times: {failure}",
        endpoint=store.endpoint,
    )


def _signed(store: ObjectStore, method: str, url: str, headers: Mapping[str, str], body: bytes) -> httpx.Request:
    payload_hash = hashlib.sha256(body).hexdigest()
    signed = signed_headers(
        method, url, headers, keys=store.keys, region=store.region, now=store.now(), payload_hash=payload_hash
    )
    return store.http.build_request(method, url, headers=signed, content=body)


def _receive(store: ObjectStore, request: httpx.Request, largest: int | None) -> httpx.Response:
    response = store.http.send(request, stream=True)
    try:
        content = _read(response, largest)
    finally:
        response.close()
    return httpx.Response(response.status_code, headers=_plain(response.headers), content=content, request=request)


def _read(response: httpx.Response, largest: int | None) -> bytes:
    if largest is None or not response.is_success:
        return response.read()
    held = bytearray()
    for chunk in response.iter_bytes():
        held += chunk
        if len(held) > largest:
            break
    return bytes(held)


def _plain(headers: httpx.Headers) -> list[tuple[str, str]]:
    # The body is already decoded, and maybe cut: headers that describe its form on the wire no longer hold.
    return [(k, v) for k, v in headers.multi_items() if k not in {"content-encoding", "transfer-encoding"}]


def _checked(response: httpx.Response, bucket: str, key: str) -> httpx.Response:
    if response.is_success:
        return response
    code, status = _error_code(response), response.status_code
    where = f"s3://{bucket}/{key}"
    if code == "NoSuchBucket" or (status == HTTPStatus.NOT_FOUND and not key):
        raise NoSuchBucket(f"There is no bucket {bucket!r} in the object store.", bucket=bucket)
    if status == HTTPStatus.NOT_FOUND:
        raise NoSuchObject(f"There is no object {where}.", bucket=bucket, key=key)
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        raise ObjectStoreRefused(
            f"The object store refused our access key for {where}: {code}.", bucket=bucket, key=key
        )
    raise ObjectStoreRejected(
        f"The object store rejected {response.request.method} {where}: HTTP {status} {code} {_message(response)}",
        bucket=bucket,
        key=key,
        store_code=code,
    )


def _error_code(response: httpx.Response) -> str:
    return _element(response, "Code")


def _message(response: httpx.Response) -> str:
    return _element(response, "Message")[:300]


def _element(response: httpx.Response, name: str) -> str:
    try:
        return ET.fromstring(response.content).findtext(name) or ""  # noqa: S314 (expat bounds entity expansion)
    except ET.ParseError:
        return ""
