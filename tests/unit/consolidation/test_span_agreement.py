"""How far workers agree on spans."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truthloop.consolidation.quality.krippendorff_alpha_u import disagreements, krippendorff_alpha_u
from truthloop.consolidation.quality.span_f1 import span_f1
from truthloop.consolidation.texts.span_table import SpanTable, span_table
from truthloop.terms.errors import Invalid

Row = tuple[str, str, int, int, str]

marked = st.lists(
    st.builds(
        lambda text, worker, start, length, label: (text, worker, start, start + length, label),
        st.sampled_from("st"),
        st.sampled_from("abc"),
        st.integers(0, 20),
        st.integers(1, 6),
        st.sampled_from("xy"),
    ),
    max_size=15,
)
LENGTHS = {"s": 30, "t": 30}


def table_of(rows: list[Row]) -> SpanTable:
    seen = ([*"ststst"], [*"aabbcc"])
    return span_table(*([row[place] for row in rows] for place in range(5)), seen=seen)


@pytest.fixture(scope="module")
def krippendorffs_example() -> SpanTable:
    """Two observers on a continuum of 300 from 150: Content Analysis, 2nd edition 2004, page 254."""
    i = [(225, 295, "c"), (370, 400, "c"), (180, 240, "k"), (300, 350, "k")]
    j = [(220, 300, "c"), (355, 375, "c"), (400, 420, "c"), (180, 240, "k"), (300, 350, "k")]
    rows = [
        ("t", worker, start - 150, end - 150, label)
        for worker, units in (("i", i), ("j", j))
        for start, end, label in units
    ]
    return span_table(*([row[place] for row in rows] for place in range(5)))


@pytest.mark.parametrize(("label", "printed"), [("c", 0.7286), ("k", 1.0), (None, 0.8591)])
def test_alpha_of_units_is_the_one_krippendorff_prints(
    krippendorffs_example: SpanTable, label: str | None, printed: float
) -> None:
    assert krippendorff_alpha_u(krippendorffs_example, {"t": 300}, label=label).value == pytest.approx(
        printed, abs=5e-4
    )


def test_the_disagreements_are_those_krippendorff_prints() -> None:
    worker = np.array([0, 0, 1, 1, 1], dtype=np.int32)
    start = np.array([75, 220, 70, 205, 250], dtype=np.int32)
    end = np.array([145, 250, 150, 225, 270], dtype=np.int32)
    assert disagreements(worker, start, end, 2, 300) == pytest.approx((0.0144, 0.0532), abs=1e-4)


@given(marked)
def test_who_marks_the_same_agrees_fully(rows: list[Row]) -> None:
    alike = [(text, worker, start, end, label) for text, _, start, end, label in rows for worker in "abc"]
    table = table_of(alike)
    value, f1 = krippendorff_alpha_u(table, LENGTHS).value, span_f1(table).value
    assert np.isnan(f1) if not rows else f1 == 1
    assert np.isnan(value) or value == pytest.approx(1)


@given(marked, st.permutations("abc"))
def test_neither_the_order_of_spans_nor_the_names_of_workers_matter(rows: list[Row], names: list[str]) -> None:
    name = dict(zip("abc", names, strict=True))
    renamed = [(text, name[worker], *rest) for text, worker, *rest in reversed(rows)]
    for measure in (span_f1, lambda table: krippendorff_alpha_u(table, LENGTHS)):
        one, other = measure(table_of(rows)).value, measure(table_of(renamed)).value  # type: ignore[arg-type]
        assert one == pytest.approx(other, nan_ok=True)


@given(marked)
def test_f1_is_that_of_all_pairs_of_workers(rows: list[Row]) -> None:
    both = whole = 0
    for one, other in combinations("abc", 2):
        mine, theirs = ({(row[0], *row[2:]) for row in rows if row[1] == worker} for worker in (one, other))
        both, whole = both + 2 * len(mine & theirs), whole + len(mine) + len(theirs)
    assert span_f1(table_of(rows)).value == pytest.approx(both / whole if whole else np.nan, nan_ok=True)


def test_labels_may_be_left_out_of_the_comparison() -> None:
    table = table_of([("t", "a", 0, 5, "x"), ("t", "b", 0, 5, "y"), ("t", "c", 0, 5, "x")])
    assert span_f1(table).value == pytest.approx(1 / 3)
    assert span_f1(table, labels=False).value == 1


def test_spans_laid_at_random_agree_as_chance_would() -> None:
    chance = np.random.default_rng(6)
    rows = [
        (f"t{text:03}", f"w{worker}", int(start), int(start + chance.integers(2, 9)), "x")
        for text in range(400)
        for worker in range(3)
        for start in chance.integers(0, 190, 4)
    ]
    table = span_table(*([row[place] for row in rows] for place in range(5)))
    found = krippendorff_alpha_u(table, dict.fromkeys(table.texts.tolist(), 200), random=np.random.default_rng(0))
    assert abs(found.value) < 0.05
    assert found.low < found.value < found.high
    assert found.tasks == 400


def test_small_slips_agree_more_than_large_ones() -> None:
    def moved(by: int) -> float:
        rows = [("t", "a", 10, 18, "x"), ("t", "b", 10 + by, 18 + by, "x")]
        return krippendorff_alpha_u(table_of(rows), LENGTHS).value

    assert moved(0) > moved(1) > moved(3) > moved(6)


def test_nothing_marked_and_single_readers_say_nothing() -> None:
    assert np.isnan(krippendorff_alpha_u(table_of([]), LENGTHS).value)
    alone = span_table(["t"], ["a"], [0], [3], ["x"])
    assert np.isnan(span_f1(alone, random=np.random.default_rng(0)).value)
    assert krippendorff_alpha_u(alone, {}).tasks == 0


def test_a_length_that_is_missing_or_too_short_and_an_unknown_label_are_refused() -> None:
    table = table_of([("t", "a", 0, 5, "x")])
    with pytest.raises(Invalid, match="'t' has length 4, but a span ends at 5"):
        krippendorff_alpha_u(table, {"s": 4, "t": 4})
    with pytest.raises(Invalid, match="'z' is not among the labels"):
        krippendorff_alpha_u(table, LENGTHS, label="z")
