"""Connections that are used again, requests that nobody's library would send, and the AWS command line."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from wire.objects.running_gateway import RunningGateway, client
from wire.objects.running_store import REGION

if TYPE_CHECKING:
    from pathlib import Path

MEGABYTE = 2**20


def test_a_refused_upload_leaves_the_connection_fit_for_the_next_call(gateway: RunningGateway, s3: Any) -> None:
    del s3
    alone = client(gateway, config={"max_pool_connections": 1})
    for size in (0, 10, MEGABYTE, 8 * MEGABYTE):
        with pytest.raises(ClientError):
            alone.put_object(Bucket="ours", Key="../x", Body=b"x" * size)
        alone.put_object(Bucket="ours", Key="next", Body=str(size).encode())
        assert alone.get_object(Bucket="ours", Key="next")["Body"].read() == str(size).encode()
    alone.close()


def raw(gateway: RunningGateway, request: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", gateway.port), timeout=30) as connection:
        connection.sendall(request)
        told = b""
        while arrived := connection.recv(65_536):
            told += arrived
        return told


@pytest.mark.parametrize(
    "line",
    [
        b"GET //key HTTP/1.1",
        b"GET /ours/../../etc/passwd HTTP/1.1",
        b"GET /%2e%2e/x HTTP/1.1",
        b"PUT /ours/%00 HTTP/1.1",
        b"GET /ours/\xc3\xbc HTTP/1.1",
        b"DELETE / HTTP/1.1",
        b"PUT / HTTP/1.1",
        b"GET /ours?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=a/b/c/s3/aws4_request HTTP/1.1",
        b"GET /ours?X-Amz-Signature=0&X-Amz-Signature=1 HTTP/1.1",
        b"OPTIONS /ours HTTP/1.1",
        b"TRACE /ours HTTP/1.1",
    ],
)
@pytest.mark.parametrize(
    "headers",
    [b"", b"authorization: AWS4-HMAC-SHA256 nonsense\r\n", b"authorization: Basic YTpi\r\n", b"x-amz-date: \xff\r\n"],
)
def test_a_request_nobody_signed_is_an_s3_error_whatever_it_is(
    gateway: RunningGateway, s3: Any, line: bytes, headers: bytes
) -> None:
    del s3
    told = raw(gateway, line + b"\r\nhost: localhost\r\nconnection: close\r\n" + headers + b"\r\n")
    status = told.split(b" ", 2)[1]
    assert status in {b"400", b"403"}, told
    assert b"Traceback" not in told
    assert b"root:" not in told


aws = shutil.which("aws")


@pytest.mark.skipif(aws is None, reason="there is no AWS command line on this machine")
def test_the_aws_command_line_copies_and_syncs(gateway: RunningGateway, s3: Any, tmp_path: Path) -> None:
    source = tmp_path / "source"
    (source / "sub dir").mkdir(parents=True)
    (source / "a.txt").write_text("one")
    (source / "sub dir" / "ü+.json").write_text("{}")
    (source / "large.bin").write_bytes(os.urandom(MEGABYTE) * 20)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "AWS_ENDPOINT_URL": gateway.endpoint,
        "AWS_ACCESS_KEY_ID": "AKIAOURS",
        "AWS_SECRET_ACCESS_KEY": "our-secret",
        "AWS_DEFAULT_REGION": REGION,
        "LC_ALL": "C.UTF-8",
    }

    def run(*words: str) -> str:
        assert aws is not None
        done = subprocess.run([aws, "s3", *words], env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    run("mb", "s3://by-command")
    run("cp", str(source / "a.txt"), "s3://by-command/copied.txt")
    run("sync", str(source), "s3://by-command/tree")
    assert run("sync", str(source), "s3://by-command/tree") == ""
    assert "ü+.json" in run("ls", "--recursive", "s3://by-command/tree/")
    run("cp", "s3://by-command/tree/large.bin", "s3://by-command/again.bin")
    run("sync", "s3://by-command/tree", str(tmp_path / "back"))
    for path in ("a.txt", "sub dir/ü+.json", "large.bin"):
        assert (tmp_path / "back" / path).read_bytes() == (source / path).read_bytes()
    assert s3.get_object(Bucket="by-command", Key="again.bin")["ContentLength"] == 20 * MEGABYTE
    run("rm", "--recursive", "s3://by-command")
    run("rb", "s3://by-command")
