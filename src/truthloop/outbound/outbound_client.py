"""The one HTTP client for addresses that somebody else chose.

It connects only to checked addresses (checked_connections.py), follows no redirect (a 3xx is an answer like any other:
what it points to was not agreed to), uses no proxy of the environment (a proxy would resolve for us), always verifies
TLS, and takes a bounded answer within a bounded time.
"""

from __future__ import annotations

import re
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

import httpcore
import httpx

from truthloop.outbound.address_policy import AddressPolicy
from truthloop.outbound.checked_connections import CheckedBackend, Deadline, Resolve, system_resolve
from truthloop.outbound.outbound_errors import AnswerTooLarge, BadAddress, ConnectionFailed, TimedOut

_SCHEMES: Final = frozenset({"http", "https"})
_HOST: Final = re.compile(rb"([a-z0-9_.-]+|[0-9a-f:.]*:[0-9a-f:.]*)\Z")
"""A name in ASCII, or an IPv6 address (which httpx has taken out of its brackets)."""
_LAST_PORT: Final = 65_535
_OURS: Final = frozenset({"host", "content-length", "connection", "transfer-encoding", "accept-encoding"})


@dataclass(frozen=True, slots=True)
class CallLimits:
    """How long and how much."""

    connect_seconds: float = 5.0
    """For one address to take the connection."""
    silence_seconds: float = 10.0
    """Between two pieces of the answer."""
    total_seconds: float = 20.0
    """For the whole call, but that the system's resolver keeps its own time."""
    largest_answer: int = 1 * 2**20
    """Bytes of the answer's body."""


@dataclass(frozen=True, slots=True)
class OutboundClient:
    """What calls out share; safe between threads. Make it with open_outbound."""

    policy: AddressPolicy
    limits: CallLimits
    tls: ssl.SSLContext = field(repr=False)
    resolve: Resolve = field(repr=False)
    monotonic: Callable[[], float] = field(repr=False)


@dataclass(frozen=True, slots=True)
class OutboundAnswer:
    """What the other side said."""

    status: int
    headers: Mapping[str, str]
    """Lower-case names; of a repeated one the last."""
    body: bytes
    """As sent: nothing is decompressed."""


def open_outbound(
    policy: AddressPolicy,
    *,
    limits: CallLimits | None = None,
    tls: ssl.SSLContext | None = None,
    resolve: Resolve = system_resolve,
    monotonic: Callable[[], float] = time.monotonic,
) -> OutboundClient:
    """A client. `tls` is for an own certificate authority (so is the environment's SSL_CERT_FILE): it must verify."""
    context = tls or httpx.create_ssl_context()
    if context.verify_mode is not ssl.CERT_REQUIRED or not context.check_hostname:
        raise ValueError("A TLS context that does not verify certificates and names is not used for calls out.")
    return OutboundClient(policy, limits or CallLimits(), context, resolve, monotonic)


def send(
    client: OutboundClient, method: str, url: str, *, headers: Mapping[str, str] | None = None, body: bytes = b""
) -> OutboundAnswer:
    """The answer, whatever its status. Raises the errors of outbound_errors.py, and those only."""
    target = parse_url(url)
    sent = _headers(target, headers or {}, body)
    deadline = Deadline(client.monotonic() + client.limits.total_seconds, client.monotonic)
    backend = CheckedBackend(client.policy, client.resolve, deadline)
    waits = {
        "connect": client.limits.connect_seconds,
        "read": client.limits.silence_seconds,
        "write": client.limits.silence_seconds,
        "pool": 1.0,
    }
    with (
        _said_plainly(target),
        httpcore.ConnectionPool(client.tls, max_connections=1, network_backend=backend) as pool,
        pool.stream(
            method,
            httpcore.URL(scheme=target.raw_scheme, host=target.raw_host, port=target.port, target=target.raw_path),
            headers=sent,
            content=body,
            extensions={"timeout": waits},
        ) as response,
    ):
        return _answer(response, client.limits.largest_answer)


def parse_url(url: str) -> httpx.URL:
    """The URL taken apart. Raises BadAddress for anything but http(s)://host[:port]/… without a user in it."""
    try:
        parsed = httpx.URL(url)
        good_port = parsed.port is None or 1 <= parsed.port <= _LAST_PORT
        if parsed.scheme in _SCHEMES and _HOST.match(parsed.raw_host) and good_port and not parsed.userinfo:
            return parsed
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise BadAddress(f"{url[:200]!a} is not a URL: {error}") from error
    raise BadAddress(f"Only http:// and https:// URLs with a host and without a user are called, not {url[:200]!a}.")


def _headers(target: httpx.URL, headers: Mapping[str, str], body: bytes) -> list[tuple[bytes, bytes]]:
    sent = [(b"host", target.netloc), (b"accept-encoding", b"identity"), (b"connection", b"close")]
    sent.append((b"content-length", str(len(body)).encode()))
    for name, value in headers.items():
        if name.lower() in _OURS:
            raise ValueError(f"The header {name} is set by the client itself")
        if not (name + value).isprintable():
            raise ValueError(f"The header {name!a} holds a control character")
        sent.append((name.encode("ascii"), value.encode("latin-1")))
    return sent


def _answer(response: httpcore.Response, largest: int) -> OutboundAnswer:
    held = bytearray()
    for piece in response.iter_stream():
        held += piece
        if len(held) > largest:
            raise AnswerTooLarge(f"The answer is larger than the {largest} bytes that are taken.", limit=largest)
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
    return OutboundAnswer(response.status, headers, bytes(held))


@contextmanager
def _said_plainly(target: httpx.URL) -> Iterator[None]:
    """The library's errors in our words."""
    try:
        yield
    except httpcore.TimeoutException as error:
        raise TimedOut(f"{target.host} did not answer in time ({type(error).__name__}).", host=target.host) from error
    except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError) as error:
        raise ConnectionFailed(f"The call to {target.host} failed: {error}", host=target.host) from error
