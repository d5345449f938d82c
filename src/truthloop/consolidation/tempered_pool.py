"""The default: a linear opinion pool of tempered models, with a confidence that needs no gold.

    pool[t, k] ~ e temper(EBCC) + (1 - e) temper(hierarchical Dawid-Skene)
                 + 0.65 temper(undecided Dawid-Skene) + 0.25 temper(one-coin Dawid-Skene) + 0.45 votes
    temper(p)  ~ p ^ min(1, 0.7 / phi)

No single model wins on every crowd. EBCC finds correlated errors, the hierarchy holds up where answers per worker are
few, the votes keep both from straying. `e` is 0.55 where EBCC foretells left-out answers better and 0 where the
hierarchy does, with a smooth step between (`left_out`). EBCC itself is the mean over 2, 3 and 4 subtypes.

Calibration, in four steps that look at no gold. Tasks on which the crowd wavers between two labels have states of
their own, in which no model is sure (`undecided_dawid_skene`). Models of different kinds are averaged, so that where
they disagree nobody is sure; one-coin is there for that alone. And what errors still go together flattens a model's
posterior: they are counted against its own consensus, and their overdispersion phi tempers it, as quasi-likelihood
does. Each task is judged without what it brought to its workers' counts itself (`left_out`), else it would vouch for
itself. Last, where workers are all alike and still fail on the same tasks (`worker_share` under a third), the pool is
raised to the power of three times that share: what tells a careful worker from a careless one is missing there.

The five constants (0.55, 0.65, 0.25, 0.45, 0.7) are one setting for all crowds. They were chosen by search on the
seventeen public sets of the published tests, so expect a little less on a crowd that is not among them: the reference
says how much. With gold, `gold_calibration` adds a power fitted to the gold answers, each judged without itself.

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
from truthloop.consolidation.gold_calibration import gold_power, sharpened
from truthloop.consolidation.hierarchical_dawid_skene import STRENGTH, learn_hierarchy, pooled_confusion
from truthloop.consolidation.known_values import nothing_known, with_known
from truthloop.consolidation.left_out import left_out_likelihood, left_out_posterior
from truthloop.consolidation.majority_vote import vote_shares
from truthloop.consolidation.one_coin_dawid_skene import one_coin_dawid_skene
from truthloop.consolidation.overdispersion import overdispersion
from truthloop.consolidation.undecided_dawid_skene import learn_undecided, states_of
from truthloop.consolidation.worker_share import worker_share

SHARE_OF_EBCC = 0.55
WEIGHT_OF_UNDECIDED = 0.65
WEIGHT_OF_ONE_COIN = 0.25
WEIGHT_OF_VOTES = 0.45
TEMPER = 0.7
SHARE_OF_WORKERS = 1 / 3
"""Where less of what makes answers wrong belongs to workers, a consensus is believed less, in proportion."""
SUBTYPES = ((2, 0.5), (3, 2.0), (4, 1.0))
"""How many subtypes each EBCC has, and how far its first ones overlap."""
MOST_CELLS = 50_000_000
"""Above this many confusion cells a model is left out: its tables would not fit into memory."""
LIMITS = Rounds(most=100, tolerance=1e-6)


@dataclass(frozen=True, slots=True, eq=False)
class Opinion:
    """What one model of the pool says, or the pool."""

    posterior: Floats
    """(T, K)."""
    foretells: float
    """Its left-out log likelihood of all answers; 0 where it is not asked for."""
    converged: bool
    rounds: int


def consolidate(table: AnswerTable, *, known: Codes | None = None, drawn: bool = True) -> Consolidated:
    """Labels and confidences by the default method; `known` (T,) holds gold values and -1 elsewhere.

    Gold tasks become certain, teach what workers are worth, and calibrate the confidence of all others (at any number
    of them: a few do little). `drawn` says that they were drawn at random from the tasks; where somebody picked them,
    they can lower confidence only.
    """
    gold = nothing_known(table) if known is None else known
    made = pooled(table, gold)
    return concluded(table, made, with_known(calibrated(table, made.posterior, gold, drawn=drawn), gold))


def judge(table: AnswerTable, known: Codes, *, drawn: bool = True) -> Consolidated:
    """The same, with each gold task as it would be judged if only the others were gold."""
    made = pooled(table, known)
    return concluded(table, made, calibrated(table, made.posterior, known, drawn=drawn))


def concluded(table: AnswerTable, made: Opinion, posterior: Floats) -> Consolidated:
    """The result of a pool whose final posterior is (T, K)."""
    skill = expected_skill(table, posterior)
    return consolidated(table, "tempered pool", posterior, skill, converged=made.converged, rounds=made.rounds)


def pooled(table: AnswerTable, known: Codes) -> Opinion:
    """The mere pool: neither doubted nor calibrated by gold, which only shows what workers are worth."""
    shares = vote_shares(table)
    opinions = weighed_opinions(table, shares, known)
    return Opinion(
        pool(table, shares, opinions),
        foretells=0.0,
        converged=all(one.converged for _, one in opinions),
        rounds=max(one.rounds for _, one in opinions),
    )


def weighed_opinions(table: AnswerTable, shares: Floats, known: Codes) -> list[tuple[float, Opinion]]:
    """Each model's opinion and its weight beside the votes; the hierarchy alone where no task has several answers."""
    hierarchy = hierarchy_opinion(table, shares, known)
    if not bool((np.diff(table.starts) > 1).any()):
        return [(1.0, hierarchy)]
    models = [(1.0, hierarchy)]
    if fits(table, max(subtypes for subtypes, _ in SUBTYPES) * len(table.values)):
        ebcc = ebcc_opinion(table, shares, known)
        ahead = np.clip(ebcc.foretells - hierarchy.foretells, -50.0, 50.0)
        of_ebcc = float(SHARE_OF_EBCC / (1.0 + np.exp(-ahead)))
        models = [(1.0 - of_ebcc, hierarchy), (of_ebcc, ebcc)]
    if fits(table, states_of(len(table.values))):
        models.append((WEIGHT_OF_UNDECIDED, undecided_opinion(table, shares, known)))
    models.append((WEIGHT_OF_ONE_COIN, one_coin_opinion(table)))
    return models


def fits(table: AnswerTable, states: int) -> bool:
    """Whether tables of confusions over so many states fit into memory."""
    _, workers, values = table.shape
    return workers * values * states <= MOST_CELLS


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


def undecided_opinion(table: AnswerTable, shares: Floats, known: Codes) -> Opinion:
    """What Dawid-Skene with undecided states says."""
    found = learn_undecided(table, shares, known, LIMITS)
    return Opinion(found.posterior(shares), 0.0, found.learned.converged, found.learned.rounds)


def one_coin_opinion(table: AnswerTable) -> Opinion:
    """What one-coin Dawid-Skene says, told no gold: it judges a task by skills to which the task itself added."""
    made = one_coin_dawid_skene(table, limits=LIMITS)
    return Opinion(made.posterior, 0.0, made.converged, made.rounds)


def opinion(
    table: AnswerTable, learned: Learned[ConfusionModel, ConfusionSums], states: Floats, prior: Floats
) -> Opinion:
    """What a learned model says of each task by the others, with how well it foretells."""
    classes = learned.sums.classes + 1.0
    believed = learned.sums.counts + prior
    foretells = left_out_likelihood(table, believed, states, classes / classes.sum())
    posterior = left_out_posterior(table, believed, states, learned.model.log_prior[0])
    return Opinion(by_value(posterior, len(table.values)), foretells, learned.converged, learned.rounds)


def pool(table: AnswerTable, shares: Floats, opinions: list[tuple[float, Opinion]]) -> Floats:
    """(T, K) the votes and the tempered opinions, by their weights."""
    pooled = WEIGHT_OF_VOTES * shares
    for weight, one in opinions:
        pooled = pooled + weight * tempered(table, one.posterior)
    total: Floats = pooled / np.maximum(pooled.sum(axis=1, keepdims=True), 1e-300)
    return total


def calibrated(table: AnswerTable, posterior: Floats, known: Codes, *, drawn: bool) -> Floats:
    """(T, K) a posterior that was not told the gold tasks, as sure as crowd and gold allow."""
    less = doubted(table, posterior)
    answered = np.diff(table.starts) > 0
    power = gold_power(less, np.where(answered, known, -1), np.inf if drawn else 1.0)
    return less if power == 1.0 else sharpened(less, power)


def doubted(table: AnswerTable, posterior: Floats) -> Floats:
    """(T, K) the posterior, flattened where the tasks, and hardly the workers, make answers wrong."""
    power = min(1.0, worker_share(table, most_probable(posterior)) / SHARE_OF_WORKERS)
    return posterior if power == 1.0 else sharpened(posterior, power)


def tempered(table: AnswerTable, posterior: Floats) -> Floats:
    """(T, K) a model's posterior, flattened by how far errors go together against its own consensus."""
    phi = overdispersion(table, most_probable(posterior))
    return sharpened(posterior, min(1.0, TEMPER / max(phi, TEMPER)))
