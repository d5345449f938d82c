from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from truthloop.consolidation.shapes.consolidated_keypoints import consolidate_keypoints
from truthloop.consolidation.shapes.consolidated_polylines import consolidate_polylines, line_likeness
from truthloop.consolidation.shapes.consolidated_skeletons import Joint, consolidate_skeletons
from truthloop.consolidation.shapes.geometric_median import geometric_median
from truthloop.terms.errors import Invalid

Floats = NDArray[np.float64]
CHANCE = np.random.default_rng


def wave(steps: int, shift: float = 0.0) -> Floats:
    """A road from left to right."""
    across = np.linspace(0, 400, steps)
    return np.stack([across, 100 + shift + 40 * np.sin(across / 60)], axis=1)


def distance(one: Floats, truth: Floats) -> float:
    """The mean distance of a line's points from a densely sampled one."""
    return float(np.mean([np.sqrt(((truth - point) ** 2).sum(axis=1)).min() for point in one]))


def hand(chance: np.random.Generator, truth: Floats, off: float) -> Floats:
    """A line drawn by a worker: some vertices, a shift and a shaking hand, from either end."""
    places = np.linspace(0, len(truth) - 1, int(chance.integers(12, 25))).astype(int)
    line = truth[places] + chance.normal(0, off, 2) + chance.normal(0, off / 2, (len(places), 2))
    return line[::-1] if chance.random() < 0.5 else line


def test_a_line_is_nearer_to_the_truth_than_those_of_the_average_worker_whichever_way_they_drew_it() -> None:
    chance, truth = CHANCE(0), wave(400)
    worker, ours = [], []
    for _ in range(15):
        drawn = [hand(chance, truth, off) for off in (3, 3, 4, 4, 12)]
        found = consolidate_polylines([[("road", each)] for each in drawn])
        assert [each.found_by for each in found] == [5]
        worker.append(np.mean([distance(each, truth) for each in drawn]))
        ours.append(distance(found[0].vertices, truth))
        assert len(found[0].vertices) < 60
    assert np.mean(ours) < 0.6 * np.mean(worker)


def test_lines_of_two_points_are_made_one_end_by_end() -> None:
    ends = np.array([[10, 20], [110, 60]], float)
    found = consolidate_polylines([[(0, ends)], [(0, ends[::-1] + 2)], [(0, ends - 2)]])
    assert sorted(found[0].vertices.tolist()) == sorted(ends.tolist())


def test_neighbouring_lines_stay_apart_and_one_missed_is_not_filled_by_its_neighbour() -> None:
    lanes = [wave(30, shift) for shift in (0, 60, 120)]
    answers: list[Any] = [[("lane", lane + worker) for lane in lanes] for worker in range(4)]
    answers[1] = answers[1][:2]
    found = consolidate_polylines(answers)
    assert sorted(each.found_by for each in found) == [3, 4, 4]
    assert all(each.existence > 0.8 for each in found)


@given(st.permutations(range(4)), st.integers(0, 1000))
def test_the_order_of_workers_does_not_matter_to_lines(order: list[int], seed: int) -> None:
    chance = CHANCE(seed)
    drawn = [[("road", hand(chance, wave(200), 3))] for _ in range(4)]
    one, other = consolidate_polylines(drawn), consolidate_polylines([drawn[each] for each in order])
    assert one[0].vertices == pytest.approx(other[0].vertices)
    assert one[0].confidence == pytest.approx(other[0].confidence)


def test_a_line_without_length_is_kept() -> None:
    dot = np.array([[5, 5], [5, 5]], float)
    assert consolidate_polylines([[("a", dot)], [("a", dot)]])[0].vertices.tolist() == dot.tolist()
    assert line_likeness(dot, dot + 1) == 0.0


def test_one_worker_is_taken_at_their_word_and_nothing_is_nothing() -> None:
    line = wave(9)
    assert consolidate_polylines([[("a", line)]])[0].vertices.tolist() == line.tolist()
    assert consolidate_keypoints([[("eye", (3, 4))]])[0].vertices.tolist() == [[3, 4]]
    assert consolidate_polylines([[], []]) == consolidate_keypoints([[]]) == consolidate_skeletons([[], []]) == []


def test_points_of_one_label_are_told_apart_and_a_slip_does_not_move_them() -> None:
    chance = CHANCE(3)
    eyes = np.array([[100, 100], [160, 100]], float)
    answers: list[Any] = [[("eye", eye + chance.normal(0, 1.5, 2)) for eye in eyes] for _ in range(5)]
    answers[4] = [("eye", eyes[0] + 9), ("eye", eyes[1] + [60, 80]), ("nose", (130, 130))]
    found = consolidate_keypoints(answers, within=20)
    real = sorted((each for each in found if each.existence >= 0.5), key=lambda each: float(each.vertices[0, 0]))
    assert [each.label for each in real] == ["eye", "eye"]
    assert np.concatenate([each.vertices for each in real]) == pytest.approx(eyes, abs=2)
    assert [each.found_by for each in real] == [5, 4]
    assert max(each.existence for each in found if each.found_by == 1) < 0.5


def test_points_with_different_labels_are_never_one() -> None:
    found = consolidate_keypoints([[("left", (10, 10))], [("right", (10, 10))]])
    assert sorted(each.label for each in found) == ["left", "right"]


def test_confidence_falls_with_the_distance_of_the_points() -> None:
    near = consolidate_keypoints([[("a", (10, 10))], [("a", (11, 10))]], within=20)
    far = consolidate_keypoints([[("a", (10, 10))], [("a", (24, 10))]], within=20)
    assert near[0].confidence > far[0].confidence > 0


@given(st.permutations(range(4)), st.integers(0, 1000))
def test_neither_the_order_of_workers_nor_the_names_of_labels_matter_to_points(order: list[int], seed: int) -> None:
    chance = CHANCE(seed)
    answers = [[(label, chance.normal(100 * label, 6, 2)) for label in (1, 1, 2)] for _ in range(4)]
    names = {1: "zebra", 2: "ant"}
    other = [[(names[label], point) for label, point in answers[each]] for each in order]
    one, renamed = consolidate_keypoints(answers, within=30), consolidate_keypoints(other, within=30)
    assert sorted(names[each.label] for each in one) == sorted(each.label for each in renamed)
    assert sorted(each.confidence for each in one) == pytest.approx(sorted(each.confidence for each in renamed))
    assert sorted(each.vertices[0, 0] for each in one) == pytest.approx(sorted(each.vertices[0, 0] for each in renamed))


@pytest.mark.parametrize("within", [0, -3, float("nan")])
def test_a_reach_that_is_none_is_refused(within: float) -> None:
    with pytest.raises(Invalid, match="more than 0"):
        consolidate_keypoints([[("a", (1, 1))]], within=within)


@given(st.integers(1, 8), st.integers(0, 2**32 - 1))
def test_no_point_has_a_smaller_sum_of_distances_than_the_geometric_median(count: int, seed: int) -> None:
    chance = CHANCE(seed)
    points = chance.normal(0, 50, (count, 2)).round(0)
    middle = geometric_median(points)
    reached = np.sqrt(((points - middle) ** 2).sum(axis=1)).sum()
    others = np.concatenate([points, middle + chance.normal(0, 5, (40, 2))])
    least = np.sqrt(((points[None] - others[:, None]) ** 2).sum(axis=2)).sum(axis=1).min()
    assert reached <= least + 1e-3


def person(chance: np.random.Generator, at: float, off: float = 2.0) -> dict[str, Joint]:
    places = {"head": (0, 0), "hand": (-30, 50), "hip": (0, 80), "foot": (5, 150)}
    return {
        name: (at + x + chance.normal(0, off), 50 + y + chance.normal(0, off), name != "hand")
        for name, (x, y) in places.items()
    }


def test_joints_of_two_people_beside_each_other_are_put_together_by_person() -> None:
    chance = CHANCE(5)
    answers = [
        [("person", person(chance, at)) for at in ((100, 190) if worker % 2 else (190, 100))] for worker in range(4)
    ]
    answers[3] = [("person", {**person(chance, 100), "head": (400.0, 400.0, True)})]
    found = sorted(consolidate_skeletons(answers), key=lambda each: float(each.joints["hip"].place[0]))
    assert [len(each.members) for each in found] == [4, 3]
    for each, at in zip(found, (100, 190), strict=True):
        assert each.joints["head"].place == pytest.approx([at, 50], abs=4)
        assert not each.joints["hand"].visible
        assert each.joints["foot"].visible
        assert each.existence > 0.8
    assert found[0].joints["head"].tightness < found[1].joints["head"].tightness


def test_a_joint_that_only_one_of_three_sets_is_left_out() -> None:
    chance = CHANCE(6)
    answers = [[("person", person(chance, 100))] for _ in range(3)]
    answers[0][0][1]["tail"] = (10.0, 10.0, True)
    (found,) = consolidate_skeletons(answers)
    assert sorted(found.joints) == ["foot", "hand", "head", "hip"]
    assert found.joints["hip"].set_by == 1.0


@given(st.permutations(range(4)))
def test_the_order_of_workers_does_not_matter_to_skeletons(order: list[int]) -> None:
    chance = CHANCE(7)
    answers = [[("person", person(chance, at, 6.0)) for at in (100, 180)] for _ in range(4)]
    one, other = consolidate_skeletons(answers), consolidate_skeletons([answers[each] for each in order])
    assert sorted(each.confidence for each in one) == pytest.approx(sorted(each.confidence for each in other))


def test_a_skeleton_without_joints_is_refused() -> None:
    with pytest.raises(Invalid, match="at least 1"):
        consolidate_skeletons([[("person", {})]])
