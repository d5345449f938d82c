from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from consolidation_simulators.blobs import CROWDS, Blob, drawn, some_blobs
from truthloop.consolidation.shapes.consolidated_instances import (
    ConsolidatedInstances,
    Instances,
    consolidate_instances,
)
from truthloop.terms.errors import Invalid

Map = NDArray[Any]
SIZE = 120


def numbered(things: list[Blob]) -> Instances:
    """Each thing with a number of its own, those in front last."""
    picture = np.zeros((SIZE, SIZE), dtype=np.uint8)
    for place, thing in enumerate(things):
        picture[thing.covers(SIZE, SIZE)] = place + 1
    return picture, {place + 1: thing.label for place, thing in enumerate(things)}


def image(name: str, seed: int) -> tuple[Instances, list[Instances]]:
    chance = np.random.default_rng(seed)
    things = [thing for thing in some_blobs(chance, SIZE, 3) if thing.radius > 10]
    return numbered(things), [numbered(drawn(chance, things, hand, 3, SIZE)) for hand in CROWDS[name]]


def score(found: Map, truth: Map) -> float:
    """The mean overlap of true instances with what was found of them, inventions counting 0."""
    real = [truth == each for each in np.unique(truth) if each]
    ours = [found == each for each in np.unique(found) if each]
    likes = [max(((one & each).sum() / (one | each).sum() for one in ours), default=0.0) for each in real]
    return float(sum(likes)) / max(1, len(real), len(ours))


def outline(found: ConsolidatedInstances) -> list[tuple[Any, float, int]]:
    """Objects without their numbers."""
    return sorted(
        (each.label, round(each.confidence, 6), int((found.instance_map == each.number).sum()) if each.number else 0)
        for each in found.instances
    )


@pytest.mark.parametrize("name", ["careful", "mixed", "weak", "nine"])
def test_instances_are_nearer_to_the_truth_than_those_of_the_average_worker(name: str) -> None:
    images = [image(name, seed) for seed in range(10)]
    worker = np.mean([score(each[0], truth[0]) for truth, answers in images for each in answers])
    ours = np.mean([score(consolidate_instances(answers).instance_map, truth[0]) for truth, answers in images])
    assert ours > worker + 0.03


def test_two_things_of_one_label_that_touch_stay_two() -> None:
    picture = np.zeros((20, 40), np.uint8)
    picture[5:15, 5:20], picture[5:15, 20:35] = 1, 2
    shifted = np.roll(picture, 1, axis=1)
    renumbered = np.array([0, 60000, 3], np.uint16)[picture]
    found = consolidate_instances(
        [(picture, {1: "cell", 2: "cell"}), (shifted, {1: "cell", 2: "cell"}), (renumbered, {60000: "cell", 3: "cell"})]
    )
    assert [len(each.members) for each in found.instances] == [3, 3]
    assert found.instances[0].members[2] in {(2, 60000), (2, 3)}
    assert sorted(np.unique(found.instance_map).tolist()) == [0, 1, 2]
    assert ((found.instance_map > 0) == (picture > 0)).all()
    assert len(np.unique(found.instance_map[picture == 1])) == 1


def test_what_one_of_five_drew_is_listed_and_not_painted() -> None:
    picture = np.zeros((30, 30), np.uint8)
    picture[2:10, 2:10] = 1
    more = picture.copy()
    more[20:28, 20:28] = 2
    found = consolidate_instances([(picture, {1: "a"})] * 4 + [(more, {1: "a", 2: "a"})])
    assert sorted((len(each.members), each.number > 0) for each in found.instances) == [(1, False), (5, True)]
    assert (found.instance_map > 0).tolist() == (picture > 0).tolist()


@given(st.permutations(range(5)), st.integers(0, 20))
def test_the_order_of_workers_does_not_matter_to_instances(order: list[int], seed: int) -> None:
    _, answers = image("mixed", seed)
    one, other = consolidate_instances(answers), consolidate_instances([answers[each] for each in order])
    assert outline(one) == outline(other)


def test_other_names_for_labels_only_rename_the_instances() -> None:
    _, answers = image("mixed", 4)
    names = {1: "zebra", 2: "ant", 3: "bee"}
    renamed = [(picture, {number: names[label] for number, label in labels.items()}) for picture, labels in answers]
    plain = [(names[label], *rest) for label, *rest in outline(consolidate_instances(answers))]
    assert outline(consolidate_instances(renamed)) == sorted(plain)


def test_one_worker_is_taken_at_their_word() -> None:
    _, answers = image("careful", 2)
    found = consolidate_instances(answers[:1])
    assert (found.instance_map > 0).tolist() == (answers[0][0] > 0).tolist()
    assert all(len(np.unique(found.instance_map[answers[0][0] == n])) == 1 for n in np.unique(answers[0][0]))


def test_nothing_drawn_is_nothing_found() -> None:
    found = consolidate_instances([(np.zeros((3, 3), np.uint8), {}), (np.zeros((3, 3), np.uint16), {1: "a"})])
    assert found.instances == []
    assert not found.instance_map.any()


def test_an_instance_without_a_label_and_no_answers_are_refused() -> None:
    with pytest.raises(Invalid, match="instance 1, which has no label"):
        consolidate_instances([(np.ones((2, 2), np.uint8), {})])
    with pytest.raises(Invalid, match="at least one worker"):
        consolidate_instances([])
