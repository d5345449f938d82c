"""Strengths and intervals on votes of real people between the answers of 59 language models (LLMFAO, CC BY)."""

from __future__ import annotations

import evalica
import numpy as np
import pytest

from public_votes import VOTES, rows, votes_of
from truthloop.consolidation.preferences.bradley_terry import bradley_terry
from truthloop.consolidation.preferences.preference_table import PreferenceTable
from truthloop.consolidation.preferences.strength_intervals import bootstrap_intervals, sandwich_intervals

THEIRS = {"left": evalica.Winner.X, "right": evalica.Winner.Y, "tie": evalica.Winner.Draw}

pytestmark = pytest.mark.skipif(not VOTES.exists(), reason=f"the public votes are not at {VOTES.parent.name}/")


@pytest.fixture(scope="module")
def votes() -> PreferenceTable:
    return votes_of(rows())


def test_strengths_are_those_of_another_library_that_converges(votes: PreferenceTable) -> None:
    said = rows()
    theirs = evalica.bradley_terry(
        [row["left"] for row in said],
        [row["right"] for row in said],
        [THEIRS[row["winner"]] for row in said],
        tolerance=1e-12,
        limit=10_000,
    ).scores
    log_strength = np.log(np.array([theirs[item] for item in votes.items.tolist()]))
    assert bradley_terry(votes).score == pytest.approx(log_strength - log_strength.mean(), abs=1e-4)


def test_clustering_by_prompt_widens_the_intervals_by_half_and_more(votes: PreferenceTable) -> None:
    clustered, alone = sandwich_intervals(votes), sandwich_intervals(votes, clustered=False)
    assert 1.5 <= np.median(clustered.standard_error() / alone.standard_error()) <= 1.7
    drawn = bootstrap_intervals(votes, np.random.default_rng(1), resamples=200)
    assert np.median(drawn.standard_error() / alone.standard_error()) >= 1.4
