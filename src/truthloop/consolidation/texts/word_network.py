"""The word transition network: the texts for one task aligned side by side.

Texts are aligned one after the other to what is aligned already, by dynamic programming. A slot holds of each text a
word or nothing; putting a word into a slot costs the share of texts there that have something else, leaving a slot out
the share that have a word, and a new slot one whole. So a text follows where most others went. The text most like all
others comes first, because every later alignment stands on it.

J. G. Fiscus, A post-processing system to yield reduced word error rates: recognizer output voting error reduction
(ROVER), ASRU 1997; its costs are 0 and 1, ours are shares.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from truthloop.consolidation.arrays import Codes, Floats, Offsets
from truthloop.consolidation.compiled import compiled

NOTHING = -1
"""In a slot, a text without a word there."""
PUT_IN, LEFT_OUT, ADDED = 0, 1, 2
"""The steps of an alignment: the word goes into the slot, the slot has none of this text, the word gets a new slot."""


@compiled
def network(word: Codes, token_starts: Offsets, order: Offsets) -> Codes:
    """(slots, texts) which token of each text is in each slot, as a place in `word`; -1 for none.

    `word` (n,) are the words of all texts, `order` the texts of one task in the order of alignment.
    """
    first, size = order.min(), len(order)
    slots = np.full((0, size), NOTHING, dtype=np.int32)
    for done, text in enumerate(order):
        begin, end = token_starts[text], token_starts[text + 1]
        slots = joined(slots, word, begin, end, order[:done] - first, text - first)
    return slots


@compiled
def joined(slots: Codes, word: Codes, begin: int, end: int, aligned: Offsets, text: int) -> Codes:
    """The slots with one more text, whose tokens are begin to end; `aligned` are the columns filled before."""
    moves = alignment(slots, word, begin, end, aligned)
    length, place, token = 0, len(slots), end - begin
    path = np.zeros(place + token, dtype=np.int8)
    while place > 0 or token > 0:
        move = moves[place, token]
        path[length] = move
        length += 1
        place -= 1 if move != ADDED else 0
        token -= 1 if move != LEFT_OUT else 0
    result = np.full((length, slots.shape[1]), NOTHING, dtype=np.int32)
    for row in range(length):
        move = path[length - 1 - row]
        if move != ADDED:
            result[row] = slots[place]
            place += 1
        if move != LEFT_OUT:
            result[row, text] = begin + token
            token += 1
    return result


@compiled
def alignment(slots: Codes, word: Codes, begin: int, end: int, aligned: Offsets) -> NDArray[np.int8]:
    """(slots + 1, tokens + 1) the best last step of an alignment of so many slots and tokens."""
    rows, columns = len(slots) + 1, end - begin + 1
    moves = np.zeros((rows, columns), dtype=np.int8)
    cost, before = np.empty(columns), np.empty(columns)
    for column in range(columns):
        cost[column] = column
        moves[0, column] = ADDED
    for row in range(1, rows):
        before[:] = cost
        filled = 0
        for other in aligned:
            filled += slots[row - 1, other] >= 0
        left_out = filled / len(aligned)
        cost[0] = before[0] + left_out
        moves[row, 0] = LEFT_OUT
        for column in range(1, columns):
            same = 0
            for other in aligned:
                held = slots[row - 1, other]
                same += held >= 0 and word[held] == word[begin + column - 1]
            into = before[column - 1] + 1.0 - same / len(aligned)
            out, new = before[column] + left_out, cost[column - 1] + 1.0
            best = min(into, out, new)
            cost[column] = best
            moves[row, column] = PUT_IN if into == best else (LEFT_OUT if out == best else ADDED)
    return moves


@compiled
def edit_distance(word: Codes, one: int, one_end: int, other: int, other_end: int) -> int:
    """The least number of words put in, left out or changed between tokens one to one_end and other to other_end."""
    row = np.arange(other_end - other + 1)
    for place in range(one, one_end):
        diagonal, row[0] = row[0], row[0] + 1
        for column in range(1, len(row)):
            changed = diagonal + (word[place] != word[other + column - 1])
            diagonal = row[column]
            row[column] = min(changed, row[column] + 1, row[column - 1] + 1)
    return int(row[-1])


@compiled
def distances(word: Codes, token_starts: Offsets, first: int, last: int) -> Floats:
    """(texts, texts) of the texts first to last of a task, edits over the length of the longer."""
    size = last - first
    apart = np.zeros((size, size))
    for one in range(size):
        for other in range(one):
            a, b = token_starts[first + one], token_starts[first + one + 1]
            c, d = token_starts[first + other], token_starts[first + other + 1]
            apart[one, other] = apart[other, one] = edit_distance(word, a, b, c, d) / max(1, b - a, d - c)
    return apart


@compiled
def alignment_order(apart: Floats, first: int) -> Offsets:
    """The texts of a task, from `first`, the one most like all others in front; `apart` are their distances."""
    whole = np.zeros(len(apart))
    for one in range(len(apart)):
        whole[one] = apart[one].sum()
    # Rounded, so that the order in which distances were added up does not matter; of equal ones the first by worker.
    return np.argsort(np.round(whole * 1e9), kind="mergesort") + first
