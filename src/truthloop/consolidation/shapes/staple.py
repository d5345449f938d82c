"""Who is to be believed about a pixel: STAPLE, expectation-maximization over the workers' confusions.

Worker w calls a pixel of label k by label l with probability theta_w[k, l]. Given how the workers call a pixel,

    P(k | pattern)  is proportional to  share of votes for k  x  prod over w of theta_w[k, called by w]

for the labels somebody gave it; what nobody said has the mass that OTHERS leaves it. Three things keep the model sane
where there is one image and few workers: the confusions are learned where somebody sees more than background, and on
BACKGROUND times as many other pixels (all of them would make everybody look excellent); they are drawn towards equal
errors of the worker's own rate; and the image counts as INDEPENDENT pixels at most, because neighbours err together.

S. K. Warfield, K. H. Zou and W. M. Wells, Simultaneous truth and performance level estimation (STAPLE), IEEE
Transactions on Medical Imaging 23, 2004; the prior: O. Commowick and S. K. Warfield, Incorporating priors on expert
performance parameters for segmentation validation and label fusion, MICCAI 2010.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from truthloop.consolidation.arrays import Codes, Floats
from truthloop.consolidation.compiled import compiled
from truthloop.consolidation.shapes.answer_patterns import AnswerPatterns, first_with, votes_for
from truthloop.terms.errors import Invalid

INDEPENDENT = 1000.0
"""What an image counts for, in pixels that err independently of each other."""
STRENGTH = 300.0
"""How many such pixels of each label the equal errors count for."""
BACKGROUND = 0.3
"""How many pixels that all see as background are learned from too, for each that somebody sees as more."""
RIGHT, WRONG = 18.0, 2.0
"""The prior of a worker's accuracy, a Beta distribution."""
OTHERS = 0.25
"""How many votes the labels that nobody gave a pixel have together."""
UNSEEN = 0.1
"""How many more votes there are against what is chosen, when it is said how sure it is."""
FIRST = 3
"""Rounds with one accuracy for each worker, before their confusions are let go."""
ROUNDS = 60
TOLERANCE = 1e-5
MOST_LABELS = 512


@dataclass(frozen=True, slots=True, eq=False)
class Beliefs:
    """What is believed of P patterns."""

    belief: Floats
    """(P, n) the probability of each worker's label, at the first of the workers who gave it; 0 at the others."""
    accuracy: Floats
    """(n,) the probability that a pixel is what the worker says, where there is more than background."""
    converged: bool
    rounds: int


def vote_beliefs(answers: AnswerPatterns) -> Floats:
    """(P, n) the share of votes for each worker's label, at the first of the workers who gave it; 0 at the others."""
    return vote_shares_of(answers.patterns)


def tempered(answers: AnswerPatterns, belief: Floats) -> Floats:
    """(P, n) the beliefs pooled with the shares of votes, of which UNSEEN more are for something else.

    Neighbours and workers err together, of which STAPLE knows nothing, so that it is too sure. The fewer workers, the
    more the votes count. The constants are one setting for the simulated crowds of the tests.
    """
    workers = answers.patterns.shape[1]
    of_votes = 2.0 / (workers + 1.0)
    votes = vote_shares_of(answers.patterns) * workers / (workers + UNSEEN)
    return np.asarray(of_votes * votes + (1.0 - of_votes) * belief)


def staple(answers: AnswerPatterns) -> Beliefs:
    """The beliefs about one image; `Invalid` for more labels than confusions can be learned of."""
    labels, workers = len(answers.labels), answers.patterns.shape[1]
    if labels > MOST_LABELS:
        raise Invalid(f"The image has {labels} labels; STAPLE learns of at most {MOST_LABELS}, the vote takes any.")
    shares = vote_shares_of(answers.patterns)
    weight = weights(answers)
    belief = shares.copy()
    rounds, change = 0, np.inf
    accuracy = np.full(workers, RIGHT / (RIGHT + WRONG))
    while rounds < ROUNDS and (change > TOLERANCE or rounds <= FIRST):
        counts = np.zeros((workers, labels, labels))
        add_counts(answers.patterns, weight, belief, counts)
        strength = STRENGTH if rounds >= FIRST else 1e9
        confusion, accuracy = confusions(counts, strength)
        before, belief = belief, np.empty_like(belief)
        believe(answers.patterns, shares, np.log(confusion), np.log((1 - accuracy) / max(1, labels - 1)), belief)
        change = float(np.abs(belief - before).max(initial=0.0))
        rounds += 1
    return Beliefs(belief, accuracy, change <= TOLERANCE, rounds)


def weights(answers: AnswerPatterns) -> Floats:
    """(P,) what each pattern counts for."""
    pixels = answers.pixels.astype(np.float64)
    empty = (answers.labels[answers.patterns] == 0).all(axis=1)
    drawn = pixels[~empty].sum()
    pixels[empty] = np.minimum(pixels[empty], BACKGROUND * drawn)
    return np.asarray(pixels * min(1.0, INDEPENDENT / max(1.0, pixels.sum())))


def confusions(counts: Floats, strength: float) -> tuple[Floats, Floats]:
    """((n, K, K) confusions drawn towards equal errors, (n,) accuracies)."""
    labels = counts.shape[1]
    right, total = np.trace(counts, axis1=1, axis2=2), counts.sum(axis=(1, 2))
    accuracy = (right + RIGHT) / (total + RIGHT + WRONG)
    same = np.eye(labels)
    wrong = (1 - accuracy)[:, None, None] / max(1, labels - 1)
    drawn = counts + strength * (accuracy[:, None, None] * same + wrong * (1 - same))
    return drawn / drawn.sum(axis=2, keepdims=True), accuracy


@compiled
def vote_shares_of(patterns: Codes) -> Floats:
    """(P, n) the share of votes for each worker's label, at the first of the workers who gave it."""
    count, workers = patterns.shape
    shares = np.zeros((count, workers))
    for each in range(count):
        for slot in range(workers):
            if first_with(patterns[each], slot):
                shares[each, slot] = votes_for(patterns[each], patterns[each, slot]) / workers
    return shares


@compiled
def add_counts(patterns: Codes, weight: Floats, belief: Floats, counts: Floats) -> None:
    """Adds to `counts` (n, K, K) how often each worker called one label another, as far as is believed."""
    for each in range(len(patterns)):
        for slot in range(patterns.shape[1]):
            share = weight[each] * belief[each, slot]
            if share > 0.0:
                for worker in range(patterns.shape[1]):
                    counts[worker, patterns[each, slot], patterns[each, worker]] += share


@compiled
def believe(patterns: Codes, shares: Floats, called: Floats, otherwise: Floats, belief: Floats) -> None:
    """Fills `belief` from log confusions (n, K, K) and the log probability of each worker's single errors (n,)."""
    workers = patterns.shape[1]
    logs = np.empty(workers)
    for each in range(len(patterns)):
        nobody = np.log(OTHERS / workers) + otherwise.sum()
        greatest = nobody
        for slot in range(workers):
            logs[slot] = -np.inf
            if shares[each, slot] > 0.0:
                logs[slot] = np.log(shares[each, slot])
                for worker in range(workers):
                    logs[slot] += called[worker, patterns[each, slot], patterns[each, worker]]
                greatest = max(greatest, logs[slot])
        whole = np.exp(nobody - greatest)
        for slot in range(workers):
            belief[each, slot] = np.exp(logs[slot] - greatest)
            whole += belief[each, slot]
        for slot in range(workers):
            belief[each, slot] /= whole
