"""Speed and memory of consolidation beside crowd-kit, on the same synthetic crowd in the same run.

    PYTHONPATH=tests python -m benchmarks.consolidation_speed --answers 100000
    PYTHONPATH=tests python -m benchmarks.consolidation_speed --answers 1000000 --ten-million --curves

Each figure is taken in a process of its own: seconds after ours has warmed up on a small crowd (so that compiled
code is loaded), and the peak of memory over what the process held before the call. The crowd: 10 classes, 5 answers
per task, 1,000 workers of whom 70 % are right nine times in ten, 20 % every second time, 10 % once in ten.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.consolidation_rooms import rooms
from benchmarks.cycles import stamp
from benchmarks.figures import machine
from benchmarks.texts_speed import texts_speed

CLASSES, PER_TASK, WORKERS = 10, 5, 1000
ROUNDS = 20
PAIRS = {
    "dawid-skene, 20 rounds": 30.0,
    "dawid-skene, 20 rounds, names": 60.0,
    "one-coin": 100.0,
    "mace, one start": 100.0,
    "majority": 0.0,
}
"""What is compared, and how many times as fast ours should be."""
ALONE = {"glad, to convergence": 60.0, "zero-based skill": 0.6, "default": 0.0}
"""What only ours is measured on, and within how many seconds it should end at a million answers."""


@dataclass(frozen=True)
class Measured:
    """One case in one process."""

    seconds: float
    megabytes: float
    accuracy: float
    rounds: int


def crowd(answers: int, *, names: bool) -> tuple[dict[str, Any], Any]:
    """(columns in random order, truth by task)."""
    chance = np.random.default_rng(0)
    tasks = answers // PER_TASK
    truth = chance.integers(0, CLASSES, tasks)
    accuracy = chance.choice([0.9, 0.5, 0.1], p=[0.7, 0.2, 0.1], size=WORKERS)
    task = np.repeat(np.arange(tasks), PER_TASK)
    # Five different workers for each task: distant starts, equal steps.
    first = chance.integers(0, WORKERS, tasks)
    worker = (np.repeat(first, PER_TASK) + np.tile(np.arange(PER_TASK) * 199, tasks)) % WORKERS
    right = chance.random(len(task)) < accuracy[worker]
    label = np.where(right, truth[task], chance.integers(0, CLASSES, len(task)))
    order = chance.permutation(len(task))
    columns: dict[str, Any] = {"task": task[order], "worker": worker[order], "label": label[order]}
    if names:
        columns["task"] = [f"task-{place:08d}" for place in columns["task"].tolist()]
        columns["worker"] = [f"worker-{place:04d}" for place in columns["worker"].tolist()]
    return columns, truth


def ours(case: str) -> Callable[[Any], tuple[Any, int]]:
    """The case as a function of a frame, giving (labels by task, rounds)."""
    from truthloop.consolidation.answer_table import from_columns
    from truthloop.consolidation.dawid_skene import dawid_skene
    from truthloop.consolidation.em_rounds import Rounds
    from truthloop.consolidation.glad import glad
    from truthloop.consolidation.mace import mace
    from truthloop.consolidation.majority_vote import majority_vote
    from truthloop.consolidation.one_coin_dawid_skene import one_coin_dawid_skene
    from truthloop.consolidation.tempered_pool import consolidate
    from truthloop.consolidation.zero_based_skill import zero_based_skill

    method = {
        "dawid-skene": lambda table: dawid_skene(table, limits=Rounds(ROUNDS, 0)),
        "one-coin": lambda table: one_coin_dawid_skene(table, limits=Rounds(100, 1e-5)),
        "mace": lambda table: mace(table, np.random.default_rng(0), restarts=1, limits=Rounds(50, 0)),
        "majority": majority_vote,
        "glad": glad,
        "zero-based skill": zero_based_skill,
        "default": consolidate,
    }[case.split(",", 1)[0]]

    def run(frame: Any) -> tuple[Any, int]:
        result = method(from_columns(frame))
        return result.labels(), result.rounds

    return run


def peers(case: str) -> Callable[[Any], tuple[Any, int]]:
    """The same of crowd-kit."""
    from crowdkit.aggregation import MACE, DawidSkene, MajorityVote, OneCoinDawidSkene

    method = {
        "dawid-skene": lambda: DawidSkene(n_iter=ROUNDS, tol=-np.inf),
        "one-coin": OneCoinDawidSkene,
        "mace": lambda: MACE(n_restarts=1, n_iter=50),
        "majority": MajorityVote,
    }[case.split(",", 1)[0]]

    def run(frame: Any) -> tuple[Any, int]:
        return method().fit_predict(frame).sort_index().to_numpy(), 0

    return run


def measure_here(side: str, case: str, answers: int) -> Measured:
    """In this process: warm up on a small crowd, then time the whole way from columns to labels."""
    import pandas as pd

    warnings.simplefilter("ignore")
    run = (ours if side == "ours" else peers)(case)
    names = case.endswith("names")
    if side == "ours":
        run(pd.DataFrame(crowd(2_000, names=names)[0]))
    columns, truth = crowd(answers, names=names)
    frame = pd.DataFrame(columns)
    del columns
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.perf_counter()
    labels, rounds = run(frame)
    seconds = time.perf_counter() - began
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    return Measured(seconds, grown, float((np.asarray(labels) == truth).mean()), rounds)


def measure(side: str, case: str, answers: int) -> Measured:
    """In a process of its own."""
    command = [sys.executable, "-m", "benchmarks.consolidation_speed", "--one", side, case, str(answers)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return Measured(**json.loads(done.stdout.splitlines()[-1]))


def compared(answers: int) -> list[str]:
    """Rows of a table: ours beside crowd-kit."""
    rows = [
        "| case | ours s / MB | crowd-kit s / MB | times as fast | wanted | accuracy ours, theirs |",
        "|---|---|---|---|---|---|",
    ]
    for case, wanted in PAIRS.items():
        own, peer = measure("ours", case, answers), measure("peer", case, answers)
        rows.append(
            f"| {case} | {own.seconds:.3f} / {own.megabytes:.0f} | {peer.seconds:.2f} / {peer.megabytes:.0f} "
            f"| {peer.seconds / own.seconds:.0f} | {wanted or '-'} | {own.accuracy:.3f}, {peer.accuracy:.3f} |"
        )
    return rows


def alone(answers: int) -> list[str]:
    """Rows of a table: what crowd-kit is not run on (its GLAD takes a quarter of an hour for three rounds)."""
    rows = ["| case | s / MB | rounds | accuracy | wanted s at 1,000,000 |", "|---|---|---|---|---|"]
    for case, wanted in ALONE.items():
        own = measure("ours", case, answers)
        rows.append(
            f"| {case} | {own.seconds:.2f} / {own.megabytes:.0f} | {own.rounds} | {own.accuracy:.3f} "
            f"| {wanted or '-'} |"
        )
    return rows


def curve(case: str, largest: int) -> str:
    """How seconds grow with answers over three decades: the exponent of a fitted power, and the points."""
    sizes = [largest // 1000, largest // 100, largest // 10, largest]
    points = [(size, measure("ours", case, size).seconds) for size in sizes if size >= PER_TASK * 20]
    exponent = np.polyfit(np.log([p[0] for p in points]), np.log([p[1] for p in points]), 1)[0]
    shown = ", ".join(f"{size:,}: {seconds:.3f} s" for size, seconds in points)
    return f"| {case} | answers^{exponent:.2f} | {shown} |"


def tables(answers: int, *, ten_million: bool, curves: bool) -> list[str]:
    """Everything asked for, as Markdown."""
    lines = [
        "# Benchmarks of consolidation",
        "",
        f"Written by `make bench` on {stamp()}: {machine()}. {answers:,} answers where nothing else is said; crowd-kit",
        "on the same data in the same run. Seconds after a warm-up, and megabytes over what the process held before.",
        "",
        *compared(answers),
        "",
        *alone(answers),
        "",
        *rooms(answers),
        "",
        *texts_speed(answers // 50),
    ]
    if ten_million:
        own = measure("ours", "dawid-skene, 20 rounds", 10_000_000)
        figures = f"{own.seconds:.1f} s, {own.megabytes:.0f} MB over the columns (wanted < 2,048)"
        lines += ["", f"Dawid-Skene, 20 rounds, 10,000,000 answers: {figures}."]
    if curves:
        names = ("dawid-skene, 20 rounds", "one-coin", "glad, to convergence", "default")
        lines += ["", "| case | growth | points |", "|---|---|---|", *(curve(name, answers) for name in names)]
    return [*lines, ""]


def main() -> None:
    """Print the tables asked for, or write them."""
    parser = argparse.ArgumentParser(description="Speed of consolidation beside crowd-kit")
    parser.add_argument("--answers", type=int, default=100_000)
    parser.add_argument("--ten-million", action="store_true", help="Dawid-Skene at 10,000,000")
    parser.add_argument("--curves", action="store_true", help="growth over three decades up to --answers")
    parser.add_argument("--write", type=Path, help="also write the tables to this file")
    parser.add_argument("--one", nargs=3, metavar=("SIDE", "CASE", "ANSWERS"), help="one figure, as JSON")
    chosen = parser.parse_args()
    if chosen.one:
        side, case, answers = chosen.one
        print(json.dumps(vars(measure_here(side, case, int(answers)))))
        return
    text = "\n".join(tables(chosen.answers, ten_million=chosen.ten_million, curves=chosen.curves))
    if chosen.write is not None:
        chosen.write.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
