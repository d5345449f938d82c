"""Entities as one tag per token: outside, the begin of an entity, or its inside (the scheme named IOB2 or BIO).

Tags are codes: 0 is outside, 1 + 2 l begins an entity with label l, 2 + 2 l continues one. So of K tags the odd ones
begin and the even ones above 0 continue.

E. F. Tjong Kim Sang and F. De Meulder, Introduction to the CoNLL-2003 shared task, CoNLL 2003.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from truthloop.consolidation.arrays import Codes
from truthloop.terms.errors import Invalid

OUTSIDE = "O"

TokenSpan = tuple[int, int, str]
"""The first token of an entity, one past its last, its label."""


def tag_names(labels: Sequence[str]) -> list[str]:
    """The names of the 1 + 2 L tags, by code."""
    return [OUTSIDE, *(f"{sign}-{label}" for label in labels for sign in "BI")]


def label_of(tag: str) -> str | None:
    """The label a tag names, None outside; `Invalid` for what is no tag."""
    if tag == OUTSIDE:
        return None
    sign, dash, label = tag.partition("-")
    if sign not in {"B", "I"} or not dash or not label:
        raise Invalid(f"{tag!r} is no tag; tags are O, B-label and I-label.")
    return label


def spans_of_tags(tags: Iterable[str]) -> list[TokenSpan]:
    """The entities of a sequence of tags; an inside that continues nothing begins an entity, as evaluations have it."""
    spans: list[TokenSpan] = []
    begun, label = 0, None
    place = -1
    for place, tag in enumerate(tags):
        here = label_of(tag)
        if label is not None and (here != label or tag.startswith("B")):
            spans.append((begun, place, label))
        if here is not None and (here != label or tag.startswith("B")):
            begun = place
        label = here
    if label is not None:
        spans.append((begun, place + 1, label))
    return spans


def tags_of_spans(spans: Iterable[TokenSpan], tokens: int) -> list[str]:
    """A tag for each token; of spans that overlap the longer is kept, then the first."""
    tags = [OUTSIDE] * tokens
    for first, last, label in sorted(spans, key=lambda span: (span[0] - span[1], span)):
        if all(tag == OUTSIDE for tag in tags[first:last]):
            tags[first:last] = [f"B-{label}", *([f"I-{label}"] * (last - first - 1))]
    return tags


def may_follow(tags: int) -> NDArray[np.bool_]:
    """(K, K) whether the tag of a column may come after that of a row: an inside only after its own label."""
    code = np.arange(tags)
    inside = (code > 0) & (code % 2 == 0)
    own = (code[:, None] == code[None, :]) | (code[:, None] == code[None, :] - 1)
    return np.asarray(~inside[None, :] | own)


def may_begin(tags: int) -> NDArray[np.bool_]:
    """(K,) whether a text may start with the tag."""
    code = np.arange(tags)
    return np.asarray((code == 0) | (code % 2 == 1))


def kinds(tags: int) -> Codes:
    """(K,) 0 outside, 1 for a begin, 2 for an inside."""
    code = np.arange(tags)
    return np.where(code == 0, 0, 2 - code % 2).astype(np.int32)
