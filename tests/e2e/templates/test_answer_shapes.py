"""The comparison itself tells answers apart."""

from __future__ import annotations

import pytest

from e2e.templates.answer_shapes import differences

DOCUMENTED = {"a": {"label": "x"}, "n": 1, "boxes": [{"left": 1}, {"x": 2.5}], "t": {"on": True}}


def test_other_values_of_the_same_kinds_have_the_same_shape() -> None:
    assert differences({"a": {"label": "y"}, "n": 2.5, "boxes": [{"x": 1}], "t": {"on": False}}, DOCUMENTED) == []


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"a": "x", "n": 1, "boxes": [], "t": {"on": True}}, "answer.a is string, not object: 'x'"),
        ({"a": {"label": "x"}, "n": "1", "boxes": [], "t": {"on": True}}, "answer.n is string, not number: '1'"),
        ({"a": {"label": "x"}, "n": 1, "boxes": [{"top": 1}], "t": {"on": True}}, "answer.boxes[].left is missing"),
        ({"a": {"label": "x"}, "n": 1, "boxes": [], "t": {"on": 1}}, "answer.t.on is number, not boolean: 1"),
        ({"a": {"label": "x"}, "n": 1, "boxes": [], "t": {"on": True}, "z": 1}, "answer.z is not documented"),
    ],
)
def test_a_missing_key_a_stray_key_and_another_kind_of_value_are_named(given: object, says: str) -> None:
    assert says in differences(given, DOCUMENTED)
