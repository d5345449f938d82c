"""Draws the calibration of preferences, of ratings, and of labels with a classifier beside them, on public crowds.

    PYTHONPATH=tests python -m benchmarks.number_calibration_pictures docs/reference/consolidation/calibration

Needs the data folder (see `crowd_sets`). Prints each one's mean calibration error.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import numpy as np
from scipy.stats import norm

from benchmarks.calibration_pictures import Judged, draw_judged
from crowd_sets import hits
from crowd_with_classifier import reviews
from emotion_ratings import emotion_ratings
from public_votes import rows, votes_of
from truthloop.consolidation.crowdlab import crowdlab
from truthloop.consolidation.gaussian_truth import gaussian_truth
from truthloop.consolidation.model_fusion import consolidate_with_model
from truthloop.consolidation.preferences.bradley_terry import bradley_terry

FOLDS = 5


def main(folder: Path) -> None:
    """Write one picture for each."""
    pages: dict[str, tuple[str, Callable[[], Judged]]] = {
        "crowdlab": ("CROWDLAB, film reviews", by_crowdlab),
        "model-fusion": ("the default with a model, film reviews", by_fusion),
        "preferences": ("votes not learned from, LLMFAO", preferences),
        "ratings": ("intervals of Gaussian truth, emotions", intervals),
    }
    draw_judged(folder, pages)


def by_crowdlab() -> Judged:
    found = reviews()
    return hits(crowdlab(found.table, found.model).posterior, found.truth)


def by_fusion() -> Judged:
    found = reviews()
    return hits(consolidate_with_model(found.table, found.model).posterior, found.truth)


def preferences() -> Judged:
    """Of votes on prompts that nothing was learned from, those that are no tie: is it who was thought to win?"""
    said = rows()
    items = {row[side] for row in said for side in ("left", "right")}
    fold = {prompt: place % FOLDS for place, prompt in enumerate(sorted({row["prompt"] for row in said}))}
    sure, right = [], []
    for left_out in range(FOLDS):
        strengths = bradley_terry(votes_of([row for row in said if fold[row["prompt"]] != left_out], items))
        for row in said:
            if fold[row["prompt"]] == left_out and row["winner"] != "tie":
                win, tie = strengths.probability(row["left"], row["right"])
                win /= 1.0 - tie
                sure.append(max(win, 1.0 - win))
                right.append((win > 0.5) == (row["winner"] == "left"))
    return np.array(sure), np.array(right, dtype=np.float64)


def intervals() -> Judged:
    """Of the central intervals of ten probabilities around each estimate: do they hold the truth?"""
    table, truth = emotion_ratings()
    found = gaussian_truth(table)
    error = np.abs(found.value - np.array([truth[task] for task in found.tasks.tolist()]))
    levels = (np.arange(10) + 0.5) / 10
    held = [error <= norm.ppf(0.5 + level / 2) * found.spread for level in levels]
    return np.repeat(levels, len(error)), np.fromiter(chain.from_iterable(held), dtype=np.float64)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
