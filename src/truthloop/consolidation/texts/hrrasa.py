"""One of the texts people wrote, by meaning and by words, with a reliability of each worker and of each text (HRRASA).

A text's own reliability is how like its task's other texts it is, in meaning and in words (e are vectors, K the other
texts of the task; gleu is the share of runs of one to four words that two texts have in common):

    local = share * mean over K of exp(-|e - e_K|² / (|e|² |e_K|²)) + (1 - share) * mean over K of gleu

Each task's mean vector and each worker's reliability are then found by turns, until the means stand still:

    mean = sum of local * worker * e / sum of local * worker
    worker = chi square quantile of how many texts they wrote / sum of |e - mean|² / local

The text whose vector points most nearly where the mean does is chosen.

J. Li, Crowdsourced text sequence aggregation based on hybrid reliability and representation, SIGIR 2020.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

import numpy as np
from scipy.stats import chi2

from truthloop.consolidation.arrays import Floats, Offsets
from truthloop.consolidation.texts.chosen_text import ChosenTexts, agreements, apart_by_meaning
from truthloop.consolidation.texts.text_vectors import Embedding, text_vectors
from truthloop.consolidation.texts.writing_table import WritingTable
from truthloop.terms.errors import Invalid

TAIL = 0.05
LEAST = 1e-5
"""The sum of a worker's distances is at least this, so that nobody is infinitely reliable."""
ROUNDS = 100
STILL = 1e-9
"""The rounds end when the squared means change by less than this part of what they are."""
LONGEST_RUN = 4

Runs: TypeAlias = Counter[tuple[int, ...]]
"""How often each run of words stands in a text."""


@dataclass(frozen=True, slots=True, eq=False)
class Reliability:
    """Where the rounds ended."""

    worker: Floats
    """(W,) nan for those who wrote nothing that can be compared."""
    mean: Floats
    """(T, D)"""
    converged: bool
    rounds: int


def hrrasa(table: WritingTable, embedding: Embedding, *, meaning_share: float = 0.5) -> ChosenTexts:
    """The text of each task that is nearest to the mean of all by reliability.

    `embedding` is a function of texts, or the vectors (A, D) of `table.written`. `meaning_share` is how much of a
    text's own reliability comes from meaning; the rest comes from words. `Invalid` for a share not between 0 and 1,
    and where there is not a finite vector for each text.
    """
    if not 0 <= meaning_share <= 1:
        raise Invalid(f"The share of meaning is {meaning_share}; it must lie between 0 and 1.")
    vectors = text_vectors(table, embedding)
    found = learned(table, vectors, local_reliability(table, vectors, meaning_share))
    place = nearest(table, vectors, found.mean)
    known = np.isfinite(found.worker)
    weight = np.where(known, found.worker / (found.worker[known].mean() if known.any() else 1.0), 1.0)
    return ChosenTexts(
        method="hrrasa",
        tasks=table.tasks,
        workers=table.workers,
        text=table.written[place] if len(place) else table.written,
        place=place,
        agreement=agreements(table, apart_by_meaning(table, vectors), weight, place),
        weight=weight,
        converged=found.converged,
        rounds=found.rounds,
    )


def local_reliability(table: WritingTable, vectors: Floats, meaning_share: float) -> Floats:
    """(A,) how like those of others each text is; nan where nobody else wrote for its task."""
    result = np.full(table.size, np.nan)
    runs = [runs_of(table, text) for text in range(table.size)] if meaning_share < 1 else []
    for first, last in zip(table.starts[:-1].tolist(), table.starts[1:].tolist(), strict=True):
        like = meaning_share * meant_alike(vectors[first:last])
        for one, other in combinations(range(last - first), 2) if runs else ():
            like[one, other] += (1 - meaning_share) * gleu(runs[first + one], runs[first + other])
            like[other, one] = like[one, other]
        of_others = table.worker[first:last, None] != table.worker[None, first:last]
        count = of_others.sum(axis=1)
        total = (like * of_others).sum(axis=1)
        result[first:last] = np.divide(total, count, out=np.full(len(count), np.nan), where=count > 0)
    floor: Floats = np.maximum(result, 1e-12)
    return floor


def meant_alike(vectors: Floats) -> Floats:
    """(n, n) how near each two of n vectors are; 1 where they are the same."""
    length = (vectors**2).sum(axis=1)
    apart = np.maximum(0.0, length[:, None] + length[None, :] - 2 * vectors @ vectors.T)
    alike: Floats = np.exp(-apart / np.maximum(length[:, None] * length[None, :], 1e-12))
    return alike


def runs_of(table: WritingTable, text: int) -> Runs:
    """All runs of one to four words of a text."""
    words = table.word_of[table.spelling[table.token_starts[text] : table.token_starts[text + 1]]].tolist()
    longest = min(LONGEST_RUN, len(words))
    return Counter(
        tuple(words[first : first + size]) for size in range(1, longest + 1) for first in range(len(words) - size + 1)
    )


def gleu(one: Runs, other: Runs) -> float:
    """The runs in common, as a share of those of the text that has more; 0 where neither has any (Wu et al. 2016)."""
    most = max(one.total(), other.total())
    return (one & other).total() / most if most else 0.0


def learned(table: WritingTable, vectors: Floats, local: Floats) -> Reliability:
    """Means and reliabilities by turns, over the tasks for which several wrote."""
    compared = np.isfinite(local)
    weight, own = np.where(compared, local, 1.0), table.worker[compared]
    wrote = np.bincount(own, minlength=len(table.workers))
    quantile = np.where(wrote > 0, chi2.isf(TAIL / 2, np.maximum(1, wrote)), np.nan)
    task = np.repeat(np.arange(len(table.tasks)), np.diff(table.starts))
    worker, mean = np.where(wrote > 0, 1.0, np.nan), means(table, vectors, weight)
    several = np.bincount(task, compared, len(table.tasks)) > 0
    for done in range(1, ROUNDS + 1):
        before, mean = mean, means(table, vectors, weight)
        apart = ((vectors - mean[task]) ** 2).sum(axis=1)[compared] / local[compared]
        worker = quantile / np.maximum(np.bincount(own, apart, len(table.workers)), LEAST)
        weight[compared] = local[compared] * worker[own]
        if done > 1 and ((mean - before)[several] ** 2).sum() <= STILL * (mean[several] ** 2).sum():
            return Reliability(worker, mean, converged=True, rounds=done)
    return Reliability(worker, mean, converged=False, rounds=ROUNDS)


def means(table: WritingTable, vectors: Floats, weight: Floats) -> Floats:
    """(T, D) the weighted mean of each task's vectors."""
    if not table.size:
        return np.zeros((0, vectors.shape[1]))
    total = np.add.reduceat(weight[:, None] * vectors, table.starts[:-1], axis=0)
    mean: Floats = total / np.add.reduceat(weight, table.starts[:-1])[:, None]
    return mean


def nearest(table: WritingTable, vectors: Floats, mean: Floats) -> Offsets:
    """(T,) the text whose direction is nearest to that of the mean; of equally near ones the first by its letters."""
    place = np.zeros(len(table.tasks), dtype=np.int64)
    for task, (first, last) in enumerate(zip(table.starts[:-1].tolist(), table.starts[1:].tolist(), strict=True)):
        length = np.linalg.norm(vectors[first:last], axis=1) * np.linalg.norm(mean[task])
        along = np.divide(vectors[first:last] @ mean[task], length, out=np.full(len(length), -2.0), where=length > 0)
        near = np.flatnonzero(np.round(along, 9) == np.round(along.max(), 9)) + first
        place[task] = min(near.tolist(), key=lambda row: (table.written[row], row))
    return place
