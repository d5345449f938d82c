"""Who marked which spans in which text, and who read it and marked none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from truthloop.consolidation.answer_table import offsets
from truthloop.consolidation.arrays import Codes, Names, Offsets
from truthloop.consolidation.name_codes import Column, coded
from truthloop.consolidation.shapes.box_table import with_more
from truthloop.terms.errors import Invalid


@dataclass(frozen=True, slots=True, eq=False)
class SpanTable:
    """n spans of W workers in T texts, each with one of K labels; rows ascend by text, start, end, label, worker."""

    texts: Names
    """(T,)"""
    workers: Names
    """(W,)"""
    labels: Names
    """(K,)"""
    text: Codes
    """(n,)"""
    worker: Codes
    """(n,)"""
    label: Codes
    """(n,)"""
    start: Codes
    """(n,) the first code point of the span."""
    end: Codes
    """(n,) one past its last code point."""
    starts: Offsets
    """(T + 1,) the spans in text t are rows starts[t] to starts[t + 1]."""
    seen_worker: Codes
    """(s,) who read a text, ascending by text and worker, whether or not they marked anything."""
    seen_starts: Offsets
    """(T + 1,) those who read text t."""

    @property
    def size(self) -> int:
        """How many spans."""
        return len(self.label)


def span_table(
    text: Column,
    worker: Column,
    start: Column,
    end: Column,
    label: Column,
    *,
    seen: tuple[Column, Column] | None = None,
) -> SpanTable:
    """A table from columns of equal length; `start` and `end` count code points, the end exclusive.

    `seen` is (texts, workers) of every answer, also those without a span: without it only who marked something is
    known to have read the text. The same span with the same label counts once per worker. `Invalid` for different
    lengths, offsets that are no whole numbers, or a span that is empty or begins before 0.
    """
    lengths = {"text": len(text), "worker": len(worker), "start": len(start), "end": len(end), "label": len(label)}
    if len(set(lengths.values())) > 1:
        raise Invalid(f"The columns have different lengths: {lengths}; each row is one span.")
    starts, ends = whole_numbers(start, "start"), whole_numbers(end, "end")
    wrong = np.flatnonzero((starts < 0) | (ends <= starts))
    if len(wrong):
        first = wrong[0]
        raise Invalid(
            f"Span {first} is [{starts[first]}, {ends[first]}); a span begins at 0 or later and is not empty."
        )
    seen_texts, seen_workers = seen if seen is not None else ([], [])
    texts, text_codes, read_texts = with_more(text, seen_texts, "text")
    workers, worker_codes, read_workers = with_more(worker, seen_workers, "worker")
    labels, label_codes = coded(label, "label")
    rows = unique_rows(text_codes, starts, ends, label_codes, worker_codes)
    read = unique_rows(np.concatenate([read_texts, text_codes]), np.concatenate([read_workers, worker_codes]))
    return SpanTable(
        texts=texts,
        workers=workers,
        labels=labels,
        text=rows[0],
        worker=rows[4],
        label=rows[3],
        start=rows[1],
        end=rows[2],
        starts=offsets(rows[0], len(texts)),
        seen_worker=read[1],
        seen_starts=offsets(read[0], len(texts)),
    )


def whole_numbers(column: Column, what: str) -> NDArray[np.int32]:
    """A column of offsets; `Invalid` when they are not whole numbers of 32 bits."""
    given: NDArray[Any] = np.asarray(column)
    if len(given) == 0:
        return np.zeros(0, dtype=np.int32)
    if given.dtype.kind not in "iu" or given.ndim != 1:
        raise Invalid(f"The {what}s are not whole numbers (for example {given.reshape(-1)[0]!r}).")
    if int(given.max()) > np.iinfo(np.int32).max:
        raise Invalid(f"A {what} is {given.max()}; texts have at most {np.iinfo(np.int32).max} code points.")
    return given.astype(np.int32)


def unique_rows(*columns: Codes) -> list[Codes]:
    """The columns with their rows in ascending order, each row once."""
    order = np.lexsort(columns[::-1])
    ordered = [column[order].astype(np.int32) for column in columns]
    if len(order) == 0:
        return ordered
    new = np.concatenate([[True], np.any([column[1:] != column[:-1] for column in ordered], axis=0)])
    return [column[new] for column in ordered]
