"""Bayesian sequence combination: tags of many workers made one sequence of entities, text by text.

The true tags of a text are a Markov chain in which an inside follows only its own entity. What a worker answers at a
token depends on the true tag and on what they answered just before:

    z_i ~ transition[z_i-1],   word_i ~ word[z_i],   c_wi ~ answer[w, label of c_w,i-1, z_i]

For a token of an entity the answer has two steps: whether the worker marks it at all, with a probability shared by all
labels, and if so, with which tag. That the labels share it is ours, and needed: with a rate per label, a label that is
often missed drifts into a name for tokens that nobody marks. Each worker's probabilities are shrunk to the crowd's.

Expectation by forward-backward, maximization by posterior means; the first posterior is the vote shares. Words let
entities be found that few marked, as in HMM-Crowd (without the dependence on the answer before it is that model). They
repeat what answers say, so the final posterior is tempered. What all agree on may still be called something else by who
knows better, and no model of workers sees it, so the confidence of an entity is a pool of its posterior and its votes.

E. Simpson and I. Gurevych, A Bayesian approach for sequence tagging with crowds, EMNLP 2019; A. T. Nguyen, B. C.
Wallace, J. J. Li, A. Nenkova and M. Lease, Aggregating and predicting sequence labels from crowd annotations, ACL 2017.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import digamma

from truthloop.consolidation.arrays import Codes, Floats, Names, Offsets
from truthloop.consolidation.em_rounds import Rounds, run_rounds
from truthloop.consolidation.texts.bio_tags import kinds, may_begin, may_follow
from truthloop.consolidation.texts.marked_shares import marked_shares
from truthloop.consolidation.texts.sequence_pass import SequenceModel, SequenceSums, expect_sequences, scores_of
from truthloop.consolidation.texts.span_posteriors import TokenSpans, probable_spans
from truthloop.consolidation.texts.tag_table import TagTable

OWN, CROWD, MARKS = 5.0, 10.0, 10.0
"""The answers that outweigh the crowd's: in a worker's choice of tags, in a context, and in a worker's marking."""
RIGHT = 4.0
"""Before anything is seen, a crowd has given each tag rightly so often, against once wrongly."""
RARE = 0.1
"""A word counts as met so often with each tag before it is met."""
TEMPER = 0.4
"""The power of the final likelihood where words are known; tried on the CoNLL crowd."""
SHARE_OF_VOTES = 0.4
"""How much of a confidence is the share of workers who marked the entity so; either part of the crowd asks for it."""
UNTIL_STILL = Rounds(100, 1e-6)
LEAST = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class CombinedSequences:
    """The entities of each text, and what was learned of the workers."""

    method: str
    labels: Names
    """(L,)"""
    workers: Names
    """(W,)"""
    spans: TokenSpans
    """The entities that are probable enough, with a confidence that is pooled with the votes."""
    posterior: Floats
    """(N, K) the probability of each tag at each token, before tempering."""
    recall: Floats
    """(W,) the share of entity tokens that a worker tags rightly."""
    precision: Floats
    """(W,) the share of a worker's marked tokens that are right."""
    converged: bool
    rounds: int


def sequence_combination(
    table: TagTable,
    *,
    least_posterior: float = 0.5,
    remember: bool = True,
    limits: Rounds = UNTIL_STILL,
) -> CombinedSequences:
    """The entities that are at least so probable in the model.

    Their confidence is less where few workers marked them (`marked_shares`), and may be under `least_posterior`.
    Without `remember`, answers depend on the true tag alone.
    """
    # 0 after outside and at the start of a text, else 1 + the label of the tag before.
    context = (table.previous_tags() + 1) // 2 if remember else np.zeros(len(table.tag), dtype=np.int32)
    posterior = vote_shares(table)
    learned = run_rounds(
        learned_from(table, counted(table, context, posterior)),
        lambda model: expect_sequences(table, context, model, posterior),
        lambda sums: learned_from(table, sums),
        limits,
        len(table.tag),
    )
    model = tempered(learned.model, table)
    scores = (scores_of(table, context, model, text) for text in range(table.texts))
    recall, precision = rightness(learned.sums.answers.sum(axis=1))
    spans = probable_spans(scores, model.transition, model.first, least_posterior)
    sure = (1.0 - SHARE_OF_VOTES) * spans.confidence + SHARE_OF_VOTES * marked_shares(table, spans)
    return CombinedSequences(
        method="sequence-combination" if remember else "hmm-crowd",
        labels=table.labels,
        workers=table.workers,
        spans=replace(spans, confidence=sure),
        posterior=posterior,
        recall=recall,
        precision=precision,
        converged=learned.converged,
        rounds=learned.rounds,
    )


def vote_shares(table: TagTable) -> Floats:
    """(N, K) the share of each tag among a token's answers; outside where there are none."""
    size = len(table.word) * table.tags
    cell = table.tag_tokens().astype(np.int64) * table.tags + table.tag
    votes = np.bincount(cell, minlength=size).reshape(-1, table.tags).astype(np.float64)
    votes[votes.sum(axis=1) == 0, 0] = 1.0
    shares: Floats = votes / votes.sum(axis=1, keepdims=True)
    return shares


def counted(table: TagTable, context: Codes, posterior: Floats) -> SequenceSums:
    """The sums that a posterior (N, K) implies if neighbours are independent, without evidence."""
    begins = table.token_starts[:-1][np.diff(table.token_starts) > 0]
    after = np.setdiff1d(np.arange(1, len(posterior)), begins)
    contexts = int(context.max(initial=0)) + 1
    shape = (len(table.workers), contexts, table.tags)
    cell = np.ravel_multi_index((table.tag_workers(), context, table.tag), shape)
    answers = summed_rows(cell.astype(np.int64), posterior[table.tag_tokens()], int(np.prod(shape)))
    return SequenceSums(
        first=posterior[begins].sum(axis=0),
        transitions=posterior[after - 1].T @ posterior[after],
        answers=answers.reshape(*shape, table.tags),
        words=summed_rows(table.word, posterior, len(table.words)),
        evidence=0.0,
    )


def summed_rows(cell: Codes | Offsets, rows: Floats, cells: int) -> Floats:
    """(cells, K) the sum of the rows that belong to each cell."""
    return np.stack([np.bincount(cell, column, cells).astype(np.float64) for column in rows.T], axis=1)


def learned_from(table: TagTable, sums: SequenceSums) -> SequenceModel:
    """The model that the sums make most probable, drawn towards the crowd's."""
    transition = (sums.transitions + 1 / table.tags) * may_follow(table.tags)
    first = (sums.first + 1 / table.tags) * may_begin(table.tags)
    words = sums.words + RARE
    return SequenceModel(
        first=first / first.sum(),
        transition=transition / transition.sum(axis=1, keepdims=True),
        log_answer=np.log(np.maximum(answer_probabilities(sums.answers, kinds(table.tags)), LEAST)),
        # The expectation of the logarithm, which is what makes words met once or twice say little.
        log_word=digamma(words) - digamma(words.sum(axis=0)),
    )


def answer_probabilities(counts: Floats, kind: Codes) -> Floats:
    """(W, C, K, K) by worker, context, tag answered, true tag; sums to 1 over the tag answered."""
    crowd = counts.sum(axis=(0, 1)) + 1 / len(kind) + RIGHT * np.eye(len(kind))
    crowd /= crowd.sum(axis=0)
    in_context = counts.sum(axis=0) + CROWD * crowd
    in_context /= in_context.sum(axis=1, keepdims=True)
    own = counts + OWN * in_context
    own /= own.sum(axis=2, keepdims=True)
    for place in (1, 2):
        of_kind = np.flatnonzero(kind == place)
        if len(of_kind):
            missed = missed_share(counts[..., of_kind].sum(axis=3))
            marked = own[:, :, 1:, of_kind]
            own[:, :, 1:, of_kind] = marked / marked.sum(axis=2, keepdims=True) * (1 - missed)[:, :, None, None]
            own[:, :, 0, of_kind] = missed[:, :, None]
    return np.asarray(own)


def missed_share(counts: Floats) -> Floats:
    """(W, C) the share of entity tokens answered with outside, from counts (W, C, K) by tag answered.

    It depends on whether the worker was inside an entity just before, not on which.
    """
    after = np.minimum(np.arange(counts.shape[1]), 1)
    together = np.stack([counts[:, after == place].sum(axis=1) for place in range(after.max() + 1)], axis=1)
    total, missed = together.sum(axis=2), together[:, :, 0]
    crowd = (missed.sum(axis=0) + 1) / (total.sum(axis=0) + 1 + RIGHT)
    share: Floats = (missed + MARKS * crowd) / (total + MARKS)
    return share[:, after]


def tempered(model: SequenceModel, table: TagTable) -> SequenceModel:
    """The model whose likelihoods are weakened where words repeat what answers say."""
    if len(table.words) <= 1:
        return model
    return SequenceModel(model.first, model.transition, TEMPER * model.log_answer, TEMPER * model.log_word)


def rightness(counts: Floats) -> tuple[Floats, Floats]:
    """(recall (W,), precision (W,)) from expected counts (W, K, K) by tag answered and true tag; 0 for who has none."""
    right = np.einsum("wkk->wk", counts)[:, 1:].sum(axis=1)
    there, marked = counts[:, :, 1:].sum(axis=(1, 2)), counts[:, 1:, :].sum(axis=(1, 2))
    return right / np.maximum(there, LEAST), right / np.maximum(marked, LEAST)
