"""How sure the strengths are: intervals by the sandwich estimator and by the bootstrap, both clustered.

Comparisons of the same prompt resemble one another (one prompt suits one model), so counting each as independent makes
intervals too narrow; on public votes they widen 1.5 to 1.7 times when the prompt is what is resampled.

The sandwich: P. J. Huber, The behavior of maximum likelihood estimates under nonstandard conditions, 1967; by cluster:
K.-Y. Liang and S. L. Zeger, Longitudinal data analysis using generalized linear models, Biometrika 73, 1986. The
bootstrap of clusters: A. C. Davison and D. V. Hinkley, Bootstrap Methods and their Application, 1997, section 3.8.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.special import ndtri

from truthloop.consolidation.arrays import Codes, Floats, Offsets
from truthloop.consolidation.preferences.bradley_terry import Ties, bradley_terry, fitted
from truthloop.consolidation.preferences.comparison_rows import ComparisonRows, added_up, each_by_itself
from truthloop.consolidation.preferences.newton_steps import Derivatives, Parameters, derivatives
from truthloop.consolidation.preferences.preference_table import FIRST, SECOND, TIE, PreferenceTable
from truthloop.consolidation.preferences.strengths import Strengths
from truthloop.terms.errors import Invalid

FEWEST_CLUSTERS = 2
BOOTSTRAP_RIDGE = 1e-3
"""A resample may lack an item's only loss; so weak a prior keeps it finite and moves nothing else."""


@dataclass(frozen=True, slots=True, eq=False)
class StrengthIntervals:
    """An interval for each item's score, and of what the scores are uncertain together."""

    strengths: Strengths
    low: Floats
    """(I,)"""
    high: Floats
    """(I,)"""
    covariance: Floats
    """(I, I) of the scores, which sum to zero."""
    clusters: int
    """How many independent groups of comparisons this rests on."""

    def standard_error(self) -> Floats:
        """(I,) of each score."""
        error: Floats = np.sqrt(np.maximum(np.diag(self.covariance), 0.0))
        return error


def sandwich_intervals(
    table: PreferenceTable, *, ties: Ties = "half", level: float = 0.95, clustered: bool = True
) -> StrengthIntervals:
    """Maximum-likelihood strengths with intervals that hold although the model is only nearly right.

    With `clustered`, comparisons of one cluster count as one observation; a table without clusters counts each by
    itself. `Invalid` for a level outside (0, 1) or fewer than two clusters.
    """
    strengths = bradley_terry(table, ties=ties)
    group, groups = groups_of(table, clustered=clustered)
    rows = each_by_itself(table)
    if not np.isfinite(strengths.log_tie):
        rows = rows.ties_shared()
    here = derivatives(rows, Parameters(strengths.score, strengths.effects, strengths.log_tie))
    spread = inverse(curvature(rows, here, strengths), len(table.items))
    scores = scores_by_group(rows, here, strengths, group, groups)
    meat = (scores.T @ scores).toarray() * groups / (groups - 1)
    covariance = (spread @ meat @ spread)[: len(table.items), : len(table.items)]
    reach = ndtri(0.5 + proper(level) / 2) * np.sqrt(np.maximum(np.diag(covariance), 0.0))
    return StrengthIntervals(strengths, strengths.score - reach, strengths.score + reach, covariance, groups)


def bootstrap_intervals(
    table: PreferenceTable,
    random: np.random.Generator,
    *,
    ties: Ties = "half",
    level: float = 0.95,
    clustered: bool = True,
    resamples: int = 500,
) -> StrengthIntervals:
    """Percentile intervals from refitting to clusters drawn with replacement. `Invalid` as `sandwich_intervals`."""
    strengths = bradley_terry(table, ties=ties)
    group, groups = groups_of(table, clustered=clustered)
    rows, row = added_up(table)
    counts = outcome_counts(table, rows, row, group, groups)
    start = Parameters(strengths.score, strengths.effects, max(strengths.log_tie, -10.0))
    drawn = np.empty((resamples, len(table.items)))
    for each in range(resamples):
        times = random.multinomial(groups, np.full(groups, 1.0 / groups)).astype(np.float64)
        resampled = rows.weighted(*(outcome @ times for outcome in counts))
        drawn[each] = fitted(table.items, resampled, ties=ties, ridge=BOOTSTRAP_RIDGE, start=start).score
    tail = (1 - proper(level)) / 2
    low, high = np.quantile(drawn, [tail, 1 - tail], axis=0)
    return StrengthIntervals(strengths, low, high, np.atleast_2d(np.cov(drawn.T)), groups)


def proper(level: float) -> float:
    """The level, or `Invalid`."""
    if not 0 < level < 1:
        raise Invalid(f"The level is {level}; it must lie between 0 and 1, such as 0.95.")
    return level


def groups_of(table: PreferenceTable, *, clustered: bool) -> tuple[Codes, int]:
    """(the group of each comparison, how many there are); `Invalid` when there are too few to say anything."""
    whole = clustered and len(table.clusters) > 0
    group = table.cluster if whole else np.arange(table.size, dtype=np.int32)
    groups = len(table.clusters) if whole else table.size
    if groups < FEWEST_CLUSTERS:
        raise Invalid(f"Intervals need at least {FEWEST_CLUSTERS} clusters of comparisons; there is {groups}.")
    return group, groups


def curvature(rows: ComparisonRows, here: Derivatives, strengths: Strengths) -> Floats:
    """(P, P) minus the second derivatives; P is I + F, and one more where ties are modelled."""
    design = design_of(rows, strengths)
    bent = (design.T @ csr_array(design.multiply(here.curve[:, None]))).toarray()
    if not np.isfinite(strengths.log_tie):
        return np.asarray(bent, dtype=np.float64)
    crossed = design.T @ here.cross
    return np.block([[bent, crossed[:, None]], [crossed[None, :], np.array([[here.tie_curve.sum()]])]])


def design_of(rows: ComparisonRows, strengths: Strengths) -> csr_array:
    """(R, I + F) by how much each score and effect enters each row's difference."""
    size, items, effects = len(rows.first), len(strengths.items), len(strengths.effects)
    place = np.arange(size)
    values: list[Floats] = [np.ones(size), -np.ones(size), rows.covariates.ravel()]
    across: list[Offsets | Codes] = [rows.first, rows.second, np.tile(items + np.arange(effects), size)]
    down: list[Offsets] = [place, place, np.repeat(place, effects)]
    entries = (np.concatenate(values), (np.concatenate(down), np.concatenate(across)))
    return csr_array(entries, shape=(size, items + effects))


def scores_by_group(
    rows: ComparisonRows, here: Derivatives, strengths: Strengths, group: Codes, groups: int
) -> csr_array:
    """(G, P) the first derivative of each group's log-likelihood."""
    size = len(group)
    gather = csr_array((np.ones(size), (group, np.arange(size))), shape=(groups, size))
    by_difference = gather @ csr_array(design_of(rows, strengths).multiply(here.slope[:, None]))
    if not np.isfinite(strengths.log_tie):
        return csr_array(by_difference)
    by_tie = (gather @ here.tie_slope)[:, None]
    return csr_array(np.hstack([by_difference.toarray(), by_tie]))


def inverse(curved: Floats, items: int) -> Floats:
    """The inverse where scores sum to zero: the constant direction, of which nothing can be known, is left out."""
    constant = np.zeros(len(curved))
    constant[:items] = 1.0 / np.sqrt(items)
    aside = np.outer(constant, constant)
    weight = max(float(np.trace(curved)) / len(curved), 1.0)
    whole: Floats = np.linalg.inv(curved + weight * aside) - aside / weight
    return whole


def outcome_counts(
    table: PreferenceTable,
    rows: ComparisonRows,
    row: Offsets,
    group: Codes,
    groups: int,
) -> list[csr_array]:
    """Wins, losses and ties (R, G) by row and group, so that a draw of groups is three products away."""
    turned = table.first != rows.first[row]
    outcome = np.where(turned & (table.outcome != TIE), 1 - table.outcome, table.outcome)
    shape = (len(rows.first), groups)
    return [
        csr_array((np.ones(int(met.sum())), (row[met], group[met])), shape=shape)
        for met in (outcome == which for which in (FIRST, SECOND, TIE))
    ]
