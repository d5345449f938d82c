"""Answers brought into the one order every table has: ascending by task, then worker, then value.

One counting pass brings each answer to its task; the few answers of a task are then sorted where they lie.
"""

from __future__ import annotations

import numpy as np

from truthloop.consolidation.arrays import Codes, Offsets
from truthloop.consolidation.compiled import compiled

FEW = 32
"""Up to so many answers, inserting one by one beats sorting."""


def in_order(task: Codes, worker: Codes, value: Codes, tasks: int) -> tuple[Codes, Codes, Codes]:
    """The three columns (n,) in order; `tasks` is how many tasks there are."""
    if is_ascending(task, worker, value):
        return task, worker, value
    starts = np.zeros(tasks + 1, dtype=np.int64)
    np.cumsum(np.bincount(task, minlength=tasks), out=starts[1:])
    answers = gathered_by_task(task, worker, value, starts[:-1].copy())
    sort_groups(starts, answers)
    ordered = np.repeat(np.arange(tasks, dtype=np.int32), np.diff(starts))
    return ordered, (answers >> 32).astype(np.int32), answers.astype(np.int32)


@compiled
def is_ascending(task: Codes, worker: Codes, value: Codes) -> bool:
    """Whether the rows are already in order."""
    for row in range(1, len(task)):
        if task[row - 1] > task[row]:
            return False
        if task[row - 1] == task[row]:
            if worker[row - 1] > worker[row]:
                return False
            if worker[row - 1] == worker[row] and value[row - 1] > value[row]:
                return False
    return True


@compiled
def gathered_by_task(task: Codes, worker: Codes, value: Codes, places: Offsets) -> Offsets:
    """(n,) worker and value of each answer as one number, task by task; `places` (T,) is where each task begins."""
    answers = np.empty(len(task), dtype=np.int64)
    for row in range(len(task)):
        place = places[task[row]]
        answers[place] = np.int64(worker[row]) << 32 | np.int64(value[row])
        places[task[row]] = place + 1
    return answers


@compiled
def sort_groups(starts: Offsets, answers: Offsets) -> None:
    """Sort `answers` between each two starts, in place."""
    for group in range(len(starts) - 1):
        begin, end = starts[group], starts[group + 1]
        if end - begin > FEW:
            answers[begin:end].sort()
            continue
        for row in range(begin + 1, end):
            answer, place = answers[row], row
            while place > begin and answers[place - 1] > answer:
                answers[place] = answers[place - 1]
                place -= 1
            answers[place] = answer
