"""Masks as pictures: a colour for each class or object, exact to the bit.

Colours are 24-bit numbers, 0xRRGGBB; pictures are arrays (H, W). Alpha is ignored: AWS's own masks have none.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from truthloop.terms.errors import Invalid

Colours = NDArray[np.uint32]
"""(H, W) 0xRRGGBB."""
Indices = NDArray[np.uint8]
"""(H, W) places in a palette."""
MOST_INDEXED = 256
"""Colours that an indexed PNG can have."""


def colour_number(hex_color: str) -> int:
    """`#2ca02c` as 0x2ca02c."""
    return int(hex_color.removeprefix("#"), 16)


def hex_of(colour: int) -> str:
    """0x2ca02c as `#2ca02c`."""
    return f"#{colour:06x}"


def read_colours(picture: bytes, where: str) -> Colours:
    """The colours of a PNG of any mode. Raises Invalid when it is no picture."""
    try:
        with Image.open(io.BytesIO(picture)) as opened:
            pixels = np.asarray(opened.convert("RGB"), dtype=np.uint32)
    except (UnidentifiedImageError, OSError) as error:
        raise Invalid(f"The mask {where} is not a picture that can be read: {error}.") from error
    shift = np.uint32(8)
    return (pixels[..., 0] << shift << shift) | (pixels[..., 1] << shift) | pixels[..., 2]


def rgb_png(colours: Colours) -> bytes:
    """The colours as a PNG with 8 bits each of red, green and blue."""
    channels = [(colours >> shift).astype(np.uint8) for shift in (16, 8, 0)]
    return _png(Image.fromarray(np.stack(channels, axis=-1)))


def indexed_png(indices: Indices, palette: Sequence[str]) -> bytes:
    """An indexed PNG with this palette of `#rrggbb`, at most 256 of them."""
    picture = Image.frombytes("P", indices.shape[::-1], indices.tobytes())
    picture.putpalette(b"".join(colour_number(each).to_bytes(3) for each in palette))
    return _png(picture)


def read_indices(picture: bytes, where: str) -> tuple[Indices, tuple[str, ...]]:
    """The indices and the palette of an indexed PNG. Raises Invalid for other pictures."""
    try:
        with Image.open(io.BytesIO(picture)) as opened:
            if opened.mode != "P":
                raise Invalid(f"{where} is not an indexed picture but one of the mode {opened.mode}.")
            flat = opened.getpalette("RGB") or []
            indices = np.asarray(opened, dtype=np.uint8)
    except (UnidentifiedImageError, OSError) as error:
        raise Invalid(f"{where} is not a picture that can be read: {error}.") from error
    palette = tuple("#" + bytes(flat[i : i + 3]).hex() for i in range(0, len(flat), 3))
    return indices, palette


def indices_of(colours: Colours, palette: Sequence[str], otherwise: int) -> Indices:
    """For each pixel the place of its colour in the palette, `otherwise` where it is none of them."""
    indices = np.full(colours.shape, otherwise, dtype=np.uint8)
    for place, hex_color in enumerate(palette):
        indices[colours == colour_number(hex_color)] = place
    return indices


def distinct_colours(count: int) -> list[str]:
    """`count` different colours after black and white, those of the Pascal VOC palette first.

    The palette spreads the bits of a number over the three channels, lowest bit of the number to the highest of the
    colour (Everingham et al., the PASCAL VOC development kit, VOClabelcolormap).
    """
    found = (hex_of(_spread(number)) for number in range(1, 1 << 24))
    return [next(found) for _ in range(count)]


def _spread(number: int) -> int:
    red = green = blue = 0
    for bit in range(7, -1, -1):
        red |= (number & 1) << bit
        green |= (number >> 1 & 1) << bit
        blue |= (number >> 2 & 1) << bit
        number >>= 3
    return red << 16 | green << 8 | blue


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=False)
    return out.getvalue()
