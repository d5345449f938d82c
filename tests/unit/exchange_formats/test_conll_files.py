from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from exchange_samples import ENTITIES, export_of, import_of, manifest, span_items
from truthloop.exchange_formats.conll_reading import read_conll
from truthloop.exchange_formats.conll_writing import write_conll
from truthloop.exchange_formats.labelled_items import LabelledItem, TextSpan, TextSpans
from truthloop.exchange_formats.manifest_reading import labelled_items
from truthloop.exchange_formats.tagged_tokens import tagged
from truthloop.terms.errors import Invalid


def back_from(said: str, **options: object) -> list[LabelledItem]:
    with TemporaryDirectory() as folder:
        path = Path(folder, "x.conll")
        path.write_text(said, encoding="utf-8")
        return list(read_conll(import_of(**options), path))


def test_the_documented_entities_become_tags_over_tokens(tmp_path: Path) -> None:
    write_conll(export_of(labelled_items(manifest(ENTITIES), "auto-labels")), tmp_path / "e.conll")
    rows = [line.split() for line in (tmp_path / "e.conll").read_text().splitlines() if line]
    assert rows[0] == ["-DOCSTART-", "-X-", "-X-", "O"]
    assert [(row[0], row[-1]) for row in rows[1:4]] == [
        ("Amazon", "B-Product"),
        ("SageMaker", "I-Product"),
        ("is", "O"),
    ]
    assert [(row[0], row[-1]) for row in rows[-3:]] == [("November", "B-Date"), ("2017", "I-Date"), (".", "O")]
    (back,) = read_conll(import_of(), tmp_path / "e.conll")
    assert back.text == ENTITIES["source"]
    assert isinstance(back.label, TextSpans)
    assert [(s.name, s.start, s.end) for s in back.label.spans] == [("Product", 0, 16), ("Date", 75, 88)]


@settings(max_examples=300)
@given(span_items)
def test_spans_come_back_at_their_places_but_for_overlaps_and_white_space_at_their_ends(item: LabelledItem) -> None:
    assert isinstance(item.label, TextSpans)
    text = item.text or ""
    with TemporaryDirectory() as folder:
        path = Path(folder, "x.conll")
        export = export_of([item])
        write_conll(export, path)
        (back,) = read_conll(import_of(), path)
    kept = tagged(text, item.label.spans)
    left_out = len(kept.overlapping) + len(kept.empty)
    assert isinstance(back.label, TextSpans)
    assert len(back.label.spans) == len(item.label.spans) - left_out
    assert export.remarks.counts["overlapping spans"] + export.remarks.counts["nothing in the span"] == left_out
    for span in back.label.spans:
        said = (back.text or "")[span.start : span.end]
        assert "".join(said.split()) == "".join(text[span.start : span.end].split())
        assert any(
            given.name.replace(" ", "_") == span.name and given.start <= span.start < span.end <= given.end
            for given in item.label.spans
        )


@given(span_items)
def test_tokens_cover_everything_that_is_no_white_space_exactly_once(item: LabelledItem) -> None:
    assert isinstance(item.label, TextSpans)
    text = item.text or ""
    tokens = tagged(text, item.label.spans).tokens
    assert "".join(token.text for token in tokens) == "".join(text.split())
    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert all(a.end <= b.start for a, b in pairwise(tokens))


def test_a_span_that_ends_inside_a_word_cuts_the_word() -> None:
    found = tagged("unlabelled, really", [TextSpan("x", 2, 7)])
    assert [(t.text, t.tag) for t in found.tokens] == [
        ("un", "O"),
        ("label", "B-x"),
        ("led", "O"),
        (",", "O"),
        ("really", "O"),
    ]


def test_of_overlapping_spans_the_first_and_longest_is_kept_and_the_others_are_said(tmp_path: Path) -> None:
    spans = (TextSpan("city", 4, 8), TextSpan("team", 0, 11), TextSpan("word", 12, 20), TextSpan("gone", 90, 99))
    export = export_of([LabelledItem(7, None, "The York FC supporters", TextSpans(spans))])
    write_conll(export, tmp_path / "x.conll")
    assert [str(remark) for remark in export.remarks.first] == [
        "line 7: overlapping spans: city 4-8 is left out",
        "line 7: nothing in the span: gone 90-99 is left out",
    ]


def test_labels_with_white_space_are_renamed_and_refused_when_they_would_become_one(tmp_path: Path) -> None:
    item = LabelledItem(1, None, "ab", TextSpans((TextSpan("Job title", 0, 2),)))
    export = export_of([item])
    write_conll(export, tmp_path / "x.conll")
    assert "ab 0 2 B-Job_title" in (tmp_path / "x.conll").read_text()
    assert export.remarks.counts == {"label renamed": 1}
    both = LabelledItem(1, None, "ab", TextSpans((TextSpan("a b", 0, 1), TextSpan("a_b", 1, 2))))
    with pytest.raises(Invalid, match="the same"):
        write_conll(export_of([both]), tmp_path / "y.conll")


def test_the_shared_tasks_own_form_is_read_with_one_space_between_tokens() -> None:
    first = "-DOCSTART- -X- -X- O\n\nEU NNP B-NP B-ORG\nrejects VBZ B-VP O\nGerman JJ B-NP B-MISC\n\n"
    said = first + "Peter NNP B-NP B-PER\nBlackburn NNP I-NP I-PER\n"
    (item,) = back_from(said)
    assert item.text == "EU rejects German\nPeter Blackburn"
    assert isinstance(item.label, TextSpans)
    assert [(s.name, item.text[s.start : s.end]) for s in item.label.spans] == [
        ("ORG", "EU"),
        ("MISC", "German"),
        ("PER", "Peter Blackburn"),
    ]


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ("I-a I-a O", [(0, 3)]),
        ("I-a B-a O", [(0, 1), (2, 3)]),
        ("S-a B-a E-a", [(0, 1), (2, 5)]),
        ("B-a I-b I-b", [(0, 1), (2, 5)]),
        ("U-a B-a L-a", [(0, 1), (2, 5)]),
        ("B-a B-a B-a", [(0, 1), (2, 3), (4, 5)]),
    ],
)
def test_every_common_way_of_tagging_is_understood(tags: str, spans: list[tuple[int, int]]) -> None:
    (item,) = back_from("".join(f"w\t{tag}\n" for tag in tags.split()))
    assert isinstance(item.label, TextSpans)
    assert [(s.start, s.end) for s in item.label.spans] == spans


@pytest.mark.parametrize("said", ["word\n", "word NN X-a\n", "word NN Bad\n"])
def test_a_line_that_is_no_token_and_tag_is_refused_with_its_number(said: str) -> None:
    with pytest.raises(Invalid, match="line 1"):
        back_from(said)
