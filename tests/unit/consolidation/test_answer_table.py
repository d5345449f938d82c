from __future__ import annotations

import random
from typing import Any, Literal, TypeAlias

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truthloop.consolidation.answer_table import AnswerTable, answer_table, from_columns
from truthloop.terms.errors import Invalid

Row: TypeAlias = tuple[int, int, str]
ROWS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 5), st.sampled_from("abc")), max_size=60)


def rows_of(table: AnswerTable) -> list[Row]:
    return [
        (table.tasks[t], table.workers[w], table.values[v])
        for t, w, v in zip(table.task, table.worker, table.value, strict=True)
    ]


def of(rows: list[Row], repeats: Literal["drop", "keep"] = "drop") -> AnswerTable:
    return answer_table([r[0] for r in rows], [r[1] for r in rows], [r[2] for r in rows], repeats=repeats)


@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_leaves_the_table_the_same_to_the_bit(rows: list[Row], chance: random.Random) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)
    one, other = of(rows), of(shuffled)
    for name in ("tasks", "workers", "values", "task", "worker", "value", "starts"):
        assert getattr(one, name).tolist() == getattr(other, name).tolist()


@given(ROWS)
def test_every_answer_is_in_the_table_once_and_in_order(rows: list[Row]) -> None:
    assert rows_of(of(rows)) == sorted(set(rows))
    assert rows_of(of(rows, repeats="keep")) == sorted(rows)


@given(ROWS)
def test_starts_bound_the_answers_of_each_task(rows: list[Row]) -> None:
    table = of(rows)
    for place in range(len(table.tasks)):
        assert set(table.task[table.starts[place] : table.starts[place + 1]]) == {place}
    assert table.starts[-1] == table.size


def test_lists_arrays_frames_and_arrow_tables_give_the_same_table() -> None:
    chance = random.Random(4)
    task = [f"t{chance.randrange(30)}" for _ in range(200)]
    worker = [chance.randrange(10**12) % 7 * 10**9 for _ in range(200)]
    label = [chance.choice(["cat", "dog", "emu"]) for _ in range(200)]
    expected = rows_of(answer_table(task, worker, label))
    frame = pd.DataFrame({"task": task, "worker": worker, "label": label})
    arrow = pa.table({"task": task, "worker": worker, "label": label})
    chunks = pa.concat_tables([arrow.slice(0, 50), arrow.slice(50)])
    coded = pa.table({"task": arrow["task"].dictionary_encode(), "worker": worker, "label": label})
    categorical = frame.assign(label=frame.label.astype("category"))
    arrays = {name: np.array(column) for name, column in frame.items()}
    for given_columns in (frame, arrow, chunks, coded, categorical, arrays):
        assert rows_of(from_columns(given_columns)) == expected


def test_declared_values_are_there_although_nobody_chose_them() -> None:
    table = answer_table([1, 2], ["ann", "bo"], ["yes", "yes"], values=["yes", "no", "unsure"], tasks=[1, 2, 3])
    assert table.values.tolist() == ["no", "unsure", "yes"]
    assert table.starts.tolist() == [0, 1, 2, 2]


def test_an_undeclared_value_is_refused_with_what_is_allowed() -> None:
    with pytest.raises(Invalid, match=r"'maybe' is not among the values declared .*'no', 'yes'"):
        answer_table([1], [1], ["maybe"], values=["yes", "no"])


@pytest.mark.parametrize(
    "column", [["a", None], np.array([1.0, float("nan")]), pd.Series(["a", None]), pa.array(["a", None])]
)
def test_a_missing_entry_is_refused(column: Any) -> None:
    with pytest.raises(Invalid, match="missing entries"):
        answer_table([1, 2], [1, 2], column)


def test_columns_of_different_lengths_are_refused() -> None:
    with pytest.raises(Invalid, match="different lengths"):
        answer_table([1, 2], [1, 2], ["a"])


def test_names_without_a_common_order_are_refused() -> None:
    with pytest.raises(Invalid, match="no common order"):
        answer_table([1, "one"], [1, 2], ["a", "b"])


def test_an_empty_table_is_a_table() -> None:
    table = answer_table([], [], [])
    assert table.size == 0
    assert table.shape == (0, 0, 0)


def test_a_missing_column_is_named() -> None:
    with pytest.raises(Invalid, match="'label'"):
        from_columns({"task": [1], "worker": [1]})


def test_answers_are_numbers_when_they_can_be() -> None:
    assert answer_table([1, 2], [1, 1], [2.5, -1]).numbers().tolist() == [2.5, -1.0]
    with pytest.raises(Invalid, match="not numbers"):
        answer_table([1], [1], ["good"]).numbers()
