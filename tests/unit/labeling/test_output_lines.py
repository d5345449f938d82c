"""The label goes into a line's text; nothing else in it changes by a letter."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from truthloop.labeling.output_lines import failure_text, label_text, members, merged

TEXTS = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"), max_size=12)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
OBJECTS = st.dictionaries(TEXTS, VALUES, min_size=1, max_size=5)
LAYOUTS = st.sampled_from([(None, ": "), (None, " :\t"), (2, ": ")])


def written(value: dict[str, Any], layout: tuple[int | None, str], ascii_only: bool) -> str:
    indent, colon = layout
    return json.dumps(value, indent=indent, separators=(", ", colon), ensure_ascii=ascii_only)


@given(OBJECTS, LAYOUTS, st.booleans(), VALUES)
def test_a_merged_line_says_what_the_line_said_and_the_label(
    line: dict[str, Any], layout: tuple[int | None, str], ascii_only: bool, value: Any
) -> None:
    text = written(line, layout, ascii_only)
    out = merged(text, label_text("label", value, {"type": "x"}), "label")
    kept = {name: inner for name, inner in line.items() if name not in {"label", "label-metadata"}}
    assert json.loads(out) == {**kept, "label": value, "label-metadata": {"type": "x"}}


@given(OBJECTS, LAYOUTS, st.booleans())
def test_members_are_found_letter_by_letter(
    line: dict[str, Any], layout: tuple[int | None, str], ascii_only: bool
) -> None:
    text = written(line, layout, ascii_only)
    found = members(text)
    assert [name for name, _ in found] == list(line)
    assert all(piece in text for _, piece in found)
    assert json.loads("{" + ",".join(piece for _, piece in found) + "}") == line


def test_an_untouched_line_keeps_every_letter_before_the_label() -> None:
    line = '{ "source" : "x", "big":12345678901234567890123, "exact": 1.500e3 }'
    out = merged(line, label_text("label", 1, {}), "label")
    assert out == '{ "source" : "x", "big":12345678901234567890123, "exact": 1.500e3,"label":1,"label-metadata":{}}'


def test_an_earlier_failure_gives_way_to_the_label() -> None:
    line = '{"source":"x","label-metadata":{"failure-reason":"expired"},"n":1.0}'
    out = merged(line, label_text("label", 0, {"confidence": 0}), "label")
    assert out == '{"source":"x","n":1.0,"label":0,"label-metadata":{"confidence":0}}'


def test_a_failed_object_has_metadata_and_no_label() -> None:
    out = json.loads(merged('{"source":"x"}', failure_text("label", "ClientError: why"), "label"))
    assert out == {
        "source": "x",
        "label-metadata": {"retry-count": 1, "failure-reason": "ClientError: why", "human-annotated": "true"},
    }


def test_a_line_without_anything_made_of_it_comes_out_as_it_is() -> None:
    assert merged("{not json", None, "label") == "{not json"
