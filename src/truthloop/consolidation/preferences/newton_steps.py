"""Newton's method on the concave likelihood of Bradley-Terry and Davidson models."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from truthloop.consolidation.arrays import Floats
from truthloop.consolidation.parts import MOST_PARTS, over_parts
from truthloop.consolidation.preferences.comparison_rows import ComparisonRows
from truthloop.consolidation.preferences.davidson_pass import davidson_pass, gathered, laplacian_product
from truthloop.consolidation.preferences.logistic_pass import logistic_pass
from truthloop.consolidation.preferences.worth_pass import NEAR, worth_pass

TOLERANCE = 1e-8
"""Stop when no score moves by more."""
SHARPNESS = 1e-5
"""Each step is solved until the squared residual is this part of what it was: the next step mends the rest."""
ROUNDING = 1e-10
"""The part of a log-likelihood that adding up in another order may change."""
ROWS_PER_PART = 500_000
"""Below this a thread costs more than it brings."""
SMALLEST_STEP = 2.0**-20


@dataclass(frozen=True, slots=True, eq=False)
class Parameters:
    """What is learned."""

    score: Floats
    """(I,)"""
    effects: Floats
    """(F,)"""
    log_tie: float
    """-inf where ties are not modelled."""

    def moved(self, step: Floats, length: float) -> Parameters:
        """The parameters after a step (I + F + 1,) of some length."""
        items, last = len(self.score), len(step) - 1
        return Parameters(
            self.score + length * step[:items],
            self.effects + length * step[items:last],
            self.log_tie + length * float(step[last]),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Derivatives:
    """The log-likelihood at some parameters, and each row's derivatives (see davidson_pass)."""

    value: float
    slope: Floats
    curve: Floats
    tie_slope: Floats
    tie_curve: Floats
    cross: Floats
    by_score: Floats
    """(I,) the first derivative by each score."""
    met: Floats
    """(I,) minus the second."""


@dataclass(frozen=True, slots=True, eq=False)
class PlainSums:
    """What some rows bring to the derivatives without ties and effects; sums of other rows add up."""

    value: float
    by_score: Floats
    met: Floats

    def __add__(self, other: PlainSums) -> PlainSums:
        """The sums over the rows of both."""
        return PlainSums(self.value + other.value, self.by_score + other.by_score, self.met + other.met)


@dataclass(frozen=True, slots=True, eq=False)
class Maximum:
    """Where the rounds ended."""

    parameters: Parameters
    log_likelihood: float
    converged: bool
    rounds: int


def maximum(rows: ComparisonRows, start: Parameters, *, ridge: float, most_rounds: int) -> Maximum:
    """The parameters that maximize the log-likelihood less ridge / 2 times the sum of squared scores."""
    at, here = start, for_a_step(rows, start)
    for done in range(1, most_rounds + 1):
        slope = gradient(rows, at, here, ridge)
        step = solved(rows, at, here, slope, ridge)
        if float(np.abs(step).max(initial=0.0)) < TOLERANCE:
            return Maximum(at, here.value, converged=True, rounds=done - 1)
        at, here = climbed(rows, at, here, step, ridge)
    return Maximum(at, here.value, converged=False, rounds=most_rounds)


def climbed(
    rows: ComparisonRows, at: Parameters, here: Derivatives, step: Floats, ridge: float
) -> tuple[Parameters, Derivatives]:
    """The end of the step, halved until it does not lead down."""
    length = 1.0
    while True:
        there = at.moved(step, length)
        found = for_a_step(rows, there)
        gain = found.value - here.value - ridge / 2 * float(there.score @ there.score - at.score @ at.score)
        if gain >= -ROUNDING * abs(here.value) or length < SMALLEST_STEP:
            return there, found
        length /= 2


def derivatives(rows: ComparisonRows, at: Parameters) -> Derivatives:
    """One pass over the rows."""
    difference = at.score[rows.first] - at.score[rows.second]
    if len(at.effects):
        difference += rows.covariates @ at.effects
    slope, curve, tie_slope, tie_curve, cross = (np.empty(len(difference)) for _ in range(5))
    filled = (slope, curve, tie_slope, tie_curve, cross)
    value = davidson_pass(difference, rows.wins, rows.losses, rows.ties, at.log_tie, *filled)
    items = len(at.score)
    by_score = np.zeros(items)
    gathered(rows.first, rows.second, slope, by_score)
    met: Floats = np.zeros(items)
    met += np.bincount(rows.first, curve, items) + np.bincount(rows.second, curve, items)
    return Derivatives(float(value), slope, curve, tie_slope, tie_curve, cross, by_score, met)


def for_a_step(rows: ComparisonRows, at: Parameters) -> Derivatives:
    """What a step needs of them; without ties and effects, what only those need stays empty, and so does the slope."""
    if at.log_tie != -np.inf or len(at.effects):
        return derivatives(rows, at)
    curve, none = np.empty(len(rows.first)), np.empty(0)
    near = float(np.abs(at.score).max(initial=0.0)) <= NEAR
    worth = np.exp(at.score) if near else none

    def part(first: int, last: int) -> PlainSums:
        by_score, met = np.zeros(len(at.score)), np.zeros(len(at.score))
        some = slice(first, last)
        counts = (rows.first[some], rows.second[some], rows.wins[some], rows.losses[some], at.score)
        value = (
            worth_pass(*counts, *(worth, curve[some], by_score, met))
            if near
            else logistic_pass(*counts, *(curve[some], by_score, met))
        )
        return PlainSums(float(value), by_score, met)

    sums = over_parts(part, row_ranges(len(curve)))
    return Derivatives(sums.value, none, curve, none, none, none, sums.by_score, sums.met)


def row_ranges(rows: int) -> list[tuple[int, int]]:
    """Ranges of rows for threads; they depend on the number of rows alone, so that sums are always the same."""
    parts = max(1, min(MOST_PARTS, rows // ROWS_PER_PART))
    return list(pairwise([rows * part // parts for part in range(parts + 1)]))


def gradient(rows: ComparisonRows, at: Parameters, here: Derivatives, ridge: float) -> Floats:
    """(I + F + 1,) by score, effect and log_tie; the last is 0 where ties are not modelled."""
    by_tie = float(here.tie_slope.sum()) if np.isfinite(at.log_tie) else 0.0
    by_effect = rows.covariates.T @ here.slope if len(at.effects) else np.zeros(0)
    return np.concatenate([here.by_score - ridge * at.score, by_effect, [by_tie]])


def curvature_product(rows: ComparisonRows, at: Parameters, here: Derivatives, ridge: float, vector: Floats) -> Floats:
    """(I + F + 1,) minus the matrix of second derivatives times a vector."""
    items, last = len(at.score), len(vector) - 1
    score, effects, tie = vector[:items], vector[items:last], float(vector[last])
    product = np.zeros(len(vector))
    product[:items] = laplacian_of(rows, here.curve, score)
    product[:items] += ridge * score
    product[last] = tie
    if len(effects):
        swayed = rows.covariates @ effects
        gathered(rows.first, rows.second, here.curve * swayed, product[:items])
        along = here.curve * (score[rows.first] - score[rows.second] + swayed)
        product[items:last] = rows.covariates.T @ along
    if np.isfinite(at.log_tie):
        gathered(rows.first, rows.second, here.cross * tie, product[:items])
        product[items:last] += rows.covariates.T @ (here.cross * tie)
        moved = score[rows.first] - score[rows.second] + (rows.covariates @ effects if len(effects) else 0.0)
        product[last] = float(here.tie_curve.sum()) * tie + float(here.cross @ moved)
    return product


def laplacian_of(rows: ComparisonRows, curve: Floats, score: Floats) -> Floats:
    """(I,) the rows' weighted graph Laplacian times a vector (I,)."""

    def part(first: int, last: int) -> Floats:
        product, some = np.zeros(len(score)), slice(first, last)
        laplacian_product(rows.first[some], rows.second[some], curve[some], score, product)
        return product

    total: Floats = over_parts(part, row_ranges(len(curve)))
    return total


def solved(rows: ComparisonRows, at: Parameters, here: Derivatives, slope: Floats, ridge: float) -> Floats:
    """(I + F + 1,) Newton's step, by preconditioned conjugate gradients.

    Only differences of scores count, so the matrix is singular along a constant; gradients have no part along it, and
    conjugate gradients that begin at zero stay away from it.
    """
    inverse = 1.0 / np.maximum(diagonal(rows, at, here, ridge), 1e-12)
    step, left = np.zeros(len(slope)), slope.copy()
    direction = inverse * left
    size = float(left @ direction)
    enough = SHARPNESS * size
    for _ in range(100 + len(slope)):
        if size <= enough:
            break
        product = curvature_product(rows, at, here, ridge, direction)
        along = float(direction @ product)
        if along <= 0:
            break
        step += size / along * direction
        left -= size / along * product
        scaled = inverse * left
        before, size = size, float(left @ scaled)
        direction = scaled + size / before * direction
    if ridge == 0 and len(at.score):
        step[: len(at.score)] -= step[: len(at.score)].mean()
    return step


def diagonal(rows: ComparisonRows, at: Parameters, here: Derivatives, ridge: float) -> Floats:
    """(I + F + 1,) the diagonal of what `curvature_product` multiplies by."""
    swayed = (rows.covariates**2).T @ here.curve if len(at.effects) else np.zeros(0)
    tie = float(here.tie_curve.sum()) if np.isfinite(at.log_tie) else 1.0
    return np.concatenate([here.met + ridge, swayed, [tie]])
