"""The one small result of every measure of agreement."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from truthloop.consolidation.arrays import Floats


@dataclass(frozen=True, slots=True)
class Agreement:
    """A coefficient that is 1 for perfect agreement and 0 for what chance would give, with an interval."""

    measure: str
    value: float
    """nan where nothing can vary: nobody's answers differ, or there are too few."""
    low: float
    high: float
    tasks: int
    """How many tasks it rests on."""


def resampled_interval(
    tasks: int,
    value_of: Callable[[Floats], float],
    random: np.random.Generator,
    *,
    level: float = 0.95,
    resamples: int = 500,
) -> tuple[float, float]:
    """A percentile interval: `value_of` is asked for the coefficient with each task counted (tasks,) times."""
    if tasks == 0:
        return float("nan"), float("nan")
    drawn = [value_of(random.multinomial(tasks, np.full(tasks, 1 / tasks)).astype(float)) for _ in range(resamples)]
    known = np.array(drawn)[np.isfinite(drawn)]
    if not len(known):
        return float("nan"), float("nan")
    low, high = np.quantile(known, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)
