from __future__ import annotations

import numpy as np
import pytest

from truthloop.consolidation.answer_table import answer_table
from truthloop.consolidation.aws_confidence import union_of_labels, zero_with_one_worker
from truthloop.consolidation.binary_relevance import binary_relevance
from truthloop.consolidation.joint_label_sets import joint_label_sets
from truthloop.consolidation.label_sets import LabelSets, label_sets
from truthloop.consolidation.majority_vote import majority_vote
from truthloop.terms.errors import Invalid


def street(seed: int, tasks: int = 300) -> tuple[LabelSets, list[tuple[str, ...]]]:
    """Streets where a rider always comes with a bicycle, seen by six workers who miss and invent labels."""
    chance = np.random.default_rng(seed)
    kinds = [("bicycle", "rider"), ("car",), ("bicycle", "car", "rider"), ()]
    truth = [kinds[place] for place in chance.integers(0, 4, tasks)]
    rows = []
    for task in range(tasks):
        for worker in chance.permutation(6)[:3].tolist():
            seen = [
                label
                for label in ("bicycle", "car", "rider")
                if chance.random() < (0.8 if label in truth[task] else 0.2)
            ]
            rows.append((task, worker, seen))
    return label_sets([r[0] for r in rows], [r[1] for r in rows], [r[2] for r in rows]), truth


def test_each_label_is_decided_by_itself() -> None:
    sets = label_sets([1, 1, 1], ["a", "b", "c"], [["cat"], ["cat", "dog"], ["cat"]])
    result = binary_relevance(sets, majority_vote)
    assert result.sets() == [("cat",)]
    assert result.posterior.tolist() == [[1.0, pytest.approx(1 / 3)]]
    assert result.set_confidence[0] == pytest.approx(2 / 3)


def test_sets_found_jointly_are_right_more_often_where_labels_come_together() -> None:
    sets, truth = street(4)
    each, jointly = binary_relevance(sets), joint_label_sets(sets)
    right_each = np.mean([a == b for a, b in zip(each.sets(), truth, strict=True)])
    right_jointly = np.mean([a == b for a, b in zip(jointly.sets(), truth, strict=True)])
    assert right_jointly > right_each + 0.05
    apart_each = np.mean(each.chosen[:, 0] != each.chosen[:, 2])
    assert np.mean(jointly.chosen[:, 0] != jointly.chosen[:, 2]) < apart_each / 2


def test_nothing_chosen_is_an_answer() -> None:
    sets = label_sets([1, 1], ["a", "b"], [[], []], labels=["cat", "dog"])
    assert joint_label_sets(sets).sets() == [()]
    assert binary_relevance(sets).sets() == [()]


def test_no_labels_and_no_tasks_are_taken() -> None:
    assert joint_label_sets(label_sets([], [], [])).sets() == []
    assert joint_label_sets(label_sets([1], ["a"], [[]])).sets() == [()]


def test_the_union_holds_what_anyone_chose() -> None:
    sets = label_sets([1, 1, 2, 2], ["a", "b", "a", "b"], [["cat"], ["dog"], [], ["cat"]])
    assert union_of_labels(sets, binary_relevance(sets)).sets() == [("cat", "dog"), ("cat",)]


def test_an_undeclared_label_is_refused() -> None:
    with pytest.raises(Invalid, match="'cow' is not among the labels declared"):
        label_sets([1], ["a"], [["cow"]], labels=["cat"])


def test_confidence_is_zero_where_one_worker_answered_and_stays_elsewhere() -> None:
    table = answer_table([1, 2, 2], ["a", "a", "b"], ["x", "x", "x"])
    result = zero_with_one_worker(table, majority_vote(table))
    assert result.confidence.tolist() == [0.0, 1.0]
    assert result.labels().tolist() == ["x", "x"]


def test_one_worker_who_answered_twice_is_still_one() -> None:
    table = answer_table([1, 1], ["a", "a"], ["x", "y"])
    assert zero_with_one_worker(table, majority_vote(table)).confidence.tolist() == [0.0]
