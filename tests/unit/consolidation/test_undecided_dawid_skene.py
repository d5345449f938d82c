"""Dawid-Skene with undecided states: sure where the crowd is clear, as unsure as the votes where it wavers."""

from __future__ import annotations

import numpy as np
import pytest

from truthloop.consolidation.answer_table import AnswerTable, answer_table
from truthloop.consolidation.arrays import Floats
from truthloop.consolidation.hierarchical_dawid_skene import hierarchical_dawid_skene
from truthloop.consolidation.known_values import known_values
from truthloop.consolidation.undecided_dawid_skene import by_split, states_of, undecided_dawid_skene

WAVERING = 100
"""The last so many tasks lie between the first two labels: workers toss a coin there."""


def wavering_crowd(labels: int = 3, tasks: int = 400, answers: int = 9) -> AnswerTable:
    chance = np.random.default_rng(11)
    truth = chance.integers(0, labels, tasks)
    value = np.where(
        chance.random((tasks, answers)) < 0.9, truth[:, None], chance.integers(0, labels, (tasks, answers))
    )
    value[-WAVERING:] = chance.integers(0, 2, (WAVERING, answers))
    worker = np.array([chance.permutation(20)[:answers] for _ in range(tasks)])
    return answer_table(np.repeat(np.arange(tasks), answers), worker.ravel(), value.ravel(), values=range(labels))


def test_tasks_on_which_the_crowd_wavers_are_not_judged_sure() -> None:
    table = wavering_crowd()
    ours, usual = undecided_dawid_skene(table), hierarchical_dawid_skene(table)
    assert ours.confidence[-WAVERING:].mean() < 0.75
    assert usual.confidence[-WAVERING:].mean() > 0.85
    assert ours.confidence[:-WAVERING].mean() > 0.95


def test_clear_tasks_keep_their_labels() -> None:
    table = wavering_crowd()
    one, other = undecided_dawid_skene(table), hierarchical_dawid_skene(table)
    assert (one.label[:-WAVERING] == other.label[:-WAVERING]).mean() > 0.98


def test_gold_is_certain_and_teaches_whom_to_trust() -> None:
    rows = [(task, worker, "ab"[(task + (worker > 0)) % 2]) for task in range(40) for worker in range(3)]
    table = answer_table([r[0] for r in rows], [r[1] for r in rows], [r[2] for r in rows])
    gold = known_values(table, {task: "ab"[task % 2] for task in range(30)})
    result = undecided_dawid_skene(table, known=gold)
    assert (result.confidence[:30] == 1.0).all()
    assert result.labels()[30:].tolist() == ["ab"[task % 2] for task in range(30, 40)]


@pytest.mark.parametrize(("labels", "states"), [(0, 0), (1, 1), (2, 3), (5, 15), (10, 55), (11, 12), (300, 301)])
def test_there_is_a_state_for_each_pair_while_labels_are_few(labels: int, states: int) -> None:
    shares: Floats = np.full((4, labels), 1 / max(1, labels))
    started = by_split(shares)
    assert started.shape == (4, states)
    assert states_of(labels) == states
    assert np.allclose(started.sum(axis=1), 1.0 if labels else 0.0)


def test_an_undivided_crowd_starts_decided() -> None:
    assert by_split(np.eye(3)).tolist() == np.hstack([np.eye(3), np.zeros((3, 3))]).tolist()
