"""Requests signed by botocore, and our judgement of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from botocore import auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from truthloop.wire.exchange import WireRequest
from truthloop.wire.sigv4 import verify
from truthloop.wire.verified_signature import VerifiedSignature

KEY, SECRET = "AKIDEXAMPLEEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
TOKEN = "opaque/session+token=="
SIGNERS: Mapping[str, Callable[[Credentials, str], Any]] = {
    "header": lambda credentials, service: auth.SigV4Auth(credentials, service, "eu-west-1"),
    "address": lambda credentials, service: auth.SigV4QueryAuth(credentials, service, "eu-west-1", expires=600),
    "s3 header": lambda credentials, _: auth.S3SigV4Auth(credentials, "s3", "eu-west-1"),
    "s3 address": lambda credentials, _: auth.S3SigV4QueryAuth(credentials, "s3", "eu-west-1", expires=600),
    "s3 address of version 2": lambda credentials, _: auth.HmacV1QueryAuth(credentials, expires=600),
}
V4 = [name for name in SIGNERS if "version 2" not in name]
PROTOCOL = {"sagemaker": "json", "sts": "query", "s3": "s3"}


def signed(
    kind: str,
    *,
    method: str = "POST",
    path: str = "/",
    query: str = "",
    body: bytes = b"",
    headers: Mapping[str, str] | None = None,
    token: str | None = None,
    service: str = "sagemaker",
) -> WireRequest:
    """A request as it arrives, signed by botocore now."""
    url = f"http://127.0.0.1:8080{path}" + (f"?{query}" if query else "")
    request = AWSRequest(method=method, url=url, data=body, headers=dict(headers or {}))
    SIGNERS[kind](Credentials(KEY, SECRET, token), service).add_auth(request)
    prepared = request.prepare()
    parts = urlsplit(prepared.url)
    arrived = {name.lower(): value for name, value in prepared.headers.items() if name != "Content-Length"}
    arrived = {name: value.decode() if isinstance(value, bytes) else value for name, value in arrived.items()}
    if kind.endswith("version 2"):
        arrived = {}  # what it signs of headers stands in the address
    arrived.setdefault("host", "127.0.0.1:8080")
    return WireRequest(method, parts.path, parts.query, arrived, body)


def judge(
    request: WireRequest, kind: str = "header", service: str = "sagemaker", *, later: float = 0, secret: str = SECRET
) -> VerifiedSignature:
    protocol: Any = "s3" if kind.startswith("s3") else PROTOCOL[service]
    secrets = {KEY: secret}
    now = datetime.now(UTC) + timedelta(seconds=later)
    return verify(request, protocol, lambda key, _token: secrets.get(key), now)
