"""Dawid-Skene on single tokens, then entities by a Markov chain over the tags.

Every token is a task by itself. Its posterior says nothing of its neighbours, so a plain reading gives insides without
a begin. The posterior, less the prior, is the score of a chain whose transitions are counted from the posteriors;
entities are read from that chain. The yardstick that sequence models are held against.

A. P. Dawid and A. M. Skene 1979; the chain as in A. T. Nguyen et al., Aggregating and predicting sequence labels from
crowd annotations, ACL 2017 ("Dawid-Skene then HMM").
"""

from __future__ import annotations

import numpy as np

from truthloop.consolidation.dawid_skene import dawid_skene
from truthloop.consolidation.texts.bio_tags import may_begin, may_follow
from truthloop.consolidation.texts.span_posteriors import TokenSpans, probable_spans
from truthloop.consolidation.texts.tag_table import TagTable

LEAST = 1e-9


def token_dawid_skene(table: TagTable, *, least_posterior: float = 0.5) -> TokenSpans:
    """The entities of each text that are at least so probable under the chain."""
    posterior = dawid_skene(table.by_token()).posterior
    begins = table.token_starts[:-1][np.diff(table.token_starts) > 0]
    after = np.setdiff1d(np.arange(1, len(posterior)), begins)
    transition = (posterior[after - 1].T @ posterior[after] + 1) * may_follow(table.tags)
    first = (posterior[begins].sum(axis=0) + 1) * may_begin(table.tags)
    prior = np.maximum(posterior.mean(axis=0) if len(posterior) else np.ones(table.tags), LEAST)
    scores = np.log(np.maximum(posterior, LEAST)) - np.log(prior)
    return probable_spans(
        [scores[table.token_starts[text] : table.token_starts[text + 1]] for text in range(table.texts)],
        transition / transition.sum(axis=1, keepdims=True),
        first / first.sum(),
        least_posterior,
    )
