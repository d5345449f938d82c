"""Which of two items was preferred, by whom, for which prompt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from truthloop.consolidation.arrays import Codes, Floats, Names
from truthloop.consolidation.name_codes import Column, coded, recoded, shown
from truthloop.terms.errors import Invalid

FIRST, SECOND, TIE = 0, 1, 2
OUTCOMES = ("first", "second", "tie")


@dataclass(frozen=True, slots=True, eq=False)
class PreferenceTable:
    """n comparisons of two among I items."""

    items: Names
    """(I,) the items' names, ascending."""
    first: Codes
    """(n,) the item shown first (or on the left)."""
    second: Codes
    """(n,) the other one."""
    outcome: Codes
    """(n,) 0 the first was preferred, 1 the second, 2 neither."""
    workers: Names
    """(W,) the workers' names; empty when none were given."""
    worker: Codes
    """(n,) who said so; empty when none were given."""
    clusters: Names
    """(C,) what comparisons are clustered by (the prompt); empty when nothing was given."""
    cluster: Codes
    """(n,) the cluster of each comparison; empty when nothing was given."""
    covariates: Floats
    """(n, F) what else may sway a judge, as first minus second: difference in length, 1 for standing first."""

    @property
    def size(self) -> int:
        """How many comparisons."""
        return len(self.outcome)


def preference_table(
    first: Column,
    second: Column,
    outcome: Column,
    *,
    worker: Column | None = None,
    cluster: Column | None = None,
    covariates: Column | None = None,
    items: Iterable[Any] | None = None,
) -> PreferenceTable:
    """A table from columns of equal length (sequences, NumPy, Arrow or pandas).

    `outcome` holds "first", "second" or "tie". `items` declares names that may not have been compared. `Invalid` when
    lengths differ, entries are missing, an item meets itself, or an outcome is none of the three.
    """
    columns = {"first": first, "second": second, "outcome": outcome, "worker": worker, "cluster": cluster}
    lengths = {name: len(column) for name, column in columns.items() if column is not None}
    features = np.zeros((len(first), 0)) if covariates is None else as_matrix(covariates)
    lengths["covariates"] = len(features)
    if len(set(lengths.values())) > 1:
        raise Invalid(f"The columns have different lengths: {lengths}; each row is one comparison.")
    names, first_codes, second_codes = two_columns(first, second, items)
    same = np.flatnonzero(first_codes == second_codes)
    if len(same):
        item = names[first_codes[same[0]]]
        raise Invalid(f"Row {same[0]} compares {item!r} with itself; a comparison needs two items.")
    workers, worker_codes = optional(worker, "worker", len(first_codes))
    clusters, cluster_codes = optional(cluster, "cluster", len(first_codes))
    outcomes = outcome_codes(outcome)
    return PreferenceTable(
        names, first_codes, second_codes, outcomes, workers, worker_codes, clusters, cluster_codes, features
    )


def two_columns(first: Column, second: Column, items: Iterable[Any] | None) -> tuple[Names, Codes, Codes]:
    """The items of two columns together, and the codes of each."""
    first_names, first_codes = coded(first, "item")
    second_names, second_codes = coded(second, "item")
    declared = [] if items is None else list(items)
    names, places = coded([*first_names.tolist(), *second_names.tolist(), *declared], "item")
    if items is not None:
        recoded(names, places, np.array(declared, dtype=object), "item")
    met = len(first_names)
    return names, places[:met][first_codes], places[met:][second_codes]


def outcome_codes(outcome: Column) -> Codes:
    """0, 1 and 2 for "first", "second" and "tie"."""
    names, codes = coded(outcome, "outcome")
    unknown = [name for name in names.tolist() if name not in OUTCOMES]
    if unknown:
        given = shown(np.array(unknown, dtype=object))
        raise Invalid(f"An outcome is {given}; allowed are 'first', 'second' and 'tie'.")
    known = np.array([OUTCOMES.index(name) for name in names.tolist()], dtype=np.int32)
    return known[codes] if len(codes) else codes


def optional(column: Column | None, what: str, rows: int) -> tuple[Names, Codes]:
    """Names and codes of a column that need not be there."""
    if column is None:
        return np.empty(0, dtype=object), np.empty(0, dtype=np.int32)
    names, codes = coded(column, what)
    assert len(codes) == rows  # noqa: S101 - lengths were compared
    return names, codes


def as_matrix(covariates: Column) -> Floats:
    """A (n, F) matrix of finite numbers; `Invalid` for anything else."""
    matrix = np.asarray(covariates, dtype=np.float64)
    matrix = matrix[:, None] if matrix.ndim == 1 else matrix
    if matrix.ndim != 2 or not bool(np.isfinite(matrix).all()):  # noqa: PLR2004 - rows and columns
        raise Invalid(f"Covariates are a matrix of finite numbers, a row per comparison; given was {matrix.shape}.")
    return matrix
