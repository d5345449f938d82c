"""Draws docs/reference/consolidation/*.svg: how often labels are right at each confidence, on public crowds.

    PYTHONPATH=tests python -m benchmarks.calibration_pictures docs/reference/consolidation

Each of the seventeen sets of the published tests counts alike; the area of a dot is its share of the tasks. Prints a
table of mean accuracy and mean calibration error. Needs the data folder (see `crowd_sets`).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np

from crowd_sets import SEVENTEEN, accuracy, crowd_set, expected_calibration_error, hits
from truthloop.consolidation.answer_table import AnswerTable
from truthloop.consolidation.arrays import Floats
from truthloop.consolidation.consolidated import Consolidated
from truthloop.consolidation.dawid_skene import dawid_skene
from truthloop.consolidation.ebcc import ebcc
from truthloop.consolidation.fast_dawid_skene import fast_dawid_skene
from truthloop.consolidation.glad import glad
from truthloop.consolidation.hierarchical_dawid_skene import hierarchical_dawid_skene
from truthloop.consolidation.mace import mace
from truthloop.consolidation.majority_vote import majority_vote
from truthloop.consolidation.one_coin_dawid_skene import one_coin_dawid_skene
from truthloop.consolidation.tempered_pool import consolidate
from truthloop.consolidation.wawa import wawa
from truthloop.consolidation.zencrowd import zencrowd
from truthloop.consolidation.zero_based_skill import zero_based_skill

METHODS: dict[str, Callable[[AnswerTable], Consolidated]] = {
    "majority-vote": majority_vote,
    "wawa": wawa,
    "zero-based-skill": zero_based_skill,
    "dawid-skene": dawid_skene,
    "one-coin-dawid-skene": one_coin_dawid_skene,
    "hierarchical-dawid-skene": hierarchical_dawid_skene,
    "fast-dawid-skene": fast_dawid_skene,
    "zencrowd": zencrowd,
    "glad": glad,
    "mace": lambda table: mace(table, np.random.default_rng(0)),
    "ebcc": ebcc,
    "tempered-pool": consolidate,
}
SIDE, EDGE, BINS = 240, 40, 10


def main(folder: Path) -> None:
    """Write one picture for each method."""
    print("| method | mean accuracy | mean calibration error |\n|---|---|---|")
    for name, method in METHODS.items():
        results = {each: method(crowd_set(each).table).posterior for each in SEVENTEEN}
        (folder / f"{name}.svg").write_text(picture(name, results), encoding="utf-8")
        truths = {each: crowd_set(each).truth for each in SEVENTEEN}
        reached = np.mean([accuracy(results[each], truths[each]) for each in SEVENTEEN])
        error = np.mean([expected_calibration_error(results[each], truths[each]) for each in SEVENTEEN])
        print(f"| {name} | {reached:.4f} | {error:.4f} |", flush=True)


def dots(results: dict[str, Floats]) -> list[tuple[float, float, float]]:
    """(confidence, accuracy, share of tasks) of each bin."""
    parts = [hits(posterior, crowd_set(name).truth) for name, posterior in results.items()]
    confidence = np.concatenate([part[0] for part in parts])
    right = np.concatenate([part[1] for part in parts])
    weight = np.concatenate([np.full(len(part[0]), 1 / len(part[0]) / len(parts)) for part in parts])
    place = np.minimum((confidence * BINS).astype(int), BINS - 1)
    share = np.bincount(place, weight, minlength=BINS)
    there = share > 0
    mean = np.bincount(place, weight * confidence, minlength=BINS)[there] / share[there]
    rate = np.bincount(place, weight * right, minlength=BINS)[there] / share[there]
    return list(zip(mean.tolist(), rate.tolist(), share[there].tolist(), strict=True))


def picture(name: str, results: dict[str, Floats]) -> str:
    """The drawing: confidence to the right, accuracy upwards, the diagonal is perfect."""
    size = SIDE + 2 * EDGE

    def at(x: float, y: float) -> tuple[str, str]:
        return f"{EDGE + x * SIDE:.1f}", f"{EDGE + (1 - y) * SIDE:.1f}"

    circles = []
    for confidence, rate, share in dots(results):
        x, y = at(confidence, rate)
        label = f"confidence {confidence:.2f}: right {rate:.2f} ({share:.0%} of tasks)"
        circles.append(f'<circle cx="{x}" cy="{y}" r="{3 + 22 * share**0.5:.1f}"><title>{label}</title></circle>')
    words = 'font-family="sans-serif" font-size="12" fill="#555"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" width="{size}" height="{size}">',
            f"<title>{name}: how often labels are right at each confidence</title>",
            f'<rect width="{size}" height="{size}" fill="#fff"/>',
            f'<path d="M{EDGE} {EDGE + SIDE}V{EDGE}M{EDGE} {EDGE + SIDE}H{EDGE + SIDE}" stroke="#999" fill="none"/>',
            f'<path d="M{EDGE} {EDGE + SIDE}L{EDGE + SIDE} {EDGE}" stroke="#999" stroke-dasharray="4 4"/>',
            f'<g fill="#1565c0" fill-opacity=".65">{"".join(circles)}</g>',
            f'<text x="{size / 2}" y="{size - 12}" text-anchor="middle" {words}>confidence</text>',
            f'<text transform="translate(14 {size / 2}) rotate(-90)" text-anchor="middle" {words}>right</text>',
            f'<text x="{size / 2}" y="20" text-anchor="middle" {words}>{name}, 17 public crowds</text>',
            "</svg>\n",
        ]
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
