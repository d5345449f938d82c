"""Stands where the network would be: boto3's requests go in, this package's answers come out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import boto3
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.config import Config

from truthloop.wire.error_writing import respond_error
from truthloop.wire.exchange import WireRequest, WireResponse, wire_request
from truthloop.wire.input_validation import validate
from truthloop.wire.operation_routing import route, service_of
from truthloop.wire.request_parsing import parse
from truthloop.wire.response_writing import respond
from truthloop.wire.service_models import PROTOCOLS, operation_model
from truthloop.wire.sigv4 import verify
from truthloop.wire.wire_errors import WireError

KEY, SECRET = "AKIDEXAMPLEEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
Answer = Callable[[str, Mapping[str, Any]], Mapping[str, Any]]


def as_wire(prepared: AWSPreparedRequest) -> WireRequest:
    parts = urlsplit(prepared.url)
    given = prepared.headers.items()
    headers = {name: value.decode() if isinstance(value, bytes) else value for name, value in given}
    headers.setdefault("Host", parts.netloc)
    body = prepared.body or b""
    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    content = body.encode() if isinstance(body, str) else body
    return wire_request(prepared.method, parts.path.encode(), parts.query.encode(), raw, content)


class Doorman:
    """Stands where the network would be: the whole journey of a request through this package."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.calls: list[tuple[str, str, dict[str, Any]]] = []

    def __call__(self, request: AWSPreparedRequest, **_: object) -> AWSResponse:
        response = self.serve(as_wire(request))
        return AWSResponse(request.url, response.status, dict(response.headers), _Raw(response.body))

    def serve(self, request: WireRequest) -> WireResponse:
        service = service_of(request)
        operation = None
        try:
            where = route(request)
            operation = where.operation
            verify(request, PROTOCOLS[service], only_ours, datetime.now(UTC))
            model = operation_model(where.service, operation)
            params = parse(request, model)
            validate(params, model.input_shape)
            self.calls.append((where.service, operation, params))
            return respond(model, self.answer(operation, params), "request-1")
        except WireError as error:
            return respond_error(error, service, "request-1", operation, request.path)


class _Raw:
    def __init__(self, body: bytes) -> None:
        self.body = body

    def stream(self) -> Iterator[bytes]:
        yield self.body


def client(service: str, doorman: Doorman, secret: str = SECRET, key: str = KEY, **options: Any) -> Any:
    config = Config(retries={"total_max_attempts": 1}, parameter_validation=False, **options)
    made = boto3.client(
        service,
        region_name="us-east-1",
        endpoint_url="http://127.0.0.1:8080",
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        config=config,
    )
    made.meta.events.register("before-send", doorman)
    return made


def only_ours(key: str, _token: str | None) -> str | None:
    return SECRET if key == KEY else None


def answering(output: Mapping[str, Any]) -> Doorman:
    return Doorman(lambda _operation, _params: output)


def failing(error: WireError) -> Doorman:
    def answer(_operation: str, _params: Mapping[str, Any]) -> Mapping[str, Any]:
        raise error

    return Doorman(answer)


def fetched(address: str, method: str = "GET", **headers: str) -> WireRequest:
    """A presigned address, opened by something that knows nothing of AWS."""
    parts = urlsplit(address)
    return WireRequest(method, parts.path, parts.query, {"host": parts.netloc, **headers}, b"")
