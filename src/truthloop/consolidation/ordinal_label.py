"""Labels on a scale: the median or the mean of a posterior instead of its peak.

On an ordered scale being one step off is a smaller error than being four off. The median of the posterior makes the
expected absolute error least, its mean the expected squared error (J. O. Berger, Statistical Decision Theory, 1985).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from truthloop.consolidation.arrays import Floats
from truthloop.consolidation.consolidated import Consolidated, chosen_probability
from truthloop.terms.errors import Invalid

HALF = 0.5 - 1e-9


def median_label(result: Consolidated) -> Consolidated:
    """The result with the median of each posterior as label; values are taken in their ascending order."""
    if result.posterior.shape[1] == 0:
        return result
    label = (result.posterior.cumsum(axis=1) >= HALF).argmax(axis=1).astype(np.int32)
    return replace(
        result,
        method=f"{result.method}, median",
        label=label,
        confidence=chosen_probability(result.posterior, label),
    )


def expected_value(result: Consolidated) -> tuple[Floats, Floats]:
    """((T,) mean, (T,) standard deviation) of each posterior; `Invalid` when the values are not numbers."""
    try:
        number = result.values.astype(np.float64)
    except (TypeError, ValueError):
        raise Invalid(f"The values are not numbers (for example {result.values[0]!r}).") from None
    mean = result.posterior @ number
    variance = np.maximum(0.0, result.posterior @ number**2 - mean**2)
    return mean, np.sqrt(variance)
