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

from truthloop.storage.objects.kept_connections import FAILURES, KeptConnections, StoreAnswer
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
_RETRIED = frozenset({500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class ObjectStore:
    """Where objects are and how to reach them; safe to share between threads."""

    region: str
    keys: AccessKey
    http: KeptConnections = field(repr=False)
    now: Callable[[], datetime] = field(repr=False, default=lambda: datetime.now(UTC))
    pauses: tuple[float, ...] = PATIENCE
    pause: Callable[[float], object] = field(repr=False, default=time.sleep)

    @property
    def endpoint(self) -> str:
        """`http://127.0.0.1:9000` or `https://s3.eu-west-1.amazonaws.com`, without a slash at the end."""
        return self.http.endpoint


def open_store(endpoint: str, region: str, keys: AccessKey, *, connections: int = 32) -> ObjectStore:
    """A client of the store at `endpoint`; nothing is connected yet. Proxies of the environment are not used.

    The endpoint is the operator's own setting, so it may be a loopback or private address.
    """
    return ObjectStore(region, keys, KeptConnections(endpoint.rstrip("/"), connections))


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
) -> StoreAnswer:
    """The successful answer, its body read (up to `largest` bytes, one more when there are more).

    Raises ObjectStoreUnavailable, NoSuchBucket, NoSuchObject, ObjectStoreRefused or ObjectStoreRejected.
    """
    url = object_url(store.endpoint, bucket, key, query)
    failure = ""
    for pause in (*store.pauses, None):
        try:
            response = store.http.send(
                method, url, _signed(store, method, url, headers or {}, body), body, largest=largest
            )
        except FAILURES as error:
            failure = f"{type(error).__name__}: {error}"
        else:
            if response.status not in _RETRIED:
                return _checked(response, bucket, key)
            failure = f"HTTP {response.status} {_error_code(response)}"
        if pause is not None:
            store.pause(pause)
    tries = len(store.pauses) + 1
    raise ObjectStoreUnavailable(
        f"The object store at {store.endpoint} failed to {method} s3://{bucket}/{key} {tries} times: {failure}",
        endpoint=store.endpoint,
    )


def _signed(store: ObjectStore, method: str, url: str, headers: Mapping[str, str], body: bytes) -> Mapping[str, str]:
    payload_hash = hashlib.sha256(body).hexdigest()
    return signed_headers(
        method, url, headers, keys=store.keys, region=store.region, now=store.now(), payload_hash=payload_hash
    )


def _checked(response: StoreAnswer, bucket: str, key: str) -> StoreAnswer:
    if response.is_success:
        return response
    code, status = _error_code(response), response.status
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
        f"The object store rejected {response.method} {where}: HTTP {status} {code} {_message(response)}",
        bucket=bucket,
        key=key,
        store_code=code,
    )


def _error_code(response: StoreAnswer) -> str:
    return _element(response, "Code")


def _message(response: StoreAnswer) -> str:
    return _element(response, "Message")[:300]


def _element(response: StoreAnswer, name: str) -> str:
    try:
        return ET.fromstring(response.content).findtext(name) or ""  # noqa: S314 (expat bounds entity expansion)
    except ET.ParseError:
        return ""
