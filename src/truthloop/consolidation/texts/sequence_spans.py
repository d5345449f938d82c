"""From marked spans to tagged tokens, and from probable entities back to code points.

The same answers that `consolidated_spans` clusters, read by a model of sequences: for crowds whose members mark many
texts and overlook different things. Entities do not overlap here; where labels may overlap, cluster instead.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping

import numpy as np

from truthloop.consolidation.arrays import Codes
from truthloop.consolidation.texts.bio_tags import TokenSpan, tags_of_spans
from truthloop.consolidation.texts.consolidated_spans import ConsolidatedSpan
from truthloop.consolidation.texts.sequence_combination import sequence_combination
from truthloop.consolidation.texts.span_clusters import LEAST_OVERLAP
from truthloop.consolidation.texts.span_posteriors import TokenSpans
from truthloop.consolidation.texts.span_table import SpanTable
from truthloop.consolidation.texts.tag_table import TagTable, tag_table
from truthloop.consolidation.texts.text_tokens import Ranges, Tokenizer, cut_at, word_tokens
from truthloop.terms.errors import Invalid


def sequence_spans(
    table: SpanTable,
    texts: Mapping[Hashable, str],
    *,
    tokenize: Tokenizer = word_tokens,
    least_posterior: float = 0.5,
) -> list[tuple[ConsolidatedSpan, ...]]:
    """Of each text of the table its entities, by sequence combination; `texts` are what was read, by name.

    `Invalid` where a text is missing or a span ends after its text.
    """
    tags, tokens = tagged_texts(table, texts, tokenize)
    found = sequence_combination(tags, least_posterior=least_posterior)
    return located(found.spans, table, found.labels.tolist(), tokens)


def tagged_texts(
    table: SpanTable, texts: Mapping[Hashable, str], tokenize: Tokenizer = word_tokens
) -> tuple[TagTable, list[Ranges]]:
    """(the answers as tags, the tokens of each text); tokens are cut wherever somebody set a boundary."""
    answers, words, tokens = [], [], []
    for place, name in enumerate(table.texts.tolist()):
        if name not in texts:
            raise Invalid(f"The text {name!r} is not given; every text that was marked is needed.")
        rows = slice(table.starts[place], table.starts[place + 1])
        start, end, text = table.start[rows], table.end[rows], texts[name]
        if len(end) and int(end.max()) > len(text):
            raise Invalid(f"A span ends at {end.max()}, but the text {name!r} has {len(text)} code points.")
        here = cut_at(tokenize(text), [*start.tolist(), *end.tolist()])
        spans: dict[int, list[TokenSpan]] = defaultdict(list)
        for worker, (first, last), label in zip(
            table.worker[rows].tolist(), token_ranges(here, start, end), table.label[rows].tolist(), strict=True
        ):
            if last > first:
                spans[worker].append((first, last, table.labels[label]))
        readers = table.seen_worker[table.seen_starts[place] : table.seen_starts[place + 1]].tolist()
        answers.append({table.workers[reader]: tags_of_spans(spans[reader], len(here)) for reader in readers})
        words.append([text[first:last] for first, last in here])
        tokens.append(here)
    return tag_table(answers, words), tokens


def token_ranges(tokens: Ranges, start: Codes, end: Codes) -> list[tuple[int, int]]:
    """Of each span the first token in it and one past the last."""
    firsts, lasts = np.array(tokens, dtype=np.int64).reshape(-1, 2).T
    return list(
        zip(np.searchsorted(firsts, start).tolist(), np.searchsorted(lasts, end, side="right").tolist(), strict=True)
    )


def located(
    found: TokenSpans, table: SpanTable, labels: list[str], tokens: list[Ranges]
) -> list[tuple[ConsolidatedSpan, ...]]:
    """Of each text its entities in code points, with how many workers marked something like them."""
    result: list[list[ConsolidatedSpan]] = [[] for _ in tokens]
    for text, first, last, label, sure in zip(
        found.text, found.first, found.last, found.label, found.confidence, strict=True
    ):
        start, end = tokens[text][first][0], tokens[text][last - 1][1]
        rows = slice(table.starts[text], table.starts[text + 1])
        shared = np.minimum(table.end[rows], end) - np.maximum(table.start[rows], start)
        like = shared >= LEAST_OVERLAP * (table.end[rows] - table.start[rows] + end - start - shared)
        support = len(np.unique(table.worker[rows][like & (shared > 0)]))
        result[text].append(ConsolidatedSpan(start, end, labels[label], float(sure), support))
    return [tuple(spans) for spans in result]
