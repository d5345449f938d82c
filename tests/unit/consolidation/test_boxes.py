from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from truthloop.consolidation.shapes.box_overlap import overlap
from truthloop.consolidation.shapes.box_table import BoxTable, box_table
from truthloop.consolidation.shapes.consolidated_boxes import consolidated_boxes
from truthloop.consolidation.shapes.optimal_assignment import optimal_assignment
from truthloop.terms.errors import Invalid

Rows = list[tuple[int, int, int, list[float]]]


def crowd(
    random: np.random.Generator, images: int, skills: list[tuple[float, float, float]]
) -> tuple[Rows, np.ndarray]:
    """Boxes of simulated workers (jitter, share missed, extra per image), and the true ones (image, label, box)."""
    rows: Rows = []
    truth = []
    for image in range(images):
        objects = [
            (int(random.integers(3)), [200.0 * n + random.uniform(0, 60), random.uniform(0, 300), 90.0, 70.0])
            for n in range(4)
        ]
        truth += [(image, label, box) for label, box in objects]
        for worker, (jitter, missed, extra) in enumerate(skills):
            for label, box in objects:
                if random.random() < missed:
                    continue
                off = random.normal(0, jitter, 4)
                said = label if random.random() < 0.9 else int(random.integers(3))
                rows.append((image, worker, said, [box[0] + off[0], box[1] + off[1], box[2] + off[2], box[3] + off[3]]))
            if random.random() < extra:
                rows.append((image, worker, 0, [random.uniform(0, 700), random.uniform(400, 900), 60.0, 60.0]))
    return rows, np.array([(image, label, *box) for image, label, box in truth])


def table_of(rows: Rows) -> BoxTable:
    """The boxes; everybody looked at every image."""
    columns: list[list[Any]] = [list(column) for column in zip(*rows, strict=True)]
    looked = [(image, worker) for image in sorted(set(columns[0])) for worker in sorted(set(columns[1]))]
    seen = ([image for image, _ in looked], [worker for _, worker in looked])
    return box_table(columns[0], columns[1], columns[2], columns[3], seen=seen)


def corners(box: np.ndarray) -> np.ndarray:
    return np.array([box[0], box[1], box[0] + box[2], box[1] + box[3]])


def test_consensus_is_nearer_to_the_truth_than_the_best_worker_and_knows_who_overlooks_and_invents() -> None:
    skills = [(3.0, 0.05, 0.05), (4.0, 0.05, 0.05), (4.0, 0.1, 0.1), (12.0, 0.4, 0.1), (5.0, 0.1, 0.9)]
    rows, truth = crowd(np.random.default_rng(1), 200, skills)
    table = table_of(rows)
    found = consolidated_boxes(table)
    kept = found.kept()
    right = 0
    overlaps = []
    for each in kept:
        real = truth[truth[:, 0] == found.images[found.image[each]]]
        likes = [overlap(corners(found.boxes[each]), corners(box[2:])) for box in real]
        best = int(np.argmax(likes))
        overlaps.append(likes[best])
        right += likes[best] > 0.5 and real[best, 1] == found.labels[found.label[each]]
    assert len(kept) == pytest.approx(len(truth), rel=0.02)
    assert right / len(truth) > 0.96
    mine = [
        overlap(corners(np.array(box)), corners(truth[4 * image + n, 2:]))
        for image, worker, _, box in rows
        if worker == 0
        for n in [int(box[0] // 200)]
        if box[1] < 390 and 0 <= n < 4
    ]
    assert np.mean(overlaps) > np.mean(mine) > 0.85
    assert found.overlooked.argmax() == 3
    assert found.extra.argmax() == 4
    assert (found.found + found.overlooked == len(kept)).all()


def test_existence_means_what_it_says() -> None:
    skills = [(4.0, 0.25, 0.4)] * 4
    rows, truth = crowd(np.random.default_rng(2), 400, skills)
    found = consolidated_boxes(table_of(rows))
    real = np.array(
        [
            max(
                overlap(corners(found.boxes[each]), corners(box[2:])) for box in truth[truth[:, 0] == found.image[each]]
            )
            > 0.5
            for each in range(len(found.image))
        ]
    )
    assert abs(found.existence.mean() - real.mean()) < 0.05
    assert real[found.existence > 0.95].mean() > 0.93
    assert real[found.existence < 0.05].mean() < 0.1 if (found.existence < 0.05).any() else True


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False), st.permutations(range(4)))
def test_neither_the_order_of_boxes_nor_the_names_of_workers_matter(random: object, names: list[int]) -> None:
    rows, _ = crowd(np.random.default_rng(3), 3, [(6.0, 0.2, 0.3)] * 4)
    whole = consolidated_boxes(table_of(rows))
    shuffled = [(image, names[worker], label, box) for image, worker, label, box in rows]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    again = consolidated_boxes(table_of(shuffled))
    assert sorted(map(tuple, again.boxes.round(6).tolist())) == sorted(map(tuple, whole.boxes.round(6).tolist()))
    assert np.sort(again.existence) == pytest.approx(np.sort(whole.existence), abs=1e-6)


def test_one_box_of_one_worker_is_itself() -> None:
    found = consolidated_boxes(box_table(["i"], ["w"], ["cat"], [[1, 2, 30, 40]]))
    assert found.boxes.tolist() == [[1, 2, 30, 40]]
    assert found.labels[found.label].tolist() == ["cat"]


def test_two_boxes_of_one_worker_are_never_one_object() -> None:
    close = [[0, 0, 100, 100], [4, 4, 100, 100]]
    found = consolidated_boxes(box_table(["i"] * 4, ["a", "a", "b", "b"], ["x"] * 4, close + close))
    assert len(found.image) == 2
    assert found.found_by.tolist() == [2, 2]


def test_who_looked_and_drew_nothing_counts_as_having_missed_it() -> None:
    drawn = (["i", "i"], ["a", "b"], ["x", "x"], [[0, 0, 10, 10], [1, 0, 10, 10]])
    seen = (["i"] * 4 + ["empty"], ["a", "b", "c", "d", "a"])
    found = consolidated_boxes(box_table(*drawn, seen=seen))
    assert found.looked.tolist() == [4]
    assert found.found_by.tolist() == [2]
    assert found.images.tolist() == ["empty", "i"]


def test_no_boxes_at_all_are_no_objects() -> None:
    found = consolidated_boxes(box_table([], [], [], [], seen=(["i"], ["w"])))
    assert len(found.image) == 0
    assert found.overlooked.tolist() == [0]


@given(st.integers(0, 6), st.integers(0, 6), st.integers(0, 2**32 - 1))
def test_the_assignment_is_as_good_as_that_of_scipy(rows: int, columns: int, seed: int) -> None:
    gain = np.random.default_rng(seed).random((rows, columns)).round(1)
    chosen = optimal_assignment(gain)
    reached = sum(gain[row, column] for row, column in enumerate(chosen) if column >= 0)
    taken = [column for column in chosen if column >= 0]
    assert len(taken) == len(set(taken))
    assert reached == pytest.approx(gain[linear_sum_assignment(gain, maximize=True)].sum())


@pytest.mark.parametrize(
    ("boxes", "message"), [([[0, 0, -1, 5]], "the last two 0 or more"), ([[0, 0, 1, 1]] * 2, "different lengths")]
)
def test_what_is_no_table_of_boxes_is_refused(boxes: list[list[float]], message: str) -> None:
    with pytest.raises(Invalid, match=message):
        box_table(["i"], ["w"], ["x"], boxes)
