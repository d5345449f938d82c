"""One of the texts people wrote: the one nearest to all others, with each worker's reliability learned.

For translations, summaries and other writing where words cannot be voted on one by one. Of a task's texts i the one
with the least weighted distance to the others is chosen,

    argmin over i of sum over j of weight[worker of j] d(i, j)

d is the edit distance of words over the longer length, or with an embedder the squared distance of unit vectors: then
the choice is the text nearest to the weighted mean, which is RASA. Weights are learned by turns, as there: the chi
square quantile of how many texts a worker wrote, over the sum of their distances from what was chosen; so that a few
lucky texts do not make an expert.

J. Li, A dataset of crowdsourced word sequences: collections and answer aggregation for ground truth creation, AnnoNLP
2019 (RASA). The weights: Q. Li et al., A confidence-aware approach for truth discovery on long-tail data, VLDB 2014.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import chi2

from truthloop.consolidation.arrays import Floats, Names, Offsets
from truthloop.consolidation.texts.text_vectors import Embedding, text_vectors
from truthloop.consolidation.texts.word_network import distances
from truthloop.consolidation.texts.writing_table import WritingTable

TAIL = 0.05
NEAR = 0.1
"""Each worker has written one more text at this distance, so that nobody is infinitely reliable."""
ROUNDS = 20


@dataclass(frozen=True, slots=True, eq=False)
class ChosenTexts:
    """Of each task one of its texts, as it was written."""

    method: str
    tasks: Names
    """(T,)"""
    workers: Names
    """(W,)"""
    text: Names
    """(T,) as it came."""
    place: Offsets
    """(T,) which row of the table it is."""
    agreement: Floats
    """(T,) 1 less the weighted mean distance of the others from it; nan where there are none."""
    weight: Floats
    """(W,) how much each worker counts; their mean is 1."""
    converged: bool
    rounds: int


def chosen_text(table: WritingTable, *, embed: Embedding | None = None, weighted: bool = True) -> ChosenTexts:
    """The medoid of each task's texts. `Invalid` where there is not a finite vector for each text."""
    apart = apart_by_words(table) if embed is None else apart_by_meaning(table, text_vectors(table, embed))
    weight, place = np.ones(len(table.workers)), np.zeros(0, dtype=np.int64)
    rounds, converged = 0, False
    while not converged and rounds < ROUNDS:
        before, rounds = place, rounds + 1
        place = medoids(table, apart, weight)
        converged = not weighted or np.array_equal(before, place)
        if not converged:
            weight = weights_of(table, apart, place)
    return ChosenTexts(
        method="medoid" if embed is None else "rasa",
        tasks=table.tasks,
        workers=table.workers,
        text=table.written[place] if len(place) else table.written,
        place=place,
        agreement=agreements(table, apart, weight, place),
        weight=weight,
        converged=converged,
        rounds=rounds,
    )


def apart_by_words(table: WritingTable) -> list[Floats]:
    """Of each task the distances of its texts, by words."""
    word = table.word
    return [
        distances(word, table.token_starts, first, last)
        for first, last in zip(table.starts[:-1], table.starts[1:], strict=True)
    ]


def apart_by_meaning(table: WritingTable, vectors: Floats) -> list[Floats]:
    """Of each task half the squared distances of its texts' unit vectors (A, D): 1 at right angles."""
    unit = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
    return [
        np.maximum(0.0, 1.0 - unit[first:last] @ unit[first:last].T)
        for first, last in zip(table.starts[:-1], table.starts[1:], strict=True)
    ]


def medoids(table: WritingTable, apart: list[Floats], weight: Floats) -> Offsets:
    """(T,) the text nearest to the others; of equally near ones the first by its letters."""
    place = np.zeros(len(apart), dtype=np.int64)
    for task, distance in enumerate(apart):
        first = table.starts[task]
        far = np.round(distance @ weight[table.worker[first : first + len(distance)]], 9)
        near = np.flatnonzero(far == far.min()) + first
        place[task] = min(near, key=lambda row: (table.written[row], row))
    return place


def from_chosen(table: WritingTable, apart: list[Floats], place: Offsets) -> Floats:
    """(A,) how far each text is from the one chosen."""
    rows = [distance[place[task] - table.starts[task]] for task, distance in enumerate(apart)]
    return np.concatenate(rows) if rows else np.zeros(0)


def weights_of(table: WritingTable, apart: list[Floats], place: Offsets) -> Floats:
    """(W,) by how many texts a worker wrote and how far they are from those chosen."""
    wrote = np.bincount(table.worker, minlength=len(table.workers))
    far = np.bincount(table.worker, from_chosen(table, apart, place), len(table.workers))
    weight = chi2.ppf(1 - TAIL / 2, np.maximum(1, wrote)) / (far + NEAR)
    return np.asarray(weight / weight.mean())


def agreements(table: WritingTable, apart: list[Floats], weight: Floats, place: Offsets) -> Floats:
    """(T,) 1 less the weighted mean distance of the others from the text chosen."""
    result = np.full(len(apart), np.nan)
    for task, distance in enumerate(apart):
        first, mine = table.starts[task], place[task] - table.starts[task]
        counted = weight[table.worker[first : first + len(distance)]].copy()
        counted[mine] = 0.0
        if counted.sum() > 0:
            result[task] = 1.0 - float(distance[mine] @ counted / counted.sum())
    return result
