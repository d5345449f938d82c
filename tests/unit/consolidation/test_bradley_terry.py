from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truthloop.consolidation.preferences.bradley_terry import bradley_terry
from truthloop.consolidation.preferences.preference_table import PreferenceTable, preference_table
from truthloop.terms.errors import Invalid, NotFound

TEAMS = ["Milwaukee", "Detroit", "Toronto", "New York", "Boston", "Cleveland", "Baltimore"]
WINS = [
    [0, 7, 9, 7, 7, 9, 11],
    [6, 0, 7, 5, 11, 9, 9],
    [4, 6, 0, 7, 7, 8, 12],
    [6, 8, 6, 0, 6, 7, 10],
    [6, 2, 6, 7, 0, 7, 12],
    [4, 4, 5, 6, 6, 0, 6],
    [2, 4, 1, 3, 1, 7, 0],
]
"""American League, 1987: games the row won against the column (Agresti, Categorical Data Analysis, table 10.10)."""
PRINTED = [1.5814, 1.4364, 1.2945, 1.2476, 1.1077, 0.6839, 0.0]
"""Its Bradley-Terry estimates, with Baltimore at zero."""


def baseball() -> PreferenceTable:
    games = [
        (winner, loser) for i, winner in enumerate(TEAMS) for j, loser in enumerate(TEAMS) for _ in range(WINS[i][j])
    ]
    return preference_table([game[0] for game in games], [game[1] for game in games], ["first"] * len(games))


def test_the_american_league_of_1987_is_as_strong_as_printed() -> None:
    found = bradley_terry(baseball())
    scores = np.array([found.score[found.place(team)] for team in TEAMS])
    assert found.converged
    assert (scores - scores[-1]).round(4).tolist() == PRINTED
    assert found.ranking().tolist() == TEAMS
    assert found.score.sum() == pytest.approx(0)


def test_the_scores_are_those_where_expected_wins_are_the_wins_seen() -> None:
    found = bradley_terry(baseball())
    for team, wins in zip(TEAMS, WINS, strict=True):
        games = {other: wins[j] + WINS[j][TEAMS.index(team)] for j, other in enumerate(TEAMS) if other != team}
        expected = sum(count * found.probability(team, other)[0] for other, count in games.items())
        assert expected == pytest.approx(sum(wins), abs=1e-6)


def test_davidson_fits_the_share_of_ties_exactly() -> None:
    outcomes = ["first"] * 5 + ["second"] * 3 + ["tie"] * 4
    found = bradley_terry(preference_table(["a"] * 12, ["b"] * 12, outcomes), ties="davidson")
    win, tie = found.probability("a", "b")
    assert win == pytest.approx(5 / 12)
    assert tie == pytest.approx(4 / 12)


def test_half_a_win_for_either_makes_a_tie() -> None:
    found = bradley_terry(preference_table(["a", "a", "a"], ["b", "b", "b"], ["first", "tie", "second"]))
    assert found.probability("a", "b") == (pytest.approx(0.5), 0.0)


def test_a_judges_leaning_to_the_first_place_is_told_apart_from_strength() -> None:
    rng = np.random.default_rng(5)
    strength, lean = np.array([0.8, 0.0, -0.8]), 0.7
    pairs = rng.permuted(np.tile([0, 1, 2], (30_000, 1)), axis=1)[:, :2]
    odds = strength[pairs[:, 0]] - strength[pairs[:, 1]] + lean
    outcome = np.where(rng.random(len(pairs)) < 1 / (1 + np.exp(-odds)), "first", "second")
    found = bradley_terry(preference_table(pairs[:, 0], pairs[:, 1], outcome, covariates=np.ones(len(pairs))))
    assert found.effects[0] == pytest.approx(lean, abs=0.05)
    assert found.score == pytest.approx(strength, abs=0.05)


def test_items_that_never_meet_are_refused_by_name() -> None:
    with pytest.raises(Invalid, match=r"never compared with one another.*'a', 'b'"):
        bradley_terry(preference_table(["a", "b", "c", "d"], ["b", "a", "d", "c"], ["first"] * 4))


def test_an_item_that_always_wins_is_refused_by_name_and_a_ridge_makes_it_finite() -> None:
    table = preference_table(["best", "a", "b", "best"], ["a", "b", "a", "b"], ["first"] * 4)
    with pytest.raises(Invalid, match=r"'best' won in every comparison"):
        bradley_terry(table)
    found = bradley_terry(table, ridge=0.01)
    assert found.converged
    assert found.ranking()[0] == "best"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"outcome": ["first"]}, "different lengths"),
        ({"outcome": ["first", "left"]}, "allowed are 'first', 'second' and 'tie'"),
        ({"second": ["a", "a"]}, "compares 'a' with itself"),
        ({"covariates": [[1.0], [float("nan")]]}, "finite numbers"),
        ({"items": ["a"]}, "not among the items declared"),
    ],
)
def test_what_is_no_table_of_comparisons_is_refused(change: dict[str, object], message: str) -> None:
    columns: dict[str, object] = {"first": ["a", "a"], "second": ["b", "b"], "outcome": ["first", "tie"]}
    with pytest.raises(Invalid, match=message):
        preference_table(**{**columns, **change})


def test_an_item_that_was_never_compared_is_not_found() -> None:
    with pytest.raises(NotFound, match="no item 'Chicago' among the 7"):
        bradley_terry(baseball()).probability("Chicago", "Boston")


@given(st.permutations(range(20)), st.booleans())
def test_neither_the_order_of_rows_nor_who_is_named_first_matters(order: list[int], turn: bool) -> None:
    rng = np.random.default_rng(11)
    pairs = rng.permuted(np.tile(np.arange(4), (20, 1)), axis=1)[:, :2]
    outcome = rng.choice(["first", "second", "tie"], 20)
    whole = bradley_terry(preference_table(pairs[:, 0], pairs[:, 1], outcome), ridge=0.1, ties="davidson")
    first, second = (pairs[order, 1], pairs[order, 0]) if turn else (pairs[order, 0], pairs[order, 1])
    turned = {"first": "second", "second": "first", "tie": "tie"}
    said = [turned[each] if turn else each for each in outcome[order].tolist()]
    again = bradley_terry(preference_table(first, second, said), ridge=0.1, ties="davidson")
    assert again.score == pytest.approx(whole.score, abs=1e-7)
    assert again.log_tie == pytest.approx(whole.log_tie, abs=1e-7)
