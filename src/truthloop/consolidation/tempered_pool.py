"""The default: a linear opinion pool of tempered models, with a confidence that needs no gold.

    pool[t, k]  ~  share * temper(EBCC) + (1 - share) * temper(hierarchical Dawid-Skene) + 0.4 * votes
    temper(p)   ~  p ^ min(1, 0.5 / phi)          posterior  ~  pool ^ 1.2

No single model wins on every crowd. EBCC finds correlated errors, the hierarchy holds up where answers per worker are
few, the votes keep both from straying. `share` is 0.6 where EBCC foretells left-out answers better and 0 where the
hierarchy does, with a smooth step between (`left_out`). EBCC itself is the mean over 2, 3 and 4 subtypes.

Calibration: a model that takes errors for independent is too sure by as much as they are not. Errors against its own
consensus are counted per task, and their overdispersion phi flattens its posterior, as quasi-likelihood does. And each
task is judged without what it brought to its workers' counts itself (`left_out`), else it would vouch for itself. The
four constants (0.6, 0.4, 0.5, 1.2) are one setting for all crowds, chosen on the seventeen public sets of the published
tests; nothing else was fitted. With gold, `gold_calibration` sets the last exponent by the gold answers.

M. Stone, The opinion pool, Annals of Mathematical Statistics 32, 1961, and the papers named in the parts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from truthloop.consolidation.answer_table import AnswerTable
from truthloop.consolidation.arrays import Codes, Floats
from truthloop.consolidation.confusion_pass import ConfusionModel, ConfusionSums
from truthloop.consolidation.consolidated import Consolidated, consolidated, expected_skill, most_probable
from truthloop.consolidation.ebcc import by_value, learn_subtypes
from truthloop.consolidation.em_rounds import Learned, Rounds
from truthloop.consolidation.hierarchical_dawid_skene import STRENGTH, learn_hierarchy, pooled_confusion
from truthloop.consolidation.known_values import nothing_known, with_known
from truthloop.consolidation.left_out import left_out_likelihood, left_out_posterior
from truthloop.consolidation.majority_vote import vote_shares
from truthloop.consolidation.overdispersion import overdispersion

SHARE_OF_EBCC = 0.6
SHARE_OF_VOTES = 0.4
TEMPER = 0.5
SHARPEN = 1.2
SUBTYPES = ((2, 0.5), (3, 2.0), (4, 1.0))
"""How many subtypes each EBCC has, and how far its first ones overlap."""
MOST_CELLS = 50_000_000
"""Above this many confusion cells EBCC is left out: its tables would not fit into memory."""
LIMITS = Rounds(most=100, tolerance=1e-6)


@dataclass(frozen=True, slots=True, eq=False)
class Opinion:
    """What one model of the pool says."""

    posterior: Floats
    """(T, K)."""
    foretells: float
    """Its left-out log likelihood of all answers."""
    converged: bool
    rounds: int


def consolidate(table: AnswerTable, *, known: Codes | None = None) -> Consolidated:
    """Labels and confidences by the default method; `known` (T,) holds gold values and -1 elsewhere."""
    gold = nothing_known(table) if known is None else known
    shares = vote_shares(table)
    opinions = [hierarchy_opinion(table, shares, gold)]
    if shows_correlation(table):
        opinions.append(ebcc_opinion(table, shares, gold))
    pooled = sharpened(pool(table, shares, opinions), SHARPEN)
    posterior = with_known(pooled, gold)
    return consolidated(
        table,
        "tempered pool",
        posterior,
        expected_skill(table, posterior),
        converged=all(opinion.converged for opinion in opinions),
        rounds=max(opinion.rounds for opinion in opinions),
    )


def shows_correlation(table: AnswerTable) -> bool:
    """Whether EBCC has anything to learn from (tasks with several answers), and its tables fit into memory."""
    _, workers, values = table.shape
    several = bool((np.diff(table.starts) > 1).any())
    return several and workers * values * values * max(subtypes for subtypes, _ in SUBTYPES) <= MOST_CELLS


def hierarchy_opinion(table: AnswerTable, shares: Floats, known: Codes) -> Opinion:
    """What hierarchical Dawid-Skene says."""
    posterior = with_known(shares.copy(), known)
    learned = learn_hierarchy(table, posterior, known, limits=LIMITS)
    prior = STRENGTH * pooled_confusion(learned.sums)
    return opinion(table, learned, posterior, prior)


def ebcc_opinion(table: AnswerTable, shares: Floats, known: Codes) -> Opinion:
    """What EBCC says, in the mean over several numbers of subtypes."""
    each = []
    for subtypes, spread in SUBTYPES:
        found = learn_subtypes(table, with_known(shares.copy(), known), known, subtypes, spread, LIMITS)
        each.append(opinion(table, found.learned, found.states, found.prior))
    return Opinion(
        np.mean([one.posterior for one in each], axis=0),
        float(np.mean([one.foretells for one in each])),
        all(one.converged for one in each),
        max(one.rounds for one in each),
    )


def opinion(
    table: AnswerTable, learned: Learned[ConfusionModel, ConfusionSums], states: Floats, prior: Floats
) -> Opinion:
    """What a learned model says of each task by the others, with how well it foretells."""
    classes = learned.sums.classes + 1.0
    believed = learned.sums.counts + prior
    foretells = left_out_likelihood(table, believed, states, classes / classes.sum())
    posterior = left_out_posterior(table, believed, states, learned.model.log_prior[0])
    return Opinion(by_value(posterior, len(table.values)), foretells, learned.converged, learned.rounds)


def pool(table: AnswerTable, shares: Floats, opinions: list[Opinion]) -> Floats:
    """(T, K) the votes and the tempered opinions: the hierarchy's, then EBCC's where there is one."""
    weight = [1.0]
    if len(opinions) > 1:
        ahead = np.clip(opinions[1].foretells - opinions[0].foretells, -50.0, 50.0)
        of_ebcc = SHARE_OF_EBCC / (1.0 + np.exp(-ahead))
        weight = [1.0 - of_ebcc, of_ebcc]
    pooled = SHARE_OF_VOTES * shares
    for part, one in zip(weight, opinions, strict=True):
        phi = overdispersion(table, most_probable(one.posterior))
        pooled = pooled + part * sharpened(one.posterior, min(1.0, TEMPER / max(phi, TEMPER)))
    total: Floats = pooled / np.maximum(pooled.sum(axis=1, keepdims=True), 1e-300)
    return total


def sharpened(posterior: Floats, power: float) -> Floats:
    """Each row to a power, summing to 1 again; a power below 1 flattens."""
    raised = np.maximum(posterior, 1e-12) ** power
    rows: Floats = raised / np.maximum(raised.sum(axis=1, keepdims=True), 1e-300)
    return rows
