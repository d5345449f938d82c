"""Which service, which operation: one address answers for all.

A signature's scope names the service, except that both SageMaker APIs sign as ``sagemaker``: a request
with X-Amz-Target (or without a path) is for the first, one with a path for the second. Our own service signs as
``truthloop`` and speaks like the first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from truthloop.wire.exchange import WireRequest
from truthloop.wire.service_models import (
    A2I,
    IAM,
    PROTOCOLS,
    S3,
    SAGEMAKER,
    SERVED,
    STS,
    TRUTHLOOP,
    Protocol,
    service_model,
    unknown_operation,
)
from truthloop.wire.signature_claims import claimed_service, decoded, query_pairs
from truthloop.wire.wire_errors import MalformedRequest

MOST_FORM_FIELDS: Final = 1000
_TARGET_PREFIXES: Final = {SAGEMAKER: "SageMaker", TRUTHLOOP: "Truthloop"}
_API_VERSIONS: Final = {"2011-06-15": STS, "2010-05-08": IAM}


@dataclass(frozen=True, slots=True)
class Route:
    """Where a request goes."""

    service: str
    """A key of ``service_models.PROTOCOLS``."""
    operation: str
    """The operation's name as AWS spells it; empty for S3, which is passed on whole."""

    @property
    def protocol(self) -> Protocol:
        """How the service speaks."""
        return PROTOCOLS[self.service]


def service_of(request: WireRequest) -> str:
    """The service a request is for; never fails. For a service we do not know, the one that speaks alike.

    An unsigned request that looks like no API call is S3's: that is where anonymous requests go.
    """
    claimed = claimed_service(request)
    if claimed in {S3, STS, IAM, TRUTHLOOP}:
        return claimed
    if "x-amz-target" in request.headers:
        return SAGEMAKER
    if claimed == SAGEMAKER:
        return SAGEMAKER if request.path == "/" else A2I
    if request.path.split("/")[1:2] == ["human-loops"]:
        return A2I
    if request.path == "/" and _looks_like_a_query_call(request):
        return _API_VERSIONS.get(_form_value(request, "Version"), STS)
    return A2I if claimed else S3


def route(request: WireRequest) -> Route:
    """Where a request goes; raises UnknownOperation where nobody answers it, in that protocol's words."""
    service = service_of(request)
    claimed = claimed_service(request)
    if claimed not in {None, S3, STS, IAM, SAGEMAKER, TRUTHLOOP}:
        raise unknown_operation(service, f"The service '{claimed}' that the request is signed for")
    if service == S3:
        return Route(S3, "")
    protocol = PROTOCOLS[service]
    if protocol == "json":
        return Route(service, _by_target(request, service))
    return Route(service, _by_action(request, service) if protocol == "query" else _by_path(request))


def form_fields(request: WireRequest) -> list[tuple[str, str]]:
    """The fields of a Query call, from the address and the form in the body; raises MalformedRequest."""
    content_type = request.headers.get("content-type", "")
    if request.body and "x-www-form-urlencoded" not in content_type.lower():
        wanted = "application/x-www-form-urlencoded"
        raise MalformedRequest(f"Content-Type must be {wanted}, not '{content_type[:80]}'.")
    try:
        body = (request.body or b"").decode("utf-8")
        text = "&".join(part for part in (request.query, body) if part)
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST_FORM_FIELDS)
    except ValueError:
        raise MalformedRequest(f"The form must be UTF-8 with at most {MOST_FORM_FIELDS} fields.") from None


def path_labels(template: str, path: str) -> dict[str, str] | None:
    """The ``{Name}`` parts of a path that matches a model's ``requestUri``, decoded; None where it does not."""
    wanted, given = template.split("/"), path.split("/")
    if len(wanted) != len(given):
        return None
    labels: dict[str, str] = {}
    for pattern, segment in zip(wanted, given, strict=True):
        if pattern.startswith("{") and segment:
            labels[pattern[1:-1]] = decoded(segment)
        elif pattern != segment:
            return None
    return labels


def _by_target(request: WireRequest, service: str) -> str:
    prefix, _, operation = request.headers.get("x-amz-target", "").partition(".")
    if prefix != _TARGET_PREFIXES[service] or operation not in SERVED[service]:
        raise unknown_operation(service, f"The operation '{request.headers.get('x-amz-target', '')[:120]}'")
    return operation


def _by_path(request: WireRequest) -> str:
    for operation in SERVED[A2I]:
        http = service_model(A2I).operation_model(operation).http
        if http["method"] == request.method and path_labels(http["requestUri"], request.path) is not None:
            return operation
    raise unknown_operation(A2I, f"{request.method} {request.path[:120]}")


def _by_action(request: WireRequest, service: str) -> str:
    operation = _form_value(request, "Action")
    if operation not in SERVED[service]:
        raise unknown_operation(service, f"The action '{operation[:120]}' of {service}")
    return operation


def _looks_like_a_query_call(request: WireRequest) -> bool:
    form = "x-www-form-urlencoded" in request.headers.get("content-type", "").lower()
    return form or any(name == "Action" for name, _ in query_pairs(request.query))


def _form_value(request: WireRequest, wanted: str) -> str:
    try:
        return dict(form_fields(request)).get(wanted, "")
    except MalformedRequest:
        return ""
