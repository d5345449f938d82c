"""Columns of strings become codes, whatever the strings and whoever keeps them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truthloop.consolidation.name_codes import coded
from truthloop.terms.errors import Invalid

pieces = st.sampled_from(["", "a", "b", "\0", "é", "한", "😀", "task-", "0", "01", "long enough to go on after a key"])
strings = st.builds("".join, st.lists(pieces, max_size=4))
columns = st.builds(
    lambda beginning, rest: [beginning + each for each in rest], strings, st.lists(strings, min_size=1, max_size=60)
)
KEEPERS = {
    "an Arrow array": pa.array,
    "a large Arrow array": lambda column: pa.array(column, pa.large_string()),
    "a part of an Arrow array": lambda column: pa.array(["other", "", *column])[2:],
    "chunks": lambda column: pa.chunked_array([column[:1], column[1:]], pa.string()),
    "a pandas Series": pd.Series,
    "a pandas Series of Arrow strings": lambda column: pd.Series(column, dtype=pd.ArrowDtype(pa.string())),
    "a pandas Series of objects": lambda column: pd.Series(column, dtype=object),
    "a list": list,
}


@pytest.mark.parametrize("keeper", KEEPERS)
@given(column=columns)
def test_names_ascend_and_codes_give_the_column_back(keeper: str, column: list[str]) -> None:
    names, codes = coded(KEEPERS[keeper](column), "task")
    assert names.tolist() == sorted(set(column))
    assert [names[code] for code in codes.tolist()] == column
    assert codes.dtype == np.int32


def test_more_names_than_the_first_table_has_room_for() -> None:
    column = [f"image {place * 7919 % 20_011} of {place % 3}" for place in range(30_000)]
    names, codes = coded(pa.array(column), "task")
    assert names.tolist() == sorted(set(column))
    assert names[codes].tolist() == column


def test_an_empty_column_has_no_names() -> None:
    names, codes = coded(pa.array([], pa.string()), "task")
    assert len(names) == len(codes) == 0


@pytest.mark.parametrize("keeper", ["an Arrow array", "a pandas Series", "a pandas Series of objects"])
def test_a_missing_string_is_an_error(keeper: str) -> None:
    with pytest.raises(Invalid, match="missing"):
        coded(KEEPERS[keeper](["a", None]), "task")
