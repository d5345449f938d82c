r"""`Content-Encoding: aws-chunked`, taken apart as it arrives, its signatures checked.

    SIZE[;chunk-signature=HEX]\r\n DATA \r\n … 0[;chunk-signature=HEX]\r\n [NAME:VALUE\r\n …] \r\n

A chunk may be any size, so its data is passed on before its signature is known to hold. That is safe because
whoever stores the data keeps its end back until `finish` has returned (upload_bodies.py).
Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html and …/sigv4-streaming-trailers.html
"""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from typing import Final

from truthloop.server.objects_gateway.object_faults import fault

_LONGEST_LINE: Final = 1024
_MOST_TRAILERS: Final = 16
_LARGEST_CHUNK: Final = 5 * 2**30
_SIZE_LINE: Final = re.compile(rb"([0-9a-fA-F]{1,10})(?:;chunk-signature=([0-9a-f]{64}))?\Z")
_EMPTY: Final = hashlib.sha256(b"").hexdigest()


@dataclass(slots=True)
class ChunkSignatures:
    """The chain of signatures, which starts from that of the request's head."""

    signing_key: bytes
    """Derived from the secret for the day, region and service."""
    timestamp: str
    """`20260101T000000Z`, of the request."""
    scope: str
    """`20260101/us-east-1/s3/aws4_request`"""
    previous: str
    """The signature before the next, hexadecimal."""

    def check_chunk(self, data_hash: str, given: str) -> None:
        """Raises SignatureDoesNotMatch."""
        self._check("AWS4-HMAC-SHA256-PAYLOAD", (_EMPTY, data_hash), given)

    def check_trailer(self, canonical: bytes, given: str) -> None:
        """Raises SignatureDoesNotMatch."""
        self._check("AWS4-HMAC-SHA256-TRAILER", (hashlib.sha256(canonical).hexdigest(),), given)

    def _check(self, kind: str, hashes: tuple[str, ...], given: str) -> None:
        text = "\n".join((kind, self.timestamp, self.scope, self.previous, *hashes))
        expected = hmac.digest(self.signing_key, text.encode(), "sha256").hex()
        if not hmac.compare_digest(expected, given):
            raise fault("SignatureDoesNotMatch")
        self.previous = expected


def signing_key(secret: str, day: str, region: str, service: str) -> bytes:
    """The key that signs chunks: AWS4's chain of HMACs."""
    key = f"AWS4{secret}".encode()
    for step in (day, region, service, "aws4_request"):
        key = hmac.digest(key, step.encode(), "sha256")
    return key


class ChunkReader:
    """Bytes as they arrive in, data out. Raises ObjectFault at the first thing that is wrong."""

    def __init__(self, signatures: ChunkSignatures | None) -> None:
        self._signatures = signatures
        self._line = bytearray()
        self._left = 0
        self._state = "size"
        self._given = ""
        self._hash = hashlib.sha256()
        self.trailers: dict[str, str] = {}

    def feed(self, data: bytes) -> list[bytes]:
        """The data within these bytes, in order."""
        found: list[bytes] = []
        at = 0
        while at < len(data):
            if self._state == "data":
                piece = data[at : at + self._left]
                at += len(piece)
                self._take(piece)
                found.append(piece)
            else:
                end = data.find(b"\n", at)
                stop = len(data) if end < 0 else end + 1
                self._line += data[at:stop]
                at = stop
                if len(self._line) > _LONGEST_LINE:
                    raise _malformed("a line is too long")
                if end >= 0:
                    self._end_line()
        return found

    def finish(self) -> dict[str, str]:
        """The trailers, lower-case names; raises IncompleteBody when the last chunk has not come."""
        if self._state != "done":
            raise fault("IncompleteBody", "The body ended before its last chunk.")
        return self.trailers

    def _take(self, piece: bytes) -> None:
        self._left -= len(piece)
        if self._signatures:
            self._hash.update(piece)
        if not self._left:
            self._state = "data-end"
            self._end_chunk()

    def _end_line(self) -> None:
        if not self._line.endswith(b"\r\n"):
            raise _malformed("a line does not end in CR LF")
        line = bytes(self._line[:-2])
        self._line.clear()
        if self._state == "size":
            self._size(line)
        elif self._state == "data-end":
            if line:
                raise _malformed("a chunk is longer than it says")
            self._state = "size"
        elif self._state == "trailers":
            self._trailer(line)
        else:
            raise _malformed("there is more after the end")

    def _size(self, line: bytes) -> None:
        match = _SIZE_LINE.match(line)
        if match is None:
            raise _malformed("a chunk does not begin with its size in hexadecimal")
        self._left, self._given = int(match[1], 16), (match[2] or b"").decode()
        if self._left > _LARGEST_CHUNK:
            raise fault("EntityTooLarge")
        self._state = "data" if self._left else "trailers"
        if not self._left:
            self._end_chunk()

    def _end_chunk(self) -> None:
        if self._signatures:
            self._signatures.check_chunk(self._hash.hexdigest(), self._given)
            self._hash = hashlib.sha256()

    def _trailer(self, line: bytes) -> None:
        if not line:
            self._end_trailers()
            return
        name, colon, value = line.decode("latin-1").partition(":")
        name = name.strip().lower()
        if not colon or name in self.trailers or len(self.trailers) >= _MOST_TRAILERS:
            raise _malformed("a trailer is not NAME:VALUE, or comes twice, or there are too many")
        self.trailers[name] = value.strip()

    def _end_trailers(self) -> None:
        self._state = "done"
        given = self.trailers.pop("x-amz-trailer-signature", "")
        if self._signatures and self.trailers:
            canonical = "".join(f"{name}:{value}\n" for name, value in sorted(self.trailers.items()))
            self._signatures.check_trailer(canonical.encode("latin-1"), given)


def _malformed(why: str) -> Exception:
    return fault("InvalidRequest", f"The aws-chunked body is malformed: {why}.")
