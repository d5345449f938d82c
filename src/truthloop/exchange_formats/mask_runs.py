"""Masks as runs of pixels, COCO's run-length encoding: column by column, beginning with the background.

The compressed form is pycocotools' own; the uncompressed form is the plain list of run lengths.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pycocotools import mask as coco_mask

from truthloop.terms.errors import Invalid

Mask = NDArray[np.bool_]
"""(H, W)"""


@dataclass(frozen=True, slots=True)
class Runs:
    """A compressed mask with what is measured on it."""

    height: int
    width: int
    counts: str
    """pycocotools' compressed runs."""
    area: int
    """Pixels."""
    bounds: tuple[float, float, float, float]
    """left, top, width, height."""


def runs_of(mask: Mask) -> Runs:
    """The mask as compressed runs."""
    return _measured(coco_mask.encode(np.asfortranarray(mask, dtype=np.uint8)))


def polygon_runs(parts: Sequence[Sequence[float]], height: int, width: int) -> Runs:
    """The area inside polygons, each `[x, y, x, y, …]`, united."""
    return _measured(coco_mask.merge(coco_mask.frPyObjects([list(part) for part in parts], height, width)))


def mask_of(segmentation: Mapping[str, Any]) -> Mask:
    """The mask of a COCO segmentation with `size` and `counts`, compressed or not. Raises Invalid."""
    try:
        height, width = segmentation["size"]
        counts = segmentation["counts"]
        encoded = {"size": [height, width], "counts": counts}
        if isinstance(counts, list):
            if sum(counts) != height * width:
                raise Invalid(f"A mask's runs cover {sum(counts)} pixels of {height} x {width}.")
            encoded = coco_mask.frPyObjects(encoded, height, width)
        return np.asarray(coco_mask.decode(encoded), dtype=np.bool_)
    except (KeyError, OverflowError, TypeError, ValueError) as error:
        raise Invalid(f"A mask's runs cannot be read: {type(error).__name__} {error}.") from error


def plain_counts(mask: Mask) -> list[int]:
    """The uncompressed run lengths, beginning with background (0 when the first pixel is inside)."""
    flat = np.concatenate(([False], mask.ravel(order="F")))
    edges = np.flatnonzero(flat[1:] != flat[:-1])
    return [int(length) for length in np.diff(np.concatenate(([0], edges, [mask.size])))]


def _measured(encoded: dict[str, Any]) -> Runs:
    height, width = encoded["size"]
    left, top, across, down = (float(each) for each in coco_mask.toBbox(encoded))
    counts = encoded["counts"]
    text = counts.decode("ascii") if isinstance(counts, bytes) else counts
    return Runs(height, width, text, int(coco_mask.area(encoded)), (left, top, across, down))
