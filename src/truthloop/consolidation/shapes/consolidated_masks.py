"""Several workers' label maps of one image made one, with how sure each label is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from truthloop.consolidation.arrays import Codes, Floats, Offsets
from truthloop.consolidation.compiled import compiled
from truthloop.consolidation.shapes.answer_patterns import AnswerPatterns, answer_patterns
from truthloop.consolidation.shapes.label_maps import LabelMap, checked_label_maps, precedence, shares
from truthloop.consolidation.shapes.mask_vote import SMOOTHING, mask_vote
from truthloop.consolidation.shapes.potts_smoothing import potts_smoothed
from truthloop.consolidation.shapes.staple import staple, tempered, vote_beliefs
from truthloop.terms.errors import Invalid

MaskMethod = Literal["staple", "vote"]


@dataclass(frozen=True, slots=True, eq=False)
class ConsolidatedMask:
    """One image."""

    method: str
    label_map: LabelMap
    """(height, width) the label of each pixel, of the workers' type."""
    confidence: float
    """The expected share of right pixels among those that anybody labels as more than background.

    Where everybody sees only background: among all pixels.
    """
    labels: Codes
    """(K,) the labels that any worker used, ascending."""
    label_confidence: Floats
    """(K,) the expected intersection over union of each label's pixels with the true ones; 0 for one not in the map."""
    worker_accuracy: Floats
    """(n,) the share of pixels each worker labels as the map does, where anybody sees more than background."""
    disputed: float
    """The share of all pixels on which not all workers agree."""
    posterior: NDArray[np.float32] | None
    """(height, width) the probability of each pixel's label, where it was asked for."""


def consolidate_masks(
    label_maps: Sequence[LabelMap] | LabelMap,
    method: MaskMethod = "staple",
    *,
    smoothing: float = SMOOTHING,
    posterior: bool = False,
) -> ConsolidatedMask:
    """One label map from those of n workers, each uint8 or uint16 (height, width) with 0 for background.

    `staple` weighs workers by what they get right and wrong; `vote` is Ground Truth's: each worker counts alike, and
    probabilities are shares of votes. `smoothing` is how much the pixels around count, 0 not at all. `Invalid` for no
    maps, maps of different sizes, other types, or another method.
    """
    maps = checked_label_maps(label_maps)
    if method not in get_args(MaskMethod):
        raise Invalid(f"The method is {method!r}; label maps are consolidated by 'staple' or 'vote'.")
    answers = answer_patterns(maps)
    if method == "vote":
        belief, chosen = vote_beliefs(answers), mask_vote(maps, smoothing)
    else:
        belief, chosen = staple(answers).belief, maps.maps[0].copy()
        potts_smoothed(chosen, answers, belief, precedence(maps.votes()), smoothing)
        belief = tempered(answers, belief)
    taken = np.zeros(answers.patterns.shape, dtype=np.int64)
    probable = np.empty(chosen.shape if posterior else (0, 0), dtype=np.float32)
    take_up(chosen, answers.places, answers.pattern, answers.patterns, answers.labels, belief, taken, probable)
    agreed = len(answers.patterns) - len(answers.labels)
    taken[agreed:, 0] = answers.pixels[agreed:]
    if posterior:
        fill_agreed(maps.maps[0], answers, belief, probable)
    return ConsolidatedMask(
        method=method,
        label_map=chosen,
        confidence=expected_share(answers, belief, taken),
        labels=answers.labels,
        label_confidence=expected_overlaps(answers, belief, taken),
        worker_accuracy=shares(maps, chosen),
        disputed=len(answers.places) / max(1, chosen.size),
        posterior=probable if posterior else None,
    )


def expected_share(answers: AnswerPatterns, belief: Floats, taken: Offsets) -> float:
    """The mean belief in the labels taken, of the pixels that somebody sees more than background in."""
    drawn = (answers.labels[answers.patterns] != 0).any(axis=1)
    if not taken[drawn].any():
        drawn[:] = True
    return float((belief * taken)[drawn].sum() / max(1, taken[drawn].sum()))


def expected_overlaps(answers: AnswerPatterns, belief: Floats, taken: Offsets) -> Floats:
    """(K,) of each label the expected pixels rightly taken, over those taken or expected."""
    labels = len(answers.labels)
    flat = answers.patterns.reshape(-1)
    rightly = np.bincount(flat, (belief * taken).reshape(-1), labels)
    everywhere = np.bincount(flat, (belief * answers.pixels[:, None]).reshape(-1), labels)
    size = np.bincount(flat, taken.reshape(-1), labels)
    return np.asarray(rightly / np.maximum(size + everywhere - rightly, 1e-300))


def fill_agreed(labels: LabelMap, answers: AnswerPatterns, belief: Floats, probable: NDArray[np.float32]) -> None:
    """The beliefs of the pixels on which all agree; those of the others stay."""
    agreed = len(answers.patterns) - len(answers.labels)
    known = np.zeros(int(answers.labels.max(initial=0)) + 1, dtype=np.float32)
    known[answers.labels] = belief[agreed:, 0]
    there = probable.reshape(-1)[answers.places]
    np.take(known, labels, out=probable)
    probable.reshape(-1)[answers.places] = there


@compiled
def take_up(
    chosen: LabelMap,
    places: Offsets,
    pattern: Codes,
    patterns: Codes,
    names: Codes,
    belief: Floats,
    taken: Offsets,
    probable: NDArray[np.float32],
) -> None:
    """Adds to `taken` (P, n) how often each worker's label was chosen, and writes its belief where there is room."""
    width = chosen.shape[1]
    for each in range(len(places)):
        row, column = places[each] // width, places[each] % width
        for slot in range(patterns.shape[1]):
            if names[patterns[pattern[each], slot]] == chosen[row, column]:
                taken[pattern[each], slot] += 1
                if probable.size:
                    probable[row, column] = belief[pattern[each], slot]
                break
