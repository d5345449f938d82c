"""Which combinations of answers the workers gave to the pixels of an image.

A model of workers that looks at each pixel by itself believes the same of all pixels that were answered alike. There
are few such patterns (nine workers, three labels: some hundreds) and many pixels, so that models learn on patterns.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from truthloop.consolidation.arrays import Codes, Offsets
from truthloop.consolidation.compiled import compiled
from truthloop.consolidation.shapes.label_maps import LabelMap, LabelMaps


@dataclass(frozen=True, slots=True, eq=False)
class AnswerPatterns:
    """P patterns of n workers' answers with K different labels; the last K patterns are those of agreement."""

    labels: Codes
    """(K,) the labels met, ascending."""
    patterns: Codes
    """(P, n) places in `labels`."""
    pixels: Offsets
    """(P,) how many pixels were answered so."""
    places: Offsets
    """(d,) the flat places of the pixels on which not all agree, ascending."""
    pattern: Codes
    """(d,) the pattern of each of those."""


def answer_patterns(maps: LabelMaps) -> AnswerPatterns:
    """The patterns of one image."""
    votes = maps.votes()
    labels = np.flatnonzero(votes).astype(np.int32)
    code = np.full(len(votes), -1, dtype=np.int32)
    code[labels] = np.arange(len(labels))
    workers, places = len(maps.maps), maps.disputed()
    pattern = np.empty(len(places), dtype=np.int32)
    known, table, found = np.empty((64, workers), dtype=np.int32), np.full(256, -1, dtype=np.int64), 0
    done = 0
    for begin, end, _, band in maps.bands():
        width = maps.shape[1]
        last = int(np.searchsorted(places, end * width))
        answers = code[band.reshape(workers, -1)[:, places[done:last] - begin * width].T]
        at = 0
        while at < len(answers):
            at, found = numbered(answers, at, known, found, table, pattern[done:last])
            if at < len(answers):
                known = np.concatenate([known, np.empty_like(known)])
                table = entered(known, found, 2 * len(table))
        done = last
    disputed = np.bincount(pattern, minlength=found)[:found]
    agreed = agreed_pixels(maps)[labels]
    everybody = np.repeat(np.arange(len(labels), dtype=np.int32)[:, None], workers, axis=1)
    return AnswerPatterns(
        labels, np.concatenate([known[:found], everybody]), np.concatenate([disputed, agreed]), places, pattern
    )


def agreed_pixels(maps: LabelMaps) -> Offsets:
    """(labels,) how many pixels everybody gives each label."""
    total = np.zeros(np.iinfo(maps.maps[0].dtype).max + 1, dtype=np.int64)
    for _, _, _, band in maps.bands():
        total += np.bincount(band[0][(band == band[0]).all(axis=0)], minlength=len(total))
    return total


@compiled
def numbered(answers: Codes, at: int, known: Codes, found: int, table: Offsets, pattern: Codes) -> tuple[int, int]:
    """Numbers the pixels' answers from `at` on, until there is no room for another pattern.

    (the first pixel without a number, how many patterns there are).
    """
    while at < len(answers):
        slot = slot_of(answers[at], known, table)
        if table[slot] < 0:
            if found == len(known):
                return at, found
            known[found] = answers[at]
            table[slot] = found
            found += 1
        pattern[at] = table[slot]
        at += 1
    return at, found


@compiled
def entered(known: Codes, found: int, size: int) -> Offsets:
    """A hash table of this size with the patterns found so far."""
    table = np.full(size, -1, dtype=np.int64)
    for each in range(found):
        table[slot_of(known[each], known, table)] = each
    return table


@compiled
def slot_of(answer: Codes, known: Codes, table: Offsets) -> int:
    """Where a pattern is in the table, or the free slot where it belongs; the table's size is a power of two."""
    mixed = 2166136261
    for value in answer:
        mixed = ((mixed ^ int(value)) * 16777619) & 0xFFFFFFFF
    slot = (mixed ^ (mixed >> 15)) & (len(table) - 1)
    while table[slot] >= 0 and not alike(known[table[slot]], answer):
        slot = (slot + 1) & (len(table) - 1)
    return slot


@compiled
def alike(one: Codes, other: Codes) -> bool:
    """Whether two patterns are the same."""
    for place in range(len(one)):  # noqa: SIM110 - compiled: no generators
        if one[place] != other[place]:
            return False
    return True


@compiled
def first_with(pattern: LabelMap, slot: int) -> bool:
    """Whether no earlier worker of the pattern gave the same answer."""
    for earlier in range(slot):  # noqa: SIM110 - compiled: no generators, and no array for each pixel
        if pattern[earlier] == pattern[slot]:
            return False
    return True


@compiled
def votes_for(pattern: LabelMap, answer: int) -> int:
    """How many workers of the pattern gave an answer."""
    votes = 0
    for value in pattern:
        if value == answer:
            votes += 1
    return votes
