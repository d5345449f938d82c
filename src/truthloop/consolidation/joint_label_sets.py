"""Multi-label jointly: which whole set is right, given that labels come together.

    log P(S | answers) = log prior(S) + sum over labels l of [the evidence of the answers for l being in S, or not]
    prior(S) = 0.9 * share of S among the consolidated sets + 0.1 * product of the labels' own shares

The evidence of a label is its log odds under `binary_relevance`, less the label's own prior odds, so worker skills and
their calibration are those of the default. The shares of the sets are learned by expectation-maximization over all sets
that any worker gave or that the labels imply one by one. Labels that exclude or imply each other then do so.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from truthloop.consolidation.arrays import Floats
from truthloop.consolidation.binary_relevance import binary_relevance
from truthloop.consolidation.label_sets import LabelSets, MultiLabel

OWN_SHARE = 0.1
ROUNDS = 30
TASKS_AT_ONCE = 20_000
LEAST = 1e-9


def joint_label_sets(sets: LabelSets) -> MultiLabel:
    """The most probable set of each task; the posterior of a label sums over the sets that hold it."""
    each = binary_relevance(sets)
    if len(sets.labels) == 0 or len(each.tasks) == 0:
        return replace(each, method="joint label sets")
    held = np.unique(np.concatenate([sets.member, each.chosen]), axis=0)
    share = np.clip(each.posterior.mean(axis=0), LEAST, 1 - LEAST)
    odds = np.log(np.clip(each.posterior, LEAST, 1 - LEAST) / np.clip(1 - each.posterior, LEAST, 1))
    evidence = odds - np.log(share / (1 - share))
    own = np.where(held, share, 1 - share).prod(axis=1)
    weight = learned_shares(evidence, held, own)
    posterior, best, confidence = decided(evidence, held, weight)
    return replace(each, method="joint label sets", posterior=posterior, chosen=held[best], set_confidence=confidence)


def set_probabilities(evidence: Floats, held: NDArray[np.bool_], weight: Floats) -> Floats:
    """(T, D) the probability of each set for each task."""
    score = evidence @ held.T.astype(np.float64) + np.log(np.maximum(weight, LEAST))
    score -= score.max(axis=1, keepdims=True)
    share = np.exp(score)
    probability: Floats = share / share.sum(axis=1, keepdims=True)
    return probability


def learned_shares(evidence: Floats, held: NDArray[np.bool_], own: Floats) -> Floats:
    """(D,) the prior of each set."""
    weight = own / own.sum()
    floor = OWN_SHARE * weight
    for _ in range(ROUNDS):
        total = np.zeros(len(held))
        for first in range(0, len(evidence), TASKS_AT_ONCE):
            total += set_probabilities(evidence[first : first + TASKS_AT_ONCE], held, weight).sum(axis=0)
        weight = (1 - OWN_SHARE) * total / len(evidence) + floor
    learned: Floats = weight
    return learned


def decided(evidence: Floats, held: NDArray[np.bool_], weight: Floats) -> tuple[Floats, NDArray[np.intp], Floats]:
    """(posterior of labels, best set, its probability) of each task."""
    posterior, best, confidence = [], [], []
    for first in range(0, len(evidence), TASKS_AT_ONCE):
        share = set_probabilities(evidence[first : first + TASKS_AT_ONCE], held, weight)
        posterior.append(share @ held)
        best.append(share.argmax(axis=1))
        confidence.append(share.max(axis=1))
    return np.concatenate(posterior), np.concatenate(best), np.concatenate(confidence)
