"""Texts that several people wrote for the same thing: voted on word by word, or the best of them chosen."""

from __future__ import annotations

import jiwer
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truthloop.consolidation.texts.chosen_text import chosen_text
from truthloop.consolidation.texts.rover import rover
from truthloop.consolidation.texts.word_network import alignment_order, distances, edit_distance, network
from truthloop.consolidation.texts.writing_table import WritingTable, writing_table
from truthloop.terms.errors import Invalid

sentences = st.lists(st.sampled_from(["a", "bb", "cc", "d"]), max_size=7).map(" ".join)
crowds = st.lists(
    st.tuples(st.sampled_from(["t1", "t2", "t3"]), st.sampled_from(["w1", "w2", "w3"]), sentences), max_size=12
)


def table_of(rows: list[tuple[str, str, str]]) -> WritingTable:
    return writing_table([row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows])


def of_one(*texts: str) -> WritingTable:
    return table_of([("t", f"w{place}", text) for place, text in enumerate(texts)])


@pytest.mark.parametrize("weighted", [True, False])
def test_every_word_is_voted_on_by_itself(weighted: bool) -> None:
    table = of_one("the cat sat on mat", "the cat set on the mat", "a cat sat on the mat")
    assert rover(table, weighted=weighted).texts() == ["the cat sat on the mat"]


def test_a_word_that_only_one_wrote_is_left_out() -> None:
    assert rover(of_one("so it goes", "it goes", "it really goes")).texts() == ["it goes"]


def test_equal_votes_go_to_what_somebody_wrote_and_then_to_the_longer_word() -> None:
    assert rover(of_one("it goes", "it")).texts() == ["it goes"]
    assert rover(of_one("it goes", "it go")).texts() == ["it goes"]


def test_one_text_is_itself_and_only_as_sure_as_its_writer() -> None:
    result = rover(of_one("as it came"))
    assert result.texts() == ["as it came"]
    assert 0.5 < result.confidence[0] < 1


def test_a_reliable_worker_outvotes_several_careless_ones() -> None:
    chance = np.random.default_rng(5)
    rows, truth = [], []
    for task in range(60):
        said = [f"word{chance.integers(500)}" for _ in range(8)]
        truth.append(" ".join(said))
        rows.append((f"t{task:03}", "good", " ".join(said)))
        for worker in ("b1", "b2", "b3", "b4"):
            wrong = [word if chance.random() < 0.5 else f"um{chance.integers(3)}" for word in said]
            rows.append((f"t{task:03}", worker, " ".join(wrong)))
    plain, weighted = rover(table_of(rows), weighted=False), rover(table_of(rows))
    assert jiwer.wer(truth, weighted.texts()) < jiwer.wer(truth, plain.texts()) / 3
    assert weighted.workers[weighted.skill.argmax()] == "good"
    assert weighted.converged


def test_words_may_be_compared_folded_and_come_back_as_most_wrote_them() -> None:
    table = writing_table(
        ["t"] * 3,
        ["a", "b", "c"],
        ["Seoul is big", "Seoul IS - big", "seoul is Big"],
        fold=lambda word: word.casefold().strip("-"),
    )
    assert rover(table).texts() == ["Seoul is big"]
    assert table.words.tolist() == ["big", "is", "seoul"]


def test_characters_may_be_voted_on_where_words_are_not_parted() -> None:
    table = writing_table(["t"] * 3, ["a", "b", "c"], ["안녕하세요", "안영하세요", "안녕하새요"], split=list)
    assert rover(table).texts("") == ["안녕하세요"]


@given(crowds)
def test_what_everybody_wrote_is_written_and_nothing_nobody_wrote(rows: list[tuple[str, str, str]]) -> None:
    table = table_of(rows)
    result, choice = rover(table), chosen_text(table)
    assert len(result.tokens) == len(choice.text) == len(table.tasks)
    for place, task in enumerate(table.tasks.tolist()):
        written = [text for name, _, text in rows if name == task]
        assert set(result.tokens[place]) <= {word for text in written for word in text.split()}
        assert choice.text[place] in written
        if len(set(written)) == 1:
            assert result.texts()[place] == written[0]
        assert len(result.tokens[place]) == len(result.token_confidence[place])
        assert 0 <= result.confidence[place] <= 1


@given(crowds, st.randoms(use_true_random=False), st.permutations(["w1", "w2", "w3"]))
def test_neither_the_order_of_texts_nor_the_names_of_tasks_matter(
    rows: list[tuple[str, str, str]], random: object, names: list[str]
) -> None:
    renamed = [(task.replace("t", "x"), worker, text) for task, worker, text in rows]
    random.shuffle(renamed)  # type: ignore[attr-defined]
    assert rover(table_of(renamed)).texts() == rover(table_of(rows)).texts()
    again = [(task, dict(zip(["w1", "w2", "w3"], names, strict=True))[worker], text) for task, worker, text in rows]
    one, other = chosen_text(table_of(rows), weighted=False), chosen_text(table_of(again), weighted=False)
    assert one.text.tolist() == other.text.tolist()


@given(sentences, sentences)
def test_the_edit_distance_is_that_of_word_error_rates(one: str, other: str) -> None:
    table = table_of([("t", "w1", one), ("t", "w2", other)])
    a, b, c = table.token_starts.tolist()
    expected = 0 if not one else jiwer.process_words(one, other)
    edits = len(other.split()) if not one else expected.substitutions + expected.deletions + expected.insertions
    assert edit_distance(table.word, a, b, b, c) == edits


@given(st.lists(sentences, min_size=1, max_size=5))
def test_a_network_holds_every_text_in_its_order(texts: list[str]) -> None:
    table = of_one(*texts)
    order = alignment_order(distances(table.word, table.token_starts, 0, table.size), 0)
    slots = network(table.word, table.token_starts, order)
    for text in range(table.size):
        column = slots[:, text]
        assert column[column >= 0].tolist() == list(range(table.token_starts[text], table.token_starts[text + 1]))
    assert ((slots >= 0).any(axis=1)).all()


def test_the_text_nearest_to_the_others_is_chosen_as_it_was_written() -> None:
    result = chosen_text(of_one("the cat sat", "the cat sat here", "a dog"))
    assert result.text.tolist() == ["the cat sat"]
    assert result.agreement[0] > 0.3


def test_an_embedder_decides_by_meaning() -> None:
    meaning = {"hello there": [1.0, 0.0], "hi": [0.9, 0.1], "good day": [0.9, 0.2], "hello their": [0.0, 1.0]}
    table = of_one(*meaning)
    result = chosen_text(table, embed=lambda texts: np.array([meaning[text] for text in texts]))
    assert result.method == "rasa"
    assert result.text.tolist() == ["hi"]


def test_a_single_text_is_chosen_and_nothing_is_said_of_its_agreement() -> None:
    result = chosen_text(of_one("alone"))
    assert result.text.tolist() == ["alone"]
    assert np.isnan(result.agreement[0])


def test_no_texts_give_none() -> None:
    assert rover(table_of([])).texts() == []
    assert chosen_text(table_of([])).text.tolist() == []


def test_texts_that_are_none_and_columns_of_different_lengths_are_refused() -> None:
    with pytest.raises(Invalid, match="A text is None"):
        writing_table(["t"], ["w"], [None])  # type: ignore[list-item]
    with pytest.raises(Invalid, match="different lengths"):
        writing_table(["t"], ["w"], ["a", "b"])


def test_an_embedder_without_a_vector_for_each_text_is_refused() -> None:
    with pytest.raises(Invalid, match="a finite vector for each"):
        chosen_text(of_one("a", "b"), embed=lambda _: np.zeros((1, 4)))
