"""Entities on the CoNLL crowd, strict F1, each beside the figure it is held against.

Sentences are those of A. T. Nguyen et al., ACL 2017 (3,205 of the test part; 47 workers; Rodrigues et al. 2014), strict
means boundaries and label. "peer" is crowd-kit 1.4.2 on the same loader. The papers' tables could not be reached:
HMM-Crowd about 74.8 (Nguyen 2017) and BSC-seq about 77.4 (Simpson and Gurevych 2019, another choice of sentences) are
from memory and bind nothing here.
"""

from __future__ import annotations

import numpy as np
import pytest

from crowd_sets import binned_calibration_error
from crowd_texts import TaggedSentences, crowd_entities, crowd_spans, strict_scores
from truthloop.consolidation.dawid_skene import dawid_skene
from truthloop.consolidation.texts.bio_tags import spans_of_tags, tag_names
from truthloop.consolidation.texts.consolidated_spans import consolidated_spans
from truthloop.consolidation.texts.sequence_combination import sequence_combination
from truthloop.consolidation.texts.sequence_spans import sequence_spans
from truthloop.consolidation.texts.tag_table import TagTable, tag_table
from truthloop.consolidation.texts.token_dawid_skene import token_dawid_skene


@pytest.fixture(scope="module")
def sentences() -> TaggedSentences:
    return crowd_entities("test")


def truth_of(sentences: TaggedSentences) -> list[list[tuple[int, int, str]]]:
    return [spans_of_tags(tags) for tags in sentences.truth]


def token_f1(table: TagTable, labels: np.ndarray, sentences: TaggedSentences) -> float:
    """Of a tag for each token by itself."""
    names = tag_names(table.labels.tolist())
    tags = [names[code] for code in labels]
    found = [
        spans_of_tags(tags[begin:end])
        for begin, end in zip(table.token_starts[:-1], table.token_starts[1:], strict=True)
    ]
    return 100 * strict_scores(found, truth_of(sentences))[2]


def test_the_sentences_are_those_that_others_measured_on(sentences: TaggedSentences) -> None:
    table = tag_table(sentences.answers, sentences.tokens)
    assert (table.texts, len(table.tag), len(table.workers)) == (3205, 183_809, 47)


def test_single_tokens_give_what_the_peer_gives(sentences: TaggedSentences) -> None:
    table = tag_table(sentences.answers)
    assert token_f1(table, dawid_skene(table.by_token()).label, sentences) == pytest.approx(70.4, abs=0.5), "peer"


def test_a_chain_over_dawid_skene_is_better_than_single_tokens(sentences: TaggedSentences) -> None:
    table = tag_table(sentences.answers)
    found = token_dawid_skene(table).of_texts(table.texts, table.labels.tolist())
    assert 100 * strict_scores(found, truth_of(sentences))[2] >= 72.5


@pytest.mark.parametrize(("words", "remember", "least"), [(True, True, 75.5), (False, True, 74.0), (True, False, 73.9)])
def test_sequence_combination_reaches_what_is_wanted(
    sentences: TaggedSentences, words: bool, remember: bool, least: float
) -> None:
    table = tag_table(sentences.answers, sentences.tokens if words else None)
    result = sequence_combination(table, remember=remember)
    found = result.spans.of_texts(table.texts, result.labels.tolist())
    assert 100 * strict_scores(found, truth_of(sentences))[2] >= least
    assert result.converged


def test_the_other_part_of_the_crowd_gives_more() -> None:
    other = crowd_entities("val")
    table = tag_table(other.answers, other.tokens)
    result = sequence_combination(table)
    found = result.spans.of_texts(table.texts, result.labels.tolist())
    assert 100 * strict_scores(found, truth_of(other))[2] >= 77.5


def test_clusters_of_spans_are_better_than_votes_by_token_and_their_confidence_orders_them(
    sentences: TaggedSentences,
) -> None:
    table, _, truth = crowd_spans(sentences)
    result = consolidated_spans(table)

    def f1(least: float) -> float:
        found = [[(span.start, span.end, span.label) for span in spans] for spans in result.spans(least)]
        return 100 * strict_scores(found, truth)[2]

    assert f1(0.0) >= 65.0
    assert f1(0.34) >= 67.5
    right = np.array(
        [
            (span.start, span.end, span.label) in truth[text]
            for text, spans in enumerate(result.spans())
            for span in spans
        ]
    )
    assert right[result.confidence > 0.8].mean() > 0.93
    assert right[result.confidence < 0.4].mean() < 0.4


def test_sequences_read_from_spans_in_code_points_lose_little(sentences: TaggedSentences) -> None:
    table, texts, truth = crowd_spans(sentences)
    found = [
        [(span.start, span.end, span.label) for span in spans] for spans in sequence_spans(table, dict(texts.items()))
    ]
    assert 100 * strict_scores(found, truth)[2] >= 74.5


@pytest.mark.parametrize("part", ["test", "val"])
def test_the_confidence_of_entities_means_what_it_says(part: str) -> None:
    sentences = crowd_entities(part)
    table = tag_table(sentences.answers, sentences.tokens)
    result = sequence_combination(table)
    found = result.spans.of_texts(table.texts, result.labels.tolist())
    truth = truth_of(sentences)
    right = np.array([span in truth[text] for text, spans in enumerate(found) for span in spans], dtype=np.float64)
    # By the posterior alone .169 and .154.
    assert binned_calibration_error(result.spans.confidence, right) <= 0.04
