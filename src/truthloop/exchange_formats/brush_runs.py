"""Label Studio's run-length encoding of brush strokes: a stream of bits over the pixels' red, green, blue and alpha.

32 bits: how many values; 5 bits: word size less one; four times 4 bits: run sizes less one. Then blocks until all
values are there: 1 bit whether one value repeats, 2 bits which run size counts it, that many bits the count less one,
and the value (once when it repeats, else one after the other), each of the word size. The mask is where alpha is not
0; all four channels of a pixel are written alike. Format: label-studio-converter's `brush` (Apache 2.0), after
@thi.ng/rle-pack.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from truthloop.exchange_formats.mask_runs import Mask
from truthloop.terms.errors import Invalid

WORD = 8
RUN_SIZES = (3, 4, 8, 16)
CHANNELS = 4
OPAQUE = 255
LONGEST_RUN = 1 << RUN_SIZES[-1]


def brush_runs(mask: Mask) -> list[int]:
    """The mask as Label Studio's list of bytes."""
    values = np.repeat(np.where(mask.ravel(), OPAQUE, 0), CHANNELS)
    bits = [f"{values.size:032b}", f"{WORD - 1:05b}", *(f"{size - 1:04b}" for size in RUN_SIZES)]
    edges = np.flatnonzero(np.diff(values)) + 1
    starts, ends = np.concatenate(([0], edges)), np.concatenate((edges, [values.size]))
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        bits += (_run(min(end - at, LONGEST_RUN), int(values[start])) for at in range(start, end, LONGEST_RUN))
    flat = "".join(bits)
    return [int(flat[at : at + 8].ljust(8, "0"), 2) for at in range(0, len(flat), 8)]


def brush_mask(runs: Sequence[int], height: int, width: int) -> Mask:
    """The mask of Label Studio's list of bytes. Raises Invalid when it is not one of an image of this size."""
    try:
        reader = _Bits(np.unpackbits(np.asarray(runs, dtype=np.uint8)))
        values = _values(reader)
    except (IndexError, OverflowError, TypeError, ValueError) as error:
        raise Invalid(f"A brush's runs cannot be read: {error}.") from error
    if values.size != height * width * CHANNELS:
        raise Invalid(
            f"A brush's runs hold {values.size} values; an image of {width} x {height} has {height * width * 4}."
        )
    return np.asarray(values.reshape(height, width, CHANNELS)[..., -1] > 0)


def _run(count: int, value: int) -> str:
    place = next(place for place, size in enumerate(RUN_SIZES) if count <= 1 << size)
    return f"1{place:02b}{count - 1:0{RUN_SIZES[place]}b}{value:0{WORD}b}"


def _values(reader: _Bits) -> NDArray[np.int64]:
    total, word = reader.take(32), reader.take(5) + 1
    sizes = [reader.take(4) + 1 for _ in range(4)]
    pieces: list[NDArray[np.int64]] = []
    done = 0
    while done < total:
        repeats, size = reader.take(1), sizes[reader.take(2)]
        count = reader.take(size) + 1
        if repeats:
            pieces.append(np.full(count, reader.take(word), dtype=np.int64))
        else:
            pieces.append(np.array([reader.take(word) for _ in range(count)], dtype=np.int64))
        done += count
    return np.concatenate(pieces)[:total] if pieces else np.zeros(0, dtype=np.int64)


class _Bits:
    """Reads numbers off a row of bits."""

    def __init__(self, bits: NDArray[np.uint8]) -> None:
        self.said = (bits + ord("0")).tobytes().decode("ascii")
        self.at = 0

    def take(self, count: int) -> int:
        """The next number of so many bits; IndexError at the end."""
        if self.at + count > len(self.said):
            raise IndexError("they end too early")
        found = int(self.said[self.at : self.at + count], 2)
        self.at += count
        return found
