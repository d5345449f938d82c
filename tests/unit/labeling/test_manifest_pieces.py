"""A manifest is the same wherever its bytes are cut."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from truthloop.labeling.manifest_lines import lines_in, read_line
from truthloop.labeling.opening import new_objects


@given(st.binary(max_size=200), st.lists(st.integers(0, 200), max_size=6))
def test_lines_are_the_same_wherever_pieces_end(body: bytes, cuts: list[int]) -> None:
    borders = [0, *sorted(min(cut, len(body)) for cut in cuts), len(body)]
    pieces = [body[start:end] for start, end in pairwise(borders)]
    found = list(lines_in(pieces))
    assert b"".join(found) == body
    assert found == list(lines_in([body]))
    assert all(line.endswith(b"\n") for line in found[:-1])


def test_a_byte_order_mark_and_carriage_returns_are_no_part_of_a_line() -> None:
    line = read_line(b'\xef\xbb\xbf{"source":"x"}\r\n', lambda _line: None)
    assert line is not None
    assert (line.text, line.fault) == ('{"source":"x"}', None)


def test_a_blank_line_is_no_object() -> None:
    assert read_line(b" \r\n", lambda _line: None) is None


def test_a_line_that_cannot_be_worked_on_says_why() -> None:
    both = read_line(b'{"source":"x","source-ref":"s3://b/k"}\n', lambda _line: None)
    assert both is not None
    assert both.fault is not None
    assert "`source`" in both.fault
    assert "`source-ref`" in both.fault


@given(st.lists(st.sampled_from([b"\n", b" \r\n", b"{}\n", b'{"source":"x"}\n']), max_size=30), st.integers(0, 30))
def test_a_bad_line_has_the_number_an_editor_shows_wherever_the_reading_was_cut(lines: list[bytes], cut: int) -> None:
    first = list(new_objects(lines[:cut], 0, 0, "label", lambda _line: None))
    rest = list(new_objects(lines[cut:], len(first), len(lines[:cut]), "label", lambda _line: None))
    bad = [-one.position for one in [*first, *rest] if one.position < 0]
    assert bad == [place for place, line in enumerate(lines, start=1) if line == b"{}\n"]
    assert [one.number for one in [*first, *rest]] == list(range(len(first) + len(rest)))
