"""One worker's shape for all: the one that is most like those of the others. So it is a shape that somebody drew.

The medoid: L. Kaufman and P. J. Rousseeuw, Clustering by means of medoids, 1987.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from truthloop.consolidation.arrays import Floats
from truthloop.task_types.shape_matches import Chosen

SIDE = 256
"""Outlines are compared on a grid of at most this many cells a side."""
ALONG = 32
"""Lines are compared at this many places, equally far apart along each."""
REACH = 2.0
"""Margins away, lines and points have nothing in common."""


def most_agreed_outline(shapes: Sequence[Floats], _margin: float) -> Chosen:
    """By intersection over union."""
    filled = fillings(shapes)
    return most_agreed(shapes, lambda one, other: overlap(filled[one], filled[other]))


def most_agreed_line(shapes: Sequence[Floats], margin: float) -> Chosen:
    """By the mean distance of places along the lines, in whichever direction they were drawn."""
    along = [resampled(shape) for shape in shapes]
    return most_agreed(shapes, lambda one, other: nearness(apart(along[one], along[other]), margin))


def middle_point(shapes: Sequence[Floats], margin: float) -> Chosen:
    """The median of points, which one careless worker does not move."""
    every = np.concatenate(shapes)
    middle = np.median(every, axis=0)
    near = [nearness(float(np.hypot(*(point - middle))), margin) for point in every]
    return Chosen((float(middle[0]), float(middle[1])), float(np.mean(near)))


def most_agreed(shapes: Sequence[Floats], like: Callable[[int, int], float]) -> Chosen:
    """The shape with the greatest mean likeness to all others; of equals the one further left and up."""
    count = len(shapes)
    likeness = np.zeros((count, count))
    for one in range(count):
        for other in range(one):
            likeness[one, other] = likeness[other, one] = like(one, other)
    mean = likeness.sum(axis=1) / max(1, count - 1)
    order = sorted(range(count), key=lambda at: (-round(float(mean[at]), 9), shapes[at].ravel().tolist()))
    best = order[0]
    return Chosen(tuple(shapes[best].ravel().tolist()), float(mean[best]) if count > 1 else 1.0)


def fillings(shapes: Sequence[Floats]) -> list[NDArray[np.bool_]]:
    """The outlines filled, on one grid around all of them."""
    every = np.concatenate(shapes)
    start, extent = every.min(axis=0), np.ptp(every, axis=0)
    scale = min(1.0, (SIDE - 1) / max(float(extent.max()), 1.0))
    width, height = (int(side) + 1 for side in np.ceil(extent * scale))
    grids = []
    for shape in shapes:
        picture = Image.new("1", (width, height))
        ImageDraw.Draw(picture).polygon(
            [tuple(point) for point in ((shape - start) * scale).tolist()], fill=1, outline=1
        )
        grids.append(np.asarray(picture))
    return grids


def overlap(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> float:
    """Intersection over union."""
    union = int((one | other).sum())
    return int((one & other).sum()) / union if union else 0.0


def resampled(line: Floats) -> Floats:
    """(ALONG, 2) places equally far apart along a line."""
    length = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    at = np.linspace(0.0, float(length[-1]), ALONG)
    return np.stack([np.interp(at, length, line[:, axis]) for axis in (0, 1)], axis=1)


def apart(one: Floats, other: Floats) -> float:
    """The mean distance of two lines' places; of both directions the lesser."""
    return min(float(np.hypot(*(one - turned).T).mean()) for turned in (other, other[::-1]))


def nearness(distance: float, margin: float) -> float:
    """1 for the same place, 0 from REACH margins on."""
    return max(0.0, 1.0 - distance / (REACH * margin)) if margin > 0 else float(distance == 0)
