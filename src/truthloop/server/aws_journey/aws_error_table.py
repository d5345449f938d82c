"""Errors of rooms → errors of AWS, for each service and where needed for one operation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from truthloop.terms.errors import (
    AlreadyExists,
    Conflict,
    Invalid,
    LimitExceeded,
    NotFound,
    Refused,
    SignedOut,
    TooManyAttempts,
    TruthloopError,
    Unavailable,
)
from truthloop.wire.service_models import A2I, IAM, SAGEMAKER, STS, TRUTHLOOP
from truthloop.wire.wire_errors import WireError

Codes = Mapping[type[TruthloopError], str]

COMMON: Final[Codes] = {
    Invalid: "ValidationException",
    NotFound: "ResourceNotFound",
    AlreadyExists: "ResourceInUse",
    Conflict: "ResourceInUse",
    LimitExceeded: "ResourceLimitExceeded",
    Refused: "AccessDeniedException",
    SignedOut: "AccessDeniedException",
    TooManyAttempts: "ThrottlingException",
    Unavailable: "ServiceUnavailable",
}

OF_SERVICE: Final[Mapping[str, Codes]] = {
    SAGEMAKER: {},
    A2I: {
        NotFound: "ResourceNotFoundException",
        AlreadyExists: "ConflictException",
        Conflict: "ConflictException",
        LimitExceeded: "ServiceQuotaExceededException",
    },
    TRUTHLOOP: {
        NotFound: "ResourceNotFoundException",
        AlreadyExists: "ConflictException",
        Conflict: "ConflictException",
    },
    STS: {Refused: "AccessDenied", TooManyAttempts: "Throttling"},
    IAM: {NotFound: "NoSuchEntity", Refused: "AccessDenied", TooManyAttempts: "Throttling"},
}

OF_OPERATION: Final[Mapping[str, Codes]] = {
    "CreateWorkforce": {AlreadyExists: "ValidationException"},
    "UpdateWorkforce": {NotFound: "ValidationException", Conflict: "ConflictException"},
    "DescribeWorkforce": {NotFound: "ValidationException"},
    "DeleteWorkforce": {NotFound: "ValidationException"},
    "UpdateWorkteam": {NotFound: "ValidationException"},
    "DescribeWorkteam": {NotFound: "ValidationException"},
    "DeleteWorkteam": {NotFound: "ValidationException"},
    "DescribeSubscribedWorkteam": {NotFound: "ValidationException"},
}
"""Recorded from AWS: a missing workforce or work team is a ValidationException."""

STATUSES: Final[Mapping[str, int]] = {"NoSuchEntity": 404, "ServiceUnavailable": 503}
"""Where neither the model nor the wire knows the status."""


def aws_error(error: TruthloopError, service: str, operation: str) -> WireError:
    """The error AWS would send."""
    for codes in (OF_OPERATION.get(operation, {}), OF_SERVICE.get(service, {}), COMMON):
        for kind in type(error).__mro__:
            if kind in codes:
                code = codes[kind]
                return WireError(code, error.message, STATUSES.get(code))
    return internal_failure(service, "")


def internal_failure(service: str, request_id: str) -> WireError:
    """What is told of a fault of our own: nothing but where to look it up."""
    code = "InternalServerException" if service == A2I else "InternalFailure"
    where = f" Its request id is {request_id}." if request_id else ""
    return WireError(code, f"Truthloop failed to answer this call; its log says why.{where}", 500)
