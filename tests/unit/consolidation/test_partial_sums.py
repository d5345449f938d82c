"""Sums over parts of a table are the sums over the whole: what lets the same learners run over partitions."""

from __future__ import annotations

import itertools
from functools import reduce
from operator import add

import numpy as np

from truthloop.consolidation.answer_table import AnswerTable, answer_table
from truthloop.consolidation.confusion_pass import ConfusionModel, counted, expect
from truthloop.consolidation.dawid_skene import dawid_skene, ever_used, most_likely
from truthloop.consolidation.em_rounds import Rounds
from truthloop.consolidation.known_values import nothing_known
from truthloop.consolidation.majority_vote import vote_shares
from truthloop.consolidation.parts import ANSWERS_PER_PART, task_ranges


def crowd(tasks: int, seed: int = 0) -> AnswerTable:
    chance = np.random.default_rng(seed)
    truth = chance.integers(0, 4, tasks)
    task = np.repeat(np.arange(tasks), 4)
    value = np.where(chance.random(4 * tasks) < 0.7, truth[task], chance.integers(0, 4, 4 * tasks))
    return answer_table(task, chance.integers(0, 30, 4 * tasks), value, workers=range(30), values=range(4))


def partition(table: AnswerTable, parts: int) -> list[AnswerTable]:
    """Tables of their own, as partitions on several machines hold them; workers and values are agreed on."""
    return [
        answer_table(
            table.tasks[table.task[rows]],
            table.workers[table.worker[rows]],
            table.values[table.value[rows]],
            workers=table.workers.tolist(),
            values=table.values.tolist(),
        )
        for rows in (table.task % parts == part for part in range(parts))
    ]


def test_rounds_over_partitions_are_rounds_over_the_whole() -> None:
    table = crowd(600)
    pieces = partition(table, 3)
    used = np.clip(sum(ever_used(piece) for piece in pieces), 0.0, 1.0)
    posteriors = [vote_shares(piece) for piece in pieces]
    model: ConfusionModel = most_likely(reduce(add, map(counted, pieces, posteriors)), used)
    for _ in range(11):
        sums = [
            expect(piece, model, posterior, nothing_known(piece))
            for piece, posterior in zip(pieces, posteriors, strict=True)
        ]
        model = most_likely(reduce(add, sums), used)
    whole = dawid_skene(table, limits=Rounds(11, 0)).posterior
    for part, posterior in enumerate(posteriors):
        assert np.abs(whole[np.arange(600) % 3 == part] - posterior).max() < 1e-9


def test_parts_of_a_large_table_cover_every_task_once_and_depend_on_nothing_else() -> None:
    table = crowd(ANSWERS_PER_PART)
    ranges = task_ranges(table)
    assert len(ranges) > 1
    assert ranges[0][0] == 0
    assert ranges[-1][1] == len(table.tasks)
    assert all(one[1] == other[0] for one, other in itertools.pairwise(ranges))
    assert dawid_skene(table).posterior.tolist() == dawid_skene(table).posterior.tolist()
