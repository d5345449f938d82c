"""How many of a text's workers marked an entity exactly so: what the votes alone say of it."""

from __future__ import annotations

import numpy as np

from truthloop.consolidation.arrays import Codes, Floats, Offsets
from truthloop.consolidation.compiled import compiled
from truthloop.consolidation.texts.span_posteriors import TokenSpans
from truthloop.consolidation.texts.tag_table import TagTable


def marked_shares(table: TagTable, spans: TokenSpans) -> Floats:
    """(m,) the share of the answers to its text that mark each of the spans with these boundaries and this label."""
    shares = np.zeros(len(spans.text))
    count_marks(
        *(spans.text, spans.first, spans.last, spans.label),
        *(table.answer_starts, table.tag_starts, table.tag, shares),
    )
    return shares


@compiled
def count_marks(
    text: Codes,
    first: Codes,
    last: Codes,
    label: Codes,
    answer_starts: Offsets,
    tag_starts: Offsets,
    tag: Codes,
    shares: Floats,
) -> None:
    """Fill `shares` (m,)."""
    for span in range(len(text)):
        begins, inside = 1 + 2 * label[span], 2 + 2 * label[span]
        marked, asked = 0, 0
        for answer in range(answer_starts[text[span]], answer_starts[text[span] + 1]):
            asked += 1
            start, end = tag_starts[answer] + first[span], tag_starts[answer] + last[span]
            same = tag[start] == begins and (end == tag_starts[answer + 1] or tag[end] != inside)
            for place in range(start + 1, end):
                same = same and tag[place] == inside
            marked += same
        shares[span] = marked / max(1, asked)
