"""Who drew which outlines, lines or points on which image, and who looked and drew none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from truthloop.consolidation.answer_table import offsets
from truthloop.consolidation.arrays import Codes, Floats, Names, Offsets
from truthloop.consolidation.name_codes import Column, coded
from truthloop.consolidation.shapes.box_table import with_more
from truthloop.terms.errors import Invalid

PLANE = 2


@dataclass(frozen=True, slots=True, eq=False)
class DrawingTable:
    """n drawings of W workers on T images, each with one of K labels; rows ascend by image, worker, then vertices."""

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
    vertices: tuple[Floats, ...]
    """n times (vertices, 2): x, y in pixels."""
    starts: Offsets
    """(T + 1,) the drawings on image t are rows starts[t] to starts[t + 1]."""
    seen_worker: Codes
    """(s,) who looked at an image, ascending by image, whether or not they drew anything."""
    seen_starts: Offsets
    """(T + 1,) those who looked at image t."""
    given: Offsets
    """(n,) the place of each row in the columns the table was made from."""


def drawing_table(
    image: Column,
    worker: Column,
    label: Column,
    vertices: Sequence[Any],
    *,
    least: int = 1,
    seen: tuple[Column, Column] | None = None,
) -> DrawingTable:
    """A table from columns of equal length; each of `vertices` is (k, 2), with k at least `least`.

    `seen` is (images, workers) of every answer, also those without a drawing: without it only who drew is known to
    have looked. `Invalid` for different lengths, numbers that are not finite, or too few vertices.
    """
    lengths = {"image": len(image), "worker": len(worker), "label": len(label), "vertices": len(vertices)}
    if len(set(lengths.values())) > 1:
        raise Invalid(f"The columns have different lengths: {lengths}; each row is one drawing.")
    drawn = [checked_vertices(each, place, least) for place, each in enumerate(vertices)]
    seen_images, seen_workers = seen if seen is not None else ([], [])
    images, image_codes, looked_images = with_more(image, seen_images, "image")
    workers, worker_codes, looked_workers = with_more(worker, seen_workers, "worker")
    labels, label_codes = coded(label, "label")
    order = np.array(
        sorted(
            range(len(drawn)),
            key=lambda row: (image_codes[row], worker_codes[row], drawn[row].ravel().tolist(), label_codes[row]),
        ),
        dtype=np.int64,
    )
    looked = np.unique(
        np.concatenate([looked_images, image_codes]).astype(np.int64) * max(1, len(workers))
        + np.concatenate([looked_workers, worker_codes])
    )
    return DrawingTable(
        images=images,
        workers=workers,
        labels=labels,
        image=image_codes[order],
        worker=worker_codes[order],
        label=label_codes[order],
        vertices=tuple(drawn[row] for row in order),
        starts=offsets(image_codes[order], len(images)),
        seen_worker=(looked % max(1, len(workers))).astype(np.int32),
        seen_starts=offsets((looked // max(1, len(workers))).astype(np.int32), len(images)),
        given=order,
    )


def checked_vertices(vertices: ArrayLike, place: int, least: int) -> Floats:
    """(k, 2) the vertices of one drawing."""
    points = np.ascontiguousarray(vertices, dtype=np.float64)
    if points.ndim != PLANE or points.shape[1] != PLANE or len(points) < least or not np.isfinite(points).all():
        raise Invalid(
            f"Drawing {place} has the vertices {points.tolist()}; it takes at least {least}, each a finite x and y."
        )
    return points
