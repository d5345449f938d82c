"""Reads and writes the PNGs of masks by the standard alone (RFC 1951 through zlib, and the PNG specification)."""

from __future__ import annotations

import base64
import struct
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIGNATURE = b"\x89PNG\r\n\x1a\n"
CHANNELS = {0: 1, 2: 3, 3: 1, 6: 4}


def chunks(png: bytes) -> list[tuple[bytes, bytes]]:
    """Type and data of each chunk, its checksum verified."""
    assert png[:8] == SIGNATURE
    found, at = [], 8
    while at < len(png):
        (length,) = struct.unpack_from(">I", png, at)
        body = png[at + 4 : at + 8 + length]
        assert struct.unpack_from(">I", png, at + 8 + length)[0] == zlib.crc32(body)
        found.append((body[:4], body[4:]))
        at += length + 12
    return found


def colours_of(png: bytes) -> NDArray[np.uint8]:
    """The red, green and blue of every pixel of an 8-bit PNG: height by width by 3."""
    parts = chunks(png)
    width, height, depth, kind, _, _, interlaced = struct.unpack(">IIBBBBB", parts[0][1])
    assert (depth, interlaced) == (8, 0)
    rows = unfiltered(zlib.decompress(b"".join(data for name, data in parts if name == b"IDAT")), width, height, kind)
    if kind != 3:
        return rows.reshape(height, width, CHANNELS[kind])[..., :3]
    palette = np.frombuffer(dict(parts)[b"PLTE"], np.uint8).reshape(-1, 3)
    return palette[rows.reshape(height, width)]


def unfiltered(data: bytes, width: int, height: int, kind: int) -> NDArray[np.uint8]:
    """Rows without their filters; the two filters our masks have."""
    rows = np.frombuffer(data, np.uint8).reshape(height, width * CHANNELS[kind] + 1)
    out = np.zeros((height, width * CHANNELS[kind]), np.uint8)
    for y, (row_filter, row) in enumerate(zip(rows[:, 0], rows[:, 1:], strict=True)):
        assert row_filter in (0, 2)
        out[y] = row if row_filter == 0 else row + out[y - 1]
    return out


def png_of(colours: NDArray[np.uint8]) -> bytes:
    """A PNG of true colours: height by width by 3."""
    height, width, _ = colours.shape
    data = b"".join(b"\0" + row.tobytes() for row in colours)

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return SIGNATURE + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")


def mask_in(answer: Any) -> NDArray[np.uint8]:
    """The colours of the mask in an element's answer."""
    png = base64.b64decode(answer["labeledImage"]["pngImageData"], validate=True)
    colours = colours_of(png)
    properties = answer["inputImageProperties"]
    assert colours.shape == (properties["height"], properties["width"], 3)
    return colours


def is_colour(mask: NDArray[np.uint8], text: str) -> NDArray[np.bool_]:
    """Where a mask has exactly a colour written #rrggbb."""
    return np.asarray((mask == tuple(bytes.fromhex(text.removeprefix("#")))).all(axis=2))
