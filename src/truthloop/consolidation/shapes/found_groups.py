"""One image at a time: which things of different workers are one object, whatever kind of things they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, TypeAlias

import numpy as np

from truthloop.consolidation.shapes.drawing_table import drawing_table
from truthloop.consolidation.shapes.judged_objects import judged_objects
from truthloop.consolidation.shapes.likeness_clusters import likeness_clusters

Place: TypeAlias = tuple[int, int]
"""(worker, which of their things), as places in the answers that were given."""


@dataclass(frozen=True, slots=True, eq=False)
class FoundGroup:
    """The things of an object."""

    label: Any
    existence: float
    """The probability that there is such an object."""
    label_probability: float
    """The probability of its label, if it exists."""
    members: tuple[Place, ...]
    """Of each worker one at most, ascending."""


def found_groups(
    answers: Sequence[Sequence[tuple[Any, Any]]],
    likeness: Callable[[Place, Place], float],
    least: float,
    near: Iterable[tuple[Place, Place]] | None = None,
) -> list[FoundGroup]:
    """The objects of one image; `answers` has for each worker who looked their (label, points (k, 2)).

    The points say nothing but in which order things come, so that it does not depend on anybody's name; `likeness` is
    asked of every two things of different workers, and those below `least` are not one. With `near` it is asked of
    those pairs only; all others are not alike. `Invalid` for no points, or such as are not finite.
    """
    where = [(worker, place) for worker, things in enumerate(answers) for place in range(len(things))]
    given = [thing for things in answers for thing in things]
    table = drawing_table(
        [0] * len(given),
        [worker for worker, _ in where],
        [label for label, _ in given],
        [points for _, points in given],
        seen=([0] * len(answers), list(range(len(answers)))),
    )
    places = [where[row] for row in table.given.tolist()]
    like = np.zeros((len(places), len(places)))
    rows = {place: row for row, place in enumerate(places)}
    pairs = combinations(places, 2) if near is None else near
    for one, other in pairs:
        if one[0] != other[0]:
            like[rows[one], rows[other]] = like[rows[other], rows[one]] = likeness(one, other)
    order = sorted(range(len(places)), key=lambda row: table.vertices[row].ravel().tolist())
    rank = np.empty(len(places), dtype=np.int32)
    rank[order] = np.arange(len(places))
    member = likeness_clusters(like, table.worker, rank, least)
    judged, names = judged_objects(table, member), table.labels.tolist()
    return [
        FoundGroup(
            label=names[judged.label[each]],
            existence=float(judged.existence[each]),
            label_probability=float(judged.label_probability[each]),
            members=tuple(sorted(places[row] for row in np.flatnonzero(member == each))),
        )
        for each in range(len(judged.image))
    ]
