"""Expectation over sequences with known transitions: forward-backward, text by text, in machine code.

The score of a tag at a token is the sum, over the text's answers, of the logarithm of what the worker would answer
there, plus that of the word. Forward and backward variables are scaled at each token, so nothing underflows.

L. R. Rabiner, A tutorial on hidden Markov models, Proceedings of the IEEE 77(2), 1989, sections III and V.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from truthloop.consolidation.arrays import Codes, Floats, Offsets
from truthloop.consolidation.compiled import compiled
from truthloop.consolidation.texts.tag_table import TagTable


@dataclass(frozen=True, slots=True, eq=False)
class SequenceModel:
    """What is believed of texts and workers."""

    first: Floats
    """(K,) the probability of each tag at the start of a text."""
    transition: Floats
    """(K, K) of each tag (column) after each tag (row)."""
    log_answer: Floats
    """(W, C, K, K) by worker, context, tag answered, true tag; the context is what the worker answered just before."""
    log_word: Floats
    """(V, K) by word and true tag."""


@dataclass(frozen=True, slots=True, eq=False)
class SequenceSums:
    """What the maximization needs of some texts; the sums of two sets of texts add up."""

    first: Floats
    """(K,) expected number of texts that start with each tag."""
    transitions: Floats
    """(K, K) expected number of transitions."""
    answers: Floats
    """(W, C, K, K) expected number of answers by worker, context, tag answered and true tag."""
    words: Floats
    """(V, K) expected number of tokens by word and true tag."""
    evidence: float
    """The log probability of answers and words under the model of the pass."""

    def __add__(self, other: SequenceSums) -> SequenceSums:
        """The sums over the texts of both; labels, workers and words must be the same."""
        return SequenceSums(
            self.first + other.first,
            self.transitions + other.transitions,
            self.answers + other.answers,
            self.words + other.words,
            self.evidence + other.evidence,
        )


def expect_sequences(table: TagTable, context: Codes, model: SequenceModel, posterior: Floats) -> SequenceSums:
    """Fill `posterior` (N, K) and give the sums it implies; `context` (n,) is that of each tag answered."""
    tags = table.tags
    first, transitions = np.zeros(tags), np.zeros((tags, tags))
    answers, words = np.zeros_like(model.log_answer), np.zeros_like(model.log_word)
    evidence = sequence_pass(
        *(table.token_starts, table.answer_starts, table.tag_starts, table.worker, table.tag, context, table.word),
        *(model.log_answer, model.log_word, model.transition, model.first),
        *(posterior, answers, words, transitions, first),
    )
    return SequenceSums(first, transitions, answers, words, evidence)


def scores_of(table: TagTable, context: Codes, model: SequenceModel, text: int) -> Floats:
    """(tokens, K) the log likelihood of each tag at each token of a text, without its neighbours."""
    begin, end = table.token_starts[text], table.token_starts[text + 1]
    scores = np.zeros((end - begin, table.tags))
    add_scores(
        *(table.answer_starts[text], table.answer_starts[text + 1], table.tag_starts, table.worker, table.tag, context),
        *(table.word[begin:end], model.log_answer, model.log_word, scores),
    )
    return scores


@compiled
def sequence_pass(
    token_starts: Offsets,
    answer_starts: Offsets,
    tag_starts: Offsets,
    worker: Codes,
    tag: Codes,
    context: Codes,
    word: Codes,
    log_answer: Floats,
    log_word: Floats,
    transition: Floats,
    first: Floats,
    posterior: Floats,
    answers: Floats,
    words: Floats,
    transitions: Floats,
    firsts: Floats,
) -> float:
    """Expectation and counts over all texts; the evidence is returned."""
    evidence = 0.0
    for text in range(len(token_starts) - 1):
        begin, end = token_starts[text], token_starts[text + 1]
        if begin == end:
            continue
        low, high = answer_starts[text], answer_starts[text + 1]
        scores = np.zeros((end - begin, len(first)))
        add_scores(low, high, tag_starts, worker, tag, context, word[begin:end], log_answer, log_word, scores)
        here = posterior[begin:end]
        evidence += smoothed(scores, transition, first, here, transitions)
        firsts += here[0]
        for place in range(end - begin):
            words[word[begin + place]] += here[place]
        for answer in range(low, high):
            for place in range(end - begin):
                row = tag_starts[answer] + place
                answers[worker[answer], context[row], tag[row]] += here[place]
    return evidence


@compiled
def add_scores(
    low: int,
    high: int,
    tag_starts: Offsets,
    worker: Codes,
    tag: Codes,
    context: Codes,
    word: Codes,
    log_answer: Floats,
    log_word: Floats,
    scores: Floats,
) -> None:
    """Add to the scores (tokens, K) of a text what its words and its answers (low to high) say."""
    for place in range(len(scores)):
        scores[place] += log_word[word[place]]
    for answer in range(low, high):
        for place in range(len(scores)):
            row = tag_starts[answer] + place
            scores[place] += log_answer[worker[answer], context[row], tag[row]]


@compiled
def smoothed(scores: Floats, transition: Floats, first: Floats, posterior: Floats, transitions: Floats) -> float:
    """Fill the posterior (tokens, K) of a text, add its expected transitions; the evidence is returned."""
    tokens, tags = scores.shape
    likely, ahead, scale, back = np.empty((tokens, tags)), np.empty((tokens, tags)), np.empty(tokens), np.ones(tags)
    evidence = forward(scores, transition, first, likely, ahead, scale)
    posterior[tokens - 1] = ahead[tokens - 1]
    for place in range(tokens - 2, -1, -1):
        onward = likely[place + 1] * back / scale[place + 1]
        for j in range(tags):
            total = 0.0
            for k in range(tags):
                step = transition[j, k] * onward[k]
                total += step
                transitions[j, k] += ahead[place, j] * step
            back[j] = total
        posterior[place] = ahead[place] * back
    return evidence


@compiled
def forward(scores: Floats, transition: Floats, first: Floats, likely: Floats, ahead: Floats, scale: Floats) -> float:
    """Fill likelihoods (relative to each token's greatest), scaled forward variables and scales; the evidence."""
    tokens, tags = scores.shape
    evidence = 0.0
    for place in range(tokens):
        top = scores[place].max()
        total = 0.0
        for k in range(tags):
            likely[place, k] = np.exp(scores[place, k] - top)
            reached = first[k]
            if place > 0:
                reached = 0.0
                for j in range(tags):
                    reached += ahead[place - 1, j] * transition[j, k]
            ahead[place, k] = reached * likely[place, k]
            total += ahead[place, k]
        scale[place] = total
        ahead[place] /= total
        evidence += top + np.log(total)
    return evidence
