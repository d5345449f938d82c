"""What a function is: where its code lives, and what a call of it gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

LARGEST_PAYLOAD: Final = 6 * 2**20 + 100
"""Bytes of an event or a reply: what AWS Lambda takes in a synchronous call (6,291,556)."""


class Home(StrEnum):
    """Where a function's code lives."""

    PROCESS = "process"
    """Here: a zip of Python or Node.js code, run in a process of its own."""
    HTTP = "http"
    """Behind an address that takes the event in a POST and answers with the reply."""
    AWS = "aws"
    """In AWS Lambda, called with the operator's own credentials."""


class Runtime(StrEnum):
    """What runs a function's code."""

    PYTHON = "python"
    NODE = "node"


DEFAULT_HANDLERS: Final[Mapping[Runtime, str]] = {
    Runtime.PYTHON: "lambda_function.lambda_handler",
    Runtime.NODE: "index.handler",
}


@dataclass(frozen=True, slots=True)
class Function:
    """A registered function."""

    account_id: str
    """Whose labeling jobs may call it."""
    subject: str
    """A function ARN with or without a qualifier, or a bare name, which stands for every ARN that ends in it."""
    home: Home
    timeout_seconds: int
    memory_mb: int
    """On top of what the bare runtime needs; only for code that runs here."""
    created_at: datetime
    updated_at: datetime
    runtime: Runtime | None = None
    handler: str | None = None
    code_sha256: str | None = None
    """Of the zip: a new version of the code has a new one."""
    url: str | None = None
    sealed_secret: bytes | None = None
    """What calls to the URL are signed with."""
    profile: str | None = None
    """The profile of the operator's AWS configuration to call AWS with; None for the default credentials."""
    sealed_environment: bytes | None = None
    """The function's own environment variables, as sealed JSON."""


@dataclass(frozen=True, slots=True)
class RoleSession:
    """Temporary keys of a role, for a function's own calls to our address."""

    access_key: str
    secret_key: str
    session_token: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Invocation:
    """One call, as every home of functions takes it."""

    arn: str
    """As the labeling job spelled it."""
    request_id: str
    event: bytes
    """JSON."""
    role_arn: str | None = None


@dataclass(frozen=True, slots=True)
class Replied:
    """What a home gives back when all went well."""

    value: Any
    """The reply, read from JSON."""
    log: str = ""


@dataclass(frozen=True, slots=True)
class FunctionReply:
    """What a call gave."""

    value: Any
    """The reply, read from JSON."""
    log: str
    """What the function printed."""
    request_id: str
    attempts: int
    """How many tries it took."""


def function_name(arn: str) -> str:
    """The bare name in a function ARN (or a bare name as it is)."""
    return arn.split(":")[6] if arn.startswith("arn:") and arn.count(":") > 5 else arn.partition(":")[0]  # noqa: PLR2004


def function_region(arn: str, otherwise: str) -> str:
    """The region in a function ARN."""
    return arn.split(":")[3] if arn.startswith("arn:") else otherwise
