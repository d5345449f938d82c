"""The common order of several rankings, and how far they agree."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import friedmanchisquare

from truthloop.consolidation.preferences.mean_rank import kendall_w, mean_ranks
from truthloop.terms.errors import Invalid


def test_kendalls_w_is_friedmans_statistic_over_its_most_with_ties_and_without() -> None:
    drawn = np.random.default_rng(7)
    for ranks in (drawn.permuted(np.tile(np.arange(1, 7), (9, 1)), axis=1), drawn.integers(1, 4, (9, 6))):
        statistic = friedmanchisquare(*ranks.T).statistic
        assert kendall_w(ranks) == pytest.approx(statistic / (len(ranks) * (ranks.shape[1] - 1)))


def test_rankings_that_are_the_same_agree_wholly_and_opposite_ones_not_at_all() -> None:
    assert kendall_w([[1, 2, 3], [1, 2, 3]]) == 1
    assert kendall_w([[1, 2, 3], [3, 2, 1]]) == 0
    assert kendall_w([[1, 1, 1], [1, 1, 1]]) == 1


def test_gaps_after_a_tie_change_nothing() -> None:
    assert mean_ranks([[1, 1, 2], [1, 2, 3]]).tolist() == mean_ranks([[1, 1, 3], [2, 5, 9]]).tolist() == [1.25, 1.75, 3]


@pytest.mark.parametrize("ranks", [[], [1, 2], [[1, float("nan")]]])
def test_what_is_no_table_of_ranks_is_refused(ranks: list[object]) -> None:
    with pytest.raises(Invalid, match="each must give a finite rank"):
        mean_ranks(ranks)  # type: ignore[arg-type]
