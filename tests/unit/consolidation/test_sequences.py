"""Sequence models: tags of many workers made entities, with words or without."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truthloop.consolidation.texts.bio_tags import (
    may_begin,
    may_follow,
    spans_of_tags,
    tag_names,
    tags_of_spans,
)
from truthloop.consolidation.texts.marked_shares import marked_shares
from truthloop.consolidation.texts.sequence_combination import counted, learned_from, sequence_combination, vote_shares
from truthloop.consolidation.texts.sequence_pass import expect_sequences, smoothed
from truthloop.consolidation.texts.sequence_spans import sequence_spans, tagged_texts
from truthloop.consolidation.texts.span_posteriors import TokenSpans, chosen_spans, span_posteriors
from truthloop.consolidation.texts.span_table import span_table
from truthloop.consolidation.texts.tag_table import TagTable, tag_table
from truthloop.consolidation.texts.text_tokens import character_tokens, cut_at, word_tokens
from truthloop.consolidation.texts.token_dawid_skene import token_dawid_skene
from truthloop.terms.errors import Invalid

Answers = list[dict[str, list[str]]]
TAGS = tag_names(["LOC", "PER"])


def simulated(texts: int, missing: list[float], seed: int = 0) -> tuple[Answers, list[list[tuple[int, int, str]]]]:
    """Answers of workers who miss entities with given shares and sometimes mistake their label, and the truth."""
    chance = np.random.default_rng(seed)
    answers, truth = [], []
    for _ in range(texts):
        spans = [(5 * n, 5 * n + int(chance.integers(1, 4)), str(chance.choice(["LOC", "PER"]))) for n in range(3)]
        truth.append(spans)
        given = {}
        for worker, share in enumerate(missing):
            seen = [span for span in spans if chance.random() > share]
            said = [(a, b, label if chance.random() < 0.9 else "LOC") for a, b, label in seen]
            given[f"w{worker}"] = tags_of_spans(said, 16)
        answers.append(given)
    return answers, truth


def found_in(table: TagTable) -> list[list[tuple[int, int, str]]]:
    result = sequence_combination(table)
    return result.spans.of_texts(table.texts, result.labels.tolist())


def test_entities_are_found_that_most_workers_missed_and_who_misses_is_known() -> None:
    answers, truth = simulated(300, [0.1, 0.7, 0.7, 0.7, 0.7])
    table = tag_table(answers)
    result = sequence_combination(table)
    spans = result.spans.of_texts(table.texts, result.labels.tolist())
    right = sum(len(set(one) & set(other)) for one, other in zip(spans, truth, strict=True))
    assert right / 900 > 0.85
    assert result.recall.argmax() == 0
    assert result.recall[0] > 0.75
    assert (result.recall[1:] < 0.45).all()


def test_a_worker_who_mistakes_labels_does_not_mislead() -> None:
    answers, truth = simulated(300, [0.1, 0.1, 0.1], seed=1)
    swapped = {"B-LOC": "B-PER", "I-LOC": "I-PER", "B-PER": "B-LOC", "I-PER": "I-LOC", "O": "O"}
    for answer in answers:
        answer["w2"] = [swapped[tag] for tag in answer["w2"]]
        answer["w1"] = ["O"] * 16 if hash(tuple(answer["w0"])) % 2 else answer["w1"]
    spans = found_in(tag_table(answers))
    right = sum(len(set(one) & set(other)) for one, other in zip(spans, truth, strict=True))
    assert right / 900 > 0.85


def test_words_tell_of_entities_that_nobody_marked() -> None:
    answers, tokens = [], []
    for place in range(60):
        tokens.append(["so", "Seoul", "said"])
        unseen = place == 7
        answers.append({worker: ["O", "O" if unseen else "B-LOC", "O"] for worker in "abc"})
    assert found_in(tag_table(answers, tokens))[7] == [(1, 2, "LOC")]
    assert found_in(tag_table(answers))[7] == []


@pytest.mark.parametrize("words", [True, False])
def test_what_everybody_says_is_believed(words: bool) -> None:
    answers, truth = simulated(40, [0.0])
    unanimous = [dict.fromkeys("abc", tags_of_spans(spans, 16)) for spans in truth]
    tokens = [[f"t{place}" for place in range(16)] for _ in answers] if words else None
    table = tag_table(unanimous, tokens)
    assert found_in(table) == truth
    assert token_dawid_skene(table).of_texts(table.texts, table.labels.tolist()) == truth


@given(st.randoms(use_true_random=False), st.permutations(range(4)))
def test_neither_the_order_of_texts_nor_the_names_of_workers_matter(random: object, names: list[int]) -> None:
    answers, _ = simulated(30, [0.2, 0.4, 0.4, 0.6], seed=3)
    order = list(range(30))
    random.shuffle(order)  # type: ignore[attr-defined]
    renamed = [{f"w{names[int(worker[1])]}": tags for worker, tags in answers[text].items()} for text in order]
    one, other = sequence_combination(tag_table(answers)), sequence_combination(tag_table(renamed))
    assert other.posterior.reshape(30, 16, -1) == pytest.approx(one.posterior.reshape(30, 16, -1)[order], abs=1e-6)
    assert other.recall[names] == pytest.approx(one.recall, abs=1e-6)


def test_the_sums_of_two_halves_of_the_texts_are_those_of_the_whole() -> None:
    answers, _ = simulated(40, [0.2, 0.4, 0.6], seed=5)
    whole, one, other = (tag_table(part) for part in (answers, answers[:15], answers[15:]))
    contexts = [(table.previous_tags() + 1) // 2 for table in (whole, one, other)]
    model = learned_from(whole, counted(whole, contexts[0], vote_shares(whole)))
    sums = [
        expect_sequences(table, context, model, np.zeros((len(table.word), table.tags)))
        for table, context in zip((whole, one, other), contexts, strict=True)
    ]
    together = sums[1] + sums[2]
    assert together.evidence == pytest.approx(sums[0].evidence)
    for name in ("first", "transitions", "answers", "words"):
        assert getattr(together, name) == pytest.approx(getattr(sums[0], name))


def test_renaming_labels_renames_the_entities() -> None:
    answers, _ = simulated(40, [0.2, 0.4, 0.6], seed=4)
    renamed = [
        {worker: [tag.replace("PER", "A").replace("LOC", "Z") for tag in tags] for worker, tags in answer.items()}
        for answer in answers
    ]
    back = {"A": "PER", "Z": "LOC"}
    assert [[(a, b, back[label]) for a, b, label in spans] for spans in found_in(tag_table(renamed))] == found_in(
        tag_table(answers)
    )


@pytest.mark.parametrize("answers", [[], [{}], [{"a": []}], [{"a": ["O", "O"]}], [{"a": ["O"]}, {}]])
def test_nothing_marked_is_nothing_found(answers: Answers) -> None:
    table = tag_table(answers, lengths=[len(next(iter(answer.values()), ())) for answer in answers])
    assert found_in(table) == [[] for _ in answers]
    assert token_dawid_skene(table).of_texts(table.texts, []) == [[] for _ in answers]


def test_one_answer_is_itself() -> None:
    assert found_in(tag_table([{"a": ["O", "B-PER", "I-PER", "O", "B-LOC"]}])) == [[(1, 3, "PER"), (4, 5, "LOC")]]


def chain(random: np.random.Generator, tokens: int, tags: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    transition = random.dirichlet(np.ones(tags), tags) * may_follow(tags)
    first = random.dirichlet(np.ones(tags)) * may_begin(tags)
    return random.normal(0, 2, (tokens, tags)), transition / transition.sum(axis=1, keepdims=True), first / first.sum()


@given(st.integers(0, 2**32 - 1), st.integers(1, 4))
def test_forward_and_backward_agree_with_the_sum_over_all_sequences(seed: int, tokens: int) -> None:
    tags = 5
    scores, transition, first = chain(np.random.default_rng(seed), tokens, tags)
    posterior, transitions = np.zeros((tokens, tags)), np.zeros((tags, tags))
    evidence = smoothed(scores, transition, first, posterior, transitions)
    marginal, counted, whole, spans = np.zeros((tokens, tags)), np.zeros((tags, tags)), 0.0, {}
    for path in product(range(tags), repeat=tokens):
        weight = first[path[0]] * np.prod([transition[a, b] for a, b in pairwise(path)])
        weight *= np.exp(sum(scores[place, state] for place, state in enumerate(path)))
        whole += weight
        marginal[range(tokens), path] += weight
        for a, b in pairwise(path):
            counted[a, b] += weight
        for span in spans_of_tags([TAGS[state] for state in path]) if weight else []:
            spans[span] = spans.get(span, 0.0) + weight
    assert evidence == pytest.approx(np.log(whole))
    assert posterior == pytest.approx(marginal / whole, abs=1e-9)
    assert transitions == pytest.approx(counted / whole, abs=1e-9)
    places, sure = span_posteriors(scores, transition, first)
    given_spans = {(a, b, ["LOC", "PER"][label]): p for (a, b, label), p in zip(places.tolist(), sure, strict=True)}
    for span, weight in spans.items():
        if weight / whole > 0.03:
            assert given_spans[span] == pytest.approx(weight / whole, abs=1e-9)


def test_of_overlapping_spans_the_most_probable_is_chosen() -> None:
    places = np.array([[0, 2, 0], [1, 3, 0], [3, 4, 1]], dtype=np.int32)
    kept, sure = chosen_spans(places, np.array([0.6, 0.7, 0.5]), 4, 0.5)
    assert kept.tolist() == [[1, 3, 0], [3, 4, 1]]
    assert sure.tolist() == [0.7, 0.5]


@given(st.lists(st.sampled_from(TAGS), max_size=12))
def test_spans_of_tags_tagged_again_are_the_same_spans(tags: list[str]) -> None:
    spans = spans_of_tags(tags)
    assert spans_of_tags(tags_of_spans(spans, len(tags))) == spans


def test_an_inside_that_continues_nothing_begins_an_entity() -> None:
    assert spans_of_tags(["I-PER", "I-LOC", "O", "I-LOC"]) == [(0, 1, "PER"), (1, 2, "LOC"), (3, 4, "LOC")]


@pytest.mark.parametrize("tag", ["PER", "B-", "X-PER", ""])
def test_what_is_no_tag_is_refused(tag: str) -> None:
    with pytest.raises(Invalid, match="is no tag"):
        tag_table([{"a": [tag]}])


def test_an_answer_of_another_length_than_its_text_is_refused() -> None:
    with pytest.raises(Invalid, match="Text 0 has 2 tokens, but 'a' gave 1"):
        tag_table([{"a": ["O"]}], tokens=[["two", "words"]])
    with pytest.raises(Invalid, match="must be the same"):
        tag_table([{"a": ["O"]}], lengths=[])


def test_words_are_parted_by_spaces_and_signs_and_unspaced_scripts_by_characters() -> None:
    def words(text: str) -> list[str]:
        return [text[start:end] for start, end in word_tokens(text)]

    assert words("Kim's U.S. team won 1,000-2!") == ["Kim's", "U.S", ".", "team", "won", "1,000-2", "!"]
    assert words("김철수는 A팀") == ["김", "철", "수", "는", "A", "팀"]
    assert words("東京へ go") == ["東", "京", "へ", "go"]
    assert character_tokens("a b") == [(0, 1), (2, 3)]


@given(st.text(max_size=30), st.lists(st.integers(0, 30), max_size=6))
def test_cut_tokens_cover_what_the_tokens_covered_and_cross_no_boundary(text: str, boundaries: list[int]) -> None:
    tokens = word_tokens(text)
    cut = cut_at(tokens, boundaries)
    assert [place for start, end in cut for place in range(start, end)] == [
        place for start, end in tokens for place in range(start, end)
    ]
    assert all(not start < boundary < end for start, end in cut for boundary in boundaries)
    assert "".join(text[start:end] for start, end in cut) == "".join(text.split())


def test_spans_come_back_where_they_were_marked_in_code_points() -> None:
    texts = {"one": "김철수는 서울에 갔다 🙂 Kim", "two": "nobody here"}
    rows = [("one", worker, *span) for worker in "abc" for span in ((0, 3, "PER"), (5, 7, "LOC"), (14, 17, "PER"))]
    table = span_table(*([row[place] for row in rows] for place in range(5)), seen=(["one", "two"] * 3, [*"aabbcc"]))
    found = sequence_spans(table, texts)
    assert [(span.start, span.end, span.label, span.support) for span in found[0]] == [
        (0, 3, "PER", 3),
        (5, 7, "LOC", 3),
        (14, 17, "PER", 3),
    ]
    assert found[1] == ()


def test_a_boundary_inside_a_word_is_kept() -> None:
    table = span_table(["t"] * 2, ["a", "b"], [5, 5], [10, 10], ["PER", "PER"])
    assert [(span.start, span.end) for span in sequence_spans(table, {"t": "anti-Trumpism"})[0]] == [(5, 10)]


def test_a_text_that_is_missing_or_too_short_for_its_spans_is_refused() -> None:
    table = span_table(["t"], ["a"], [3], [9], ["PER"])
    with pytest.raises(Invalid, match="'t' is not given"):
        sequence_spans(table, {})
    with pytest.raises(Invalid, match="ends at 9, but the text 't' has 5"):
        tagged_texts(table, {"t": "short"})


def test_a_mark_counts_for_an_entity_only_with_its_boundaries_and_its_label() -> None:
    said = ["O", "B-PER", "I-PER", "O", "B-LOC"]
    others = [
        ["O", "B-PER", "O", "O", "B-LOC"],  # too short
        ["O", "B-PER", "I-PER", "I-PER", "B-LOC"],  # too long
        ["O", "B-LOC", "I-LOC", "O", "B-PER"],  # other labels
    ]
    table = tag_table([{}, {f"w{place}": tags for place, tags in enumerate([said, *others])}], [[], list("abcde")])
    columns = (np.array(column, dtype=np.int32) for column in ([1, 1], [1, 4], [3, 5], [1, 0]))
    shares = marked_shares(table, TokenSpans(*columns, confidence=np.zeros(2)))
    assert shares.tolist() == [0.25, 0.75]


def test_what_few_marked_is_given_with_less_confidence_than_what_all_did() -> None:
    answers, _ = simulated(300, [0.1, 0.7, 0.7, 0.7, 0.7])
    table = tag_table(answers)
    result = sequence_combination(table)
    shares = marked_shares(table, result.spans)
    assert result.spans.confidence[shares <= 0.2].max() < result.spans.confidence[shares == 1.0].min()
