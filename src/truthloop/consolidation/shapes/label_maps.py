"""Several workers' pictures of labels of one image: read in bands of rows, so that large images need little memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from truthloop.consolidation.arrays import Codes, Floats, Offsets
from truthloop.consolidation.compiled import compiled
from truthloop.terms.errors import Invalid

LabelMap: TypeAlias = NDArray[Any]
"""(height, width) the label of each pixel, uint8 or uint16; 0 is background."""

PIXELS_PER_BAND = 2_000_000
IMAGE_SIDES = 2


@dataclass(frozen=True, slots=True, eq=False)
class LabelMaps:
    """n label maps of one image."""

    maps: tuple[LabelMap, ...]
    """n times (height, width), all of one size and type."""

    @property
    def shape(self) -> tuple[int, int]:
        """(height, width)."""
        height, width = self.maps[0].shape
        return height, width

    def bands(self, margin: int = 0) -> Iterator[tuple[int, int, int, LabelMap]]:
        """(first row, one past the last row, rows of margin above, the maps' rows (n, rows with margins, width))."""
        height, width = self.shape
        rows = max(1, PIXELS_PER_BAND // max(1, width * len(self.maps)))
        for begin in range(0, height, rows):
            end, above = min(height, begin + rows), min(margin, begin)
            yield begin, end, above, np.stack([each[begin - above : end + margin] for each in self.maps])

    def votes(self) -> Offsets:
        """(labels,) how many pixels of all maps together have each label, to the highest label there is."""
        total = np.zeros(np.iinfo(self.maps[0].dtype).max + 1, dtype=np.int64)
        for _, _, _, band in self.bands():
            count(band.reshape(-1), total)
        return total[: int(np.flatnonzero(total).max(initial=0)) + 1]

    def disputed(self) -> Offsets:
        """Ascending flat places of the pixels that not all workers label alike."""
        width = self.shape[1]
        found = [np.flatnonzero((band != band[0]).any(axis=0)) + begin * width for begin, _, _, band in self.bands()]
        return np.concatenate([*found, np.zeros(0, dtype=np.int64)]).astype(np.int64)


def checked_label_maps(label_maps: Sequence[LabelMap] | LabelMap) -> LabelMaps:
    """The maps of one image; `Invalid` for none, other types than uint8 and uint16, or different sizes."""
    maps = tuple(np.asarray(each) for each in label_maps)
    if not maps:
        raise Invalid("There are no label maps; an image needs those of at least one worker.")
    for place, each in enumerate(maps):
        if each.ndim != IMAGE_SIDES or each.dtype not in (np.uint8, np.uint16):
            raise Invalid(
                f"Label map {place} is {each.dtype} of shape {each.shape}; a label map is uint8 or uint16, "
                "(height, width)."
            )
        if each.shape != maps[0].shape:
            raise Invalid(
                f"Label map {place} is {each.shape} and the first is {maps[0].shape}; all of one image are equally "
                "high and wide."
            )
    widest = np.result_type(*maps)
    return LabelMaps(tuple(each.astype(widest, copy=False) for each in maps))


def precedence(votes: Offsets) -> Codes:
    """(labels,) the place of each label when those with most votes come first: what ties are broken by."""
    order = np.argsort(-votes, kind="stable")
    places = np.empty(len(votes), dtype=np.int32)
    places[order] = np.arange(len(votes))
    return places


def shares(maps: LabelMaps, chosen: LabelMap) -> Floats:
    """(n,) of the pixels that anybody labels as more than background, the part each worker labels as chosen."""
    right, met = np.zeros(len(maps.maps)), 0
    for begin, end, _, band in maps.bands():
        anybody = (band != 0).any(axis=0)
        met += int(anybody.sum())
        right += ((band == chosen[begin:end]) & anybody).sum(axis=(1, 2))
    return right / met if met else np.ones(len(maps.maps))


@compiled
def count(labels: LabelMap, total: Offsets) -> None:
    """Adds to `total` how often each label occurs."""
    for label in labels:
        total[label] += 1
