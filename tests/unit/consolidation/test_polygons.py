from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from consolidation_simulators.blobs import CROWDS, Blob, drawn, some_blobs
from truthloop.consolidation.shapes.consolidated_polygons import consolidate_polygons, consolidated_polygons
from truthloop.consolidation.shapes.drawing_table import drawing_table
from truthloop.consolidation.shapes.found_drawings import FoundDrawing
from truthloop.consolidation.shapes.outline_spans import outline_overlap
from truthloop.consolidation.shapes.zero_contours import zero_contours
from truthloop.terms.errors import Invalid

Outlines = list[tuple[int, NDArray[np.float64]]]
SIZE = 400
SQUARE = [[0, 0], [100, 0], [100, 80], [0, 80]]


def apart(things: list[Blob]) -> list[Blob]:
    """The things in fields of their own."""
    places = [(90.0 + 220 * (n % 2), 90.0 + 220 * (n // 2)) for n in range(4)]
    return [
        Blob(thing.label, np.array(place), min(thing.radius, 60.0), thing.waves)
        for thing, place in zip(things, places, strict=False)
    ]


def image(name: str, seed: int) -> tuple[Outlines, list[Outlines]]:
    """(the true outlines, each worker's)."""
    chance = np.random.default_rng(seed)
    things = apart(some_blobs(chance, SIZE, 3, 4))
    answers = [
        [(thing.label, thing.outline(int(chance.integers(20, 40)))) for thing in drawn(chance, things, hand, 3, SIZE)]
        for hand in CROWDS[name]
    ]
    return [(thing.label, thing.outline(60)) for thing in things], answers


def score(found: Outlines, truth: Outlines) -> float:
    """The mean overlap of true objects with what was found of them, inventions counting 0."""
    likes = [max((outline_overlap(one, real) for _, one in found), default=0.0) for _, real in truth]
    return float(sum(likes)) / max(len(found), len(truth))


def kept(found: list[FoundDrawing]) -> Outlines:
    return [(each.label, each.vertices) for each in found if each.existence >= 0.5]


@pytest.mark.parametrize("name", ["careful", "mixed", "too large", "weak", "nine"])
def test_objects_are_nearer_to_the_truth_than_those_of_the_average_worker(name: str) -> None:
    images = [image(name, seed) for seed in range(8)]
    worker = np.mean([score(each, truth) for truth, answers in images for each in answers])
    ours = np.mean([score(kept(consolidate_polygons(answers)), truth) for truth, answers in images])
    assert ours > worker + 0.03


def test_labels_are_those_of_most_who_drew_it() -> None:
    square = np.array(SQUARE, float)
    found = consolidate_polygons([[("cat", square)], [("cat", square + 2)], [("dog", square - 2)]])
    assert [each.label for each in found] == ["cat"]
    assert found[0].members == ((0, 0), (1, 0), (2, 0))
    assert 0.5 < found[0].label_probability < 1


def test_corners_of_almost_equal_polygons_stay_corners() -> None:
    square = np.array(SQUARE, float)
    found = consolidate_polygons([[("a", square)], [("a", np.roll(square, 2, axis=0) + 1)], [("a", square[::-1] - 1)]])
    assert sorted(found[0].vertices.tolist()) == sorted(square.tolist())


def test_an_outline_of_many_points_and_one_of_few_are_one_object_between_them() -> None:
    angles = np.linspace(0, 2 * np.pi, 200, endpoint=False)
    circles = [np.stack([np.cos(angles), np.sin(angles)], axis=1) * radius + 200 for radius in (48, 52)]
    found = consolidate_polygons([[("a", circles[0][::3])], [("a", circles[1])]])
    radii = np.sqrt(((found[0].vertices - 200) ** 2).sum(axis=1))
    assert len(found) == 1
    assert radii == pytest.approx(50, abs=0.7)
    assert len(radii) < 80


def test_what_only_one_of_five_drew_probably_does_not_exist() -> None:
    square = np.array(SQUARE, float)
    answers: list[Any] = [[("a", square)] for _ in range(5)]
    answers[2] = [("a", square), ("a", square + 300)]
    found = consolidate_polygons(answers)
    assert [each.found_by for each in found] == [5, 1]
    assert found[0].existence > 0.9
    assert found[1].existence < 0.5
    assert found[1].vertices.tolist() == (square + 300).tolist()


def test_an_outline_that_crosses_itself_has_the_inside_it_goes_around() -> None:
    bow = np.array([[0, 0], [100, 100], [100, 0], [0, 100]], float)
    lobes = np.array([[0, 0], [50, 50], [0, 100]], float), np.array([[100, 0], [100, 100], [50, 50]], float)
    assert outline_overlap(bow, lobes[0]) == pytest.approx(0.5, abs=0.01)
    found = consolidate_polygons([[("a", bow)], [("a", bow + 1)], [("a", bow - 1)]])
    assert found[0].tightness > 0.9
    uneven = np.concatenate([bow, [[0, 50]]]), bow + 1, bow - 1
    assert consolidate_polygons([[("a", each)] for each in uneven])[0].tightness > 0.4
    assert outline_overlap(np.array(SQUARE, float), np.array(SQUARE * 2, float)) == pytest.approx(1)


def test_polygons_without_area_are_kept_and_refuse_nothing() -> None:
    line = np.array([[0, 0], [10, 10], [20, 20]], float)
    assert consolidate_polygons([[("a", line)], [("a", line)]])[0].vertices.tolist() == line.tolist()
    assert len(consolidate_polygons([[("a", line)], [("a", line + 1)]])) == 2


@given(st.permutations(range(5)))
def test_the_order_of_workers_does_not_matter(order: list[int]) -> None:
    _, answers = image("mixed", 3)
    one, other = consolidate_polygons(answers), consolidate_polygons([answers[each] for each in order])
    for each, same in zip(sorted(one, key=place), sorted(other, key=place), strict=True):
        assert same.label == each.label
        assert same.confidence == pytest.approx(each.confidence, abs=1e-6)
        assert outline_overlap(each.vertices, same.vertices) > 0.999


def place(found: FoundDrawing) -> tuple[float, ...]:
    return tuple(found.vertices.mean(axis=0).round(3))


def test_other_names_for_labels_only_rename_the_result() -> None:
    _, answers = image("mixed", 5)
    names = {1: "zebra", 2: "ant", 3: "bee"}
    renamed = consolidate_polygons([[(names[label], outline) for label, outline in drawn] for drawn in answers])
    plain = sorted(consolidate_polygons(answers), key=place)
    assert [each.label for each in sorted(renamed, key=place)] == [names[each.label] for each in plain]


def test_one_who_draws_nonsense_changes_nothing_of_what_the_others_found() -> None:
    truth, answers = image("careful", 2)
    chance = np.random.default_rng(9)
    nonsense = [(1, chance.uniform(0, SIZE, (12, 2))) for _ in range(6)]
    assert score(kept(consolidate_polygons([*answers, nonsense])), truth) > 0.85


def test_one_worker_is_taken_at_their_word_and_none_found_nothing() -> None:
    _, answers = image("careful", 1)
    found = consolidate_polygons(answers[:1])
    assert sorted(each.vertices.tolist() for each in found) == sorted(outline.tolist() for _, outline in answers[0])
    assert consolidate_polygons([[], []]) == []
    assert consolidate_polygons([]) == []


def test_many_images_are_done_as_each_by_itself_but_workers_are_known_better() -> None:
    images = [image("mixed", seed)[1] for seed in range(9)]
    rows = [
        (number, worker, label, outline)
        for number, answers in enumerate(images)
        for worker, given in enumerate(answers)
        for label, outline in given
    ]
    columns: list[list[Any]] = [list(column) for column in zip(*rows, strict=True)]
    looked = [(number, worker) for number in range(9) for worker in range(5)]
    seen = ([number for number, _ in looked], [worker for _, worker in looked])
    found = consolidated_polygons(drawing_table(columns[0], columns[1], columns[2], columns[3], least=3, seen=seen))
    each = [one.vertices for answers in images for one in consolidate_polygons(answers)]
    assert len(found.vertices) == len(each)
    assert all((one == other).all() for one, other in zip(found.vertices, each, strict=True))
    assert found.judged.overlooked.argmax() == 3
    assert found.judged.extra.argmax() == 3
    assert ((found.confidence > 0) & (found.confidence <= 1)).all()


@pytest.mark.parametrize("outline", [[[0, 0], [1, 1]], [[0, 0], [1, 1], [np.nan, 2]], [[0, 0, 1]] * 3])
def test_what_is_no_polygon_is_refused(outline: list[list[float]]) -> None:
    with pytest.raises(Invalid, match="at least 3, each a finite x and y"):
        consolidate_polygons([[("a", outline)]])


def test_zero_lines_run_around_everything_above_zero_each_closed_and_exactly_between_the_numbers() -> None:
    down, across = np.mgrid[:40, :60].astype(float)
    hills = np.maximum(8 - np.hypot(across - 15, down - 20), 6 - np.hypot(across - 40, down - 12))
    lines = sorted(zero_contours(hills), key=len)
    for line, middle, radius in zip(lines, [(40, 12), (15, 20)], [6, 8], strict=True):
        assert np.hypot(*(line - middle).T) == pytest.approx(radius, abs=0.06)
        assert np.abs(np.diff(line, axis=0, append=line[:1])).max() <= 1.5


@pytest.mark.parametrize(("corner", "lines"), [(0.5, 1), (2.0, 2)])
def test_two_hills_that_touch_at_a_corner_are_one_or_two_by_the_middle_between_them(corner: float, lines: int) -> None:
    field = np.full((4, 4), -corner)
    field[1, 1] = field[2, 2] = 1.0
    assert len(zero_contours(field)) == lines


@given(st.integers(0, 2**32 - 1))
def test_every_change_of_sign_is_on_one_zero_line(seed: int) -> None:
    field = np.full((9, 8), -1.0)
    field[1:-1, 1:-1] = np.random.default_rng(seed).normal(0, 1, (7, 6))
    sign = field > 0
    changes = (sign[1:] != sign[:-1]).sum() + (sign[:, 1:] != sign[:, :-1]).sum()
    assert sum(map(len, zero_contours(field))) == changes


@given(st.integers(0, 2**32 - 1))
def test_overlap_is_the_area_of_boxes_when_polygons_are_boxes(seed: int) -> None:
    chance = np.random.default_rng(seed)
    (ax, ay, bx, by), (aw, ah, bw, bh) = chance.uniform(0, 50, 4), chance.uniform(20, 60, 4)
    shared = max(0, min(ax + aw, bx + bw) - max(ax, bx)) * max(0, min(ay + ah, by + bh) - max(ay, by))
    exact = shared / (aw * ah + bw * bh - shared)
    one = np.array([[ax, ay], [ax + aw, ay], [ax + aw, ay + ah], [ax, ay + ah]])
    other = np.array([[bx, by], [bx, by + bh], [bx + bw, by + bh], [bx + bw, by]])
    assert outline_overlap(one, other) == pytest.approx(exact, abs=0.03)
