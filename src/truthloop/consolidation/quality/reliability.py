"""Whether confidence keeps its word: of labels that are so sure, how many are right.

Labels are put into equal bins of confidence; a well calibrated consolidation is right in each as often as it is sure.
The expected calibration error weighs the gaps by how many labels each bin holds (Naeini, Cooper and Hauskrecht,
"Obtaining Well Calibrated Probabilities Using Bayesian Binning", AAAI 2015); the Brier score is the mean squared
difference between confidence and being right (Brier, "Verification of forecasts expressed in terms of probability",
1950).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BINS = 10


@dataclass(frozen=True, slots=True)
class Reliability:
    """Bins by confidence, from 0 to 1. Shapes: (BINS,)."""

    counts: NDArray[np.int64]
    confidence: NDArray[np.float64]
    """Mean confidence in each bin; NaN in an empty one."""
    right: NDArray[np.float64]
    """Share of right labels in each bin; NaN in an empty one."""
    error: float
    """The expected calibration error, 0 to 1."""
    brier: float
    """0 is perfect, 0.25 is what always saying 0.5 gives."""


def reliability(confidence: NDArray[np.float64], right: NDArray[np.bool_], bins: int = BINS) -> Reliability | None:
    """Of labels with a confidence each (0 to 1) and whether they are right; None without any."""
    if confidence.size == 0:
        return None
    place = np.minimum((confidence * bins).astype(np.int64), bins - 1)
    counts = np.bincount(place, minlength=bins)
    with np.errstate(invalid="ignore"):
        mean = np.bincount(place, weights=confidence, minlength=bins) / counts
        share = np.bincount(place, weights=right, minlength=bins) / counts
    gaps = np.where(counts > 0, np.abs(mean - share), 0.0)
    return Reliability(
        counts=counts,
        confidence=mean,
        right=share,
        error=float(np.sum(counts * gaps) / confidence.size),
        brier=float(np.mean((confidence - right) ** 2)),
    )
