"""Which function lies behind an ARN.

A function is registered under the ARN that labeling jobs name, or under a bare name: then every ARN that ends in that
name means it, whatever its region, account and qualifier, so that requests written for several accounts run unchanged.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any, Final

import orjson

from truthloop.functions.code_packages import check_package
from truthloop.functions.function_errors import BadFunction, FunctionNotRegistered
from truthloop.functions.function_process import node_program
from truthloop.functions.function_terms import DEFAULT_HANDLERS, Function, Home, Runtime
from truthloop.outbound.outbound_client import parse_url
from truthloop.storage.database import Database, Row
from truthloop.storage.function_rows import find_function, list_functions, put_function
from truthloop.storage.sealing import Seal
from truthloop.terms.managed_arns import managed_function, why_not_managed

NAME: Final = r"[A-Za-z0-9_-]{1,140}"
_ARN: Final = re.compile(
    rf"(?P<plain>arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{{12}}:function:(?P<name>{NAME}))(?::(?P<qualifier>[\w$-]{{1,128}}))?",
    re.ASCII,
)
_NAME: Final = re.compile(NAME)
_VARIABLE: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
TIMEOUTS: Final = range(1, 901)
MEMORIES: Final = range(64, 10_241)
DEFAULT_TIMEOUT: Final = 60
DEFAULT_MEMORY: Final = 512


def register_code(
    database: Database,
    seal: Seal,
    account_id: str,
    subject: str,
    package: bytes,
    *,
    now: datetime,
    runtime: Runtime = Runtime.PYTHON,
    handler: str | None = None,
    timeout_seconds: int = DEFAULT_TIMEOUT,
    memory_mb: int = DEFAULT_MEMORY,
    environment: Mapping[str, str] | None = None,
) -> str:
    """Register a zip of code, in place of what was there; the subject. `BadFunction` says why it cannot run."""
    under = checked_subject(subject)
    chosen = handler or DEFAULT_HANDLERS[runtime]
    if runtime is Runtime.NODE and node_program() is None:
        raise BadFunction("There is no Node.js on this machine: install it so that `node` is found, then try again.")
    check_limits(timeout_seconds, memory_mb)
    check_package(package, runtime, chosen)
    put_function(
        database,
        account_id,
        under,
        now,
        home=Home.PROCESS,
        timeout_seconds=timeout_seconds,
        memory_mb=memory_mb,
        runtime=runtime,
        handler=chosen,
        code=package,
        code_sha256=hashlib.sha256(package).hexdigest(),
        sealed_environment=sealed(seal, environment or {}),
    )
    return under


def register_url(
    database: Database,
    account_id: str,
    subject: str,
    url: str,
    sealed_secret: bytes,
    *,
    now: datetime,
    timeout_seconds: int = DEFAULT_TIMEOUT,
) -> str:
    """Register an address that takes events, signed with the secret; the subject."""
    under = checked_subject(subject)
    parse_url(url)
    check_limits(timeout_seconds, DEFAULT_MEMORY)
    put_function(
        database,
        account_id,
        under,
        now,
        home=Home.HTTP,
        timeout_seconds=timeout_seconds,
        memory_mb=0,
        url=url,
        sealed_secret=sealed_secret,
    )
    return under


def register_aws(
    database: Database,
    account_id: str,
    subject: str,
    *,
    now: datetime,
    profile: str | None = None,
    timeout_seconds: int = DEFAULT_TIMEOUT,
) -> str:
    """Register a function that AWS Lambda runs; the subject, which must be its ARN there."""
    under = checked_subject(subject)
    if not under.startswith("arn:"):
        raise BadFunction(f"A function in AWS is registered under its ARN there, not under the name {subject!r}.")
    check_limits(timeout_seconds, DEFAULT_MEMORY)
    put_function(
        database,
        account_id,
        under,
        now,
        home=Home.AWS,
        timeout_seconds=timeout_seconds,
        memory_mb=0,
        profile=profile,
    )
    return under


def checked_subject(subject: str) -> str:
    """An ARN or a name that a function may be registered under."""
    if managed_function(subject) is not None:
        raise BadFunction(
            f"{subject} is one of AWS's own functions. Truthloop has it built in: register nothing for it."
        )
    if _ARN.fullmatch(subject) or _NAME.fullmatch(subject):
        return subject
    raise BadFunction(
        f"{subject!r} is neither a function ARN such as arn:aws:lambda:us-east-1:111122223333:function:my-function"
        " nor a name of 1 to 140 letters, digits, hyphens and underscores."
    )


def check_limits(timeout_seconds: int, memory_mb: int) -> None:
    """`BadFunction` for a limit out of bounds."""
    for what, given, allowed in (("timeout", timeout_seconds, TIMEOUTS), ("memory", memory_mb, MEMORIES)):
        if given not in allowed:
            unit = "seconds" if what == "timeout" else "MB"
            raise BadFunction(f"The {what} must be {allowed[0]} to {allowed[-1]} {unit}, not {given}.")


def subjects_of(arn: str) -> list[str]:
    """Under what a function may be registered that an ARN (or a bare name) means; the closest first."""
    found = _ARN.fullmatch(arn)
    return [arn] if found is None else list(dict.fromkeys([arn, found["plain"], found["name"]]))


def resolve(database: Database, account_id: str, arn: str) -> Function:
    """The function behind an ARN; `FunctionNotRegistered` says how to register it and what there is."""
    row = find_function(database, account_id, subjects_of(arn))
    if row is None:
        raise FunctionNotRegistered(not_registered(database, account_id, arn), arn=arn)
    return as_function(row)


def not_registered(database: Database, account_id: str, arn: str) -> str:
    """Why there is nothing, and what to do."""
    there = [row["subject"] for row in list_functions(database, account_id)]
    hint = why_not_managed(arn)
    parts = [
        f"No function is registered under {arn}.",
        *([hint] if hint else []),
        f"Register it with `truthloop function register {arn} --folder PATH` (or --zip, --url, --aws).",
        f"Registered are: {', '.join(there[:10])}{', …' if len(there) > 10 else ''}."  # noqa: PLR2004
        if there
        else "None is registered yet.",
    ]
    return " ".join(parts)


def as_function(row: Row) -> Function:
    """A row as a Function."""
    values: dict[str, Any] = {one.name: row[one.name] for one in fields(Function)}
    values["home"] = Home(row["home"])
    values["runtime"] = None if row["runtime"] is None else Runtime(row["runtime"])
    for name in ("sealed_secret", "sealed_environment"):
        values[name] = None if row[name] is None else bytes(row[name])
    return Function(**values)


def sealed(seal: Seal, environment: Mapping[str, str]) -> bytes | None:
    """A function's own environment variables as they lie in the database."""
    for name in environment:
        if not _VARIABLE.fullmatch(name):
            raise BadFunction(f"{name!r} is no name for an environment variable.")
    return seal.close(orjson.dumps(dict(environment)).decode()) if environment else None


def opened(seal: Seal, environment: bytes | None) -> dict[str, str]:
    """And as the function gets them."""
    values: dict[str, str] = {} if environment is None else orjson.loads(seal.open(environment))
    return values
