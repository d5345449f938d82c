"""CoNLL in: token lines with tags as text spans, one item per document.

Taken are BIO (IOB2), IOB1, BIOES and BILOU tags in the last column, columns parted by a space or tab, documents begun
by `-DOCSTART-`; without it each sentence is a document. When the second and third column are the token's offsets, as
our own export writes them, the text is put together from them; else tokens are joined by one space and sentences by a
line break, for the format does not keep what stood between.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from truthloop.exchange_formats.importing import Import, labelled_item
from truthloop.exchange_formats.labelled_items import LabelledItem, TextSpan, TextSpans
from truthloop.exchange_formats.tagged_tokens import OUTSIDE
from truthloop.terms.errors import Invalid

DOCUMENT = "-DOCSTART-"
_OFFSET_COLUMNS = 4
_BEGINS, _GOES_ON, _ENDS_WITH = frozenset("BSU"), frozenset("IEL"), frozenset("ESLU")


@dataclass(frozen=True, slots=True)
class Row:
    """A token line; one with an empty token parts sentences."""

    line: int
    token: str
    tag: str = OUTSIDE
    place: tuple[int, int] | None = None
    """Its offsets, when its own columns say them."""


def read_conll(importing: Import, path: Path) -> Iterator[LabelledItem]:
    """The documents in order; a document without tokens has an empty text. Raises Invalid."""
    with path.open(encoding="utf-8-sig") as lines:
        for number, rows in enumerate(_documents(lines, path), start=1):
            text, places = _text(rows)
            tokens = [row for row in rows if row.token]
            spans = tuple(_spans(tokens, places))
            labels = importing.categories or tuple(dict.fromkeys(span.name for span in spans))
            yield labelled_item(importing, number, TextSpans(spans, tuple((name, "") for name in labels)), text=text)


def _documents(lines: Iterable[str], path: Path) -> Iterator[list[Row]]:
    rows: list[Row] = []
    marked = False
    for number, line in enumerate(lines, start=1):
        columns = line.split()
        if columns and columns[0] == DOCUMENT:
            if marked or any(row.token for row in rows):
                yield rows
            rows, marked = [], True
        elif columns:
            rows.append(_row(number, columns, path))
        elif rows and rows[-1].token:
            if marked:
                rows.append(Row(number, ""))
            else:
                yield rows
                rows = []
    if marked or rows:
        yield rows


def _row(number: int, columns: list[str], path: Path) -> Row:
    if len(columns) == 1:
        raise Invalid(
            f"{path}, line {number}: {columns[0]!r} has no tag; a line is a token, then columns, then its tag."
        )
    token, tag = columns[0], columns[-1]
    if tag != OUTSIDE and (len(tag) < len("B-x") or tag[1] != "-" or tag[0] not in _BEGINS | _GOES_ON):
        raise Invalid(f"{path}, line {number}: the tag {tag!r} is neither O nor like B-NAME or I-NAME.")
    place = None
    if len(columns) == _OFFSET_COLUMNS and columns[1].isdecimal() and columns[2].isdecimal():
        start, end = int(columns[1]), int(columns[2])
        place = (start, end) if end - start == len(token) else None
    return Row(number, token, tag, place)


def spans_of_rows(rows: list[Row]) -> tuple[TextSpan, ...]:
    """The spans of tagged tokens, in the text that `" ".join` makes of them."""
    places, start = [], 0
    for row in rows:
        places.append((start, start + len(row.token)))
        start = places[-1][1] + 1
    return tuple(_spans(rows, places))


def _text(rows: list[Row]) -> tuple[str, list[tuple[int, int]]]:
    """The text, and the place of each token in it."""
    tokens = [row for row in rows if row.token]
    said = [row.place for row in tokens if row.place is not None]
    trusted = len(said) == len(tokens) and all(a[1] <= b[0] for a, b in pairwise(said))
    text, places, sentence_over = "", [], False
    for row in rows:
        if not row.token:
            sentence_over = True
            continue
        gap = row.place[0] - len(text) if trusted and row.place else int(bool(text))
        between = "\n" + " " * (gap - 1) if sentence_over and gap and text else " " * gap
        text += between
        places.append((len(text), len(text) + len(row.token)))
        text, sentence_over = text + row.token, False
    return text, places


def _spans(tokens: list[Row], places: list[tuple[int, int]]) -> Iterator[TextSpan]:
    name, start, end = "", 0, 0
    for row, place in zip(tokens, places, strict=True):
        part, called = ("", "") if row.tag == OUTSIDE else (row.tag[0], row.tag[2:])
        if name and (called != name or part in _BEGINS):
            yield TextSpan(name, start, end)
            name = ""
        if called and not name:
            name, start = called, place[0]
        end = place[1]
        if name and part in _ENDS_WITH:
            yield TextSpan(name, start, end)
            name = ""
    if name:
        yield TextSpan(name, start, end)
