"""HRRASA: the nearest text by meaning and words, with a reliability of workers and of single texts."""

from __future__ import annotations

import random
import warnings
from collections import Counter

import numpy as np
import pandas as pd
import pytest
from crowdkit.aggregation import HRRASA
from hypothesis import given
from hypothesis import strategies as st

from truthloop.consolidation.arrays import Floats
from truthloop.consolidation.texts.hrrasa import gleu, hrrasa
from truthloop.consolidation.texts.writing_table import WritingTable, writing_table
from truthloop.terms.errors import Invalid

Rows = list[tuple[str, str, str]]
sentences = st.lists(st.sampled_from(["a", "bb", "cc", "d"]), max_size=6).map(" ".join)
crowds = st.lists(
    st.tuples(st.sampled_from(["t1", "t2", "t3"]), st.sampled_from(["w1", "w2", "w3", "w4"]), sentences), max_size=12
)


class PeerHrrasa(HRRASA):
    """Theirs, with the one line mended that newer pandas refuse: a column of vectors is no column of floats."""

    @staticmethod
    def _aggregate_embeddings(data: pd.DataFrame, weights: pd.DataFrame, *_: object) -> pd.Series:
        joined = data.join(weights, on=["task", "worker"])
        joined["weighted_embedding"] = joined.weight * joined.embedding
        group = joined.groupby("task", group_keys=False)
        return group.weighted_embedding.apply(np.sum) / group.weight.sum()


def table_of(rows: Rows) -> WritingTable:
    return writing_table([row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows])


def by_letters(texts: list[str]) -> Floats:
    """A stand-in for an embedding: how often each letter occurs, and a constant."""
    counts = [[1.0, *(text.count(letter) for letter in "abcdefghij")] for text in texts]
    return np.array(counts, dtype=np.float64).reshape(len(texts), 11)


def crowd() -> Rows:
    """Forty sentences by five workers, of whom the first is careful and the last writes anything."""
    chance, rows = np.random.default_rng(9), []
    for task in range(40):
        said = chance.integers(0, 30, 7)
        for worker, slips in enumerate((0.03, 0.15, 0.2, 0.3, 0.9)):
            heard = np.where(chance.random(7) < slips, chance.integers(0, 30, 7), said)
            rows.append(
                (f"t{task:02}", f"w{worker}", " ".join("abcdefghij"[word % 10] * (1 + word // 10) for word in heard))
            )
    return rows


def runs(text: str) -> Counter[tuple[str, ...]]:
    words = text.split()
    return Counter(tuple(words[first : first + size]) for size in range(1, 5) for first in range(len(words) - size + 1))


@pytest.mark.parametrize("meaning_share", [0.5, 1.0, 0.2])
def test_texts_and_reliabilities_are_those_of_crowd_kit_on_the_same_vectors(meaning_share: float) -> None:
    rows = [*crowd(), ("t99", "w3", "alone here")]
    frame = pd.DataFrame(rows, columns=["task", "worker", "output"])
    frame["embedding"] = list(by_letters(frame["output"].tolist()))
    # Its own likeness of words compares words with letters: it is handed one that compares words with words.
    peer = PeerHrrasa(
        lambda_emb=meaning_share,
        lambda_out=1 - meaning_share,
        output_similarity=lambda one, other: gleu(runs(one), runs(other)),
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = peer.fit_predict(frame).sort_index()
    ours = hrrasa(table_of(rows), by_letters, meaning_share=meaning_share)
    assert ours.text.tolist() == theirs["output"].tolist()
    skills = peer.skills_.sort_index().to_numpy()
    np.testing.assert_allclose(ours.weight, skills / skills.mean(), rtol=1e-6)
    assert ours.converged


def test_the_careful_worker_counts_most_and_the_careless_least() -> None:
    result = hrrasa(table_of(crowd()), by_letters)
    assert result.weight.argmax() == 0
    assert result.weight.argmin() == 4
    assert result.weight.mean() == pytest.approx(1)


def test_vectors_can_be_given_instead_of_a_function() -> None:
    table = table_of(crowd())
    given_vectors = hrrasa(table, by_letters(table.written.tolist()))
    assert given_vectors.text.tolist() == hrrasa(table, by_letters).text.tolist()


@given(crowds, st.randoms(use_true_random=False))
def test_nothing_depends_on_the_order_of_rows_and_each_task_gets_one_of_its_texts(
    rows: Rows, chance: random.Random
) -> None:
    again = chance.sample(rows, len(rows))
    one, other = hrrasa(table_of(rows), by_letters), hrrasa(table_of(again), by_letters)
    assert one.text.tolist() == other.text.tolist()
    np.testing.assert_allclose(one.weight, other.weight, rtol=1e-6)
    for task, text in zip(one.tasks.tolist(), one.text.tolist(), strict=True):
        assert text in {row[2] for row in rows if row[0] == task}


def test_a_text_that_stands_alone_is_chosen_and_says_nothing_of_its_writer() -> None:
    result = hrrasa(table_of([("t", "w", "alone")]), by_letters)
    assert result.text.tolist() == ["alone"]
    assert result.weight.tolist() == [1.0]
    assert np.isnan(result.agreement[0])


def test_vectors_of_zeros_choose_by_letters_and_do_not_fail() -> None:
    result = hrrasa(table_of([("t", "v", "b"), ("t", "w", "a")]), lambda texts: np.zeros((len(texts), 3)))
    assert result.text.tolist() == ["a"]


def test_a_share_of_meaning_out_of_range_and_missing_vectors_are_refused() -> None:
    table = table_of([("t", "v", "b"), ("t", "w", "a")])
    with pytest.raises(Invalid, match="between 0 and 1"):
        hrrasa(table, by_letters, meaning_share=1.5)
    with pytest.raises(Invalid, match="a finite vector for each"):
        hrrasa(table, np.zeros((1, 3)))
