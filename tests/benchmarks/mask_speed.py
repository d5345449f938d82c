"""Masks beside crowd-kit's, on the same simulated workers in the same run.

PYTHONPATH=tests python -m benchmarks.mask_speed
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from crowdkit.aggregation import SegmentationEM, SegmentationMajorityVote, SegmentationRASA

from consolidation_simulators.blobs import CROWDS, drawn, painted, some_blobs
from truthloop.consolidation.shapes.consolidated_masks import consolidate_masks

SIZE = 256


def rows(images: int = 100) -> list[str]:
    """Rows of a table: binary masks of the crowd "mixed", five workers each."""
    chance = np.random.default_rng(3)
    truths, maps = [], []
    for _ in range(images):
        things = some_blobs(chance, SIZE, 1)
        truths.append(painted(things, SIZE))
        maps.append([painted(drawn(chance, things, hand, 1, SIZE), SIZE) for hand in CROWDS["mixed"]])
    frame = pd.DataFrame(
        [(task, worker, each != 0) for task, of_one in enumerate(maps) for worker, each in enumerate(of_one)],
        columns=["task", "worker", "segmentation"],
    )
    consolidate_masks(maps[0])
    consolidate_masks(maps[0], "vote")
    cases: dict[str, Callable[[], list[Any]]] = {
        "STAPLE, ours": lambda: [consolidate_masks(each).label_map for each in maps],
        "vote with smoothing, ours": lambda: [consolidate_masks(each, "vote").label_map for each in maps],
        "EM, crowd-kit": lambda: list(SegmentationEM().fit_predict(frame)),
        "RASA, crowd-kit": lambda: list(SegmentationRASA().fit_predict(frame)),
        "majority, crowd-kit": lambda: list(SegmentationMajorityVote().fit_predict(frame)),
    }
    table = [f"| {images} images of {SIZE} x {SIZE}, 5 workers | seconds | mean overlap |", "|---|---|---|"]
    for name, work in cases.items():
        began = time.perf_counter()
        found = work()
        seconds = time.perf_counter() - began
        overlaps = [
            ((each != 0) & (truth != 0)).sum() / max(1, ((each != 0) | (truth != 0)).sum())
            for each, truth in zip(found, truths, strict=True)
        ]
        table.append(f"| {name} | {seconds:.2f} | {np.mean(overlaps):.3f} |")
    return table


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    print(*rows(), sep="\n")
