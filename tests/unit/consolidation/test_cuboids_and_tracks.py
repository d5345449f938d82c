from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truthloop.consolidation.shapes.consolidated_cuboids import Cuboid, consolidate_cuboids, overlap_in_space
from truthloop.consolidation.shapes.consolidated_tracks import Box, consolidate_tracks
from truthloop.terms.errors import Invalid

CAR = Cuboid(10.0, 20.0, 1.0, 4.5, 1.8, 1.6, 0.3)


def set_by_hand(chance: np.random.Generator, cuboid: Cuboid, off: float) -> Cuboid:
    """The cuboid as a worker sets it; one in seven the wrong way round, one in seven with the sides exchanged."""
    moved = replace(
        cuboid,
        x=cuboid.x + chance.normal(0, off),
        y=cuboid.y + chance.normal(0, off),
        z=cuboid.z + chance.normal(0, off / 2),
        length=cuboid.length * np.exp(chance.normal(0, off / 3)),
        width=cuboid.width * np.exp(chance.normal(0, off / 3)),
        yaw=cuboid.yaw + chance.normal(0, off / 3),
    )
    kind = chance.integers(7)
    if kind == 0:
        return replace(moved, yaw=moved.yaw + np.pi)
    if kind == 1:
        return replace(moved, yaw=moved.yaw + np.pi / 2, length=moved.width, width=moved.length)
    return moved


def test_a_cuboid_is_nearer_to_the_truth_than_that_of_the_average_worker() -> None:
    chance = np.random.default_rng(1)
    worker, ours, heading = [], [], []
    for _ in range(30):
        truth = replace(CAR, yaw=float(chance.uniform(-np.pi, np.pi)))
        answers = [[("car", set_by_hand(chance, truth, off))] for off in (0.2, 0.2, 0.3, 0.3, 0.6)]
        worker.append(np.mean([overlap_in_space(each[0][1], truth) for each in answers]))
        best = max(consolidate_cuboids(answers), key=lambda each: each.existence)
        ours.append(overlap_in_space(best.cuboid, truth))
        heading.append(np.cos(best.cuboid.yaw - truth.yaw))
    assert np.mean(ours) > np.mean(worker) + 0.05
    assert np.mean(np.array(heading) > 0.9) > 0.75


def test_yaw_is_a_mean_around_the_circle_and_a_half_turn_does_not_pull_it() -> None:
    answers = [[("car", replace(CAR, yaw=yaw))] for yaw in (np.pi - 0.1, -np.pi + 0.1, 0.0)]
    (found,) = consolidate_cuboids(answers)
    assert abs(found.cuboid.yaw) == pytest.approx(np.pi, abs=1e-6)
    assert found.heading == pytest.approx(2 / 3)


def test_exchanged_length_and_width_with_a_quarter_turn_is_the_same_cuboid() -> None:
    other = replace(CAR, length=CAR.width, width=CAR.length, yaw=CAR.yaw + np.pi / 2)
    (found,) = consolidate_cuboids([[("car", CAR)], [("car", CAR)], [("car", other)]])
    assert found.tightness == pytest.approx(1.0, abs=1e-6)
    assert (found.cuboid.length, found.cuboid.width) == pytest.approx((CAR.length, CAR.width))


@given(st.permutations(range(5)), st.integers(0, 500))
def test_the_order_of_workers_does_not_matter_to_cuboids(order: list[int], seed: int) -> None:
    chance = np.random.default_rng(seed)
    cars = [replace(CAR, x=CAR.x + 6 * n) for n in range(3)]
    answers = [[("car", set_by_hand(chance, each, 0.3)) for each in cars] for _ in range(5)]
    one, other = consolidate_cuboids(answers), consolidate_cuboids([answers[each] for each in order])
    assert sorted(each.confidence for each in one) == pytest.approx(sorted(each.confidence for each in other))
    assert sorted(each.cuboid.x for each in one) == pytest.approx(sorted(each.cuboid.x for each in other))


@given(st.floats(-3, 3), st.floats(-3, 3))
def test_overlap_in_space_is_the_share_of_volumes_for_cuboids_that_are_moved(dx: float, dz: float) -> None:
    one = replace(CAR, yaw=0.0)
    shared = max(0, one.length - abs(dx)) * one.width * max(0, one.height - abs(dz))
    exact = shared / (2 * one.length * one.width * one.height - shared)
    assert overlap_in_space(one, replace(one, x=one.x + dx, z=one.z + dz)) == pytest.approx(exact, abs=1e-6)


def test_one_worker_is_taken_at_their_word_and_nothing_is_nothing() -> None:
    (found,) = consolidate_cuboids([[("car", CAR)]])
    assert found.cuboid == CAR
    assert consolidate_cuboids([[], []]) == consolidate_tracks([[]]) == []
    boxes: dict[int, Box] = {3: (1.0, 2.0, 30.0, 40.0), 4: (2.0, 2.0, 30.0, 40.0)}
    (track,) = consolidate_tracks([[("car", boxes)]])
    assert {frame: each.box for frame, each in track.frames.items()} == boxes


@pytest.mark.parametrize("wrong", [replace(CAR, length=0.0), replace(CAR, x=float("nan"))])
def test_what_is_no_cuboid_is_refused(wrong: Cuboid) -> None:
    with pytest.raises(Invalid, match="length, width and height above 0"):
        consolidate_cuboids([[("car", wrong)]])


def walk(start: float, speed: float, frames: range) -> dict[int, Box]:
    return {frame: (start + speed * frame, 100.0, 40.0, 80.0) for frame in frames}


def followed(chance: np.random.Generator, track: dict[int, Box], off: float) -> dict[int, Box]:
    """The track as a worker draws it: begun and ended at other frames, some left out, boxes off."""
    first, last = min(track) + int(chance.integers(3)), max(track) - int(chance.integers(3))
    drawn: dict[int, Box] = {}
    for frame, (left, top, width, height) in track.items():
        if first <= frame <= last and chance.random() > 0.1:
            dx, dy, dw, dh = chance.normal(0, off, 4)
            drawn[frame] = (left + dx, top + dy, max(1.0, width + dw), max(1.0, height + dh))
    return drawn


def test_two_who_cross_keep_their_identities_and_boxes_are_nearer_to_the_truth() -> None:
    chance = np.random.default_rng(2)
    truth = [walk(0, 12, range(40)), walk(480, -12, range(40))]
    answers: list[Any] = [[("person", followed(chance, each, off)) for each in truth] for off in (3, 3, 4, 5, 9)]
    answers[3] = answers[3][:1]
    found = sorted(consolidate_tracks(answers), key=lambda each: each.frames[min(each.frames)].box[0])
    assert [len(each.members) for each in found] == [5, 4]
    for each, real in zip(found, truth, strict=True):
        ours = [abs(here.box[0] - real[frame][0]) for frame, here in each.frames.items()]
        workers = [
            abs(box[0] - real[frame][0])
            for worker, place in each.members
            for frame, box in answers[worker][place][1].items()
        ]
        assert np.mean(ours) < 0.75 * np.mean(workers)
        assert len(each.frames) >= 36
        assert 0 < each.frame_confidence(20) <= each.confidence + 0.2
        assert each.existence > 0.8


@given(st.permutations(range(4)), st.integers(0, 500))
def test_the_order_of_workers_does_not_matter_to_tracks(order: list[int], seed: int) -> None:
    chance = np.random.default_rng(seed)
    truth = [walk(0, 6, range(12)), walk(200, -6, range(12))]
    answers = [[("person", followed(chance, each, 5)) for each in truth] for _ in range(4)]
    one, other = consolidate_tracks(answers), consolidate_tracks([answers[each] for each in order])
    assert sorted(each.confidence for each in one) == pytest.approx(sorted(each.confidence for each in other))
    assert sorted(len(each.frames) for each in one) == sorted(len(each.frames) for each in other)


def test_an_object_is_in_the_frames_in_which_half_of_its_workers_see_it() -> None:
    (found,) = consolidate_tracks(
        [[("a", walk(0, 1, range(10)))], [("a", walk(0, 1, range(2, 10)))], [("a", walk(0, 1, range(4, 10)))]]
    )
    assert sorted(found.frames) == list(range(2, 10))
    assert found.frames[2].presence == pytest.approx(2 / 3)


@pytest.mark.parametrize("boxes", [{}, {1: (0.0, 0.0, -1.0, 2.0)}, {1: (0.0, 0.0, float("inf"), 2.0)}])
def test_what_is_no_track_is_refused(boxes: dict[int, Box]) -> None:
    with pytest.raises(Invalid, match=r"at least 1|0 or more"):
        consolidate_tracks([[("a", boxes)]])
