"""Who tagged the tokens of which texts how: the table that sequence models take."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from truthloop.consolidation.answer_table import AnswerTable, answer_table
from truthloop.consolidation.arrays import Codes, Names, Offsets
from truthloop.consolidation.name_codes import coded
from truthloop.consolidation.texts.bio_tags import label_of, tag_names
from truthloop.terms.errors import Invalid


@dataclass(frozen=True, slots=True, eq=False)
class TagTable:
    """A answers of W workers to T texts of N tokens together; each answer tags every token of its text."""

    workers: Names
    """(W,)"""
    labels: Names
    """(L,) ascending; there are K = 1 + 2 L tags (`bio_tags`)."""
    words: Names
    """(V,) the words met; a single one where they are not known."""
    word: Codes
    """(N,) the word of each token, text by text."""
    token_starts: Offsets
    """(T + 1,) the tokens of text t are token_starts[t] to token_starts[t + 1]."""
    worker: Codes
    """(A,) whose answer it is, text by text, ascending."""
    answer_starts: Offsets
    """(T + 1,) the answers to text t are answer_starts[t] to answer_starts[t + 1]."""
    tag: Codes
    """(n,) the tags, answer by answer."""
    tag_starts: Offsets
    """(A + 1,) the tags of answer a are tag_starts[a] to tag_starts[a + 1]."""

    @property
    def texts(self) -> int:
        """How many texts."""
        return len(self.token_starts) - 1

    @property
    def tags(self) -> int:
        """How many different tags there are (K)."""
        return 1 + 2 * len(self.labels)

    def tag_tokens(self) -> Codes:
        """(n,) which token each tag is given to."""
        text = np.repeat(np.arange(self.texts), np.diff(self.answer_starts))
        shift = np.repeat(self.token_starts[text] - self.tag_starts[:-1], np.diff(self.tag_starts))
        return (np.arange(len(self.tag)) + shift).astype(np.int32)

    def tag_workers(self) -> Codes:
        """(n,) who gave each tag."""
        return np.repeat(self.worker, np.diff(self.tag_starts)).astype(np.int32)

    def previous_tags(self) -> Codes:
        """(n,) the tag the same answer gave to the token before; 0 at the start of a text."""
        before = np.concatenate([[0], self.tag[:-1]])[: len(self.tag)].astype(np.int32)
        begun = self.tag_starts[:-1]
        before[begun[begun < len(before)]] = 0
        return before

    def by_token(self) -> AnswerTable:
        """Every token a task by itself, its values the codes of the tags."""
        return answer_table(
            self.tag_tokens(),
            self.tag_workers(),
            self.tag,
            tasks=range(len(self.word)),
            workers=range(len(self.workers)),
            values=range(self.tags),
        )


def tag_table(
    answers: Sequence[Mapping[Hashable, Sequence[str]]],
    tokens: Sequence[Sequence[str]] | None = None,
    lengths: Sequence[int] | None = None,
) -> TagTable:
    """A table from the answers to each text: worker → a tag (O, B-label, I-label) for each token.

    With `tokens`, the words of each text, models may learn which words are parts of entities. Without, `lengths` says
    how many tokens the texts have; they may be left out where every text has an answer. `Invalid` for tags that are
    none, and answers of another length than their text.
    """
    sizes = np.array(text_lengths(answers, tokens, lengths), dtype=np.int64)
    given = [sorted(answer.items(), key=lambda item: str(item[0])) for answer in answers]
    flat = list(chain.from_iterable(given))
    tags = list(chain.from_iterable(tags for _, tags in flat))
    labels = sorted({label for tag in set(tags) if (label := label_of(tag)) is not None})
    code = {name: place for place, name in enumerate(tag_names(labels))}
    workers, worker = coded([who for who, _ in flat], "worker")
    words, word = (
        coded(list(chain.from_iterable(tokens)), "word")
        if tokens is not None
        else (np.array([""], dtype=object), np.zeros(int(sizes.sum()), dtype=np.int32))
    )
    return TagTable(
        workers=workers,
        labels=np.array(labels, dtype=object),
        words=words,
        word=word,
        token_starts=summed(sizes),
        worker=worker,
        answer_starts=summed(np.array([len(answer) for answer in given], dtype=np.int64)),
        tag=np.fromiter((code[tag] for tag in tags), dtype=np.int32, count=len(tags)),
        tag_starts=summed(np.array([len(tags) for _, tags in flat], dtype=np.int64)),
    )


def text_lengths(
    answers: Sequence[Mapping[Hashable, Sequence[str]]],
    tokens: Sequence[Sequence[str]] | None,
    lengths: Sequence[int] | None,
) -> list[int]:
    """How many tokens each text has; `Invalid` where that is not known or an answer says otherwise."""
    if tokens is not None:
        sizes = [len(text) for text in tokens]
    elif lengths is not None:
        sizes = list(lengths)
    else:
        sizes = [len(next(iter(answer.values()), ())) for answer in answers]
    if len(sizes) != len(answers):
        raise Invalid(
            f"There are {len(answers)} texts with answers and {len(sizes)} with tokens; they must be the same."
        )
    for place, (size, answer) in enumerate(zip(sizes, answers, strict=True)):
        for worker, tags in answer.items():
            if len(tags) != size:
                raise Invalid(f"Text {place} has {size} tokens, but {worker!r} gave {len(tags)} tags.")
    return sizes


def summed(sizes: Offsets) -> Offsets:
    """Where each group starts, and one past the last."""
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
