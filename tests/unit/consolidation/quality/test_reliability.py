"""Confidence against being right."""

from __future__ import annotations

import numpy as np
import pytest

from truthloop.consolidation.quality.reliability import reliability


def test_confidence_that_keeps_its_word_has_no_error() -> None:
    found = reliability(np.repeat([0.25, 0.75], 4), np.array([1, 0, 0, 0, 1, 1, 1, 0], dtype=bool))
    assert found is not None
    assert found.error == 0
    assert found.counts.tolist() == [0, 0, 4, 0, 0, 0, 0, 4, 0, 0]
    assert (found.right[2], found.right[7]) == (0.25, 0.75)
    assert np.isnan(found.right[0])


def test_boasting_is_measured_as_the_gap_between_sure_and_right() -> None:
    found = reliability(np.full(10, 1.0), np.arange(10) < 6)
    assert found is not None
    assert found.counts[-1] == 10  # the last bin holds 1 itself
    assert found.error == pytest.approx(0.4)
    assert found.brier == pytest.approx(0.4)


def test_nothing_is_said_of_no_label() -> None:
    assert reliability(np.empty(0), np.empty(0, dtype=bool)) is None
