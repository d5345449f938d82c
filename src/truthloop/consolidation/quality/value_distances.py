"""How far apart two values are, by the level at which they were measured.

K. Krippendorff, Content Analysis: An Introduction to Its Methodology, 2nd edition 2004, chapter 11. Sets: R.
Passonneau, Measuring agreement on set-valued items (MASI) for semantic and pragmatic annotation, LREC 2006.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

import numpy as np

from truthloop.consolidation.arrays import Floats, Names
from truthloop.terms.errors import Invalid

Level = Literal["nominal", "ordinal", "interval", "ratio", "jaccard", "masi"]
LEVELS = ("nominal", "ordinal", "interval", "ratio", "jaccard", "masi")


def value_distances(values: Names, frequency: Floats, level: Level) -> Floats:
    """(K, K) distances, 0 on the diagonal; `frequency` (K,) is how often each value was given.

    Nominal: 1 where they differ. Ordinal: the values' order, weighted by how many answers lie between. Interval and
    ratio: numbers. Jaccard and MASI: values that are sets (or other collections) of labels. `Invalid` for values that
    do not have the level.
    """
    if level == "nominal":
        return 1.0 - np.eye(len(values))
    if level == "ordinal":
        return ordinal(frequency)
    if level in {"interval", "ratio"}:
        return of_numbers(values, level)
    if level in {"jaccard", "masi"}:
        return of_sets(values, level)
    raise Invalid(f"The level is {level!r}; allowed are {', '.join(LEVELS)}.")


def ordinal(frequency: Floats) -> Floats:
    """Squared number of answers from one value to the other, each end counted half."""
    upto = np.cumsum(frequency) - frequency / 2
    return np.asarray((upto[:, None] - upto[None, :]) ** 2)


def of_numbers(values: Names, level: Level) -> Floats:
    """Squared differences, for ratio relative to the sum."""
    try:
        numbers = values.astype(np.float64)
    except (TypeError, ValueError):
        raise Invalid(f"The level {level} needs numbers; a value is {values[0]!r}.") from None
    apart = (numbers[:, None] - numbers[None, :]) ** 2
    if level == "interval":
        return np.asarray(apart)
    whole = (numbers[:, None] + numbers[None, :]) ** 2
    return np.asarray(np.divide(apart, whole, out=np.zeros_like(apart), where=whole > 0))


def of_sets(values: Names, level: Level) -> Floats:
    """1 less what two sets share of their union; for MASI times how one contains the other."""
    sets = [as_set(value) for value in values.tolist()]
    apart = np.zeros((len(sets), len(sets)))
    for i, one in enumerate(sets):
        for j, other in enumerate(sets[:i]):
            apart[i, j] = apart[j, i] = 1.0 - likeness(one, other, monotone=level == "masi")
    return apart


def as_set(value: Any) -> frozenset[Any]:  # noqa: ANN401 - values are of any kind
    """A value as a set of labels; `Invalid` for one that is no collection."""
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise Invalid(f"Sets are compared, and a value is {value!r}; give collections of labels, such as tuples.")
    return frozenset(value)


def likeness(one: frozenset[Any], other: frozenset[Any], *, monotone: bool) -> float:
    """Jaccard's index; with `monotone` times 1, 2/3 or 1/3 as they are equal or nested, overlap, or share nothing."""
    union = one | other
    if not union:
        return 1.0
    shared = len(one & other) / len(union)
    if not monotone or one == other:
        return shared
    return shared * (2 / 3 if one <= other or other <= one else 1 / 3)
