"""Who answered what: the one data structure every algorithm of this room takes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from truthloop.consolidation.answer_order import in_order
from truthloop.consolidation.arrays import Codes, Floats, Names, Offsets
from truthloop.consolidation.name_codes import Column, coded
from truthloop.terms.errors import Invalid


class SupportsColumns(Protocol):
    """Anything with named columns: an Arrow table, a data frame, a dict of sequences."""

    def __getitem__(self, name: str, /) -> Column:
        """The column of that name."""


@dataclass(frozen=True, slots=True, eq=False)
class AnswerTable:
    """n answers of W workers to T tasks, each one of K values; rows ascend by task, then worker, then value."""

    tasks: Names
    """(T,) the tasks' names, ascending."""
    workers: Names
    """(W,) the workers' names, ascending."""
    values: Names
    """(K,) the values' names, ascending."""
    task: Codes
    """(n,) which task each answer is to."""
    worker: Codes
    """(n,) whose answer it is."""
    value: Codes
    """(n,) what was answered."""
    starts: Offsets
    """(T + 1,) the answers to task t are rows starts[t] to starts[t + 1]."""

    @property
    def size(self) -> int:
        """How many answers."""
        return len(self.value)

    @property
    def shape(self) -> tuple[int, int, int]:
        """(tasks, workers, values)."""
        return len(self.tasks), len(self.workers), len(self.values)

    def numbers(self) -> Floats:
        """(n,) the answers as numbers; `Invalid` when they are not."""
        try:
            return self.values.astype(np.float64)[self.value]
        except (TypeError, ValueError):
            raise Invalid(f"The answers are not numbers (for example {self.values[0]!r}).") from None

    def rows(self, chosen: NDArray[np.bool_] | Offsets) -> AnswerTable:
        """The table with only some answers (a mask or ascending places); tasks, workers and values stay as they are."""
        task = self.task[chosen]
        starts = offsets(task, len(self.tasks))
        return AnswerTable(self.tasks, self.workers, self.values, task, self.worker[chosen], self.value[chosen], starts)


def answer_table(
    task: Column,
    worker: Column,
    value: Column,
    *,
    tasks: Iterable[Any] | None = None,
    workers: Iterable[Any] | None = None,
    values: Iterable[Any] | None = None,
    repeats: Literal["drop", "keep"] = "drop",
) -> AnswerTable:
    """A table from three columns of equal length (sequences, NumPy, Arrow or pandas).

    `tasks`, `workers` and `values` declare names that may not have been met, such as a label nobody chose. A worker
    who gave the same value for a task more than once counts once unless `repeats` is "keep"; different values of one
    worker are all kept. `Invalid` when lengths differ, entries are missing, or a name was not declared.
    """
    lengths = {"task": len(task), "worker": len(worker), "value": len(value)}
    if len(set(lengths.values())) > 1:
        raise Invalid(f"The columns have different lengths: {lengths}; each row is one answer.")
    task_names, task_codes = coded(task, "task", tasks)
    worker_names, worker_codes = coded(worker, "worker", workers)
    value_names, value_codes = coded(value, "value", values)
    columns = in_order(task_codes, worker_codes, value_codes, len(task_names))
    if repeats == "drop":
        columns = without_repeats(*columns)
    return AnswerTable(task_names, worker_names, value_names, *columns, offsets(columns[0], len(task_names)))


def from_columns(
    table: SupportsColumns,
    task: str = "task",
    worker: str = "worker",
    value: str = "label",
    *,
    tasks: Iterable[Any] | None = None,
    workers: Iterable[Any] | None = None,
    values: Iterable[Any] | None = None,
    repeats: Literal["drop", "keep"] = "drop",
) -> AnswerTable:
    """An answer table from anything with named columns: an Arrow table, a data frame, a dict of sequences."""
    try:
        columns = table[task], table[worker], table[value]
    except KeyError as missing:
        raise Invalid(f"The table has no column {missing}; {task!r}, {worker!r} and {value!r} are needed.") from None
    return answer_table(*columns, tasks=tasks, workers=workers, values=values, repeats=repeats)


def offsets(codes: Codes, groups: int) -> Offsets:
    """Where each group starts among ascending codes."""
    starts = np.zeros(groups + 1, dtype=np.int64)
    np.cumsum(np.bincount(codes, minlength=groups), out=starts[1:])
    return starts


def without_repeats(task: Codes, worker: Codes, value: Codes) -> tuple[Codes, Codes, Codes]:
    """Sorted columns with each (task, worker, value) once."""
    if len(task) < 2:  # noqa: PLR2004
        return task, worker, value
    new = (task[1:] != task[:-1]) | (worker[1:] != worker[:-1]) | (value[1:] != value[:-1])
    if bool(new.all()):
        return task, worker, value
    keep = np.concatenate(([True], new))
    return task[keep], worker[keep], value[keep]
