"""Entities by a model of sequences that learns who overlooks what: all texts of a job at once.

Named choice `sequence-combination`: better than clusters where the same people mark many texts, and its confidences are
probabilities. Entities do not overlap in it. It holds every text and answer in memory: some hundred bytes a word.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator

from truthloop.consolidation.texts.sequence_spans import sequence_spans
from truthloop.consolidation.texts.span_table import SpanTable, span_table
from truthloop.task_types.entity_spans import NO_ANSWER, label_of, offered_labels, read_answers
from truthloop.terms.labeling import AnsweredObject, Label, LabelTerms

NAME = "sequence-combination"


def consolidate_sequences(objects: Iterable[AnsweredObject], terms: LabelTerms) -> Iterator[Label]:
    """One label for each object; a failure where nobody gave a list of entities."""
    numbers: list[int] = []
    readers: list[int] = []
    texts: dict[Hashable, str] = {}
    seen: tuple[list[int], list[str]] = ([], [])
    rows: list[tuple[int, str, int, int, str]] = []
    for place, found in enumerate(objects):
        answers = read_answers(found, terms)
        numbers.append(found.number)
        readers.append(len(answers))
        if answers:
            texts[place] = str(found.line["source"])
        for worker, spans in answers.items():
            seen[0].append(place)
            seen[1].append(worker)
            rows += [(place, worker, *span) for span in spans]
    columns = [list(column) for column in zip(*rows, strict=True)] or [[], [], [], [], []]
    yield from labels_of(span_table(*columns, seen=seen), texts, numbers, readers, terms)


def labels_of(
    table: SpanTable, texts: dict[Hashable, str], numbers: list[int], readers: list[int], terms: LabelTerms
) -> Iterator[Label]:
    """The labels in the objects' order, from the answers of those that have any."""
    made = dict(zip(table.texts.tolist(), sequence_spans(table, texts), strict=True)) if texts else {}
    labels = offered_labels(terms.config)
    for place, number in enumerate(numbers):
        if place in made:
            yield label_of(number, list(made[place]), labels, readers[place])
        else:
            yield Label(number, failure=NO_ANSWER)
