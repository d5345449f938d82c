"""How probable each entity is under a model of sequences, and the choice of entities that do not overlap.

With z the true tags, a span [i, j) with label l has the posterior probability

    P(z_i = B-l) * prod of P(z_k = I-l | z_k-1)  for i < k < j  * P(z_j is not I-l | z_j-1)

exactly, because given all answers the tags are still a Markov chain.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from truthloop.consolidation.arrays import Codes, Floats
from truthloop.consolidation.compiled import compiled
from truthloop.consolidation.texts.sequence_pass import forward

NEGLIGIBLE = 0.02
"""Spans less probable are not looked at."""


@dataclass(frozen=True, slots=True, eq=False)
class TokenSpans:
    """m entities; ascending by text, then place. No two of a text overlap."""

    text: Codes
    """(m,)"""
    first: Codes
    """(m,) the first token, counted in its text."""
    last: Codes
    """(m,) one past the last token."""
    label: Codes
    """(m,)"""
    confidence: Floats
    """(m,) the posterior probability of boundaries and label together."""

    def of_texts(self, texts: int, labels: list[str]) -> list[list[tuple[int, int, str]]]:
        """Of each text its entities as (first token, one past the last, label)."""
        result: list[list[tuple[int, int, str]]] = [[] for _ in range(texts)]
        for text, first, last, label in zip(self.text, self.first, self.last, self.label, strict=True):
            result[text].append((int(first), int(last), labels[label]))
        return result


def probable_spans(scores: Iterable[Floats], transition: Floats, first: Floats, least: float) -> TokenSpans:
    """The most probable spans of each text, one after the other, that do not overlap a better one.

    `scores` are, text by text, the (tokens, K) log likelihoods of the tags.
    """
    rows, sure = [np.zeros((0, 4), dtype=np.int64)], [np.zeros(0)]
    for text, likely in enumerate(scores):
        places, probability = chosen_spans(*span_posteriors(likely, transition, first), len(likely), least)
        rows.append(np.column_stack([np.full(len(places), text), places]))
        sure.append(probability)
    columns = np.concatenate(rows).astype(np.int32)
    return TokenSpans(columns[:, 0], columns[:, 1], columns[:, 2], columns[:, 3], np.concatenate(sure))


@compiled
def span_posteriors(scores: Floats, transition: Floats, first: Floats) -> tuple[Codes, Floats]:
    """((m, 3) first token, one past the last and label, (m,) probability) of all spans that are not negligible."""
    tokens, tags = scores.shape
    begins, goes_on = begin_and_continue(scores, transition, first)
    places, sure = [(0, 0, 0)][:0], [0.0][:0]
    for begun in range(tokens):
        for label in range(tags // 2):
            reach, end, state = begins[begun, label], begun, 1 + 2 * label
            while reach > NEGLIGIBLE:
                onward = goes_on[end, state]
                if reach * (1 - onward) > NEGLIGIBLE:
                    places.append((begun, end + 1, label))
                    sure.append(reach * (1 - onward))
                reach, end, state = reach * onward, end + 1, 2 + 2 * label
    found = np.empty((len(places), 3), dtype=np.int32)
    for row in range(len(places)):
        found[row, 0], found[row, 1], found[row, 2] = places[row]
    return found, np.array(sure)


@compiled
def begin_and_continue(scores: Floats, transition: Floats, first: Floats) -> tuple[Floats, Floats]:
    """((tokens, L) the probability that an entity begins, (tokens, K) that the entity of a state goes on after it)."""
    tokens, tags = scores.shape
    likely, ahead, scale = np.empty((tokens, tags)), np.empty((tokens, tags)), np.empty(tokens)
    begins, goes_on, back = np.zeros((tokens, tags // 2)), np.zeros((tokens, tags)), np.ones(tags)
    if tokens:
        forward(scores, transition, first, likely, ahead, scale)
    for place in range(tokens - 1, -1, -1):
        if place < tokens - 1:
            onward = likely[place + 1] * back / scale[place + 1]
            back = transition @ onward
            for state in range(1, tags):
                inside = state + state % 2
                if back[state] > 0:
                    goes_on[place, state] = min(1.0, transition[state, inside] * onward[inside] / back[state])
        for label in range(tags // 2):
            begins[place, label] = ahead[place, 1 + 2 * label] * back[1 + 2 * label]
    return begins, goes_on


@compiled
def chosen_spans(places: Codes, sure: Floats, tokens: int, least: float) -> tuple[Codes, Floats]:
    """The spans that are at least so sure and overlap no better one, by place."""
    free = np.ones(tokens, dtype=np.bool_)
    kept = np.zeros(len(sure), dtype=np.bool_)
    for row in np.argsort(-sure, kind="mergesort"):
        if sure[row] >= least and free[places[row, 0] : places[row, 1]].all():
            free[places[row, 0] : places[row, 1]] = False
            kept[row] = True
    return places[kept], sure[kept]
