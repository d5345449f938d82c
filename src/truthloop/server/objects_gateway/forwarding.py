"""The way in: `forward` takes any request that is S3's and answers it, from our own records or from the backing store.

forward → preflight of a browser?      cors_answers
        → whose signature is it?       the wire's verify; account from AccessKeys
        → which operation?             object_calls
        → may this account?            bucket_access
        → the operation's answer       ANSWERS
        → headers for pages            cors_answers
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Final

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from truthloop.server.objects_gateway import (
    batch_deletes,
    bucket_settings,
    buckets,
    cors_answers,
    listings,
    object_reads,
    object_writes,
    uploads_in_parts,
)
from truthloop.server.objects_gateway.bucket_access import check_owner
from truthloop.server.objects_gateway.gateway_seams import ObjectsGateway
from truthloop.server.objects_gateway.object_calls import ObjectCall, read_call
from truthloop.server.objects_gateway.object_faults import fault
from truthloop.server.objects_gateway.turns import Turn, arriving, body_is_left
from truthloop.storage.objects.embedded_names import embedded_complaint
from truthloop.wire.error_writing import respond_error
from truthloop.wire.exchange import WireRequest, wire_request
from truthloop.wire.service_models import S3
from truthloop.wire.sigv4 import verify
from truthloop.wire.wire_errors import WireError

_DRAINED: Final = 1 * 2**20
"""Bytes of a refused upload that are still read, so that its client hears the answer rather than a broken pipe."""

Answer = Callable[[Turn], Awaitable[Response]]
ANSWERS: Final[Mapping[str, Answer]] = {
    "ListBuckets": buckets.list_buckets,
    "CreateBucket": buckets.create_bucket,
    "HeadBucket": buckets.head_bucket,
    "DeleteBucket": buckets.delete_bucket,
    "GetBucketLocation": buckets.bucket_location,
    "GetBucketCors": cors_answers.get_cors,
    "PutBucketCors": cors_answers.put_cors,
    "DeleteBucketCors": cors_answers.delete_cors,
    "GetBucketAcl": bucket_settings.bucket_acl,
    **dict.fromkeys((*bucket_settings.FIXED, *bucket_settings.ABSENT), bucket_settings.bucket_setting),
    "ListObjects": listings.list_objects,
    "ListObjectsV2": listings.list_objects,
    "ListMultipartUploads": listings.list_objects,
    "DeleteObjects": batch_deletes.delete_objects,
    "GetObject": object_reads.read_object,
    "HeadObject": object_reads.read_object,
    "GetObjectTagging": object_reads.object_tagging,
    "GetObjectAcl": object_reads.object_acl,
    "PutObject": object_writes.put_object,
    "CopyObject": object_writes.copy_object,
    "DeleteObject": object_writes.delete_object,
    "CreateMultipartUpload": uploads_in_parts.create_upload,
    "UploadPart": uploads_in_parts.upload_part,
    "UploadPartCopy": uploads_in_parts.upload_part_copy,
    "CompleteMultipartUpload": uploads_in_parts.complete_upload,
    "ListParts": uploads_in_parts.pass_upload_call,
    "AbortMultipartUpload": uploads_in_parts.pass_upload_call,
}
_OWNERLESS: Final = frozenset({"ListBuckets", "CreateBucket"})


async def forward(request: Request, gateway: ObjectsGateway, request_id: str) -> Response:
    """The answer to an S3 request, errors included: nothing is raised but the client's own disconnecting.

    `request.state.object_call` is set to the ObjectCall and `request.state.account` to the account once they are known,
    for logs and audits. The request's body must not have been read.
    """
    scope = request.scope
    wire = wire_request(request.method, scope["raw_path"], scope["query_string"], scope["headers"], None)
    try:
        answer = await _answered(request, wire, gateway)
    except WireError as error:
        answer = _error_answer(error, wire, request_id)
        await _drain(request)
    if body_is_left(request):
        # What the client sends next would be taken for the body that it never sent.
        answer.headers["connection"] = "close"
    answer.headers["x-amz-request-id"] = request_id
    answer.headers.setdefault("x-content-type-options", "nosniff")
    return await cors_answers.tell_pages(gateway, wire, answer)


async def _answered(request: Request, wire: WireRequest, gateway: ObjectsGateway) -> Response:
    if cors_answers.is_preflight(wire):
        return await cors_answers.preflight(gateway, wire)
    turn = await _turn(request, wire, gateway)
    if turn.call.operation not in _OWNERLESS:
        await check_owner(turn, turn.call.bucket, turn.call.headers.get("x-amz-expected-bucket-owner"))
    return await ANSWERS[turn.call.operation](turn)


async def _turn(request: Request, wire: WireRequest, gateway: ObjectsGateway) -> Turn:
    known: dict[str, str] = {}

    def secret_for(access_key_id: str, session_token: str | None) -> str | None:
        secret = gateway.access_keys.secret_for(access_key_id, session_token)
        if secret is not None:
            known[access_key_id] = secret
        return secret

    verified = await asyncio.to_thread(verify, wire, "s3", secret_for, gateway.now())
    account = await asyncio.to_thread(gateway.access_keys.account_of, verified.access_key_id)
    request.state.account = account
    call = read_call(wire, gateway.hosts)
    request.state.object_call = call
    _check_key(call, embedded=gateway.store.folder is not None)
    return Turn(gateway, request, wire, call, verified, account, known[verified.access_key_id])


def _check_key(call: ObjectCall, *, embedded: bool) -> None:
    complaint = embedded_complaint(call.key) if embedded else batch_deletes.key_complaint_of(call.key)
    if not complaint or not call.key:
        return
    if "longer" in complaint:
        raise fault("KeyTooLongError", f"The key {complaint}.")
    raise fault("InvalidArgument", f"The key {complaint}.")


def _error_answer(error: WireError, wire: WireRequest, request_id: str) -> Response:
    told = respond_error(error, S3, request_id, resource=wire.path)
    return Response(b"" if wire.method == "HEAD" else told.body, told.status, dict(told.headers))


async def _drain(request: Request) -> None:
    """Read what is left of a small body. One that waits for `100 Continue` is never begun."""
    if "expect" not in request.headers and body_is_left(request):
        with suppress(ClientDisconnect, RuntimeError):
            await _read_at_most(arriving(request), _DRAINED)


async def _read_at_most(pieces: AsyncIterator[bytes], most: int) -> None:
    seen = 0
    async for piece in pieces:
        seen += len(piece)
        if seen > most:
            return
