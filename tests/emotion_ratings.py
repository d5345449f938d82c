"""Numeric ratings of emotions (Zheng et al., VLDB 2017, N_Emotion): 700 texts, 38 workers, scores from -100 to 100."""

from __future__ import annotations

import numpy as np
import pytest

from crowd_sets import FOLDER
from truthloop.consolidation.answer_table import AnswerTable, answer_table


def emotion_ratings() -> tuple[AnswerTable, dict[str, float]]:
    """(the answers, the truth of each text); the test is skipped where the data is not there."""
    folder = FOLDER / "zheng2017" / "f201_Emotion_FULL"
    if not folder.exists():
        pytest.skip(f"public crowd data is not at {FOLDER} (set TRUTHLOOP_CROWD_DATA)")
    rows = [line.split(",") for line in (folder / "answer.csv").read_text().split()[1:]]
    truth = dict(line.split(",") for line in (folder / "truth.csv").read_text().split()[1:])
    table = answer_table([r[0] for r in rows], [r[1] for r in rows], np.array([float(r[2]) for r in rows]))
    return table, {task: float(value) for task, value in truth.items()}
