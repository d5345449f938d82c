"""Uploads whose bytes are not what was said of them: refused, and nothing of them is ever visible."""

from __future__ import annotations

import base64
import hashlib
import hmac
import socket
import zlib
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

import boto3
import httpx
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from truthloop.server.objects_gateway.aws_chunks import signing_key
from truthloop.storage.objects.request_signing import AccessKey, signed_headers
from wire.objects.running_gateway import RunningGateway, code_of, gateway_over
from wire.objects.running_store import REGION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEYS = AccessKey("AKIAOURS", "our-secret")
EMPTY = hashlib.sha256(b"").hexdigest()
SIGNED, SIGNED_TRAILER = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"
UNSIGNED_TRAILER = "STREAMING-UNSIGNED-PAYLOAD-TRAILER"
DATA = b"0123456789abcdef" * 20_000  # 320 kB: several reads of the server


@pytest.fixture(autouse=True)
def _bucket(s3: Any) -> None:
    del s3


def send(gateway: RunningGateway, key: str, body: bytes, headers: dict[str, str], payload: str) -> httpx.Response:
    url = f"{gateway.endpoint}/ours/{key}"
    signed = signed_headers("PUT", url, headers, keys=KEYS, region=REGION, now=datetime.now(UTC), payload_hash=payload)
    return httpx.put(url, headers=signed, content=body)


def send_chunks(
    gateway: RunningGateway, key: str, kind: str, *, trailers: dict[str, str] | None = None, **lies: Any
) -> httpx.Response:
    """An honest aws-chunked upload of DATA, but for the lies."""
    url, now = f"{gateway.endpoint}/ours/{key}", datetime.now(UTC)
    headers = {"content-encoding": "aws-chunked", "x-amz-decoded-content-length": str(lies.get("length", len(DATA)))}
    if trailers:
        headers["x-amz-trailer"] = ",".join(trailers)
    signed = signed_headers("PUT", url, headers, keys=KEYS, region=REGION, now=now, payload_hash=kind)
    chain = _Chain(signed["authorization"].rpartition("=")[2], now, lies.get("chunk_secret", "our-secret"))
    body = _chunked(chain, kind, trailers or {}, lies)
    return httpx.put(url, headers=signed, content=body)


class _Chain:
    """Signatures of chunks, written from AWS's description and not from the code under test."""

    def __init__(self, seed: str, now: datetime, secret: str) -> None:
        self.previous, self.stamp = seed, now.strftime("%Y%m%dT%H%M%SZ")
        self.scope = f"{now:%Y%m%d}/{REGION}/s3/aws4_request"
        self.key = signing_key(secret, f"{now:%Y%m%d}", REGION, "s3")

    def sign(self, kind: str, *digests: str) -> str:
        text = "\n".join((f"AWS4-HMAC-SHA256-{kind}", self.stamp, self.scope, self.previous, *digests))
        self.previous = hmac.new(self.key, text.encode(), "sha256").hexdigest()
        return self.previous


def _chunked(chain: _Chain, kind: str, trailers: dict[str, str], lies: dict[str, Any]) -> bytes:
    body = b""
    for piece in (DATA[:65_536], DATA[65_536:200_000], DATA[200_000:], b""):
        signature = chain.sign("PAYLOAD", EMPTY, hashlib.sha256(piece).hexdigest())
        sent = lies.get("swap", {}).get(piece, piece)
        extension = "" if kind == UNSIGNED_TRAILER else f";chunk-signature={signature}"
        body += f"{len(sent):x}{extension}\r\n".encode() + sent + (b"\r\n" if sent else b"")
    for name, value in trailers.items():
        body += f"{name}:{value}\r\n".encode()
    if trailers and kind == SIGNED_TRAILER:
        canonical = "".join(f"{name}:{value}\n" for name, value in sorted(trailers.items()))
        signature = chain.sign("TRAILER", hashlib.sha256(canonical.encode()).hexdigest())
        body += f"x-amz-trailer-signature:{lies.get('trailer_signature', signature)}\r\n".encode()
    return body + b"\r\n" + bytes(lies.get("after", b""))


def crc32(data: bytes) -> str:
    return base64.b64encode(zlib.crc32(data).to_bytes(4, "big")).decode()


def absent(s3: Any, key: str) -> bool:
    with pytest.raises(ClientError) as refused:
        s3.head_object(Bucket="ours", Key=key)
    listed = s3.list_objects_v2(Bucket="ours", Prefix=key)["KeyCount"]
    return code_of(refused) == "404" and listed == 0


HONEST = [
    (SIGNED, {}),
    (SIGNED_TRAILER, {"x-amz-checksum-crc32": crc32(DATA)}),
    (UNSIGNED_TRAILER, {"x-amz-checksum-crc32": crc32(DATA)}),
    (UNSIGNED_TRAILER, {"x-amz-checksum-sha256": base64.b64encode(hashlib.sha256(DATA).digest()).decode()}),
    (UNSIGNED_TRAILER, {"x-amz-checksum-crc64nvme": "AAAAAAAAAAA="}),
    (UNSIGNED_TRAILER, {}),
]


@pytest.mark.parametrize(("kind", "trailers"), HONEST)
def test_an_honest_chunked_upload_is_stored_without_its_framing(
    gateway: RunningGateway, s3: Any, kind: str, trailers: dict[str, str]
) -> None:
    told = send_chunks(gateway, "honest", kind, trailers=trailers)
    assert told.status_code == 200, told.text
    got = s3.get_object(Bucket="ours", Key="honest")
    assert got["Body"].read() == DATA
    assert "ContentEncoding" not in got
    assert {name: told.headers.get(name) for name in trailers} == trailers


CHANGED = {DATA[:65_536]: b"X" + DATA[1:65_536]}
LAST_CHANGED = {DATA[200_000:]: DATA[200_000:-1] + b"X"}
LIES = {
    "a chunk changed on the way": (SIGNED, {}, {"swap": CHANGED}, "SignatureDoesNotMatch"),
    "the last byte changed on the way": (SIGNED, {}, {"swap": LAST_CHANGED}, "SignatureDoesNotMatch"),
    "chunks signed by somebody else": (SIGNED, {}, {"chunk_secret": "other"}, "SignatureDoesNotMatch"),
    "a trailer signed by nobody": (
        SIGNED_TRAILER,
        {"x-amz-checksum-crc32": crc32(DATA)},
        {"trailer_signature": "0" * 64},
        "SignatureDoesNotMatch",
    ),
    "a wrong checksum after the body": (UNSIGNED_TRAILER, {"x-amz-checksum-crc32": crc32(b"")}, {}, "BadDigest"),
    "a checksum that is none": (UNSIGNED_TRAILER, {"x-amz-checksum-crc32": "!!"}, {}, "InvalidRequest"),
    "a checksum nobody knows": (UNSIGNED_TRAILER, {"x-amz-checksum-md9": "AA=="}, {}, "InvalidRequest"),
    "a byte less than announced": (UNSIGNED_TRAILER, {}, {"length": len(DATA) + 1}, "IncompleteBody"),
    "a byte more than announced": (UNSIGNED_TRAILER, {}, {"length": len(DATA) - 1}, "InvalidRequest"),
    "more after the end": (UNSIGNED_TRAILER, {}, {"after": b"5\r\nhello\r\n"}, "InvalidRequest"),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_chunked_upload_that_lies_is_refused_and_stores_nothing(gateway: RunningGateway, s3: Any, lie: str) -> None:
    kind, trailers, lies, code = LIES[lie]
    told = send_chunks(gateway, "lied", kind, trailers=trailers, **lies)
    assert f"<Code>{code}</Code>" in told.text, told.text
    assert absent(s3, "lied")


@pytest.mark.parametrize(
    "body",
    [
        b"zz\r\n",
        b"5\r\nhello",
        b"5\nhello\r\n0\r\n\r\n",
        b"5\r\nhelloX\r\n",
        b"-5\r\n",
        b"ffffffffffff\r\n",
        b"a" * 5000,
    ],
)
def test_framing_that_makes_no_sense_is_refused(gateway: RunningGateway, s3: Any, body: bytes) -> None:
    headers = {"content-encoding": "aws-chunked", "x-amz-decoded-content-length": "5"}
    told = send(gateway, "framed", body, headers, UNSIGNED_TRAILER)
    assert told.status_code == 400, told.text
    assert absent(s3, "framed")


PLAIN_LIES = {
    "another body than was signed": ({}, hashlib.sha256(DATA + b"x").hexdigest(), "XAmzContentSHA256Mismatch"),
    "a wrong MD5": (
        {"content-md5": base64.b64encode(hashlib.md5(b"").digest()).decode()},  # noqa: S324
        "UNSIGNED-PAYLOAD",
        "BadDigest",
    ),
    "an MD5 that is none": ({"content-md5": "abc"}, "UNSIGNED-PAYLOAD", "InvalidDigest"),
    "a wrong CRC32": ({"x-amz-checksum-crc32": crc32(b"")}, "UNSIGNED-PAYLOAD", "BadDigest"),
    "a wrong SHA1": (
        {"x-amz-checksum-sha1": base64.b64encode(hashlib.sha1(b"").digest()).decode()},  # noqa: S324
        "UNSIGNED-PAYLOAD",
        "BadDigest",
    ),
}


@pytest.mark.parametrize("lie", PLAIN_LIES)
@pytest.mark.parametrize("data", [DATA, b""], ids=["some bytes", "no bytes"])
@pytest.mark.parametrize("before", [None, b"the old object"])
def test_a_plain_upload_that_lies_changes_nothing(
    gateway: RunningGateway, s3: Any, lie: str, data: bytes, before: bytes | None
) -> None:
    headers, payload, code = PLAIN_LIES[lie]
    if not data and code == "BadDigest":
        headers = {name: _digest_of_other_bytes(name) for name in headers}
    s3.delete_object(Bucket="ours", Key="plainly lied")
    if before is not None:
        s3.put_object(Bucket="ours", Key="plainly lied", Body=before)
    told = send(gateway, "plainly%20lied", data, headers, payload)
    assert f"<Code>{code}</Code>" in told.text, told.text
    if before is None:
        assert absent(s3, "plainly lied")
    else:
        assert s3.get_object(Bucket="ours", Key="plainly lied")["Body"].read() == before


def _digest_of_other_bytes(name: str) -> str:
    if name.endswith("crc32"):
        return crc32(b"other")
    return base64.b64encode(hashlib.new(name.rpartition("-")[2], b"other", usedforsecurity=False).digest()).decode()


def test_a_part_that_lies_can_be_sent_again_and_the_upload_completes(gateway: RunningGateway, s3: Any) -> None:
    upload = s3.create_multipart_upload(Bucket="ours", Key="parts")["UploadId"]
    url = f"{gateway.endpoint}/ours/parts?partNumber=1&uploadId={upload}"
    headers = signed_headers(
        "PUT", url, {}, keys=KEYS, region=REGION, now=datetime.now(UTC), payload_hash=hashlib.sha256(b"x").hexdigest()
    )
    told = httpx.put(url, headers=headers, content=DATA)
    assert "XAmzContentSHA256Mismatch" in told.text
    etag = s3.upload_part(Bucket="ours", Key="parts", UploadId=upload, PartNumber=1, Body=DATA)["ETag"]
    parts = {"Parts": [{"ETag": etag, "PartNumber": 1}]}
    s3.complete_multipart_upload(Bucket="ours", Key="parts", UploadId=upload, MultipartUpload=parts)
    assert s3.get_object(Bucket="ours", Key="parts")["Body"].read() == DATA


def test_a_client_that_hangs_up_stores_nothing(gateway: RunningGateway, s3: Any) -> None:
    url = f"{gateway.endpoint}/ours/hung-up"
    headers = signed_headers(
        "PUT", url, {}, keys=KEYS, region=REGION, now=datetime.now(UTC), payload_hash="UNSIGNED-PAYLOAD"
    )
    lines = [f"PUT /ours/hung-up HTTP/1.1\r\nhost: 127.0.0.1:{gateway.port}\r\ncontent-length: {len(DATA)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    with socket.create_connection(("127.0.0.1", gateway.port)) as connection:
        connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode() + DATA[:-1])
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(65_536):
            pass
    assert absent(s3, "hung-up")


@pytest.mark.parametrize("length", [None, "abc", "-1", str(6 * 2**30)])
def test_an_upload_of_no_known_length_is_refused_before_it_begins(gateway: RunningGateway, length: str | None) -> None:
    url = f"{gateway.endpoint}/ours/unsized"
    sized = {} if length is None else {"x-amz-decoded-content-length": length}
    headers = signed_headers(
        "PUT", url, sized, keys=KEYS, region=REGION, now=datetime.now(UTC), payload_hash=UNSIGNED_TRAILER
    )
    told = httpx.put(url, headers=headers, content=b"0\r\n\r\n")
    assert told.status_code in {400, 411}, told.text


@pytest.fixture(scope="module")
def tls(gateway: RunningGateway, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RunningGateway, Path]]:
    """The same store behind HTTPS, where boto3 sends its checksums after the body."""
    folder = tmp_path_factory.mktemp("tls")
    cert, key = folder / "cert.pem", folder / "key.pem"
    _write_certificate(cert, key)
    with gateway_over(gateway.store, folder, cert=str(cert), key=str(key)) as secure:
        yield secure, cert


def _write_certificate(cert: Path, key: Path) -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    alternative = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(private.public_key())
    builder = (
        builder.serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    )
    made = builder.add_extension(alternative, critical=False).sign(private, hashes.SHA256())
    cert.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    key.write_bytes(private.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))


@pytest.mark.parametrize("algorithm", ["CRC32", "SHA256"])
def test_boto3_over_https_sends_checksums_after_the_body(
    tls: tuple[RunningGateway, Path], algorithm: str, tmp_path: Path
) -> None:
    secure, cert = tls
    s3 = boto3.client(
        "s3",
        endpoint_url=secure.endpoint,
        region_name=REGION,
        aws_access_key_id="AKIAOURS",
        aws_secret_access_key="our-secret",
        verify=str(cert),
        config=Config(retries={"max_attempts": 1}),
    )
    seen: list[str] = []
    s3.meta.events.register("before-send.s3", lambda request, **_: seen.append(_payload(request)))
    s3.put_object(Bucket="ours", Key="over https", Body=DATA, ChecksumAlgorithm=algorithm)
    assert s3.get_object(Bucket="ours", Key="over https")["Body"].read() == DATA
    large = tmp_path / "large"
    large.write_bytes(DATA * 60)
    s3.upload_file(str(large), "ours", "large over https", ExtraArgs={"ChecksumAlgorithm": algorithm})
    assert s3.get_object(Bucket="ours", Key="large over https")["Body"].read() == DATA * 60
    assert UNSIGNED_TRAILER in seen
    s3.close()


def _payload(request: Any) -> str:
    value = request.headers.get("X-Amz-Content-SHA256", b"")
    return value.decode() if isinstance(value, bytes) else str(value)
