"""How several people ranked the responses to a prompt, and what they prefer together.

An answer of crowd-text-ranking names dimensions, and for each the rank of every response: 1 is best, ties repeat a
number. AWS consolidates nothing; the choices here write the common ranking of each prompt where AWS writes `{}`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from truthloop.consolidation.preferences.bradley_terry import bradley_terry
from truthloop.consolidation.preferences.mean_rank import kendall_w, mean_ranks
from truthloop.consolidation.preferences.preference_table import OUTCOMES, preference_table
from truthloop.task_types.custom_form import pass_through
from truthloop.task_types.task_type import Consolidate
from truthloop.terms.labeling import AnsweredObject, Label, LabelTerms

Ranks = NDArray[np.float64]
DIMENSIONS = "ordinalRankingDimensions"
FEWEST = 2
"""Responses that can be compared."""
RIDGE = 0.01
"""Keeps strengths finite where one response won every comparison, as it often does for one prompt."""
DECIMALS = 4


def by_mean_rank(ranks: Ranks) -> dict[str, Any]:
    """The order by mean rank (Borda's), and the means."""
    means = np.round(mean_ranks(ranks), DECIMALS)
    return {"responseRankings": places(means), "meanRanks": means.tolist()}


def by_bradley_terry(ranks: Ranks) -> dict[str, Any]:
    """The order by Bradley-Terry strength from all pairs each worker ordered, and the strengths in log odds."""
    workers, responses = ranks.shape
    pairs = [(worker, one, other) for worker in range(workers) for one, other in combinations(range(responses), 2)]
    outcomes = [outcome(ranks[worker, one], ranks[worker, other]) for worker, one, other in pairs]
    table = preference_table([one for _, one, _ in pairs], [other for _, _, other in pairs], outcomes)
    strengths = np.round(bradley_terry(table, ridge=RIDGE).score, DECIMALS) + 0.0
    return {"responseRankings": places(-strengths), "strengths": strengths.tolist()}


def outcome(one: float, other: float) -> str:
    """Which of two ranks is the better."""
    return OUTCOMES[2] if one == other else OUTCOMES[int(other < one)]


def places(cost: Ranks) -> list[int]:
    """Ranks from 1 without gaps: the least cost is best, equal ones tie."""
    _, place = np.unique(cost, return_inverse=True)
    return [int(rank) + 1 for rank in place]


def ranking_consolidation(decide: Callable[[Ranks], dict[str, Any]]) -> Consolidate:
    """Labels that hold a common ranking in each dimension; empty where nobody ranked anything."""

    def consolidate(objects: Iterable[AnsweredObject], _terms: LabelTerms) -> Iterator[Label]:
        for found in objects:
            rankings = {name: decided(ranks, decide) for name, ranks in dimensions_of(found).items()}
            named = [{"name": name, **ranking} for name, ranking in rankings.items()]
            yield Label(found.number, {DIMENSIONS: named} if named else {})

    return consolidate


def decided(ranks: Ranks, decide: Callable[[Ranks], dict[str, Any]]) -> dict[str, Any]:
    """One dimension's ranking, with how far the workers agree (Kendall's W) where there are two."""
    agreement = {"kendallW": round(kendall_w(ranks), DECIMALS)} if len(ranks) > 1 else {}
    return {**decide(ranks), **agreement}


def dimensions_of(found: AnsweredObject) -> dict[str, Ranks]:
    """By dimension, in the order of their names: (workers, responses) ranks; rankings of other lengths are left out."""
    given: dict[str, list[list[float]]] = {}
    for annotation in sorted(found.annotations, key=lambda each: each.worker_id):
        for name, ranks in rankings_in(annotation.content):
            given.setdefault(name, []).append(ranks)
    return {name: np.array(of_one_length(given[name])) for name in sorted(given)}


def of_one_length(rankings: list[list[float]]) -> list[list[float]]:
    """Those with as many responses as most have; of two lengths as frequent the longer."""
    lengths = [len(ranks) for ranks in rankings]
    length = max(set(lengths), key=lambda each: (lengths.count(each), each))
    return [ranks for ranks in rankings if len(ranks) == length]


def rankings_in(content: Mapping[str, Any]) -> Iterator[tuple[str, list[float]]]:
    """Dimension and ranks in an answer, whatever the element is called, or if it has no name."""
    for element in (content, *(value for value in content.values() if isinstance(value, Mapping))):
        entries = element.get(DIMENSIONS)
        for entry in entries if isinstance(entries, list) else ():
            ranks = entry.get("responseRankings") if isinstance(entry, Mapping) else None
            if isinstance(ranks, list) and len(ranks) >= FEWEST and all(type(rank) in {int, float} for rank in ranks):
                yield str(entry.get("name", "")), [float(rank) for rank in ranks]


CHOICES: Mapping[str, Consolidate] = {
    "pass-through": pass_through,
    "mean-rank": ranking_consolidation(by_mean_rank),
    "bradley-terry": ranking_consolidation(by_bradley_terry),
}
"""By name, AWS's way first."""
CONSOLIDATIONS = tuple(CHOICES)


def consolidate(objects: Iterable[AnsweredObject], terms: LabelTerms) -> Iterator[Label]:
    """One object after another, by the job's choice."""
    return CHOICES[terms.consolidation or CONSOLIDATIONS[0]](objects, terms)
