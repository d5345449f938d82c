"""Columns of names as integer codes, without a step of Python per row.

Every kind of column ends as ascending names and the place of each row's name among them, so that results never depend
on the order in which names were met. Arrow and pandas columns are recognised by what they can do; neither is imported.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from truthloop.consolidation.arrays import Codes, Names
from truthloop.consolidation.string_codes import string_codes
from truthloop.terms.errors import Invalid

Column: TypeAlias = Any
"""A sequence, a NumPy array, an Arrow array or chunked array, or a pandas Series."""

STRINGS = ("string", "large_string")
"""Arrow's types of strings that lie in memory one after the other."""
DENSE_SPAN = 4
"""Integers that span at most this many times their number are counted in a table instead of sorted."""


def coded(column: Column, what: str, declared: Iterable[Any] | None = None) -> tuple[Names, Codes]:
    """(names ascending, code of each row).

    `column` is a sequence, a NumPy array, an Arrow array or a pandas Series; `what` names it in errors. `declared`
    lists all names there may be, met or not. `Invalid` for missing entries, names of mixed kinds, and undeclared names.
    """
    names, codes = met(column, what)
    if declared is None:
        return names, codes
    all_names = met(list(declared), what)[0]
    return all_names, recoded(names, codes, all_names, what)


def met(column: Column, what: str) -> tuple[Names, Codes]:
    """The names met in a column, ascending, and the codes of its rows."""
    if hasattr(column, "dictionary_encode"):
        return from_arrow(column, what)
    if hasattr(column, "factorize"):
        return from_pandas(column, what)
    if isinstance(column, np.ndarray) and column.dtype.kind in "iufb":
        return from_numbers(column, what)
    return from_objects(column.tolist() if isinstance(column, np.ndarray) else list(column), what)


def from_arrow(column: Column, what: str) -> tuple[Names, Codes]:
    """An Arrow Array or ChunkedArray."""
    if column.null_count:
        raise Invalid(f"The column of {what}s has {column.null_count} missing entries; every answer needs one.")
    whole = column.combine_chunks() if hasattr(column, "combine_chunks") else column
    if str(whole.type) in STRINGS:
        return string_codes(whole)
    numbers = None if hasattr(whole, "dictionary") else whole.to_numpy(zero_copy_only=False)
    if numbers is not None and numbers.dtype.kind in "iufb":
        return from_numbers(numbers, what)
    encoded = whole.dictionary_encode()
    return ordered(encoded.dictionary.to_pylist(), encoded.indices.to_numpy(zero_copy_only=False), what)


def from_pandas(column: Column, what: str) -> tuple[Names, Codes]:
    """A pandas Series, Index or extension array."""
    if getattr(column.dtype, "kind", "O") in "iufb" and isinstance(column.dtype, np.dtype):
        return from_numbers(column.to_numpy(), what)
    if getattr(column.dtype, "storage", "") == "pyarrow" or hasattr(column.dtype, "pyarrow_dtype"):
        return from_arrow(column.array.__arrow_array__(), what)
    codes, uniques = column.factorize()
    if len(codes) and int(codes.min()) < 0:
        raise Invalid(f"The column of {what}s has missing entries; every answer needs one.")
    return ordered(uniques.tolist(), codes, what)


def from_numbers(column: NDArray[Any], what: str) -> tuple[Names, Codes]:
    """A NumPy array of integers, floats or booleans."""
    if column.ndim != 1:
        raise Invalid(f"The column of {what}s has {column.ndim} dimensions; it must have one.")
    if column.dtype.kind == "f" and bool(np.isnan(column).any()):
        raise Invalid(f"The column of {what}s has missing entries (not a number); every answer needs one.")
    if column.dtype.kind in "iu" and len(column):
        low, high = int(column.min()), int(column.max())
        if high - low < DENSE_SPAN * len(column) + 1024:
            return from_dense_integers(column, low, high)
    names, codes = np.unique(column, return_inverse=True)
    return names, codes.astype(np.int32)


def from_dense_integers(column: NDArray[Any], low: int, high: int) -> tuple[Names, Codes]:
    """Integers close together: their ranks by a table of which are there, without sorting."""
    shifted = column - column.dtype.type(low)
    there = np.zeros(high - low + 1, dtype=np.bool_)
    there[shifted] = True
    ranks = np.cumsum(there, dtype=np.int32) - np.int32(1)
    return np.flatnonzero(there) + low, ranks[shifted]


def from_objects(column: list[Any], what: str) -> tuple[Names, Codes]:
    """A list of strings or other hashable names: two runs of C over it."""
    places = {name: place for place, name in enumerate(dict.fromkeys(column))}
    codes = np.fromiter(map(places.__getitem__, column), dtype=np.int32, count=len(column))
    return ordered(list(places), codes, what)


def ordered(names: Sequence[Any], codes: NDArray[Any], what: str) -> tuple[Names, Codes]:
    """Names brought into ascending order, and codes that follow them."""
    if any(name is None or name != name for name in names):  # noqa: PLR0124  (only "not a number" differs from itself)
        raise Invalid(f"The column of {what}s has missing entries; every answer needs one.")
    try:
        order = sorted(range(len(names)), key=names.__getitem__)
    except TypeError:
        kinds = ", ".join(sorted({type(name).__name__ for name in names}))
        raise Invalid(f"The {what}s are of kinds that have no common order ({kinds}); give one kind.") from None
    ranks = np.empty(len(names), dtype=np.int32)
    ranks[order] = np.arange(len(names), dtype=np.int32)
    return as_names([names[place] for place in order]), ranks[codes] if len(codes) else np.empty(0, np.int32)


def as_names(names: Sequence[Any]) -> Names:
    """A one-dimensional array of names; integers stay integers."""
    if names and all(type(name) is int for name in names):
        return np.array(names)
    # Element by element: names may be tuples, which NumPy would take for rows.
    return np.fromiter(names, dtype=object, count=len(names))


def recoded(names: Names, codes: Codes, all_names: Names, what: str) -> Codes:
    """Codes among the names met, as codes among all declared names; `Invalid` when one was not declared."""
    place = {name: code for code, name in enumerate(all_names.tolist())}
    try:
        translation = np.fromiter((place[name] for name in names.tolist()), dtype=np.int32, count=len(names))
    except KeyError as unknown:
        raise Invalid(f"{unknown.args[0]!r} is not among the {what}s declared ({shown(all_names)}).") from None
    return translation[codes] if len(codes) else codes


def shown(names: Names, most: int = 10) -> str:
    """The first names, for an error message."""
    return ", ".join(map(repr, names.tolist()[:most])) + (", …" if len(names) > most else "")
