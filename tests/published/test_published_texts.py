"""Transcriptions by crowds (CrowdSpeech dev-clean), mean word error rate of a recording in percent.

"peer" is crowd-kit 1.4.2 on the same texts, lower case and without signs but the apostrophe: ROVER 6.68. "JOSS" is the
table of crowd-kit's paper (Journal of Open Source Software 9(96), 2024): RASA 7.5. jiwer measures.
"""

from __future__ import annotations

import jiwer
import numpy as np
import pytest

from crowd_texts import crowd_speech, plain_words
from truthloop.consolidation.texts.chosen_text import chosen_text
from truthloop.consolidation.texts.rover import rover
from truthloop.consolidation.texts.writing_table import WritingTable, writing_table


@pytest.fixture(scope="module")
def transcriptions() -> WritingTable:
    rows, _ = crowd_speech()
    return writing_table(*([row[place] for row in rows] for place in range(2)), [plain_words(row[2]) for row in rows])


def word_errors(table: WritingTable, texts: list[str]) -> np.ndarray:
    _, said = crowd_speech()
    return 100 * np.array([jiwer.wer(said[task], text) for task, text in zip(table.tasks, texts, strict=True)])


def test_a_plain_vote_is_at_least_as_good_as_the_peer(transcriptions: WritingTable) -> None:
    found = rover(transcriptions, weighted=False)
    assert word_errors(transcriptions, found.texts()).mean() <= 6.68


def test_learned_weights_take_a_tenth_of_the_errors_away(transcriptions: WritingTable) -> None:
    found = rover(transcriptions)
    errors = word_errors(transcriptions, found.texts())
    assert errors.mean() <= 6.02
    assert found.converged
    least_sure, most_sure = np.array_split(np.argsort(found.confidence), 5)[::4]
    assert errors[least_sure].mean() > 10 * errors[most_sure].mean()


def test_words_are_right_as_often_as_their_confidence_says(transcriptions: WritingTable) -> None:
    _, said = crowd_speech()
    found = rover(transcriptions)
    right: list[bool] = []
    for task, tokens in zip(found.tasks.tolist(), found.tokens, strict=True):
        heard = [False] * len(tokens)
        for part in jiwer.process_words(said[task], " ".join(tokens)).alignments[0] if tokens else []:
            if part.type == "equal":
                heard[part.hyp_start_idx : part.hyp_end_idx] = [True] * (part.hyp_end_idx - part.hyp_start_idx)
        right += heard
    confidence = np.concatenate(found.token_confidence)
    gaps = np.bincount(np.minimum((confidence * 10).astype(int), 9), confidence - np.array(right), 10)
    assert np.abs(gaps).sum() / len(right) < 0.02


def test_the_nearest_text_is_better_than_published(transcriptions: WritingTable) -> None:
    found = chosen_text(transcriptions)
    assert word_errors(transcriptions, found.text.tolist()).mean() <= 6.55
