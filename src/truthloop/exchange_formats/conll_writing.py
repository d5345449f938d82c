"""CoNLL out: one token a line with its BIO tag, an empty line between sentences, `-DOCSTART-` before each text.

Four columns as in the CoNLL-2003 shared task (Tjong Kim Sang and De Meulder, 2003): readers of named entities take the
first and the last. The two between, there for parts of speech and chunks, hold the token's first and last offset in the
text, so that a reader who wants to can put the spans back where they were. A line break in the text ends a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from truthloop.exchange_formats.exporting import Export, fresh_file, item_text, labelled
from truthloop.exchange_formats.labelled_items import LabelledItem, TextSpan, TextSpans
from truthloop.exchange_formats.manifest_survey import refuse_other_kinds
from truthloop.exchange_formats.tagged_tokens import tagged
from truthloop.terms.errors import Invalid

KINDS_HELD = (TextSpans,)
DOCUMENT = "-DOCSTART- -X- -X- O"
_SPACES = re.compile(r"\s+")
_LINE_BREAK = re.compile(r"[\r\n]")


def write_conll(export: Export, out: Path) -> None:
    """Write the file. Raises Invalid when there are no text spans, or two labels become one without white space."""
    refuse_other_kinds(export.survey, KINDS_HELD, "CoNLL")
    names = _column_names(export.survey.classes)
    for name, column in names.items():
        if name != column:
            export.remarks.say(0, "label renamed", f"{name!r} is written {column!r}: a column holds no white space")
    with fresh_file(out) as sheet:
        for item, label in labelled(export, KINDS_HELD):
            text = item_text(export, item)
            if text is None:
                continue
            spans = [TextSpan(names[span.name], span.start, span.end) for span in label.spans]
            sheet.writelines(f"{line}\n".encode() for line in _document(export, item, text, spans))
            export.remarks.written += 1


def _document(export: Export, item: LabelledItem, text: str, spans: list[TextSpan]) -> Iterator[str]:
    found = tagged(text, spans)
    for span in found.overlapping:
        export.remarks.say(item.line, "overlapping spans", f"{span.name} {span.start}-{span.end} is left out")
    for span in found.empty:
        export.remarks.say(item.line, "nothing in the span", f"{span.name} {span.start}-{span.end} is left out")
    yield DOCUMENT
    yield ""
    end_of_last = 0
    for token in found.tokens:
        if end_of_last and _LINE_BREAK.search(text, end_of_last, token.start) and not token.tag.startswith("I-"):
            yield ""
        yield f"{token.text} {token.start} {token.end} {token.tag}"
        end_of_last = token.end
    yield ""


def _column_names(classes: tuple[str, ...]) -> dict[str, str]:
    names = {name: _SPACES.sub("_", name.strip()) or "_" for name in classes}
    if len(set(names.values())) < len(names):
        raise Invalid(f"Without white space two of these labels are the same: {', '.join(map(repr, classes))}.")
    return names
