"""Patterns written for Java, judged as Java judges them; and every one of the served models."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from truthloop.wire.constraint_patterns import matches
from truthloop.wire.input_validation import broken_rules
from wire.served_shapes import leaf_shapes

JAVA = [
    (".+", "two\nlines", False),
    (".+", "two\rlines", False),
    (".+", "two\u2028lines", False),
    (".+", "한국어 e acentuação", True),
    ("[.]", "x", False),
    (r"\w+", "é", False),
    (r"[\w-]+", "é", False),
    (r"\d+", "٣", False),
    (r"https://\S+", "https://a b", False),
    (r"https://\S+", "https://é", True),
    (r"[\S\s]+", "any\nthing é\u2003\x85", True),
    (r"[\S]", "\u2003", True),
    (r"[\S]", " ", False),
    (r"[\W]+", "é\u0663 [^`{", True),
    (r"\W", "_", False),
    (r"[^\w]", "\\", True),
    (r"\D", "٣", True),
    (r"[\D]", "3", False),
    (r"\.", "x", False),
    ("a", "a\n", False),
    ("^a$", "a\n", False),
    ("a|b", "ab", False),
    (r"([\p{L}\p{Z}\p{N}_.:/=+\-@]*)", "여러 말 ção٣", True),
    (r"([\p{L}\p{Z}\p{N}_.:/=+\-@]*)", "tab\t", False),
    (r"[\p{L}\p{M}\p{S}\p{N}\p{P}]+", "그룹+1!", True),
    (r"[\p{L}\p{M}\p{S}\p{N}\p{P}]+", "with blank", False),
    (r"[\t\n\r -\uD7FF\uE000-\uFFFD]*", "비교\tA\n", True),
    (r"[\t\n\r -\uD7FF\uE000-\uFFFD]*", "party \U0001f389", False),
    (r"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)", "/a/b/", True),
]


@pytest.mark.parametrize(("pattern", "value", "expected"), JAVA)
def test_patterns_mean_what_they_mean_in_java(pattern: str, value: str, expected: bool) -> None:
    assert matches(pattern, value) is expected


def test_the_short_classes_are_ascii_inside_and_outside_brackets() -> None:
    for letter in "wWdDsS":
        for pattern in (f"\\{letter}", f"[\\{letter}]", f"[^\\{letter}]"):
            for one in [*map(chr, range(0x300)), "٣", "한", "\u2003", "\U0010ffff"]:
                assert matches(pattern, one) is (re.fullmatch(pattern, one, re.ASCII) is not None), (pattern, one)


def test_no_pattern_of_the_models_uses_what_the_translation_leaves_out() -> None:
    for shape in PATTERNED.values():
        assert "(?" not in shape.metadata["pattern"]
        assert not re.search(r"\\[1-9]|&&", shape.metadata["pattern"])


def test_addresses_in_cidrs() -> None:
    shape = leaf_shapes()["sagemaker Cidr"]
    for text in ("10.0.0.0/8", "192.168.1.1/32", "2001:db8::/32", "::/0"):
        assert list(broken_rules(shape, text)) == [], text
    for text in ("10.0.0.0", "10.0.0.0/33", "300.0.0.0/8", "2001:db8::", "/", "10.0.0.0/8\n"):
        assert list(broken_rules(shape, text)) != [], text


def test_a_pattern_that_would_run_for_ever_is_given_up() -> None:
    assert matches("(a|aa)+", "a" * 60) is True
    assert matches("(a|aa)+b", "a" * 60 + "c") is False


PATTERNED = {name: shape for name, shape in leaf_shapes().items() if "pattern" in shape.metadata}
PLAIN_RE = {name: shape for name, shape in PATTERNED.items() if "\\p" not in shape.metadata["pattern"]}
LINE_ENDS = re.compile("[\r\u0085\u2028\u2029]")


@pytest.mark.parametrize("name", PLAIN_RE)
@given(data=st.data(), intruder=st.characters(codec="utf-8"))
@settings(max_examples=12, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
def test_every_pattern_judges_as_an_ascii_pattern_of_python_does(name: str, data: st.DataObject, intruder: str) -> None:
    pattern = re.compile(PLAIN_RE[name].metadata["pattern"], re.ASCII)
    value = data.draw(st.from_regex(pattern, fullmatch=True).filter(lambda made: not LINE_ENDS.search(made)))
    assert matches(pattern.pattern, value)
    place = data.draw(st.integers(0, len(value)))
    other = value[:place] + intruder + value[place:]
    if not LINE_ENDS.search(other):
        assert matches(pattern.pattern, other) is (pattern.fullmatch(other) is not None)


def test_every_pattern_of_the_served_models_compiles() -> None:
    assert len(PATTERNED) > 60
    for shape in PATTERNED.values():
        matches(shape.metadata["pattern"], "a")
