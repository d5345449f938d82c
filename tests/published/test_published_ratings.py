"""Numeric ratings of emotions (Zheng et al., VLDB 2017, N_Emotion): 700 texts, 38 workers, scores from -100 to 100."""

from __future__ import annotations

import numpy as np
import pytest

from emotion_ratings import emotion_ratings
from truthloop.consolidation.catd import catd
from truthloop.consolidation.estimated import Estimated
from truthloop.consolidation.gaussian_truth import gaussian_truth
from truthloop.consolidation.robust_mean import robust_mean


def errors(method: str) -> tuple[float, float]:
    """(mean absolute error, root mean squared error)."""
    table, truth = emotion_ratings()
    result: Estimated = {
        "mean": lambda: robust_mean(table, cutoff=np.inf),
        "catd": lambda: catd(table),
        "gaussian truth": lambda: gaussian_truth(table),
    }[method]()
    error = np.array([value - truth[task] for task, value in zip(result.tasks, result.value, strict=True)])
    return float(np.abs(error).mean()), float(np.sqrt((error**2).mean()))


def test_the_plain_mean_has_the_published_errors_and_is_the_best_on_this_set() -> None:
    absolute, squared = errors("mean")
    assert absolute == pytest.approx(12.0, abs=0.05)
    assert squared == pytest.approx(17.8, abs=0.05)


@pytest.mark.parametrize("method", ["catd", "gaussian truth"])
def test_models_of_workers_stay_within_a_point_of_the_mean(method: str) -> None:
    absolute, squared = errors(method)
    assert absolute < 13.0
    assert squared < 18.8
