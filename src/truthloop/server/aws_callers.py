"""Telling AWS clients from browsers on the one address: by what a request carries, before anything is read."""

from __future__ import annotations

from starlette.types import Scope

from truthloop.wire.exchange import WireRequest, wire_request

MARKS_IN_QUERY = (b"X-Amz-Signature", b"X-Amz-Credential", b"X-Amz-Algorithm", b"AWSAccessKeyId")
TARGET = b"x-amz-target"
AUTHORIZATION = b"authorization"
SCHEMES = (b"AWS4-", b"AWS ")
UNSIGNED_PATHS = ("/human-loops",)
"""Paths that are AWS's even without a signature: their callers are told that it is missing."""


def speaks_aws(scope: Scope) -> bool:
    """Whether a request is an AWS call: signed in its headers or address, or naming an operation."""
    for name, value in scope["headers"]:
        if name == TARGET or (name == AUTHORIZATION and value.startswith(SCHEMES)):
            return True
    if any(mark in scope["query_string"] for mark in MARKS_IN_QUERY):
        return True
    path: str = scope["path"]
    return path.startswith(UNSIGNED_PATHS) or bool(path == "/" and scope["method"] == "POST")


def header_only(scope: Scope) -> WireRequest:
    """A request as the wire knows it, its body not read."""
    return wire_request(scope["method"], scope["raw_path"], scope["query_string"], scope["headers"], None)
