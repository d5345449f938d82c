"""Each pixel the label most workers give it, where they disagree with a look at the pixels around.

A pixel's score for a label is its votes, and the mean votes of the pixels around it, weighted by a Gaussian, times
SMOOTHING. Only labels that somebody gave to that very pixel are candidates: so agreement is never overruled, and one
worker's picture is itself. Equal scores go to the label with more votes in the whole image, then the smaller number.

What Ground Truth documents of semantic segmentation: a vote of workers on each pixel as a multi-class problem, with a
smoothing function of the pixels around. Amazon SageMaker Developer Guide, "Annotation consolidation".
"""

from __future__ import annotations

import numpy as np

from truthloop.consolidation.arrays import Codes, Floats
from truthloop.consolidation.compiled import compiled
from truthloop.consolidation.shapes.answer_patterns import first_with, votes_for
from truthloop.consolidation.shapes.label_maps import LabelMap, LabelMaps, precedence

SMOOTHING = 1.0
"""What the pixels around count beside the pixel itself."""
REACH = 1
"""How many pixels around are looked at, in each direction."""


def mask_vote(maps: LabelMaps, smoothing: float = SMOOTHING, reach: int = REACH) -> LabelMap:
    """(height, width) the label of each pixel."""
    around = gaussian_window(reach) * smoothing
    first = precedence(maps.votes())
    chosen = np.empty(maps.shape, dtype=maps.maps[0].dtype)
    for begin, end, above, band in maps.bands(margin=reach):
        vote_band(band, above, around, first, chosen[begin:end])
    return chosen


def gaussian_window(reach: int) -> Floats:
    """(2 reach + 1, 2 reach + 1) weights that sum to 1, a standard deviation of `reach`; 0 in the middle."""
    steps = np.arange(-reach, reach + 1)
    weights = np.exp(-(steps[:, None] ** 2 + steps[None, :] ** 2) / (2.0 * max(1, reach) ** 2))
    weights[reach, reach] = 0.0
    return np.asarray(weights / max(weights.sum(), 1e-300))


@compiled
def vote_band(band: LabelMap, above: int, around: Floats, first: Codes, chosen: LabelMap) -> None:
    """Fills the rows of `chosen`; `band` has `above` rows before them."""
    workers = band.shape[0]
    height, width = chosen.shape
    for row in range(height):
        for column in range(width):
            pixel = band[:, row + above, column]
            best, greatest = pixel[0], -1.0
            if votes_for(pixel, pixel[0]) < workers:
                for place in range(workers):
                    label = pixel[place]
                    if not first_with(pixel, place):
                        continue
                    score = votes_for(pixel, label) + votes_around(band, row + above, column, label, around)
                    if score > greatest + 1e-9 or (score > greatest - 1e-9 and first[label] < first[best]):
                        best, greatest = label, score
            chosen[row, column] = best


@compiled
def votes_around(band: LabelMap, row: int, column: int, label: int, around: Floats) -> float:
    """The weighted votes for a label in the window about a pixel; nobody votes outside of the image."""
    workers, height, width = band.shape
    reach = len(around) // 2
    found = 0.0
    for down in range(max(0, row - reach), min(height, row + reach + 1)):
        for across in range(max(0, column - reach), min(width, column + reach + 1)):
            weight = around[down - row + reach, across - column + reach]
            for worker in range(workers):
                if band[worker, down, across] == label:
                    found += weight
    return found
