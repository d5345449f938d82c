"""Who drew which boxes on which image, and who looked and drew none."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from truthloop.consolidation.answer_table import offsets
from truthloop.consolidation.arrays import Codes, Floats, Names, Offsets
from truthloop.consolidation.name_codes import Column, coded, recoded
from truthloop.terms.errors import Invalid

CORNERS = 4


@dataclass(frozen=True, slots=True, eq=False)
class BoxTable:
    """n boxes of W workers on T images, each with one of K labels; rows ascend by image, then worker, then corners."""

    images: Names
    """(T,)"""
    workers: Names
    """(W,)"""
    labels: Names
    """(K,)"""
    image: Codes
    """(n,)"""
    worker: Codes
    """(n,)"""
    label: Codes
    """(n,)"""
    corners: Floats
    """(n, 4) left, top, right, bottom in pixels."""
    starts: Offsets
    """(T + 1,) the boxes on image t are rows starts[t] to starts[t + 1]."""
    seen_worker: Codes
    """(s,) who looked at an image, ascending by image, whether or not they drew anything."""
    seen_starts: Offsets
    """(T + 1,) those who looked at image t."""

    @property
    def size(self) -> int:
        """How many boxes."""
        return len(self.label)


def box_table(
    image: Column,
    worker: Column,
    label: Column,
    boxes: Column,
    *,
    seen: tuple[Column, Column] | None = None,
) -> BoxTable:
    """A table from columns of equal length; `boxes` (n, 4) holds left, top, width, height.

    `seen` is (images, workers) of every answer, also those without a box: without it only who drew is known to have
    looked. `Invalid` for different lengths, numbers that are not finite, or a width or height below zero.
    """
    sides = np.asarray(boxes, dtype=np.float64).reshape(-1, CORNERS) if len(boxes) else np.zeros((0, CORNERS))
    lengths = {"image": len(image), "worker": len(worker), "label": len(label), "boxes": len(sides)}
    if len(set(lengths.values())) > 1:
        raise Invalid(f"The columns have different lengths: {lengths}; each row is one box.")
    wrong = np.flatnonzero(~np.isfinite(sides).all(axis=1) | (sides[:, 2:] < 0).any(axis=1))
    if len(wrong):
        raise Invalid(
            f"Box {wrong[0]} is {sides[wrong[0]].tolist()}; a box is left, top, width, height, the last two 0 or more."
        )
    seen_images, seen_workers = seen if seen is not None else ([], [])
    images, image_codes, looked_images = with_more(image, seen_images, "image")
    workers, worker_codes, looked_workers = with_more(worker, seen_workers, "worker")
    labels, label_codes = coded(label, "label")
    corners = np.concatenate([sides[:, :2], sides[:, :2] + sides[:, 2:]], axis=1)
    order = np.lexsort((label_codes, *corners.T[::-1], worker_codes, image_codes))
    looked = np.unique(
        np.concatenate([looked_images, image_codes]).astype(np.int64) * max(1, len(workers))
        + np.concatenate([looked_workers, worker_codes])
    )
    return BoxTable(
        images,
        workers,
        labels,
        image_codes[order],
        worker_codes[order],
        label_codes[order],
        corners[order],
        offsets(image_codes[order], len(images)),
        (looked % max(1, len(workers))).astype(np.int32),
        offsets((looked // max(1, len(workers))).astype(np.int32), len(images)),
    )


def with_more(column: Column, more: Column, what: str) -> tuple[Names, Codes, Codes]:
    """(the names of two columns together, the codes of the first, the codes of the second)."""
    names, codes = coded(column, what)
    more_names, more_codes = coded(more, what)
    every, _ = coded([*names.tolist(), *more_names.tolist()], what)
    return every, recoded(names, codes, every, what), recoded(more_names, more_codes, every, what)
