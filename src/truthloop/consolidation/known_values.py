"""Gold: tasks whose true value is known, in the form the passes take it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from truthloop.consolidation.answer_table import AnswerTable
from truthloop.consolidation.arrays import Codes, Floats
from truthloop.terms.errors import Invalid


def nothing_known(table: AnswerTable) -> Codes:
    """(T,) -1 for every task."""
    return np.full(len(table.tasks), -1, dtype=np.int32)


def known_values(table: AnswerTable, gold: Mapping[Any, Any]) -> Codes:
    """(T,) the code of each gold task's true value and -1 elsewhere; tasks not in the table are passed over.

    `Invalid` when a true value is not among the table's values (declare it when the table is made).
    """
    task_place = {name: place for place, name in enumerate(table.tasks.tolist())}
    value_place = {name: place for place, name in enumerate(table.values.tolist())}
    known = nothing_known(table)
    for task, value in gold.items():
        if value not in value_place:
            raise Invalid(f"The gold value {value!r} of task {task!r} is not among the values of the table.")
        if task in task_place:
            known[task_place[task]] = value_place[value]
    return known


def with_known(posterior: Floats, known: Codes) -> Floats:
    """The posterior with certainty on the gold tasks."""
    certain = known >= 0
    posterior[certain] = 0.0
    posterior[np.flatnonzero(certain), known[certain]] = 1.0
    return posterior
