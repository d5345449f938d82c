from __future__ import annotations

import numpy as np
import pytest

from truthloop.consolidation.answer_table import AnswerTable, answer_table
from truthloop.consolidation.arrays import Floats
from truthloop.consolidation.crowdlab import crowdlab
from truthloop.consolidation.majority_vote import majority_vote
from truthloop.terms.errors import Invalid


def crowd_and_model(
    seed: int, skill: float, model_skill: float
) -> tuple[AnswerTable, Floats, np.ndarray[tuple[int], np.dtype[np.int64]]]:
    chance = np.random.default_rng(seed)
    truth = chance.integers(0, 4, 600)
    task = np.repeat(np.arange(600), 2)
    right = chance.random(1200) < skill
    value = np.where(right, truth[task], chance.integers(0, 4, 1200))
    table = answer_table(task, chance.integers(0, 20, 1200), value, values=range(4), tasks=range(600))
    guess = np.where(chance.random(600) < model_skill, truth, chance.integers(0, 4, 600))
    model = np.full((600, 4), 0.1)
    model[np.arange(600), guess] = 0.7
    return table, model, truth


def test_a_good_model_helps_where_answers_are_few() -> None:
    table, model, truth = crowd_and_model(1, skill=0.6, model_skill=0.85)
    fused = (crowdlab(table, model).labels() == truth).mean()
    assert fused > (majority_vote(table).labels() == truth).mean() + 0.08
    assert fused >= (model.argmax(axis=1) == truth).mean()


def test_a_poor_model_is_not_believed() -> None:
    table, model, truth = crowd_and_model(2, skill=0.9, model_skill=0.1)
    assert (crowdlab(table, model).labels() == truth).mean() > (majority_vote(table).labels() == truth).mean() - 0.02


def test_a_task_without_answers_gets_the_models_label() -> None:
    table = answer_table([1, 1, 2, 2], [1, 2, 1, 2], ["a", "a", "b", "b"], tasks=[1, 2, 3])
    assert crowdlab(table, np.array([[0.9, 0.1], [0.1, 0.9], [0.2, 0.8]])).labels().tolist() == ["a", "b", "b"]


def test_probabilities_of_another_shape_are_refused() -> None:
    table = answer_table([1], ["a"], ["x"], values=["x", "y"])
    with pytest.raises(Invalid, match=r"shape \(2, 2\); \(1, 2\) is needed"):
        crowdlab(table, np.full((2, 2), 0.5))
    with pytest.raises(Invalid, match="sum to 1"):
        crowdlab(table, np.array([[0.5, 0.9]]))
