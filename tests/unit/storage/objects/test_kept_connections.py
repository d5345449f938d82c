from __future__ import annotations

import pytest

from truthloop.storage.objects.kept_connections import request_head

HEADERS = {"content-type": "text/plain"}


def test_a_request_says_what_http_asks_for() -> None:
    assert request_head("PUT", "http://127.0.0.1:9000/b/a%20b?x=1", HEADERS, 3) == (
        b"PUT /b/a%20b?x=1 HTTP/1.1\r\nhost: 127.0.0.1:9000\r\naccept-encoding: identity\r\n"
        b"content-type: text/plain\r\ncontent-length: 3\r\n\r\n"
    )


@pytest.mark.parametrize("method", ["GET", "HEAD", "DELETE"])
def test_a_request_without_a_body_says_no_length(method: str) -> None:
    assert b"content-length" not in request_head(method, "http://127.0.0.1:9000/b", {}, 0)


def test_an_empty_object_says_that_it_is_empty() -> None:
    assert b"content-length: 0\r\n" in request_head("PUT", "http://127.0.0.1:9000/b/k", {}, 0)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://s3.example.com:443/b", b"s3.example.com"),
        ("http://s3.example.com:80/b", b"s3.example.com"),
        ("https://s3.example.com:80/b", b"s3.example.com:80"),
        ("http://[::1]:9000/b", b"[::1]:9000"),
    ],
)
def test_the_host_is_named_as_it_is_signed(url: str, host: bytes) -> None:
    assert b"host: " + host + b"\r\n" in request_head("GET", url, {}, 0)


@pytest.mark.parametrize("value", ["text/plain\r\nx-evil: 1", "text/plain\n", "a\rb"])
def test_a_header_of_several_lines_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="one line"):
        request_head("PUT", "http://127.0.0.1:9000/b/k", {"content-type": value}, 1)
