"""Ranks with ties, against SciPy's."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import rankdata

from truthloop.consolidation.average_ranks import average_ranks


@given(st.lists(st.integers(-5, 5), min_size=1, max_size=30))
def test_ranks_are_those_of_scipy(values: list[int]) -> None:
    column = np.array(values, dtype=np.float64)
    assert np.array_equal(average_ranks(column), rankdata(column))
