"""What a client says of the bytes it sends, held against the bytes that come."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import zlib
from collections.abc import Callable, Mapping
from typing import Final, Protocol

from truthloop.server.objects_gateway.object_faults import fault


class BodyCheck(Protocol):
    """Sees every byte of a body once, then judges."""

    def update(self, piece: bytes) -> None:
        """The next bytes."""

    def verdict(self, trailers: Mapping[str, str]) -> None:
        """Raises ObjectFault when the bytes were not as said. `trailers` came after the body."""


class Sha256Check:
    """`x-amz-content-sha256`, which is signed."""

    def __init__(self, expected_hex: str) -> None:
        self._expected, self._hash = expected_hex, hashlib.sha256()

    def update(self, piece: bytes) -> None:
        """The next bytes."""
        self._hash.update(piece)

    def verdict(self, trailers: Mapping[str, str]) -> None:
        """Raises XAmzContentSHA256Mismatch."""
        del trailers
        if not hmac.compare_digest(self._hash.hexdigest(), self._expected):
            raise fault("XAmzContentSHA256Mismatch")


class LengthCheck:
    """The length that was announced."""

    def __init__(self, expected: int) -> None:
        self._left = expected

    def update(self, piece: bytes) -> None:
        """The next bytes; raises InvalidRequest as soon as there are too many."""
        self._left -= len(piece)
        if self._left < 0:
            raise fault("InvalidRequest", "The body is longer than its announced length.")

    def verdict(self, trailers: Mapping[str, str]) -> None:
        """Raises IncompleteBody."""
        del trailers
        if self._left:
            raise fault("IncompleteBody", "You did not provide the number of bytes specified by the length header.")


class DigestCheck:
    """`Content-MD5`, or one of the `x-amz-checksum-…`, from a header or from a trailer."""

    def __init__(self, name: str, expected: str | None) -> None:
        """`expected` in base 64; None when a trailer will say it."""
        self.name = name
        self.digest: str | None = None
        self._expected = expected
        self._sum = _SUMS[name]()
        if expected is not None:
            _well_formed(name, expected)

    def update(self, piece: bytes) -> None:
        """The next bytes."""
        self._sum.update(piece)

    def verdict(self, trailers: Mapping[str, str]) -> None:
        """Raises BadDigest, InvalidDigest or (a trailer that was announced has not come) IncompleteBody."""
        said = self._expected if self._expected is not None else trailers.get(self.name)
        if said is None:
            raise fault("IncompleteBody", f"The trailer {self.name} was announced and did not come.")
        _well_formed(self.name, said)
        computed = self._sum.base64()
        if computed is not None and computed != said:
            raise fault("BadDigest", f"The {self.name} you specified did not match the calculated checksum.")
        self.digest = said


class _Hashed:
    def __init__(self, name: str) -> None:
        self._hash = hashlib.new(name, usedforsecurity=False)

    def update(self, piece: bytes) -> None:
        self._hash.update(piece)

    def base64(self) -> str | None:
        return base64.b64encode(self._hash.digest()).decode()


class _Crc32:
    def __init__(self) -> None:
        self._crc = 0

    def update(self, piece: bytes) -> None:
        self._crc = zlib.crc32(piece, self._crc)

    def base64(self) -> str | None:
        return base64.b64encode(self._crc.to_bytes(4, "big")).decode()


class _OnlyItsForm:
    """CRC32C and CRC64NVME have no fast implementation in Python; AWS's own SDK for Python asks for CRC32 instead."""

    def update(self, piece: bytes) -> None:
        pass

    def base64(self) -> str | None:
        return None


class _Sum(Protocol):
    def update(self, piece: bytes) -> None: ...
    def base64(self) -> str | None: ...


_SUMS: Final[Mapping[str, Callable[[], _Sum]]] = {
    "content-md5": lambda: _Hashed("md5"),
    "x-amz-checksum-crc32": _Crc32,
    "x-amz-checksum-crc32c": _OnlyItsForm,
    "x-amz-checksum-crc64nvme": _OnlyItsForm,
    "x-amz-checksum-sha1": lambda: _Hashed("sha1"),
    "x-amz-checksum-sha256": lambda: _Hashed("sha256"),
}
DIGESTS: Final = tuple(_SUMS)
"""The headers and trailers that state a digest."""
_LENGTHS: Final = {
    "content-md5": 16,
    "x-amz-checksum-crc32": 4,
    "x-amz-checksum-crc32c": 4,
    "x-amz-checksum-crc64nvme": 8,
    "x-amz-checksum-sha1": 20,
    "x-amz-checksum-sha256": 32,
}


def _well_formed(name: str, value: str) -> None:
    try:
        length = len(base64.b64decode(value, validate=True))
    except (binascii.Error, ValueError):
        length = -1
    if length != _LENGTHS[name]:
        code = "InvalidDigest" if name == "content-md5" else "InvalidRequest"
        raise fault(code, f"Value for {name} header is invalid: {_LENGTHS[name]} bytes in base 64 are wanted.")
