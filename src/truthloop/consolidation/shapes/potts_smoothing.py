"""Neighbouring pixels rather have one label: a Potts prior, by iterated conditional modes.

A pixel takes the label with the greatest log belief plus `strength` for each neighbour that has it (SLANT of it for
those at a corner), until none changes. Only pixels on which the workers disagree may change, and only to a label that
somebody gave them.

J. Besag, On the statistical analysis of dirty pictures, Journal of the Royal Statistical Society B 48, 1986.
"""

from __future__ import annotations

import numpy as np

from truthloop.consolidation.arrays import Codes, Floats, Offsets
from truthloop.consolidation.compiled import compiled
from truthloop.consolidation.shapes.answer_patterns import AnswerPatterns, first_with
from truthloop.consolidation.shapes.label_maps import LabelMap

SLANT = 0.7
ROUNDS = 10
TIE = 1e-9


def potts_smoothed(chosen: LabelMap, answers: AnswerPatterns, belief: Floats, first: Codes, strength: float) -> None:
    """Gives the disputed pixels of `chosen` (height, width), in place, their label.

    `belief` (P, n) as in `staple`, `first` (labels,) what comes first of equal ones.
    """
    logs = np.log(np.maximum(belief, 1e-300))
    names = answers.labels
    start(chosen, answers.places, answers.pattern, answers.patterns, logs, names, first)
    for _ in range(ROUNDS if strength > 0 else 0):
        if not settled(chosen, answers.places, answers.pattern, answers.patterns, logs, names, strength):
            break


@compiled
def start(
    chosen: LabelMap, places: Offsets, pattern: Codes, patterns: Codes, logs: Floats, names: Codes, first: Codes
) -> None:
    """The most believed label of each disputed pixel."""
    best = np.empty(len(patterns), dtype=np.int32)
    for each in range(len(patterns)):
        taken = 0
        for slot in range(1, patterns.shape[1]):
            if not first_with(patterns[each], slot):
                continue
            ahead = logs[each, slot] - logs[each, taken]
            before = first[names[patterns[each, slot]]] < first[names[patterns[each, taken]]]
            if ahead > TIE or (ahead > -TIE and before):
                taken = slot
        best[each] = names[patterns[each, taken]]
    width = chosen.shape[1]
    for each in range(len(places)):
        chosen[places[each] // width, places[each] % width] = best[pattern[each]]


@compiled
def settled(
    chosen: LabelMap,
    places: Offsets,
    pattern: Codes,
    patterns: Codes,
    logs: Floats,
    names: Codes,
    strength: float,
) -> int:
    """One round over the disputed pixels; how many changed."""
    width, changed = chosen.shape[1], 0
    for each in range(len(places)):
        row, column = places[each] // width, places[each] % width
        answered = patterns[pattern[each]]
        now = chosen[row, column]
        best, greatest = now, -np.inf
        for slot in range(len(answered)):
            if not first_with(answered, slot):
                continue
            label = names[answered[slot]]
            score = logs[pattern[each], slot] + strength * neighbours(chosen, row, column, label)
            if score > greatest + TIE or (score > greatest - TIE and label == now):
                best, greatest = label, score
        if best != now:
            chosen[row, column] = best
            changed += 1
    return changed


@compiled
def neighbours(chosen: LabelMap, row: int, column: int, label: int) -> float:
    """How many of the eight neighbours have a label, those at a corner counting less."""
    height, width = chosen.shape
    found = 0.0
    for down in range(max(0, row - 1), min(height, row + 2)):
        for across in range(max(0, column - 1), min(width, column + 2)):
            if chosen[down, across] == label and (down != row or across != column):
                found += 1.0 if down == row or across == column else SLANT
    return found
