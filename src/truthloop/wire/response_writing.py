"""From an operation's output to the answer on the wire, in its protocol."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final, cast
from urllib.parse import quote

import orjson
from botocore.model import ListShape, MapShape, OperationModel, Shape, StructureShape

from truthloop.wire.exchange import WireResponse
from truthloop.wire.service_models import PROTOCOLS
from truthloop.wire.timestamp_formats import to_epoch, to_iso
from truthloop.wire.xml_text import element

JSON_TYPE: Final = "application/x-amz-json-1.1"
REST_JSON_TYPE: Final = "application/json"
XML_TYPE: Final = "text/xml"
_QUOTED_SHAPES: Final = frozenset({"policyDocumentType"})  # IAM sends policies percent-encoded (RFC 3986)


def respond(operation: OperationModel, output: Mapping[str, Any], request_id: str) -> WireResponse:
    """The answer to a call that went well.

    ``output`` is keyed by the model's member names; members that are None are left out. A key the model
    does not know is a mistake in this program and raises ValueError.
    """
    protocol = PROTOCOLS[operation.service_model.service_name]
    shape = operation.output_shape
    if protocol == "query":
        return WireResponse(200, _headers(XML_TYPE, request_id), _query_body(operation, output, request_id))
    body = b"" if shape is None else orjson.dumps(_json_structure(shape, output, protocol))
    content_type = JSON_TYPE if protocol == "json" else REST_JSON_TYPE
    return WireResponse(200, _headers(content_type, request_id), body)


def _headers(content_type: str, request_id: str) -> dict[str, str]:
    return {"Content-Type": content_type, "x-amzn-RequestId": request_id}


def _members(shape: StructureShape, output: Mapping[str, Any]) -> Iterator[tuple[str, Shape, Any]]:
    """Name on the wire, shape and value of each member that is given, in the model's order."""
    unknown = sorted(set(output) - set(shape.members))
    if unknown:
        raise ValueError(f"{shape.name} has no member {', '.join(unknown)}")
    for name, member in shape.members.items():
        if output.get(name) is not None:
            yield member.serialization.get("name", name), member, output[name]


def _json(shape: Shape, value: Any, protocol: str) -> Any:  # noqa: ANN401 - JSON
    if isinstance(shape, StructureShape):
        return _json_structure(shape, value, protocol)
    if isinstance(shape, ListShape):
        return [_json(shape.member, item, protocol) for item in value]
    if isinstance(shape, MapShape):
        return {key: _json(shape.value, item, protocol) for key, item in value.items()}
    if shape.type_name == "timestamp":
        return _timestamp(shape, value, "unixTimestamp")
    if shape.type_name == "blob":
        return base64.b64encode(value).decode("ascii")
    return value


def _json_structure(shape: StructureShape, output: Mapping[str, Any], protocol: str) -> dict[str, Any]:
    return {name: _json(member, value, protocol) for name, member, value in _members(shape, output)}


def _timestamp(shape: Shape, value: datetime, default: str) -> float | str:
    form = str(shape.serialization.get("timestampFormat", default)).lower()
    return to_iso(value) if form == "iso8601" else to_epoch(value)


def _query_body(operation: OperationModel, output: Mapping[str, Any], request_id: str) -> bytes:
    shape = operation.output_shape
    result = ""
    if shape is not None:
        result = element(str(shape.serialization["resultWrapper"]), _xml(shape, output))
    metadata = element("ResponseMetadata", element("RequestId", request_id, raw=False))
    namespace = operation.service_model.metadata["xmlNamespace"]
    return element(f"{operation.name}Response", result + metadata, namespace=namespace).encode()


def _xml(shape: Shape, value: Any) -> str:  # noqa: ANN401 - any output
    if isinstance(shape, StructureShape):
        return "".join(_xml_element(name, member, item) for name, member, item in _members(shape, value))
    shape = cast("ListShape", shape)
    name = shape.member.serialization.get("name", "member")
    return "".join(_xml_element(name, shape.member, item) for item in value)


def _xml_element(name: str, shape: Shape, value: Any) -> str:  # noqa: ANN401 - any output
    if isinstance(shape, (StructureShape, ListShape)):
        return element(name, _xml(shape, value))
    if shape.name in _QUOTED_SHAPES:
        return element(name, quote(value, safe="~"), raw=False)
    return element(name, _XML_TEXTS.get(shape.type_name, str)(value), raw=False)


_XML_TEXTS: Final[Mapping[str, Callable[[Any], str]]] = {
    "boolean": lambda value: "true" if value else "false",
    "timestamp": to_iso,
    "blob": lambda value: base64.b64encode(value).decode("ascii"),
}
