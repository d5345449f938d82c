"""HTTP/1.1 to one server over connections that are kept open: as much of it as talking to an object store takes.

Thousands of small objects are written one after the other; a client that can do everything spends four times as much
on each as its bytes, its signature and the system calls cost.
"""

from __future__ import annotations

import select
import socket
import zlib
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPException, HTTPResponse
from urllib.parse import urlsplit

import httpx

CONNECT_SECONDS = 3.0
READ_SECONDS = 30.0
"""Without a byte for so long, a request has failed."""
SMALL = 64 * 1024
"""Bytes of a body that are copied rather than sent apart."""
SUCCESS = range(200, 300)
DEFAULT_PORTS = {"http:": ":80", "https:": ":443"}
"""Left out of the Host header, as signatures expect it."""
FAILURES = (OSError, HTTPException, zlib.error)
"""What `send` raises when there is no answer."""
AUTOMATIC = 32 + zlib.MAX_WBITS
"""For zlib: gzip or deflate, whichever it is."""


@dataclass(frozen=True, slots=True)
class StoreAnswer:
    """An answer, its body read and decoded."""

    method: str
    status: int
    headers: Message
    """Read with any capitals."""
    content: bytes

    @property
    def is_success(self) -> bool:
        """Whether the status is 2xx."""
        return self.status in SUCCESS


@dataclass(frozen=True, slots=True, eq=False)
class KeptConnections:
    """Connections to one server; safe to share between threads, each of which uses one at a time."""

    endpoint: str
    """`http://host:port` or `https://host`."""
    idle_limit: int
    """How many are kept while nobody needs them."""
    idle: deque[socket.socket] = field(default_factory=deque, repr=False)

    def send(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes, *, largest: int | None = None
    ) -> StoreAnswer:
        """One request and its answer, the body read up to `largest` bytes, one more when there are more.

        Proxies of the environment are not used and redirects not followed. Raises `FAILURES`.
        """
        connection = self.taken()
        try:
            ask(connection, request_head(method, url, headers, len(body)), body)
            response = HTTPResponse(connection, method=method)
            response.begin()
            limit = largest if response.status in SUCCESS else None
            content = decoded(response, response.read() if limit is None else response.read(limit + 1), limit)
        except BaseException:
            connection.close()
            raise
        self.given_back(connection, response)
        return StoreAnswer(method, response.status, response.headers, content)

    def taken(self) -> socket.socket:
        """A connection for one request: the one used last that the server has not closed, or a new one."""
        while True:
            try:
                connection = self.idle.pop()
            except IndexError:
                return opened(self.endpoint)
            if still_open(connection):
                return connection
            connection.close()

    def given_back(self, connection: socket.socket, response: HTTPResponse) -> None:
        """Keep a connection for the next request, if its answer was read to the end."""
        read_to_the_end = response.isclosed() and not response.will_close
        response.close()
        if read_to_the_end and len(self.idle) < self.idle_limit:
            self.idle.append(connection)
        else:
            connection.close()

    def close(self) -> None:
        """Close those that are idle."""
        while self.idle:
            self.idle.pop().close()


def opened(endpoint: str) -> socket.socket:
    """A new connection."""
    parts = urlsplit(endpoint)
    host, secure = parts.hostname or "", parts.scheme == "https"
    connection = socket.create_connection((host, parts.port or (443 if secure else 80)), CONNECT_SECONDS)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if secure:
        connection = httpx.create_ssl_context(trust_env=False).wrap_socket(connection, server_hostname=host)
    connection.settimeout(READ_SECONDS)
    return connection


def request_head(method: str, url: str, headers: Mapping[str, str], length: int) -> bytes:
    """A request up to its body; ValueError for a header that would not end where it should."""
    scheme, _, host, path = f"{url}/".split("/", 3)
    sent = {"host": host.removesuffix(DEFAULT_PORTS[scheme]), "accept-encoding": "identity", **headers}
    if length or method == "PUT":
        sent["content-length"] = str(length)
    if any(mark in value for value in sent.values() for mark in "\r\n"):
        raise ValueError("A header must be one line")
    lines = (f"{name}: {value}\r\n" for name, value in sent.items())
    return f"{method} /{path[:-1]} HTTP/1.1\r\n{''.join(lines)}\r\n".encode("latin-1")


def ask(connection: socket.socket, head: bytes, body: bytes) -> None:
    """Send a request: a small one in one piece, so that the server wakes up once."""
    if len(body) <= SMALL:
        connection.sendall(head + body)
    else:
        connection.sendall(head)
        connection.sendall(body)


def still_open(connection: socket.socket) -> bool:
    """Whether an idle connection can be used: one with something to read has been closed by the server."""
    poll = select.poll()
    poll.register(connection, select.POLLIN)
    return not poll.poll(0)


def decoded(response: HTTPResponse, content: bytes, largest: int | None) -> bytes:
    """The body without the coding it was stored or sent with, as many bytes of it as were asked for."""
    if response.headers.get("content-encoding", "").lower() not in {"gzip", "x-gzip", "deflate"} or not content:
        return content
    return zlib.decompressobj(AUTOMATIC).decompress(content, 0 if largest is None else largest + 1)
