"""A table in parts: sums over some of its tasks, made at once and added up.

Every learner of this room needs its table only through sums over tasks. So a part may be a range of tasks handled by a
thread, or a table of its own on another machine: the sums of the parts, added in order, are the sums of the whole.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import reduce
from itertools import pairwise
from typing import Protocol, Self, TypeVar

import numpy as np

from truthloop.consolidation.answer_table import AnswerTable

ANSWERS_PER_PART = 200_000
"""Below this a thread costs more than it brings."""
MOST_PARTS = 8


class Sums(Protocol):
    """Statistics of some tasks that can be added to those of other tasks."""

    def __add__(self, other: Self, /) -> Self:
        """The statistics of both."""


S = TypeVar("S", bound=Sums)


def task_ranges(table: AnswerTable, cells: int = 0) -> list[tuple[int, int]]:
    """Ranges of tasks with about equal numbers of answers.

    Their number depends on the table and on `cells`, the size of the sums of one part, never on the machine: adding
    up in another order would change the last digits.
    """
    tasks = len(table.tasks)
    parts = max(1, min(MOST_PARTS, table.size // max(ANSWERS_PER_PART, cells)))
    bounds = np.searchsorted(table.starts, np.linspace(0, table.size, parts + 1)[1:-1]).tolist()
    edges = [0, *bounds, tasks]
    return list(pairwise(edges))


def over_parts(work: Callable[[int, int], S], ranges: Sequence[tuple[int, int]]) -> S:
    """The sums of the whole: `work(first task, last task + 1)` of each range, in threads, added in order."""
    if len(ranges) == 1:
        return work(*ranges[0])
    with ThreadPoolExecutor(min(len(ranges), os.cpu_count() or 1)) as pool:
        return reduce(lambda whole, part: whole + part, pool.map(lambda bounds: work(*bounds), ranges))
