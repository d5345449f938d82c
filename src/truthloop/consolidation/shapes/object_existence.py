"""Whether a drawn object exists, from who drew it and who looked and did not.

A real object is drawn by each worker w who looks with probability d_w. An invented one is drawn by one worker, of all
invented ones a share q_w by w, and hit upon by another with the small probability COINCIDENCE. An object nobody drew is
not in the data, so real ones are counted as seen at least once:

    P(drawers | real) = prod d_w or (1 - d_w)  /  (1 - prod (1 - d_w))

Expectation-maximization; the objects that everybody overlooked are filled in by their expected number, as for any
truncated sample (A. P. Dempster, N. M. Laird and D. B. Rubin, Maximum likelihood from incomplete data via the EM
algorithm, Journal of the Royal Statistical Society B 39, 1977, section 4.2). A plain confusion matrix would take what
one worker drew for something that workers invent independently of one another, and lose what only one of two saw.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from truthloop.consolidation.arrays import Codes, Floats

COINCIDENCE = 0.02
"""How probable it is that a worker draws what another invented."""
DRAWN, OVERLOOKED = 8.0, 2.0
"""The prior of d_w, a Beta distribution about people who look: it decides where there is little to learn from."""
ROUNDS = 200
TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Sightings:
    """s pairs of an object and somebody who looked at its image."""

    item: Codes
    """(s,) the object."""
    worker: Codes
    """(s,)"""
    drew: Floats
    """(s,) 1 where the worker drew it, else 0."""
    items: int
    workers: int


@dataclass(frozen=True, slots=True, eq=False)
class Existence:
    """How probable each object is, and what was learned of the workers."""

    probability: Floats
    """(m,)"""
    detection: Floats
    """(W,) the probability that a worker draws an object that is there."""


def object_existence(seen: Sightings) -> Existence:
    """The probability that each object is real."""
    drawers = np.bincount(seen.item, seen.drew, seen.items).astype(np.float64)
    lookers = np.bincount(seen.item, minlength=seen.items).astype(np.float64)
    real = np.where(drawers * 2 >= lookers, 0.9, 0.3)
    detection = np.full(seen.workers, DRAWN / (DRAWN + OVERLOOKED))
    for _ in range(ROUNDS):
        share, detection, invented = learned(seen, real, detection, drawers)
        before, real = real, judged(seen, share, detection, invented, drawers, lookers)
        if float(np.abs(real - before).max(initial=0.0)) < TOLERANCE:
            break
    return Existence(real, detection)


def learned(seen: Sightings, real: Floats, detection: Floats, drawers: Floats) -> tuple[float, Floats, Floats]:
    """(the share of real objects, d_w, q_w) that make the present beliefs most probable."""
    unseen = overlooked_by_all(seen, detection)
    weight = real[seen.item]
    drawn = np.bincount(seen.worker, weight * seen.drew, seen.workers) + DRAWN - 1
    met = np.bincount(seen.worker, weight * (1 + (unseen / (1 - unseen))[seen.item]), seen.workers)
    blame = (1 - real[seen.item]) * seen.drew / np.maximum(1, drawers)[seen.item]
    invented = np.bincount(seen.worker, blame, seen.workers) + 1
    share = (float(real.sum()) + 1) / (seen.items + 2)
    return share, drawn / (met + DRAWN + OVERLOOKED - 2), invented / invented.sum()


def judged(
    seen: Sightings, share: float, detection: Floats, invented: Floats, drawers: Floats, lookers: Floats
) -> Floats:
    """(m,) the probability of being real under the parameters."""
    told = np.where(seen.drew > 0, detection[seen.worker], 1 - detection[seen.worker])
    if_real = np.exp(np.bincount(seen.item, np.log(told), seen.items)) / (1 - overlooked_by_all(seen, detection))
    inventors = np.bincount(seen.item, invented[seen.worker] * seen.drew, seen.items)
    if_invented = inventors * COINCIDENCE ** (drawers - 1) * (1 - COINCIDENCE) ** (lookers - drawers)
    whole = share * if_real + (1 - share) * if_invented
    return np.asarray(np.divide(share * if_real, whole, out=np.full(seen.items, share), where=whole > 0))


def overlooked_by_all(seen: Sightings, detection: Floats) -> Floats:
    """(m,) the probability that nobody of those who looked draws a real object."""
    return np.exp(np.bincount(seen.item, np.log1p(-detection[seen.worker]), seen.items))
