"""From a request to the parameters it carries, guided by the service model.

Timestamps become aware datetimes in UTC, blobs bytes; members that are null are absent, members the
model does not know are ignored, as AWS does. Whether values are allowed is input_validation's to say:
here only what cannot be read at all is refused (MalformedRequest).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, cast

import orjson
from botocore.model import OperationModel, StructureShape

from truthloop.wire.exchange import WireRequest
from truthloop.wire.operation_routing import path_labels
from truthloop.wire.query_forms import parse_query
from truthloop.wire.service_models import PROTOCOLS
from truthloop.wire.signature_claims import decoded, query_pairs
from truthloop.wire.value_reading import Params, json_kind, read_json, read_text
from truthloop.wire.wire_errors import MalformedRequest

LARGEST_BODY_BYTES: Final = 20_000_000
"""What a call may weigh: 3 MiB of InputContent, each character written as an escape of six bytes, and some.

Whoever reads the body stops there and answers RequestTooLarge.
"""


def parse(request: WireRequest, operation: OperationModel) -> Params:
    """The parameters of a call; raises MalformedRequest where the bytes are not what the protocol says."""
    service = operation.service_model.service_name
    if operation.input_shape is None:
        return {}
    protocol = PROTOCOLS[service]
    if protocol == "query":
        return parse_query(request, operation.input_shape)
    return _parse_json(request, operation.input_shape, str(operation.http["requestUri"]))


def _parse_json(request: WireRequest, shape: StructureShape, template: str) -> Params:
    labels = path_labels(template, request.path) or {}
    query = {decoded(name): _form_decoded(value) for name, value in query_pairs(request.query)}
    in_body = any(not member.serialization.get("location") for member in shape.members.values())
    body = _body_object(request) if in_body else {}
    params: Params = {}
    for name, member in shape.members.items():
        wire_name = member.serialization.get("name", name)
        location = member.serialization.get("location")
        if location is None:
            if body.get(wire_name) is not None:
                params[name] = read_json(member, body[wire_name])
        else:
            texts = {"uri": labels, "querystring": query}[location]
            if wire_name in texts:
                params[name] = read_text(member, texts[wire_name])
    return params


def _form_decoded(value: str) -> str:
    """In a query a plus sign is a blank."""
    return decoded(value.replace("+", " "))


def _body_object(request: WireRequest) -> Mapping[str, Any]:
    if not request.body:
        return {}
    content_type = request.headers.get("content-type", "application/json")
    if "json" not in content_type.lower():
        raise MalformedRequest(f"Content-Type must be application/x-amz-json-1.1, not '{content_type[:80]}'.")
    try:
        body = orjson.loads(request.body)
    except orjson.JSONDecodeError as error:
        raise MalformedRequest(f"The body is not JSON: {error}") from None
    if not isinstance(body, dict):
        raise MalformedRequest(f"The body must be a JSON object, not {json_kind(body)}.")
    return cast("dict[str, Any]", body)
