from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from truthloop.outbound.address_policy import parse_policy
from truthloop.outbound.outbound_client import CallLimits, OutboundClient, open_outbound, send
from truthloop.outbound.outbound_errors import (
    AddressRefused,
    AnswerTooLarge,
    BadAddress,
    ConnectionFailed,
    NoSuchHost,
    TimedOut,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LOOPBACK = parse_policy(["127.0.0.0/8"])
OK = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nx-said: yes\r\n\r\nok"


class Listener:
    """A server on loopback that keeps the heads of the requests it got, and replies as it is told."""

    def __init__(self, reply: Callable[[socket.socket], None], tls: ssl.SSLContext | None = None) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = int(self.socket.getsockname()[1])
        self.seen: list[bytes] = []
        self._reply, self._tls = reply, tls
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            with contextlib.suppress(OSError), connection:
                stream = self._tls.wrap_socket(connection, server_side=True) if self._tls else connection
                with stream:
                    self.seen.append(_request(stream))
                    self._reply(stream)

    def close(self) -> None:
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()
        self._thread.join()


def _request(stream: socket.socket) -> bytes:
    got = b""
    while b"\r\n\r\n" not in got:
        arrived = stream.recv(65_536)
        if not arrived:
            raise ConnectionAbortedError
        got += arrived
    head, _, body = got.partition(b"\r\n\r\n")
    length = next(int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
    while len(body) < length:
        body += stream.recv(65_536)
    return head + b"\r\n\r\n" + body


@pytest.fixture
def listening() -> Iterator[Callable[..., Listener]]:
    opened: list[Listener] = []

    def listen(reply: bytes | Callable[[socket.socket], None], tls: ssl.SSLContext | None = None) -> Listener:
        opened.append(Listener((lambda stream: stream.sendall(reply)) if isinstance(reply, bytes) else reply, tls))
        return opened[-1]

    yield listen
    for listener in opened:
        listener.close()


@pytest.fixture(scope="module")
def client() -> OutboundClient:
    return open_outbound(LOOPBACK, limits=CallLimits(connect_seconds=2, silence_seconds=2, total_seconds=5))


def test_a_call_says_what_it_was_told_to_and_hears_the_answer(
    client: OutboundClient, listening: Callable[..., Listener]
) -> None:
    listener = listening(OK)
    url = f"http://127.0.0.1:{listener.port}/hook/%C3%BC?a=b"
    answer = send(client, "POST", url, headers={"Content-Type": "application/json", "webhook-id": "1"}, body=b'{"a":1}')
    assert (answer.status, answer.body, answer.headers["x-said"]) == (200, b"ok", "yes")
    head, _, body = listener.seen[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /hook/%C3%BC?a=b HTTP/1.1\r\n")
    assert body == b'{"a":1}'
    assert f"host: 127.0.0.1:{listener.port}".encode() in head.lower()
    assert b"content-type: application/json" in head.lower()


def test_a_name_that_leads_inside_is_refused_and_nothing_is_sent(listening: Callable[..., Listener]) -> None:
    listener = listening(OK)
    closed = open_outbound(parse_policy([]), resolve=lambda _host, _port: ["127.0.0.1"])
    with pytest.raises(AddressRefused) as refused:
        send(closed, "GET", f"http://hooks.example.com:{listener.port}/")
    assert "hooks.example.com resolves to 127.0.0.1, which is a loopback address" in refused.value.message
    assert "TRUTHLOOP_OUTBOUND_ALLOW=127.0.0.1" in refused.value.message
    assert listener.seen == []


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://127.1/",
        "http://0x7f.1/",
        "http://2130706433/",
        "http://017700000001/",
        "http://0/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[fe80::1]/",
        "http://10.0.0.1:8080/",
        "https://192.168.0.1/",
        "http://①②⑦.⓪.⓪.①/",
    ],
)
def test_no_spelling_of_an_inner_address_is_called(url: str) -> None:
    with pytest.raises((AddressRefused, BadAddress, NoSuchHost)):
        send(open_outbound(parse_policy([])), "GET", url)


def test_one_inner_address_among_outer_ones_is_enough_to_refuse() -> None:
    mixed = open_outbound(parse_policy([]), resolve=lambda _host, _port: ["8.8.8.8", "127.0.0.1"])
    with pytest.raises(AddressRefused, match=r"127\.0\.0\.1"):
        send(mixed, "GET", "http://hooks.example.com/")


def test_a_name_that_changes_between_two_looks_is_looked_up_once(listening: Callable[..., Listener]) -> None:
    listener = listening(OK)
    asked: list[str] = []

    def rebinding(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.2"] if len(asked) == 1 else ["127.0.0.1"]

    first_only = open_outbound(parse_policy(["127.0.0.2"]), resolve=rebinding)
    with pytest.raises((ConnectionFailed, AddressRefused)):
        send(first_only, "GET", f"http://rebound.example.com:{listener.port}/")
    assert asked == ["rebound.example.com"]
    with pytest.raises(AddressRefused):
        send(first_only, "GET", f"http://rebound.example.com:{listener.port}/")
    assert listener.seen == []


def test_the_address_that_was_checked_is_the_one_connected_to(listening: Callable[..., Listener]) -> None:
    listener = listening(OK)
    named = open_outbound(LOOPBACK, resolve=lambda _host, _port: ["127.0.0.1"])
    assert send(named, "GET", f"http://does-not-exist.invalid:{listener.port}/").status == 200
    assert f"host: does-not-exist.invalid:{listener.port}".encode() in listener.seen[0].lower()


def test_a_second_address_is_tried_when_the_first_takes_no_connection(listening: Callable[..., Listener]) -> None:
    listener = listening(OK)
    two = open_outbound(LOOPBACK, resolve=lambda _host, _port: ["127.0.0.9", "127.0.0.1"])
    assert send(two, "GET", f"http://two.example.com:{listener.port}/").status == 200


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_an_answer_and_is_not_followed(
    client: OutboundClient, listening: Callable[..., Listener], status: int
) -> None:
    inside = listening(OK)
    location = f"http://127.0.0.1:{inside.port}/secret"
    outside = listening(f"HTTP/1.1 {status} Moved\r\nlocation: {location}\r\ncontent-length: 0\r\n\r\n".encode())
    answer = send(client, "POST", f"http://127.0.0.1:{outside.port}/", body=b"x")
    assert (answer.status, answer.headers["location"]) == (status, location)
    assert inside.seen == []


def test_an_answer_without_end_is_cut(client: OutboundClient, listening: Callable[..., Listener]) -> None:
    def endless(stream: socket.socket) -> None:
        stream.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            stream.sendall(b"x" * 65_536)

    with pytest.raises(AnswerTooLarge, match="1048576 bytes"):
        send(client, "GET", f"http://127.0.0.1:{listening(endless).port}/")


def test_an_answer_that_only_says_it_is_large_is_cut_too(
    client: OutboundClient, listening: Callable[..., Listener]
) -> None:
    bomb = b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 3\r\n\r\nabc"
    assert send(client, "GET", f"http://127.0.0.1:{listening(bomb).port}/").body == b"abc"
    small = replace(client, limits=replace(client.limits, largest_answer=1))
    with pytest.raises(AnswerTooLarge):
        send(small, "GET", f"http://127.0.0.1:{listening(OK).port}/")


def dripping(first: bytes) -> Callable[[socket.socket], None]:
    def drip(stream: socket.socket) -> None:
        stream.sendall(first)
        while True:
            stream.sendall(b"x")
            threading.Event().wait(0.05)

    return drip


@pytest.mark.parametrize(
    "first",
    [b"HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n", b"HTTP/1.1 200 OK\r\nx-long: ", b"HTTP/1.1 200 OK\r\n"],
    ids=["body", "header", "header name"],
)
def test_an_answer_that_drips_is_given_up_at_the_deadline(
    client: OutboundClient, listening: Callable[..., Listener], first: bytes
) -> None:
    impatient = replace(client, limits=replace(client.limits, total_seconds=0.5))
    with pytest.raises(TimedOut):
        send(impatient, "GET", f"http://127.0.0.1:{listening(dripping(first)).port}/")


def test_silence_is_given_up(client: OutboundClient, listening: Callable[..., Listener]) -> None:
    over = threading.Event()
    impatient = replace(client, limits=replace(client.limits, silence_seconds=0.2))
    with pytest.raises(TimedOut):
        send(impatient, "GET", f"http://127.0.0.1:{listening(lambda _stream: over.wait(10)).port}/")
    over.set()


def test_nobody_listening_is_told_with_the_address(client: OutboundClient) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(ConnectionFailed, match=r"127\.0\.0\.1"):
        send(client, "GET", f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize("reply", [b"", b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc", b"SSH-2.0-x\r\n\r\n"])
def test_an_answer_broken_off_or_not_http_is_a_failed_call(
    client: OutboundClient, listening: Callable[..., Listener], reply: bytes
) -> None:
    with pytest.raises(ConnectionFailed):
        send(client, "GET", f"http://127.0.0.1:{listening(reply).port}/")


def test_a_name_that_does_not_resolve_is_told(client: OutboundClient) -> None:
    def unknown(_host: str, _port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    for resolve in (unknown, lambda _host, _port: []):
        with pytest.raises(NoSuchHost, match=r"hooks\.example\.com"):
            send(replace(client, resolve=resolve), "GET", "http://hooks.example.com/")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "hooks.example.com",
        "ftp://hooks.example.com/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "http://",
        "http:///path",
        "http://user:secret@hooks.example.com/",
        "http://hooks.example.com:99999/",
        "http://exa mple.com/",
        "http://hooks.example.com/\r\nx: y",
        "javascript:alert(1)",
    ],
)
def test_what_is_no_http_url_is_refused_before_anything_happens(client: OutboundClient, url: str) -> None:
    def never(_host: str, _port: int) -> list[str]:
        raise AssertionError("resolved")

    with pytest.raises(BadAddress):
        send(replace(client, resolve=never), "GET", url)


def test_the_environments_proxy_is_not_asked(
    client: OutboundClient, listening: Callable[..., Listener], monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy, target = listening(OK), listening(OK)
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
    assert send(client, "GET", f"http://127.0.0.1:{target.port}/").status == 200
    assert (len(proxy.seen), len(target.seen)) == (0, 1)


@pytest.fixture(scope="module")
def certified(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server's TLS for hooks.example.com, and a client's that trusts it."""
    folder = tmp_path_factory.mktemp("tls")
    cert, key = _certificate(folder)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(cert, key)
    return server, ssl.create_default_context(cafile=str(cert))


def _certificate(folder: Path) -> tuple[Path, Path]:
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "hooks.example.com")])
    alternative = x509.SubjectAlternativeName(
        [x509.DNSName("hooks.example.com"), x509.IPAddress(ip_address("127.0.0.3"))]
    )
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(private.public_key())
    builder = (
        builder.serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    )
    made = builder.add_extension(alternative, critical=False).sign(private, hashes.SHA256())
    cert, key = folder / "cert.pem", folder / "key.pem"
    cert.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key.write_bytes(
        private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return cert, key


def test_tls_is_checked_against_the_name_though_the_address_is_connected_to(
    listening: Callable[..., Listener], certified: tuple[ssl.SSLContext, ssl.SSLContext]
) -> None:
    server, trusting = certified
    listener = listening(OK, server)
    resolve = lambda _host, _port: ["127.0.0.1"]  # noqa: E731 (one line says it)
    good = open_outbound(LOOPBACK, tls=trusting, resolve=resolve)
    assert send(good, "GET", f"https://hooks.example.com:{listener.port}/").status == 200
    for bad, host in ((good, "other.example.com"), (open_outbound(LOOPBACK, resolve=resolve), "hooks.example.com")):
        with pytest.raises(ConnectionFailed, match=r"(?i)certificate"):
            send(bad, "GET", f"https://{host}:{listener.port}/")
    assert len(listener.seen) == 1


def test_a_client_that_would_not_verify_cannot_be_made() -> None:
    careless = ssl.create_default_context()
    careless.check_hostname = False
    with pytest.raises(ValueError, match="verify"):
        open_outbound(LOOPBACK, tls=careless)
    careless.verify_mode = ssl.CERT_NONE
    with pytest.raises(ValueError, match="verify"):
        open_outbound(LOOPBACK, tls=careless)


@pytest.mark.parametrize("name", ["Host", "content-length", "Transfer-Encoding"])
def test_headers_that_frame_the_call_are_not_the_callers(client: OutboundClient, name: str) -> None:
    with pytest.raises(ValueError, match=name):
        send(client, "GET", "http://127.0.0.1/", headers={name: "x"})


@pytest.mark.parametrize("value", ["b\r\nx-c: d", "b\x00", "b\n"])
def test_a_header_with_a_line_break_is_not_sent(client: OutboundClient, value: str) -> None:
    with pytest.raises(ValueError, match="control character"):
        send(client, "GET", "http://127.0.0.1/", headers={"x-a": value})
