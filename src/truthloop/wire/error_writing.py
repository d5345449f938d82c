"""An error on the wire, in the form of the service it is from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import orjson
from botocore.model import Shape, StructureShape

from truthloop.wire.exchange import WireResponse
from truthloop.wire.response_writing import JSON_TYPE, REST_JSON_TYPE, XML_TYPE
from truthloop.wire.service_models import PROTOCOLS, Protocol, error_shapes, service_model
from truthloop.wire.wire_errors import WireError
from truthloop.wire.xml_text import element

COMMON_STATUSES: Final[Mapping[str, int]] = {
    "AccessDenied": 403,
    "AccessDeniedException": 403,
    "InternalError": 500,
    "InternalFailure": 500,
    "InternalServerException": 500,
    "ServiceUnavailable": 503,
    "ServiceUnavailableException": 503,
}
"""Statuses of codes that no model lists; everything else unlisted is 400. JSON services say 400 for 403."""

_QUERY_NAMES: Final = {"ValidationException": "ValidationError", "SerializationException": "MalformedQueryString"}
_BAD_REQUEST: Final = 400
_SERVER_ERROR: Final = 500


@dataclass(frozen=True, slots=True)
class _Failure:
    """What every form of error is written from."""

    error: WireError
    shape: StructureShape | None
    status: int
    request_id: str
    service: str
    resource: str

    @property
    def json(self) -> dict[str, Any]:
        """The message under the name its model gives it; unmodelled errors say ``message``."""
        names = () if self.shape is None else self.shape.members
        key = next((name for name in names if name.lower() == "message"), "message")
        return {**self.error.fields, key: self.error.message}

    def headers(self, content_type: str) -> dict[str, str]:
        """What every AWS answer but S3's carries."""
        return {"Content-Type": content_type, "x-amzn-RequestId": self.request_id}


def respond_error(
    error: WireError,
    service: str,
    request_id: str,
    operation: str | None = None,
    resource: str = "",
) -> WireResponse:
    """The answer to a call that failed; ``resource`` is the path, which S3 repeats.

    A code that the operation (or the service) models gets its modelled status and member names.
    """
    modelled = _modelled(error.code, service, operation)
    status = error.status or _modelled_status(modelled) or _common_status(error.code, PROTOCOLS[service])
    return _WRITERS[PROTOCOLS[service]](_Failure(error, modelled, status, request_id, service, resource))


def internal_error(service: str) -> WireError:
    """What to answer when this program is at fault; says nothing of what happened."""
    code = {"rest-json": "InternalServerException", "s3": "InternalError"}.get(PROTOCOLS[service], "InternalFailure")
    return WireError(code, "The request processing has failed because of an unknown error.", _SERVER_ERROR)


def _common_status(code: str, protocol: Protocol) -> int:
    status = COMMON_STATUSES.get(code, _BAD_REQUEST)
    return _BAD_REQUEST if protocol == "json" and status < _SERVER_ERROR else status


def _modelled(code: str, service: str, operation: str | None) -> StructureShape | None:
    for shape in error_shapes(service, operation):
        if isinstance(shape, StructureShape) and shape.error_code == code:
            return shape
    return None


def _modelled_status(shape: Shape | None) -> int | None:
    if shape is None:
        return None
    status: int | None = shape.metadata.get("error", {}).get("httpStatusCode")
    return status


def _json_error(failure: _Failure) -> WireResponse:
    code = failure.error.code
    headers = {**failure.headers(JSON_TYPE), "x-amzn-ErrorType": code}
    return WireResponse(failure.status, headers, orjson.dumps({"__type": code, **failure.json}))


def _rest_json_error(failure: _Failure) -> WireResponse:
    headers = {**failure.headers(REST_JSON_TYPE), "x-amzn-ErrorType": failure.error.code}
    return WireResponse(failure.status, headers, orjson.dumps(failure.json))


def _query_error(failure: _Failure) -> WireResponse:
    code = _QUERY_NAMES.get(failure.error.code, failure.error.code)
    kind = "Receiver" if failure.status >= _SERVER_ERROR else "Sender"
    fields = {"Type": kind, "Code": code, "Message": failure.error.message}
    inner = _elements({"RequestId": failure.request_id})
    namespace = service_model(failure.service).metadata["xmlNamespace"]
    body = element("ErrorResponse", element("Error", _elements(fields)) + inner, namespace=namespace)
    return WireResponse(failure.status, failure.headers(XML_TYPE), body.encode())


def _s3_error(failure: _Failure) -> WireResponse:
    error, request_id = failure.error, failure.request_id
    fields = {"Code": error.code, "Message": error.message, "Resource": failure.resource, "RequestId": request_id}
    headers = {"Content-Type": "application/xml", "x-amz-request-id": request_id}
    body = '<?xml version="1.0" encoding="UTF-8"?>\n' + element("Error", _elements(fields))
    return WireResponse(failure.status, headers, body.encode())


def _elements(fields: Mapping[str, str]) -> str:
    return "".join(element(name, text, raw=False) for name, text in fields.items())


_WRITERS: Final[Mapping[Protocol, Callable[[_Failure], WireResponse]]] = {
    "json": _json_error,
    "rest-json": _rest_json_error,
    "query": _query_error,
    "s3": _s3_error,
}
