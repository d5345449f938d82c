from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from truthloop.consolidation.answer_table import AnswerTable, answer_table
from truthloop.consolidation.majority_vote import majority_vote
from truthloop.consolidation.quality.cohen_kappa import cohen_kappa
from truthloop.consolidation.quality.fleiss_kappa import fleiss_kappa
from truthloop.consolidation.quality.gold_skill import gold_skill
from truthloop.consolidation.quality.krippendorff_alpha import krippendorff_alpha
from truthloop.consolidation.quality.suspicion import carelessness, haste
from truthloop.terms.errors import Invalid

CODERS = ["1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 ."]
"""Four coders, twelve units (Krippendorff, Computing Krippendorff's alpha-reliability, 2011, section C)."""
SUBJECTS = [
    [0, 0, 0, 0, 14],
    [0, 2, 6, 4, 2],
    [0, 0, 3, 5, 6],
    [0, 3, 9, 2, 0],
    [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0],
    [3, 2, 6, 3, 0],
    [2, 5, 3, 2, 2],
    [6, 5, 2, 1, 0],
    [0, 2, 2, 3, 7],
]
"""Ten subjects, fourteen raters, five categories: the worked example of Fleiss' kappa."""


def coders() -> AnswerTable:
    rows = [(u, c, int(v)) for c, line in enumerate(CODERS) for u, v in enumerate(line.split()) if v != "."]
    return answer_table([row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows])


@pytest.mark.parametrize(
    ("level", "printed"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_alpha_is_as_krippendorff_printed_it(level: str, printed: float) -> None:
    assert round(krippendorff_alpha(coders(), level).value, 3) == printed  # type: ignore[arg-type]


def test_fleiss_kappa_is_that_of_the_worked_example() -> None:
    rows = [(s, v) for s, counts in enumerate(SUBJECTS) for v, count in enumerate(counts) for _ in range(count)]
    workers = [place % 14 for place in range(len(rows))]
    found = fleiss_kappa(
        answer_table([r[0] for r in rows], workers, [r[1] for r in rows]), random=np.random.default_rng(1)
    )
    assert round(found.value, 3) == 0.210
    assert found.low < found.value < found.high


@pytest.mark.parametrize(("weights", "theirs"), [("none", None), ("linear", "linear"), ("quadratic", "quadratic")])
def test_cohens_kappa_is_that_of_scikit_learn(weights: str, theirs: str | None) -> None:
    random = np.random.default_rng(2)
    one = random.integers(0, 4, 300)
    other = np.where(random.random(300) < 0.6, one, random.integers(0, 4, 300))
    found = cohen_kappa(one, other, weights)  # type: ignore[arg-type]
    assert found.value == pytest.approx(cohen_kappa_score(one, other, weights=theirs))
    assert found.low < found.value < found.high


def test_the_interval_of_kappa_holds_what_it_promises() -> None:
    random = np.random.default_rng(3)

    def pair(size: int) -> tuple[np.ndarray, np.ndarray]:
        one = random.integers(0, 3, size)
        return one, np.where(random.random(size) < 0.7, one, random.integers(0, 3, size))

    truth = cohen_kappa(*pair(400_000)).value
    intervals = [cohen_kappa(*pair(200)) for _ in range(300)]
    assert np.mean([each.low <= truth <= each.high for each in intervals]) == pytest.approx(0.95, abs=0.04)


def test_alpha_of_sets_gives_credit_for_what_they_share() -> None:
    answers = [("a",), ("a", "b"), ("b",), ("b",), ("a", "b"), ("a", "b")]
    table = answer_table([0, 0, 1, 1, 2, 2], [0, 1] * 3, answers)
    nominal, masi = krippendorff_alpha(table).value, krippendorff_alpha(table, "masi").value
    assert nominal < masi < krippendorff_alpha(table, "jaccard").value < 1


@given(st.permutations(range(41)))
def test_alpha_does_not_depend_on_the_order_of_rows(order: list[int]) -> None:
    table = coders()
    again = answer_table(table.task[order], table.worker[order], table.values[table.value][order])
    assert krippendorff_alpha(again, "interval").value == pytest.approx(krippendorff_alpha(table, "interval").value)


def test_where_nothing_varies_there_is_no_agreement_to_measure() -> None:
    same = answer_table([0, 0, 1, 1], [0, 1, 0, 1], ["x"] * 4)
    assert np.isnan(krippendorff_alpha(same).value)
    assert np.isnan(cohen_kappa(["x", "x"], ["x", "x"]).value)
    assert np.isnan(krippendorff_alpha(answer_table([], [], [])).value)


def test_levels_that_values_do_not_have_are_refused() -> None:
    table = answer_table([0, 0], [0, 1], ["x", "y"])
    with pytest.raises(Invalid, match="needs numbers; a value is 'x'"):
        krippendorff_alpha(table, "interval")
    with pytest.raises(Invalid, match="Sets are compared"):
        krippendorff_alpha(table, "masi")
    with pytest.raises(Invalid, match="same number for each"):
        fleiss_kappa(answer_table([0, 0, 1, 1, 1], [0, 1, 0, 1, 2], list("xxyyx")))


def test_gold_says_how_good_a_worker_is_and_how_sure_that_is() -> None:
    tasks = np.repeat(np.arange(20), 2)
    workers = np.tile(["careful", "guesses"], 20)
    values = ["yes" if worker == "careful" or task % 2 else "no" for task, worker in zip(tasks, workers, strict=True)]
    table = answer_table(tasks, workers, values)
    known = np.full(20, table.values.tolist().index("yes"), dtype=np.int32)
    found = gold_skill(table, known)
    low, high = found.interval()
    assert found.right.tolist() == [20, 10]
    assert found.asked.tolist() == [20, 20]
    assert low[0] > high[1]
    assert found.probability_below(0.7)[0] < 0.01
    assert found.probability_below(0.7)[1] > 0.8
    with pytest.raises(Invalid, match="20 codes from -1 to 1"):
        gold_skill(table, known[:3])


def test_a_worker_who_answers_whatever_comes_is_told_from_one_who_looks() -> None:
    random = np.random.default_rng(4)
    truth = random.integers(0, 3, 200)
    said = {
        "looks": truth,
        "looks too": np.where(random.random(200) < 0.9, truth, 0),
        "renames": (truth + 1) % 3,
        "always one": np.zeros(200, dtype=int),
        "guesses": random.integers(0, 3, 200),
    }
    tasks = np.tile(np.arange(200), len(said))
    workers = np.repeat(list(said), 200)
    table = answer_table(tasks, workers, np.concatenate(list(said.values())))
    posterior = np.eye(3)[truth]
    found = dict(zip(table.workers.tolist(), carelessness(table, posterior).tolist(), strict=True))
    assert found["looks"] < 0.05
    assert found["renames"] < 0.05
    assert found["looks too"] < 0.4
    assert found["always one"] > 0.9
    assert found["guesses"] > 0.9
    assert carelessness(
        answer_table(["t"], ["w"], ["x"]), majority_vote(answer_table(["t"], ["w"], ["x"])).posterior
    ) == [0]


def test_answers_too_fast_to_have_looked_stand_out() -> None:
    random = np.random.default_rng(5)
    tasks, workers = np.tile(np.arange(30), 8), np.repeat(np.arange(8), 30)
    table = answer_table(tasks, workers, np.zeros(240, dtype=int))
    seconds = np.exp(random.normal(3, 0.5, 240)) * np.where(table.worker == 3, 0.05, 1.0)
    found = haste(table, seconds)
    assert found[3] > 3
    assert np.delete(found, 3).max() < 3
    with pytest.raises(Invalid, match="240 positive numbers"):
        haste(table, seconds * 0)
