from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from truthloop.consolidation.answer_table import AnswerTable, answer_table
from truthloop.consolidation.arrays import Floats
from truthloop.consolidation.crowdlab import crowdlab
from truthloop.consolidation.model_fusion import consolidate_with_model
from truthloop.consolidation.tempered_pool import consolidate
from truthloop.terms.errors import Invalid


def crowd_and_model(seed: int, *, answers: int, model_skill: float) -> tuple[AnswerTable, Floats, NDArray[np.int64]]:
    """1,000 tasks of eight classes; workers are right six times in ten, the model as often as said but far too sure."""
    chance = np.random.default_rng(seed)
    truth = chance.integers(0, 8, 1000)
    task = np.repeat(np.arange(1000), answers)
    right = chance.random(len(task)) < 0.65
    value = np.where(right, truth[task], chance.integers(0, 8, len(task)))
    table = answer_table(task, chance.integers(0, 50, len(task)), value, values=range(8), tasks=range(1000))
    guess = np.where(chance.random(1000) < model_skill, truth, chance.integers(0, 8, 1000))
    model = np.full((1000, 8), 0.01 / 7)
    model[np.arange(1000), guess] = 0.99
    return table, model, truth


def test_few_answers_and_a_good_model_are_better_together_than_either() -> None:
    table, model, truth = crowd_and_model(1, answers=2, model_skill=0.8)
    fused = (consolidate_with_model(table, model).labels() == truth).mean()
    assert fused > (consolidate(table).labels() == truth).mean() + 0.1
    assert fused > (model.argmax(axis=1) == truth).mean() + 0.02
    assert fused >= (crowdlab(table, model).labels() == truth).mean() - 0.01


def test_a_model_that_knows_nothing_changes_nothing() -> None:
    table, model, truth = crowd_and_model(2, answers=5, model_skill=0.0)
    fused = (consolidate_with_model(table, model).labels() == truth).mean()
    assert fused > (consolidate(table).labels() == truth).mean() - 0.01


def test_an_overconfident_model_is_calibrated_by_the_answers() -> None:
    table, model, truth = crowd_and_model(3, answers=3, model_skill=0.7)
    result = consolidate_with_model(table, model)
    assert abs(result.confidence.mean() - (result.labels() == truth).mean()) < 0.08


def test_tasks_without_answers_get_the_models_label() -> None:
    table = answer_table([0, 0, 1, 1], [1, 2, 1, 2], ["a", "a", "b", "b"], tasks=[0, 1, 2])
    result = consolidate_with_model(table, np.array([[0.9, 0.1], [0.1, 0.9], [0.2, 0.8]]))
    assert result.labels().tolist() == ["a", "b", "b"]


def test_probabilities_that_do_not_fit_are_refused() -> None:
    with pytest.raises(Invalid, match="is needed"):
        consolidate_with_model(answer_table([1], ["a"], ["x"]), np.ones((2, 2)) / 2)


def test_an_empty_table_has_no_labels_with_a_model_either() -> None:
    assert consolidate_with_model(answer_table([], [], []), np.zeros((0, 0))).labels().tolist() == []
    assert consolidate_with_model(answer_table([], [], [], values=["a", "b"]), np.zeros((0, 2))).labels().tolist() == []


def test_where_nobody_answered_anything_labels_and_confidences_are_the_models() -> None:
    table = answer_table([], [], [], tasks=[1, 2], values=["a", "b"])
    result = consolidate_with_model(table, np.array([[0.9, 0.1], [0.3, 0.7]]))
    assert result.labels().tolist() == ["a", "b"]
    assert result.confidence == pytest.approx([0.9, 0.7], abs=1e-6)


def test_a_single_class_is_certain() -> None:
    result = consolidate_with_model(answer_table([1, 1, 2], ["a", "b", "a"], ["x", "x", "x"]), np.ones((2, 1)))
    assert (result.labels().tolist(), result.confidence.tolist()) == (["x", "x"], [1.0, 1.0])


def test_renaming_labels_and_the_order_of_rows_change_nothing() -> None:
    table, model, _ = crowd_and_model(4, answers=3, model_skill=0.7)
    result = consolidate_with_model(table, model)
    turned = answer_table(
        table.task[::-1], table.worker[::-1], 7 - table.value[::-1], tasks=range(1000), values=range(8)
    )
    other = consolidate_with_model(turned, model[:, ::-1])
    assert np.allclose(other.posterior[:, ::-1], result.posterior, atol=1e-3)
