"""Who wrote what for which task: transcriptions, translations, corrections, split into tokens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

import numpy as np

from truthloop.consolidation.answer_table import offsets
from truthloop.consolidation.arrays import Codes, Names, Offsets
from truthloop.consolidation.name_codes import Column, coded
from truthloop.terms.errors import Invalid

Splitter: TypeAlias = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True, eq=False)
class WritingTable:
    """A texts of W workers for T tasks, as tokens; ascending by task, then worker, then text."""

    tasks: Names
    """(T,)"""
    workers: Names
    """(W,)"""
    spellings: Names
    """(V,) the tokens met, as written."""
    words: Names
    """(U,) the tokens met, folded: what counts as the same word."""
    word_of: Codes
    """(V,) the word of each spelling."""
    worker: Codes
    """(A,) who wrote each text."""
    written: Names
    """(A,) each text as it came."""
    starts: Offsets
    """(T + 1,) the texts for task t are starts[t] to starts[t + 1]."""
    spelling: Codes
    """(n,) the tokens, text by text."""
    token_starts: Offsets
    """(A + 1,) the tokens of text a are token_starts[a] to token_starts[a + 1]."""

    @property
    def size(self) -> int:
        """How many texts."""
        return len(self.worker)

    @property
    def word(self) -> Codes:
        """(n,) the word of each token."""
        return self.word_of[self.spelling] if len(self.spelling) else self.spelling


def writing_table(
    task: Column,
    worker: Column,
    text: Sequence[str],
    *,
    split: Splitter = str.split,
    fold: Callable[[str], str] | None = None,
) -> WritingTable:
    """A table from three columns of equal length.

    `split` makes tokens of a text: words by default, `list` for characters. `fold` says which tokens are the same word,
    as `str.casefold` does; of the spellings of a word the most frequent is given back. A token folded to nothing, such
    as a lone sign, is left out. `Invalid` for different lengths and texts that are no strings.
    """
    lengths = {"task": len(task), "worker": len(worker), "text": len(text)}
    if len(set(lengths.values())) > 1:
        raise Invalid(f"The columns have different lengths: {lengths}; each row is one text.")
    wrong = [given for given in text if not isinstance(given, str)]
    if wrong:
        raise Invalid(f"A text is {wrong[0]!r}; texts are strings.")
    tasks, task_codes = coded(task, "task")
    workers, worker_codes = coded(worker, "worker")
    texts, text_codes = coded(list(text), "text")
    order = np.lexsort((text_codes, worker_codes, task_codes))
    tokens = [tokens_of(one, split, fold) for one in texts.tolist()]
    sizes = np.array([len(one) for one in tokens], dtype=np.int64)[text_codes[order]] if len(order) else order
    spellings, word_of, flat = spelled(tokens, fold)
    places = np.concatenate([[0], np.cumsum([len(one) for one in tokens])]).astype(np.int64)
    chosen = [flat[places[code] : places[code + 1]] for code in text_codes[order]]
    words, word_codes = coded(word_of, "word")
    return WritingTable(
        tasks=tasks,
        workers=workers,
        spellings=spellings,
        words=words,
        word_of=word_codes,
        worker=worker_codes[order],
        written=texts[text_codes[order]],
        starts=offsets(task_codes[order], len(tasks)),
        spelling=np.concatenate(chosen) if chosen else np.zeros(0, dtype=np.int32),
        token_starts=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
    )


def tokens_of(text: str, split: Splitter, fold: Callable[[str], str] | None) -> list[str]:
    """The tokens of a text that are words."""
    return [token for token in split(text) if (token if fold is None else fold(token))]


def spelled(tokens: list[list[str]], fold: Callable[[str], str] | None) -> tuple[Names, list[str], Codes]:
    """(the spellings met, the word of each, the spelling of each token)."""
    spellings, flat = coded(list(chain.from_iterable(tokens)), "token")
    return spellings, [fold(one) if fold is not None else one for one in spellings.tolist()], flat
