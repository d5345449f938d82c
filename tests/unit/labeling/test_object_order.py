"""The order in which objects come before workers."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truthloop.labeling.object_order import LAST, placing
from truthloop.terms.errors import Invalid

ARN = "arn:aws:sagemaker:us-east-1:123456789012:labeling-job/sport"
NUMBERS = st.floats(allow_nan=False) | st.integers(-(2**53), 2**53)


@given(NUMBERS, NUMBERS)
def test_positions_grow_as_the_numbers_of_the_lines_do(left: float, right: float) -> None:
    up, down = placing("ascending:score", ARN), placing("descending:score", ARN)
    low, high = sorted((left, right))
    assert up(0, {"score": low}) <= up(1, {"score": high})
    assert down(0, {"score": low}) >= down(1, {"score": high})


@given(st.floats(-1e300, 1e300))
def test_a_number_a_thousandth_larger_comes_later(number: float) -> None:
    larger = number + max(abs(number), 1e-300) / 1000
    place = placing("ascending:score", ARN)
    assert place(0, {"score": number}) < place(0, {"score": larger})


@given(NUMBERS, st.sampled_from(["ascending", "descending"]))
def test_every_position_can_be_kept_and_is_no_line_number_of_a_rejected_line(number: float, way: str) -> None:
    assert 0 <= placing(f"{way}:score", ARN)(0, {"score": number}) <= LAST


@pytest.mark.parametrize("value", [None, "0.5", True, [1], float("nan"), 10**400])
def test_a_line_without_such_a_number_comes_last(value: Any) -> None:
    for way in ("ascending", "descending"):
        assert placing(f"{way}:score", ARN)(0, {} if value is None else {"score": value}) == LAST


def test_zero_and_minus_zero_are_the_same_number() -> None:
    place = placing("ascending:score", ARN)
    assert place(0, {"score": 0.0}) == place(0, {"score": -0.0}) == place(0, {"score": 0})


def test_random_mixes_each_job_in_its_own_way_and_always_the_same() -> None:
    first, again, other = placing("random", ARN), placing("random", ARN), placing("random", ARN + "-2")
    numbers = range(200)
    mixture = sorted(numbers, key=lambda number: first(number, {}))
    assert mixture == sorted(numbers, key=lambda number: again(number, {}))
    assert mixture != list(numbers)
    assert mixture != sorted(numbers, key=lambda number: other(number, {}))


@pytest.mark.parametrize("order", [None, "manifest"])
def test_the_manifest_is_followed_line_by_line_unless_told_otherwise(order: str | None) -> None:
    assert [placing(order, ARN)(number, {"score": -number}) for number in range(3)] == [0, 1, 2]


@pytest.mark.parametrize("order", ["", "shuffle", "ascending", "ascending:", "largest:score", "Random"])
def test_an_order_that_says_nothing_is_refused_with_those_that_are_allowed(order: str) -> None:
    with pytest.raises(Invalid, match="ascending:KEY") as caught:
        placing(order, ARN)
    assert repr(order) in caught.value.message
