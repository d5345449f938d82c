"""Public crowd data with gold truth, for tests: read from a folder that is not part of the repository."""

from __future__ import annotations

import csv
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from truthloop.consolidation.answer_table import AnswerTable, answer_table
from truthloop.consolidation.arrays import Codes, Floats

FOLDER = Path(os.environ.get("TRUTHLOOP_CROWD_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
TOOLKIT = "truth-inference-at-scale/active-crowd-toolkit"
SPECTRAL = "truth-inference-at-scale/SpectralMethodsMeetEM"
ZHENG = "truth-inference-at-scale/crowd_truth_inference"
SEVENTEEN = {
    "CF": f"{TOOLKIT}/CF",
    "CF_amt": f"{TOOLKIT}/CF_amt",
    "MS": f"{TOOLKIT}/MS",
    "SP": f"{TOOLKIT}/SP",
    "SP_amt": f"{TOOLKIT}/SP_amt",
    "ZC_all": f"{TOOLKIT}/ZenCrowd_all",
    "ZC_in": f"{TOOLKIT}/ZenCrowd_in",
    "ZC_us": f"{TOOLKIT}/ZenCrowd_us",
    "D_Product": f"{ZHENG}/d_jn-product",
    "D_PosSent": f"{ZHENG}/d_sentiment",
    "face": f"{ZHENG}/s4_Face_Sentiment_Identification",
    "S_Adult": f"{ZHENG}/s5_AdultContent",
    "bluebird": f"{SPECTRAL}/bluebird",
    "dog": f"{SPECTRAL}/dog",
    "rte": f"{SPECTRAL}/rte",
    "trec": f"{SPECTRAL}/trec",
    "web": f"{SPECTRAL}/web",
}
OTHERS = {"S_Rel": f"{ZHENG}/s4_Relevance"}


@dataclass(frozen=True, slots=True)
class CrowdSet:
    """The answers of a crowd, and what is true."""

    table: AnswerTable
    truth: Codes
    """(T,) the code of the true value, -1 where it is not known."""


@cache
def crowd_set(name: str) -> CrowdSet:
    """One of the sets; the test is skipped where the data is not there."""
    folder = FOLDER / {**SEVENTEEN, **OTHERS}[name]
    if not folder.exists():
        pytest.skip(f"public crowd data is not at {FOLDER} (set TRUTHLOOP_CROWD_DATA)")
    answers = columns(folder / "label.csv")
    truths = columns(folder / "truth.csv")
    table = answer_table(*answers, values=set(answers[2]) | set(truths[1]))
    return CrowdSet(table, placed(table, truths[0], truths[1]))


def columns(path: Path) -> list[list[int]]:
    with path.open() as file:
        rows = list(csv.reader(file))[1:]
    return [[int(row[place]) for row in rows] for place in range(len(rows[0]))]


def placed(table: AnswerTable, tasks: Sequence[int], values: Sequence[int]) -> Codes:
    truth = np.full(len(table.tasks), -1, dtype=np.int32)
    place = {task: code for code, task in enumerate(table.tasks.tolist())}
    value_code = {value: code for code, value in enumerate(table.values.tolist())}
    for task, value in zip(tasks, values, strict=True):
        if task in place:
            truth[place[task]] = value_code[value]
    return truth


def hits(posterior: Floats, truth: Codes) -> tuple[Floats, Floats]:
    """(probability of the label, share of rightness) of each task with a truth; a tie of n labels counts 1 / n."""
    known = truth >= 0
    rows, true = posterior[known], truth[known]
    top = rows.max(axis=1)
    tied = rows >= top[:, None] - 1e-9
    right: Floats = tied[np.arange(len(true)), true] / tied.sum(axis=1)
    return top, right


def accuracy(posterior: Floats, truth: Codes) -> float:
    return float(hits(posterior, truth)[1].mean())


def expected_calibration_error(posterior: Floats, truth: Codes, bins: int = 10) -> float:
    """The mean gap between confidence and accuracy over equally wide bins of confidence, weighted by their tasks."""
    return binned_calibration_error(*hits(posterior, truth), bins)


def binned_calibration_error(confidence: Floats, right: Floats, bins: int = 10) -> float:
    """The same, of confidences and shares of rightness."""
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = np.bincount(place, confidence - right, minlength=bins)
    return float(np.abs(gaps).sum() / len(right))
