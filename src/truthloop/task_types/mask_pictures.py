"""Masks as PNG: from the exact colors of a worker's picture to a number for each pixel, and back.

A picture is decoded once and turned into numbers in bands of rows, so that besides the numbers no more than one decoded
picture is in memory. Nothing is guessed: a color that nobody named is no label.
"""

from __future__ import annotations

import base64
import io
import struct
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image, PngImagePlugin

from truthloop.task_types.manifest_values import shown
from truthloop.terms.errors import Invalid

LabelMap: TypeAlias = NDArray[Any]
"""(height, width) uint8, or uint16 where there are more than 255 labels; 0 is background."""

MOST_PIXELS = 100_000_000
"""AWS's limit for images."""
BAND_PIXELS = 4_000_000
SIGNATURE = b"\x89PNG\r\n\x1a\n"
HEADER = struct.Struct(">8s4x4sII")
"""Signature, `IHDR`, width, height."""
WHITE = 0xFFFFFF
PALETTE_COLORS = 256
READ_AS_COLORS = ("RGB", "RGBA", "L", "LA", "1")
TRANSPARENT = 0


@dataclass(frozen=True, slots=True)
class ReadMask:
    """A mask out of a PNG."""

    labels: LabelMap
    unknown: dict[str, int]
    """How many pixels have a color that nobody named, by color; they count as background."""


def png_bytes(text: object) -> bytes:
    """The file out of `pngImageData`; `Invalid` when it is no base64 of a PNG or of too large a one."""
    if not isinstance(text, str):
        raise Invalid(f"has {shown(text)} for `pngImageData`; the base64 text of a PNG is needed")
    try:
        body = base64.b64decode(text.partition("base64,")[2] or text, validate=True)
    except ValueError as error:
        raise Invalid(f"has a `pngImageData` that is no base64 text: {error}") from error
    png_size(body)
    return body


def png_size(body: bytes) -> tuple[int, int]:
    """(width, height) by the first bytes of the file."""
    if len(body) < HEADER.size:
        raise Invalid("has a `pngImageData` that is no PNG")
    signature, kind, width, height = HEADER.unpack_from(body)
    if signature != SIGNATURE or kind != b"IHDR" or not width or not height:
        raise Invalid("has a `pngImageData` that is no PNG")
    if width * height > MOST_PIXELS:
        raise Invalid(
            f"has a mask of {width} × {height} pixels; masks of up to {MOST_PIXELS:,} pixels can be worked on"
        )
    return width, height


def read_mask(body: bytes, numbers: Mapping[int, int], background: int = WHITE) -> ReadMask:
    """A PNG whose colors (0xRRGGBB) stand for numbers; `Invalid` for a broken file.

    Only where a color differs from the pixel before is it looked up: masks have few such places.
    """
    width, height = png_size(body)
    labels = np.empty(
        height * width, dtype=np.uint8 if max(numbers.values(), default=0) < PALETTE_COLORS else np.uint16
    )
    known = {background: 0, **numbers}
    unknown: Counter[int] = Counter()
    filled = 0
    for part, palette in bands(body):
        pixels = np.asarray(part).reshape(-1) if palette is not None else packed(part)
        starts = np.concatenate([[0], np.flatnonzero(pixels[1:] != pixels[:-1]) + 1])
        lengths = np.diff(starts, append=len(pixels))
        colors = palette[pixels[starts]] if palette is not None else unpacked(pixels[starts])
        found = numbered(colors, known)
        for color, length in zip(colors[found < 0].tolist(), lengths[found < 0].tolist(), strict=True):
            unknown[color] += length
        labels[filled : filled + len(pixels)] = np.repeat(np.maximum(found, 0).astype(labels.dtype), lengths)
        filled += len(pixels)
    return ReadMask(labels.reshape(height, width), {hex_color(color): count for color, count in unknown.items()})


def bands(body: bytes) -> Iterator[tuple[Image.Image, NDArray[np.uint32] | None]]:
    """Some rows of a PNG at a time, with the packed colors of its palette if it is an indexed one."""
    try:
        with PngImagePlugin.PngImageFile(io.BytesIO(body)) as picture:
            picture.load()
            width, height = picture.size
            palette = palette_of(picture)
            rows = max(1, BAND_PIXELS // width)
            for top in range(0, height, rows):
                yield picture.crop((0, top, width, min(height, top + rows))), palette
    except (OSError, SyntaxError, ValueError, EOFError, struct.error) as error:
        raise Invalid(f"has a `pngImageData` that is a broken PNG: {error}") from error


def palette_of(picture: Image.Image) -> NDArray[np.uint32] | None:
    """(256,) the packed colors of an indexed picture; None for others, `Invalid` for kinds that masks never are."""
    if picture.mode == "P":
        entries = np.asarray(picture.getpalette("RGB"), dtype=np.uint32).reshape(-1, 3)
        palette = np.full(PALETTE_COLORS, WHITE, dtype=np.uint32)
        palette[: len(entries)] = entries[:, 0] << 16 | entries[:, 1] << 8 | entries[:, 2]
        palette[transparent_entries(picture.info.get("transparency"))] = WHITE
        return palette
    if picture.mode not in READ_AS_COLORS:
        raise Invalid(f"has a mask of the kind {picture.mode}; a PNG of 8 bits for a color is needed")
    return None


def transparent_entries(transparency: object) -> list[int]:
    """Which entries of a palette are wholly transparent."""
    if isinstance(transparency, int):
        return [transparency]
    if isinstance(transparency, bytes):
        return [index for index, alpha in enumerate(transparency) if alpha == TRANSPARENT]
    return []


def packed(part: Image.Image) -> NDArray[np.uint32]:
    """The pixels of a picture without palette, four bytes each: red, green, blue, opacity from the lowest byte on."""
    return np.frombuffer(part.convert("RGBA").tobytes(), dtype="<u4")


def unpacked(pixels: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Their colors 0xRRGGBB; what is wholly transparent is white."""
    colors = (pixels & 0xFF) << 16 | (pixels & 0xFF00) | (pixels >> 16 & 0xFF)
    return np.where(pixels >> 24 == TRANSPARENT, np.uint32(WHITE), colors)


def numbered(colors: NDArray[np.uint32], known: Mapping[int, int]) -> NDArray[np.int32]:
    """The number of each color, -1 for those not known."""
    ascending = np.asarray(sorted(known), dtype=np.uint32)
    numbers = np.asarray([known[color] for color in sorted(known)], dtype=np.int32)
    place = np.minimum(np.searchsorted(ascending, colors), len(ascending) - 1)
    return np.where(ascending[place] == colors, numbers[place], np.int32(-1))


def written_mask(labels: LabelMap, colors: Sequence[int]) -> bytes:
    """A PNG of numbers, the n-th color for number n: indexed up to 256 colors, so that pixels read as numbers too."""
    table = np.asarray([[color >> 16, color >> 8 & 255, color & 255] for color in colors], dtype=np.uint8)
    if len(colors) <= PALETTE_COLORS:
        picture = Image.fromarray(np.ascontiguousarray(labels.astype(np.uint8, copy=False)))
        picture.putpalette(table.tobytes())
    else:
        picture = Image.fromarray(table[labels])
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def color_number(text: object) -> int | None:
    """0xRRGGBB out of `#1f77b4`; None for anything else."""
    if not isinstance(text, str) or len(text) != len("#rrggbb") or not text.startswith("#"):
        return None
    try:
        return int(text[1:], 16)
    except ValueError:
        return None


def hex_color(number: int) -> str:
    """`#1f77b4`."""
    return f"#{number:06x}"
