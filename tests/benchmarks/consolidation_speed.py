"""Speed and memory of consolidation beside crowd-kit, on the same synthetic crowd in the same run.

    PYTHONPATH=tests python -m benchmarks.consolidation_speed --answers 100000
    PYTHONPATH=tests python -m benchmarks.consolidation_speed --answers 1000000 --ten-million --curves

Each figure is taken in a process of its own, the whole way from columns to labels, after ours has warmed up on a small
crowd (so that compiled code is loaded): the least of three runs, because other work on the machine only ever adds;
seconds of all processors together and by the clock; and the peak of memory over what the process held before the first.
Both sides run the same number of rounds, and are run as often. The crowd: 10 classes, 5 answers per task, 1,000 workers
of whom 70 % are right nine times in ten, 20 % every second time, 10 % once in ten.
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.consolidation_rooms import rooms
from benchmarks.cycles import stamp
from benchmarks.figures import machine
from benchmarks.texts_speed import texts_speed

CLASSES, PER_TASK, WORKERS = 10, 5, 1000
ROUNDS = 20
RUNS = 3
PAIRS = {
    "dawid-skene, 20 rounds": 30.0,
    "dawid-skene, 20 rounds, names": 60.0,
    "one-coin, to convergence": 100.0,
    "mace, one start, 20 rounds": 100.0,
    "zero-based skill, 20 rounds": 100.0,
    "majority": 0.0,
}
"""What is compared, and how many times as fast ours should be."""
ALONE = {"glad, to convergence": 60.0, "hierarchy, to convergence": 0.0, "default": 0.0}
"""What only ours is measured on, and within how many seconds it should end at a million answers."""


@dataclass(frozen=True)
class Measured:
    """One case in one process."""

    seconds: float
    """Of all processors together."""
    waited: float
    """By the clock."""
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
    from truthloop.consolidation.hierarchical_dawid_skene import hierarchical_dawid_skene
    from truthloop.consolidation.mace import mace
    from truthloop.consolidation.majority_vote import majority_vote
    from truthloop.consolidation.one_coin_dawid_skene import one_coin_dawid_skene
    from truthloop.consolidation.tempered_pool import consolidate
    from truthloop.consolidation.zero_based_skill import zero_based_skill

    method = {
        "dawid-skene": lambda table: dawid_skene(table, limits=Rounds(ROUNDS, 0)),
        "one-coin": lambda table: one_coin_dawid_skene(table, limits=Rounds(100, 1e-5)),
        "mace": lambda table: mace(table, np.random.default_rng(0), restarts=1, limits=Rounds(ROUNDS, 0)),
        "majority": majority_vote,
        "glad": glad,
        "zero-based skill": lambda table: zero_based_skill(table, rounds=ROUNDS),
        "hierarchy": hierarchical_dawid_skene,
        "default": consolidate,
    }[case.split(",", 1)[0]]

    def run(frame: Any) -> tuple[Any, int]:
        result = method(from_columns(frame))
        return result.labels(), result.rounds

    return run


def peers(case: str) -> Callable[[Any], tuple[Any, int]]:
    """The same of crowd-kit."""
    from crowdkit.aggregation import MACE, DawidSkene, MajorityVote, OneCoinDawidSkene, ZeroBasedSkill

    method = {
        "dawid-skene": lambda: DawidSkene(n_iter=ROUNDS, tol=-np.inf),
        "one-coin": OneCoinDawidSkene,
        "mace": lambda: MACE(n_restarts=1, n_iter=ROUNDS),
        "zero-based skill": lambda: ZeroBasedSkill(n_iter=ROUNDS),
        "majority": MajorityVote,
    }[case.split(",", 1)[0]]

    def run(frame: Any) -> tuple[Any, int]:
        return method().fit_predict(frame).sort_index().to_numpy(), 0

    return run


def measured_here(side: str, case: str, sizes: list[int]) -> list[Measured]:
    """In this process: warm up on a small crowd, then each size, the smallest first."""
    import pandas as pd

    warnings.simplefilter("ignore")
    run = (ours if side == "ours" else peers)(case)
    names = case.endswith("names")
    if side == "ours":
        run(pd.DataFrame(crowd(2_000, names=names)[0]))
    return [measured_once(run, answers, names=names) for answers in sizes]


def measured_once(run: Callable[[Any], tuple[Any, int]], answers: int, *, names: bool) -> Measured:
    """The whole way from columns to labels."""
    import pandas as pd

    columns, truth = crowd(answers, names=names)
    frame = pd.DataFrame(columns)
    del columns
    before = memory_peak_from_now()
    labels, rounds, *first = timed(run, frame)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    right = float((np.asarray(labels) == truth).mean())
    del labels
    times = [first, *(timed(run, frame)[2:] for _ in range(RUNS - 1))]
    waited, seconds = (min(of_run[place] for of_run in times) for place in range(2))
    return Measured(seconds, waited, grown, right, rounds)


def timed(run: Callable[[Any], tuple[Any, int]], frame: Any) -> tuple[Any, int, float, float]:
    """(labels, rounds, seconds by the clock, seconds of all processors)."""
    gc.collect()
    began, worked = time.perf_counter(), time.process_time()
    labels, rounds = run(frame)
    return labels, rounds, time.perf_counter() - began, time.process_time() - worked


def memory_peak_from_now() -> int:
    """KiB held now; from here on the peak counts only what comes, where the system can forget an earlier one.

    Making the crowd takes more memory than consolidating it: measured over that peak, everything would look free.
    """
    gc.collect()
    try:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() // 1024


@cache
def measure(side: str, case: str, *sizes: int) -> list[Measured]:
    """In a process of their own."""
    asked = ["--one", side, case, ",".join(map(str, sizes))]
    command = [sys.executable, "-m", "benchmarks.consolidation_speed", *asked]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return [Measured(**one) for one in json.loads(done.stdout.splitlines()[-1])]


def compared(answers: int) -> list[str]:
    """Rows of a table: ours beside crowd-kit."""
    rows = [
        "| case | ours s / MB | crowd-kit s / MB | times as fast | by the clock | wanted | memory, part | right |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for case, wanted in PAIRS.items():
        own, peer = measure("ours", case, answers)[0], measure("peer", case, answers)[0]
        rows.append(
            f"| {case} | {own.seconds:.3f} / {own.megabytes:.0f} | {peer.seconds:.2f} / {peer.megabytes:.0f} "
            f"| {peer.seconds / own.seconds:.0f} | {peer.waited / own.waited:.0f} | {wanted or '-'} "
            f"| {own.megabytes / max(1.0, peer.megabytes):.2f} "
            f"| {own.accuracy:.3f}, {peer.accuracy:.3f} |"
        )
    return rows


def same_posterior() -> str:
    """The greatest difference to crowd-kit's Dawid-Skene after the same rounds, at 100,000 answers."""
    import pandas as pd
    from crowdkit.aggregation import DawidSkene

    from truthloop.consolidation.answer_table import from_columns
    from truthloop.consolidation.dawid_skene import dawid_skene
    from truthloop.consolidation.em_rounds import Rounds

    frame = pd.DataFrame(crowd(100_000, names=False)[0])
    peer = DawidSkene(n_iter=ROUNDS, tol=-np.inf).fit(frame).probas_.sort_index().sort_index(axis=1).to_numpy()
    # Their posterior is one step ahead: they begin with a step from the votes that is not counted as a round.
    own = min(
        float(np.abs(dawid_skene(from_columns(frame), limits=Rounds(rounds, 0)).posterior - peer).max())
        for rounds in (ROUNDS, ROUNDS + 1)
    )
    return (
        f"Greatest difference of Dawid-Skene's posterior to crowd-kit's, {ROUNDS} rounds, 100,000 answers: {own:.1e}."
    )


def alone(answers: int) -> list[str]:
    """Rows of a table: what crowd-kit is not run on (its GLAD takes a quarter of an hour for three rounds)."""
    rows = ["| case | s / MB | rounds | accuracy | wanted s at 1,000,000 |", "|---|---|---|---|---|"]
    for case, wanted in ALONE.items():
        own = measure("ours", case, answers)[0]
        rows.append(
            f"| {case} | {own.seconds:.2f} / {own.megabytes:.0f} | {own.rounds} | {own.accuracy:.3f} "
            f"| {wanted or '-'} |"
        )
    return rows


def curve(case: str, largest: int) -> str:
    """How seconds grow with answers over three decades: the exponent of a fitted power, and the points."""
    smaller = [size for size in (largest // 1000, largest // 100, largest // 10) if size >= PER_TASK * 20]
    taken = [*measure("ours", case, *smaller), *measure("ours", case, largest)]
    points = [(size, one.seconds) for size, one in zip([*smaller, largest], taken, strict=True)]
    exponent = np.polyfit(np.log([p[0] for p in points]), np.log([p[1] for p in points]), 1)[0]
    shown = ", ".join(f"{size:,}: {seconds:.3f} s" for size, seconds in points)
    return f"| {case} | answers^{exponent:.2f} | {shown} |"


def tables(answers: int, *, ten_million: bool, curves: bool) -> list[str]:
    """Everything asked for, as Markdown."""
    lines = [
        "# Benchmarks of consolidation",
        "",
        f"Written by `make bench` on {stamp()}: {machine()}. {answers:,} answers where nothing else is said; crowd-kit",
        "on the same data in the same run, the same number of rounds on both sides. Seconds of all processors",
        f"together, the least of {RUNS} runs after a warm-up, and megabytes over what the process held before. Ours",
        "are threads, crowd-kit's are not: so there are two ratios, of the processors' time and of the time somebody",
        "waits. Right: the accuracy of ours, and of theirs.",
        "",
        *compared(answers),
        "",
        same_posterior(),
        "",
        *alone(answers),
        "",
        *rooms(answers),
        "",
        *texts_speed(answers // 50),
    ]
    if ten_million:
        own = measure("ours", "dawid-skene, 20 rounds", 10_000_000)[0]
        figures = f"{own.seconds:.1f} s, {own.megabytes:.0f} MB over the columns (wanted < 2,048)"
        lines += ["", f"Dawid-Skene, 20 rounds, 10,000,000 answers: {figures}."]
    if curves:
        names = (*(case for case in PAIRS if not case.endswith("names")), *ALONE)
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
        sizes = [int(size) for size in answers.split(",")]
        print(json.dumps([vars(one) for one in measured_here(side, case, sizes)]))
        return
    text = "\n".join(tables(chosen.answers, ten_million=chosen.ten_million, curves=chosen.curves))
    if chosen.write is not None:
        chosen.write.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
