"""Requests to the backing store, signed with its own keys, and their answers.

The store is reached in path style with UNSIGNED-PAYLOAD: the way to it is loopback or TLS, and what the client said
of the bytes is checked by us (upload_bodies.py).
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Final
from xml.etree import ElementTree as ET

import httpx

from truthloop.server.objects_gateway.gateway_seams import ObjectsGateway
from truthloop.server.objects_gateway.object_faults import ObjectFault, fault
from truthloop.storage.objects.embedded_names import stored_key
from truthloop.storage.objects.request_signing import UNSIGNED_PAYLOAD, signed_headers
from truthloop.storage.objects.store_exchange import object_url

_LARGEST_ANSWER: Final = 16 * 2**20
_ABOUT_OUR_KEYS: Final = frozenset({"SignatureDoesNotMatch", "InvalidAccessKeyId", "RequestTimeTooSkewed"})


async def ask_store(
    gateway: ObjectsGateway,
    method: str,
    bucket: str,
    key: str = "",
    *,
    query: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    body: AsyncIterator[bytes] | bytes = b"",
    length: int | None = None,
) -> httpx.Response:
    """The store's answer, its body not read yet; the caller closes it. `key` as the client spells it.

    An iterator needs its `length`. Raises ServiceUnavailable when the store does not answer, SlowDown when all
    connections to it are taken, and whatever the iterator raises.
    """
    store = gateway.store
    spelled = stored_key(key) if store.folder else key
    url = object_url(store.endpoint, bucket, spelled, query)
    sized = {} if length is None else {"content-length": str(length)}
    signed = signed_headers(
        method,
        url,
        {**(headers or {}), **sized},
        keys=store.keys,
        region=store.region,
        now=gateway.now(),
        payload_hash=UNSIGNED_PAYLOAD,
    )
    request = gateway.http.build_request(method, url, headers=signed, content=body or None)
    # Nothing may be recoded on its way: a stored gzip stays gzip.
    request.headers["accept-encoding"] = "identity"
    try:
        return await gateway.http.send(request, stream=True)
    except httpx.PoolTimeout as error:
        raise fault("SlowDown") from error
    except httpx.TransportError as error:
        raise fault("ServiceUnavailable") from error


async def read_answer(response: httpx.Response) -> bytes:
    """The whole of a small answer. Raises InternalError over 16 MiB, ServiceUnavailable when the store breaks off."""
    held = bytearray()
    try:
        async for piece in response.aiter_raw():
            held += piece
            if len(held) > _LARGEST_ANSWER:
                raise fault("InternalError", "The object store's answer is too long.")
    except httpx.TransportError as error:
        raise fault("ServiceUnavailable") from error
    finally:
        await response.aclose()
    return bytes(held)


async def refusal(response: httpx.Response) -> ObjectFault:
    """The store's error in our words; its body is read and closed.

    An answer about the store's own keys is our fault, not the client's, who must not be told to check theirs.
    """
    body = await read_answer(response)
    code, message = _code_and_message(body)
    if code in _ABOUT_OUR_KEYS:
        return fault("InternalError", f"The object store refused this server's access key: {code}.")
    if code == "AccessDenied":
        return fault(code, "The object store behind this server does not allow its access key to do this.")
    if not code:
        code = {404: "NoSuchKey", 412: "PreconditionFailed", 416: "InvalidRange", 503: "SlowDown"}.get(
            response.status_code, "InternalError"
        )
    return fault(code, "" if message == code else message, response.status_code)


async def demanded(response: httpx.Response) -> httpx.Response:
    """The answer if it is no error; raises the store's error otherwise."""
    if response.status_code >= 400:  # noqa: PLR2004 (HTTP errors)
        raise await refusal(response)
    return response


def _code_and_message(body: bytes) -> tuple[str, str]:
    try:
        root = ET.fromstring(body)  # noqa: S314 (expat bounds entity expansion)
    except ET.ParseError:
        return "", ""
    code = root.findtext("{*}Code") or ""
    return code, root.findtext("{*}Message") or ""
