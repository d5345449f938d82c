from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truthloop.consolidation.preferences.bradley_terry import bradley_terry
from truthloop.consolidation.preferences.judged_bradley_terry import judged_bradley_terry
from truthloop.consolidation.preferences.plackett_luce import plackett_luce, ranking_table
from truthloop.consolidation.preferences.preference_table import PreferenceTable, preference_table
from truthloop.consolidation.preferences.strength_intervals import bootstrap_intervals, sandwich_intervals
from truthloop.terms.errors import Invalid

TRUTH = np.array([1.0, 0.5, 0.0, -0.5, -1.0])


def votes(random: np.random.Generator, count: int, prompts: int = 0, sway: float = 0.0) -> PreferenceTable:
    """Votes between items of known strength; each prompt may sway the strengths its own way."""
    pairs = random.permuted(np.tile(np.arange(5), (count, 1)), axis=1)[:, :2]
    prompt = np.sort(random.integers(0, max(1, prompts), count))
    strength = TRUTH + sway * random.normal(size=(max(1, prompts), 5))
    odds = strength[prompt, pairs[:, 0]] - strength[prompt, pairs[:, 1]]
    outcome = np.where(random.random(count) < 1 / (1 + np.exp(-odds)), "first", "second")
    return preference_table(pairs[:, 0], pairs[:, 1], outcome, cluster=prompt if prompts else None)


def test_the_sandwich_of_two_items_is_the_textbook_variance_of_a_log_odds() -> None:
    table = preference_table(["a"] * 60, ["b"] * 60, ["first"] * 40 + ["second"] * 20)
    found = sandwich_intervals(table)
    difference = np.array([1.0, -1.0])
    variance = float(difference @ found.covariance @ difference) * 59 / 60
    assert variance == pytest.approx(1 / 40 + 1 / 20)


def test_intervals_hold_what_they_promise_when_comparisons_are_independent() -> None:
    random = np.random.default_rng(3)
    inside = []
    for _ in range(150):
        found = sandwich_intervals(votes(random, 400))
        inside += ((found.low <= TRUTH) & (found.high >= TRUTH)).tolist()
    assert np.mean(inside) == pytest.approx(0.95, abs=0.03)


def test_sandwich_and_bootstrap_agree_and_both_widen_when_prompts_sway() -> None:
    table = votes(np.random.default_rng(4), 6_000, prompts=60, sway=0.8)
    clustered, alone = sandwich_intervals(table), sandwich_intervals(table, clustered=False)
    drawn = bootstrap_intervals(table, np.random.default_rng(5), resamples=300)
    assert (clustered.standard_error() > 1.5 * alone.standard_error()).all()
    assert drawn.standard_error() == pytest.approx(clustered.standard_error(), rel=0.2)
    assert clustered.clusters == drawn.clusters == 60


@pytest.mark.parametrize("ties", ["half", "davidson"])
def test_intervals_are_there_with_ties_and_with_covariates(ties: str) -> None:
    random = np.random.default_rng(6)
    pairs = random.permuted(np.tile(np.arange(4), (500, 1)), axis=1)[:, :2]
    outcome = random.choice(["first", "second", "tie"], 500)
    table = preference_table(
        pairs[:, 0], pairs[:, 1], outcome, covariates=random.normal(size=500), cluster=random.integers(0, 50, 500)
    )
    found = sandwich_intervals(table, ties="davidson" if ties == "davidson" else "half")
    assert (found.low < found.strengths.score).all()
    assert np.isfinite(found.covariance).all()


def test_intervals_of_one_cluster_are_refused() -> None:
    table = preference_table(["a", "b"], ["b", "a"], ["first", "first"], cluster=["p", "p"])
    with pytest.raises(Invalid, match="at least 2 clusters"):
        sandwich_intervals(table)
    with pytest.raises(Invalid, match="between 0 and 1"):
        sandwich_intervals(table, clustered=False, level=95)


def test_a_judge_who_guesses_and_one_who_inverts_are_found_out_and_do_no_harm() -> None:
    random = np.random.default_rng(7)
    first, second, outcome, worker = [], [], [], []
    for judge, reliable in enumerate([0.98] * 6 + [0.5] * 3 + [0.05]):
        for _ in range(300):
            one, other = random.permutation(5)[:2]
            prefers = random.random() < 1 / (1 + np.exp(-3 * (TRUTH[one] - TRUTH[other])))
            said = prefers if random.random() < reliable else not prefers
            first.append(one)
            second.append(other)
            outcome.append("first" if said else "second")
            worker.append(judge)
    table = preference_table(first, second, outcome, worker=worker)
    found, naive = judged_bradley_terry(table), bradley_terry(table)
    assert found.converged
    assert (found.reliability[:6] > 0.9).all()
    assert found.reliability[6:9] == pytest.approx(0.5, abs=0.15)
    assert found.reliability[9] < 0.2
    assert found.strengths.ranking().tolist() == [0, 1, 2, 3, 4]
    assert np.abs(found.strengths.score - 3 * TRUTH).max() < np.abs(naive.score - 3 * TRUTH).max() / 2


def test_judges_need_names() -> None:
    with pytest.raises(Invalid, match="no workers"):
        judged_bradley_terry(votes(np.random.default_rng(1), 20))


def test_rankings_of_two_are_bradley_terry() -> None:
    table = votes(np.random.default_rng(8), 300)
    winners = np.where(table.outcome == 0, table.first, table.second)
    losers = np.where(table.outcome == 0, table.second, table.first)
    ranked = plackett_luce(ranking_table(list(zip(winners.tolist(), losers.tolist(), strict=True))))
    assert ranked.score == pytest.approx(bradley_terry(table).score, abs=1e-7)


def test_strengths_behind_rankings_are_found_again() -> None:
    random = np.random.default_rng(9)
    gumbel = TRUTH + random.gumbel(size=(20_000, 5))
    found = plackett_luce(ranking_table(np.argsort(-gumbel, axis=1)[:, :4].tolist()))
    assert found.converged
    # Of the five the last is unknown to be last: a ranking of the best four says only what it names.
    assert found.ranking().tolist() == [0, 1, 2, 3, 4]


def test_the_likelihood_of_all_rankings_of_three_sums_to_one() -> None:
    found = plackett_luce(ranking_table([["a", "b", "c"], ["b", "c", "a"], ["c", "a", "b"], ["a", "c", "b"]]))
    strength = np.exp(found.score)
    whole = sum(
        strength[i] / strength.sum() * strength[j] / (strength[j] + strength[k]) for i, j, k in permutations(range(3))
    )
    assert whole == pytest.approx(1)


def test_a_ranking_that_names_an_item_twice_is_refused() -> None:
    with pytest.raises(Invalid, match="Ranking 1 names an item twice"):
        ranking_table([["a", "b"], ["a", "b", "a"]])


@settings(max_examples=30)
@given(st.lists(st.permutations(["a", "b", "c", "d"]), min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_rankings_does_not_matter(rankings: list[list[str]], random: object) -> None:
    shuffled = list(rankings)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one = plackett_luce(ranking_table(rankings), ridge=0.1)
    other = plackett_luce(ranking_table(shuffled), ridge=0.1)
    assert other.score == pytest.approx(one.score, abs=1e-8)
