"""TCP connections to addresses that were checked, and to no other.

The name is resolved once, every address it has is judged, and the connection is made to one of those very addresses:
between the look and the leap there is no second resolution that could answer otherwise (DNS rebinding). TLS still
checks the certificate against the name, which the HTTP library knows and this file does not change.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import httpcore

from truthloop.outbound.address_policy import SETTING, AddressPolicy, complaint
from truthloop.outbound.outbound_errors import AddressRefused, ConnectionFailed, NoSuchHost, TimedOut

Resolve = Callable[[str, int], list[str]]
"""Host and port → its addresses, as text. Raises OSError."""


def system_resolve(host: str, port: int) -> list[str]:
    """By the system's resolver, both families, in its order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment after which nothing is waited for any more."""

    at: float
    """In the seconds of `monotonic`."""
    monotonic: Callable[[], float]

    def left(self, at_most: float | None) -> float:
        """Seconds to wait now, `at_most` if that is less. Raises TimedOut when there are none."""
        seconds = self.at - self.monotonic()
        if seconds <= 0:
            raise TimedOut("The other side took longer than is waited for in all.")
        return seconds if at_most is None else min(seconds, at_most)


class CheckedBackend(httpcore.NetworkBackend):
    """Connects for one call, which has one deadline."""

    def __init__(self, policy: AddressPolicy, resolve: Resolve, deadline: Deadline) -> None:
        self._policy, self._resolve, self._deadline = policy, resolve, deadline
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first address that takes one. Raises AddressRefused if any of them may not be called."""
        del local_address, socket_options
        failure: Exception | None = None
        for address in self.checked_addresses(host, port):
            try:
                stream = self._sockets.connect_tcp(address, port, timeout=self._deadline.left(timeout))
            except httpcore.TimeoutException as error:
                failure = TimedOut(f"{host} ({address} port {port}) does not take connections: {error}")
            except httpcore.NetworkError as error:
                failure = ConnectionFailed(f"{host} ({address} port {port}) cannot be connected to: {error}")
            else:
                return _TimedStream(stream, self._deadline)
        raise failure or NoSuchHost(f"{host} has no address.", host=host)

    def connect_unix_socket(self, *_args: Any, **_options: Any) -> httpcore.NetworkStream:  # noqa: ANN401 (refused)
        """Never."""
        raise AddressRefused("Only TCP connections are made.")

    def checked_addresses(self, host: str, port: int) -> list[str]:
        """Every address of the host, all of which may be called."""
        try:
            addresses = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise NoSuchHost(f"{host} does not resolve: {error}", host=host) from error
        for address in addresses:
            if why := complaint(self._policy, host, address):
                named = host if host == address else f"{host} resolves to {address}, which"
                raise AddressRefused(
                    f"{named} is {why}, and such addresses are not called. If it is meant, allow it with "
                    f"{SETTING}={address} (or its network, or the host name).",
                    host=host,
                    address=address,
                )
        return addresses


class _TimedStream(httpcore.NetworkStream):
    """A connection on which every wait ends at the deadline, however slowly the bytes drip."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._inner.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 (the library's own type)
        return self._inner.get_extra_info(info)
