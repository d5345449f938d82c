"""Entities of many workers made one each, as Amazon documents it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truthloop.consolidation.texts.consolidated_spans import ConsolidatedSpan, consolidate_spans, consolidated_spans
from truthloop.consolidation.texts.span_table import SpanTable, span_table
from truthloop.terms.errors import Invalid

Row = tuple[str, int, int, str]

spans_of_one_text = st.lists(
    st.builds(
        lambda worker, start, length, label: (worker, start, start + length, label),
        st.sampled_from("abcde"),
        st.integers(0, 40),
        st.integers(1, 12),
        st.sampled_from(["PER", "ORG", "LOC"]),
    ),
    max_size=25,
)


def places(found: tuple[ConsolidatedSpan, ...]) -> list[tuple[int, int, str]]:
    return [(span.start, span.end, span.label) for span in found]


def test_boundaries_are_those_most_workers_gave() -> None:
    found = consolidate_spans([("a", 0, 5, "PER"), ("b", 0, 5, "PER"), ("c", 0, 9, "PER")])
    assert places(found) == [(0, 5, "PER")]
    assert found[0].support == 3


def test_start_and_end_are_each_the_mode_where_no_pair_leads() -> None:
    rows = [("a", 0, 9, "PER"), ("b", 0, 8, "PER"), ("c", 1, 8, "PER")]
    assert places(consolidate_spans(rows)) == [(0, 8, "PER")]


def test_boundaries_are_the_median_where_no_value_leads() -> None:
    rows = [("a", 10, 20, "PER"), ("b", 11, 22, "PER"), ("c", 13, 21, "PER")]
    assert places(consolidate_spans(rows)) == [(11, 21, "PER")]


def test_of_two_that_disagree_the_wider_boundaries_are_taken() -> None:
    assert places(consolidate_spans([("a", 0, 8, "LOC"), ("b", 4, 8, "LOC")])) == [(0, 8, "LOC")]


def test_the_label_most_workers_gave_wins() -> None:
    rows = [("a", 0, 8, "ORG"), ("b", 0, 8, "LOC"), ("c", 0, 8, "LOC")]
    assert places(consolidate_spans(rows)) == [(0, 8, "LOC")]


def test_a_tie_of_labels_goes_to_the_more_frequent_one_and_then_to_the_first_by_name() -> None:
    tied = [("a", 0, 8, "ORG"), ("b", 0, 8, "LOC")]
    assert places(consolidate_spans(tied)) == [(0, 8, "LOC")]
    assert places(consolidate_spans([*tied, ("a", 20, 28, "ORG")]))[0] == (0, 8, "ORG")


def test_two_labels_that_everybody_put_on_one_span_stay_two_entities() -> None:
    rows = [(worker, 0, 8, label) for worker in "abc" for label in ("PER", "ORG")]
    assert places(consolidate_spans(rows)) == [(0, 8, "ORG"), (0, 8, "PER")]


def test_a_place_inside_an_address_is_matched_with_its_like() -> None:
    rows = [(worker, 0, end, "ADDRESS") for worker, end in (("a", 30), ("b", 26))]
    rows += [(worker, 0, 25, "CITY") for worker in "ab"]
    assert places(consolidate_spans(rows)) == [(0, 25, "CITY"), (0, 30, "ADDRESS")]


def test_spans_that_hardly_overlap_are_different_entities() -> None:
    assert len(consolidate_spans([("a", 0, 10, "PER"), ("b", 8, 20, "PER")])) == 2
    assert len(consolidate_spans([("a", 0, 10, "PER"), ("b", 8, 20, "PER")], least_overlap=0.05)) == 1


def test_one_worker_is_taken_at_their_word_and_is_sure_to_two_thirds() -> None:
    assert consolidate_spans([("a", 3, 5, "PER")]) == (ConsolidatedSpan(3, 5, "PER", pytest.approx(2 / 3), 1),)


def test_nothing_marked_is_nothing_found() -> None:
    assert consolidate_spans([]) == ()
    assert consolidate_spans([], workers=["a", "b"]) == ()


def test_whoever_read_and_marked_nothing_makes_it_less_sure() -> None:
    alone = consolidate_spans([("a", 3, 5, "PER")])[0].confidence
    among_three = consolidate_spans([("a", 3, 5, "PER")], workers=["a", "b", "c"])[0].confidence
    assert among_three < 0.5 < alone
    assert consolidate_spans([("a", 3, 5, "PER")], workers=["a", "b", "c"], least_confidence=0.5) == ()


def test_the_same_span_marked_twice_by_one_worker_counts_once() -> None:
    assert consolidate_spans([("a", 3, 5, "PER")] * 2) == consolidate_spans([("a", 3, 5, "PER")])


@given(spans_of_one_text)
def test_entities_lie_where_somebody_set_boundaries_and_no_worker_counts_twice(rows: list[Row]) -> None:
    found = consolidate_spans(rows, workers="abcde")
    assert sum(span.support for span in found) == len(set(rows))
    for span in found:
        assert span.start < span.end
        assert span.start in {row[1] for row in rows}
        assert span.end in {row[2] for row in rows}
        assert span.label in {row[3] for row in rows}
        assert 1 <= span.support <= 5
        assert 0 < span.confidence < 1


@given(spans_of_one_text, st.randoms(use_true_random=False), st.permutations("abcde"))
def test_neither_the_order_of_spans_nor_the_names_of_workers_matter(
    rows: list[Row], random: object, names: list[str]
) -> None:
    renamed = [(dict(zip("abcde", names, strict=True))[worker], *rest) for worker, *rest in rows]
    random.shuffle(renamed)  # type: ignore[attr-defined]
    one, other = consolidate_spans(rows, workers="abcde"), consolidate_spans(renamed, workers="abcde")
    assert places(one) == places(other)
    assert [span.confidence for span in one] == pytest.approx([span.confidence for span in other])


@given(spans_of_one_text, st.integers(1, 1000))
def test_moving_the_text_moves_the_entities(rows: list[Row], by: int) -> None:
    moved = consolidate_spans([(worker, start + by, end + by, label) for worker, start, end, label in rows])
    assert places(moved) == [(start + by, end + by, label) for start, end, label in places(consolidate_spans(rows))]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 5), st.sampled_from("xy")), max_size=6))
def test_workers_who_all_agree_are_believed(marked: list[tuple[int, int, str]]) -> None:
    apart = sorted(
        {
            (20 * place + start, 20 * place + start + length, label)
            for place, (start, length, label) in enumerate(marked)
        }
    )
    rows = [(worker, *span) for worker in "abc" for span in apart]
    found = consolidate_spans(rows)
    assert places(found) == apart
    assert [span.confidence for span in found] == pytest.approx([0.8] * len(apart))


def table_of(rows: list[tuple[str, str, int, int, str]]) -> SpanTable:
    return span_table(*([row[place] for row in rows] for place in range(5)))


def test_many_texts_at_once_give_what_each_gives_alone() -> None:
    chance = np.random.default_rng(4)
    rows = [
        (f"t{chance.integers(30)}", f"w{chance.integers(5)}", int(start), int(start + chance.integers(1, 9)), "x")
        for start in chance.integers(0, 60, 400)
    ]
    table = table_of(rows)
    together = consolidated_spans(table).spans()
    for text, spans in zip(table.texts.tolist(), together, strict=True):
        assert spans == consolidate_spans([row[1:] for row in rows if row[0] == text])


def test_a_text_somebody_read_without_marking_anything_has_no_entities() -> None:
    table = span_table(["t"], ["a"], [0], [3], ["x"], seen=(["t", "u"], ["a", "b"]))
    assert [len(spans) for spans in consolidated_spans(table).spans()] == [1, 0]


@pytest.mark.parametrize(("start", "end"), [(5, 5), (6, 5), (-1, 3)])
def test_a_span_that_is_none_is_refused(start: int, end: int) -> None:
    with pytest.raises(Invalid, match=r"Span 0 is \["):
        consolidate_spans([("a", start, end, "PER")])


def test_offsets_that_are_no_whole_numbers_are_refused() -> None:
    with pytest.raises(Invalid, match="not whole numbers"):
        span_table(["t"], ["a"], [0.5], [3.0], ["x"])


def test_columns_of_different_length_are_refused() -> None:
    with pytest.raises(Invalid, match="different lengths"):
        span_table(["t"], ["a"], [0, 1], [3], ["x"])
