"""Draws docs/reference/consolidation/calibration/*.svg: how often labels are right at each confidence, on real crowds.

    make calibration, or PYTHONPATH=tests python -m benchmarks.calibration_pictures FOLDER [NAME ...]

Each set of the published tests counts alike; the area of a dot is its share of the tasks. Prints a table of mean
accuracy and mean calibration error. Needs the data folder (see `crowd_sets`).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np

from crowd_sets import SEVENTEEN, accuracy, crowd_set, expected_calibration_error, hits
from stopping_replay import early_stopping, replayed
from truthloop.consolidation.answer_table import AnswerTable
from truthloop.consolidation.arrays import Floats
from truthloop.consolidation.consolidated import Consolidated, consolidated, expected_skill
from truthloop.consolidation.dawid_skene import dawid_skene
from truthloop.consolidation.early_stopping import decide_all
from truthloop.consolidation.ebcc import ebcc
from truthloop.consolidation.fast_dawid_skene import fast_dawid_skene
from truthloop.consolidation.glad import glad
from truthloop.consolidation.hierarchical_dawid_skene import hierarchical_dawid_skene
from truthloop.consolidation.kos import kos
from truthloop.consolidation.mace import mace
from truthloop.consolidation.majority_vote import majority_vote
from truthloop.consolidation.one_coin_dawid_skene import one_coin_dawid_skene
from truthloop.consolidation.online_dawid_skene import OnlineDawidSkene
from truthloop.consolidation.stopping_state import fit_stopping
from truthloop.consolidation.tempered_pool import consolidate
from truthloop.consolidation.undecided_dawid_skene import undecided_dawid_skene
from truthloop.consolidation.wawa import wawa
from truthloop.consolidation.weighted_majority import weighted_majority
from truthloop.consolidation.zencrowd import zencrowd
from truthloop.consolidation.zero_based_skill import zero_based_skill


def streamed(table: AnswerTable) -> Consolidated:
    """Labels as they stand after the last answer of a stream in random order, without any full fit."""
    learner = OnlineDawidSkene(list(range(len(table.values))))
    for row in np.random.default_rng(0).permutation(table.size).tolist():
        learner.add(int(table.task[row]), int(table.worker[row]), int(table.value[row]))
    posterior = np.array([learner.posterior(task) for task in range(len(table.tasks))])
    return consolidated(table, "online dawid-skene", posterior, expected_skill(table, posterior))


def stopped_early(table: AnswerTable) -> Consolidated:
    """What early stopping expects when it stops: its error goes to the labels that are not the one chosen."""
    asked = replayed(table, early_stopping, 0)
    judged = decide_all(fit_stopping(asked))
    others = max(1, len(table.values) - 1)
    posterior = np.repeat((judged.error / others)[:, None], len(table.values), axis=1)
    posterior[np.arange(len(table.tasks)), judged.label] = 1 - judged.error
    return consolidated(asked, "early stopping", posterior, expected_skill(asked, posterior))


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
    "undecided-dawid-skene": undecided_dawid_skene,
    "tempered-pool": consolidate,
    "weighted-majority": lambda table: weighted_majority(table, one_coin_dawid_skene(table).skill),
    "online-dawid-skene": streamed,
    "kos": kos,
    "early-stopping": stopped_early,
}
SETS: dict[str, tuple[str, ...]] = {
    "kos": tuple(name for name in SEVENTEEN if len(crowd_set(name).table.values) == 2),
    "early-stopping": ("D_PosSent", "SP_amt", "CF_amt", "rte", "dog", "web", "SP", "bluebird"),
}
"""Which sets, where it is not all seventeen."""
SIDE, EDGE, BINS = 240, 40, 10

Judged = tuple[Floats, Floats]
"""(how sure, whether right) of everything that was found."""


def main(folder: Path, chosen: list[str]) -> None:
    """Write one picture for each method, or for those chosen."""
    print("| method | mean accuracy | mean calibration error |\n|---|---|---|")
    for name in chosen or METHODS:
        sets = SETS.get(name, tuple(SEVENTEEN))
        results = {each: METHODS[name](crowd_set(each).table).posterior for each in sets}
        drawn = picture(name, f"{name}, {len(results)} public crowds", dots(results))
        (folder / f"{name}.svg").write_text(drawn, encoding="utf-8")
        truths = {each: crowd_set(each).truth for each in sets}
        reached = np.mean([accuracy(results[each], truths[each]) for each in sets])
        error = np.mean([expected_calibration_error(results[each], truths[each]) for each in sets])
        print(f"| {name} | {reached:.4f} | {error:.4f} |", flush=True)


def dots(results: dict[str, Floats]) -> list[tuple[float, float, float]]:
    """(confidence, accuracy, share of tasks) of each bin."""
    parts = [hits(posterior, crowd_set(name).truth) for name, posterior in results.items()]
    confidence = np.concatenate([part[0] for part in parts])
    right = np.concatenate([part[1] for part in parts])
    weight = np.concatenate([np.full(len(part[0]), 1 / len(part[0]) / len(parts)) for part in parts])
    return binned(confidence, right, weight)


def binned(confidence: Floats, right: Floats, weight: Floats) -> list[tuple[float, float, float]]:
    """(confidence, accuracy, share) of each bin; `weight` (n,) sums to 1."""
    place = np.minimum((confidence * BINS).astype(int), BINS - 1)
    share = np.bincount(place, weight, minlength=BINS)
    there = share > 0
    mean = np.bincount(place, weight * confidence, minlength=BINS)[there] / share[there]
    rate = np.bincount(place, weight * right, minlength=BINS)[there] / share[there]
    return list(zip(mean.tolist(), rate.tolist(), share[there].tolist(), strict=True))


def draw_judged(folder: Path, pages: dict[str, tuple[str, Callable[[], Judged]]]) -> None:
    """Write one picture for each page (a caption, and what is judged), and print its mean calibration error."""
    for name, (caption, judged) in pages.items():
        confidence, right = judged()
        bins = binned(confidence, right, np.full(len(right), 1 / len(right)))
        (folder / f"{name}.svg").write_text(picture(name, caption, bins), encoding="utf-8")
        error = sum(share * abs(sure - rate) for sure, rate, share in bins)
        print(f"{name}: {error:.3f}, sure {confidence.mean():.3f}, right {right.mean():.3f}")


def picture(name: str, caption: str, bins: list[tuple[float, float, float]]) -> str:
    """The drawing: confidence to the right, accuracy upwards, the diagonal is perfect."""
    size = SIDE + 2 * EDGE

    def at(x: float, y: float) -> tuple[str, str]:
        return f"{EDGE + x * SIDE:.1f}", f"{EDGE + (1 - y) * SIDE:.1f}"

    circles = []
    for confidence, rate, share in bins:
        x, y = at(confidence, rate)
        label = f"confidence {confidence:.2f}: right {rate:.2f} ({share:.0%} of all)"
        circles.append(f'<circle cx="{x}" cy="{y}" r="{3 + 22 * share**0.5:.1f}"><title>{label}</title></circle>')
    across = f'width="{size}" height="{size}" role="img"'
    words = 'font-family="sans-serif" font-size="12" fill="#555"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" {across}>',
            f"<title>{name}: how often labels are right at each confidence</title>",
            f'<rect width="{size}" height="{size}" fill="#fff"/>',
            f'<path d="M{EDGE} {EDGE + SIDE}V{EDGE}M{EDGE} {EDGE + SIDE}H{EDGE + SIDE}" stroke="#999" fill="none"/>',
            f'<path d="M{EDGE} {EDGE + SIDE}L{EDGE + SIDE} {EDGE}" stroke="#999" stroke-dasharray="4 4"/>',
            f'<g fill="#1565c0" fill-opacity=".65">{"".join(circles)}</g>',
            f'<text x="{size / 2}" y="{size - 12}" text-anchor="middle" {words}>confidence</text>',
            f'<text transform="translate(14 {size / 2}) rotate(-90)" text-anchor="middle" {words}>right</text>',
            f'<text x="{size / 2}" y="20" text-anchor="middle" {words}>{caption}</text>',
            "</svg>\n",
        ]
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
