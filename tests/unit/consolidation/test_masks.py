from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from crowdkit.aggregation import SegmentationEM, SegmentationMajorityVote
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from consolidation_simulators.blobs import CROWDS, drawn, painted, some_blobs
from truthloop.consolidation.shapes.answer_patterns import answer_patterns
from truthloop.consolidation.shapes.consolidated_masks import MaskMethod, consolidate_masks
from truthloop.consolidation.shapes.label_maps import checked_label_maps
from truthloop.terms.errors import Invalid

Map = NDArray[Any]
METHODS: list[MaskMethod] = ["staple", "vote"]
SIZE = 96


def crowd(name: str, images: int, labels: int, seed: int = 0) -> list[tuple[Map, list[Map]]]:
    """(the truth, each worker's label map) of simulated images."""
    chance = np.random.default_rng(seed)
    made = []
    for _ in range(images):
        things = some_blobs(chance, SIZE, labels)
        maps = [painted(drawn(chance, things, hand, labels, SIZE), SIZE) for hand in CROWDS[name]]
        made.append((painted(things, SIZE), maps))
    return made


def overlap(one: Map, other: Map) -> float:
    """The mean intersection over union of the labels that are in either."""
    labels = np.setdiff1d(np.union1d(one, other), [0])
    return float(
        np.mean([((one == each) & (other == each)).sum() / ((one == each) | (other == each)).sum() for each in labels])
    )


small_maps = st.integers(1, 6).flatmap(
    lambda workers: arrays(np.uint8, (workers, 7, 6), elements=st.integers(0, 3), fill=st.nothing())
)


def test_the_result_is_nearer_to_the_truth_than_workers_and_weighing_them_is_better_than_the_majority() -> None:
    by_crowd = []
    for name in CROWDS:
        for labels in (1, 3):
            images = crowd(name, 8, labels)
            plain = [consolidate_masks(maps, "vote", smoothing=0).label_map for _, maps in images]
            vote = [consolidate_masks(maps, "vote").label_map for _, maps in images]
            staple = [consolidate_masks(maps).label_map for _, maps in images]
            worker = float(np.mean([overlap(truth, each) for truth, maps in images for each in maps]))
            by_crowd.append([worker, *(nearness(images, found) for found in (plain, vote, staple))])
            assert by_crowd[-1][3] > worker or name == "two"
    worker, majority, smooth, weighed = np.mean(by_crowd, axis=0)
    assert majority > worker + 0.1
    assert smooth > majority - 0.002
    assert weighed > majority + 0.02


def nearness(images: list[tuple[Map, list[Map]]], found: list[Map]) -> float:
    return float(np.mean([overlap(truth, each) for (truth, _), each in zip(images, found, strict=True)]))


def test_workers_who_draw_badly_are_known_and_count_less() -> None:
    images = crowd("mixed", 15, 3)
    gain = []
    for truth, maps in images:
        found = consolidate_masks(maps)
        gain.append(overlap(truth, found.label_map) - overlap(truth, consolidate_masks(maps, "vote").label_map))
    accuracy = np.mean([consolidate_masks(maps).worker_accuracy for _, maps in images], axis=0)
    assert np.mean(gain) > 0.005
    assert accuracy.argmin() == 3


def test_confidence_is_about_the_share_of_pixels_that_are_right() -> None:
    said, right = {}, {}
    for name in CROWDS:
        images = crowd(name, 8, 3)
        found = [consolidate_masks(maps) for _, maps in images]
        said[name] = np.mean([each.confidence for each in found])
        right[name] = np.mean(
            [
                (each.label_map == truth)[(np.stack(maps) != 0).any(axis=0)].mean()
                for each, (truth, maps) in zip(found, images, strict=True)
            ]
        )
    assert np.mean(list(said.values())) == pytest.approx(np.mean(list(right.values())), abs=0.05)
    assert said["two bad of three"] < said["two"] < min(said["careful"], said["nine"])


@pytest.mark.parametrize("name", ["careful", "mixed", "nine", "too large"])
def test_binary_masks_are_as_good_as_those_of_crowd_kit(name: str) -> None:
    images = crowd(name, 15, 1, seed=9)
    frame = pd.DataFrame(
        [(task, worker, each != 0) for task, (_, maps) in enumerate(images) for worker, each in enumerate(maps)],
        columns=["task", "worker", "segmentation"],
    )
    theirs = SegmentationEM().fit_predict(frame)
    of_theirs = np.mean([overlap(truth, theirs[task].astype(np.uint8)) for task, (truth, _) in enumerate(images)])
    of_ours = np.mean([overlap(truth, consolidate_masks(maps).label_map) for truth, maps in images])
    assert of_ours > of_theirs - 0.01


def test_the_plain_vote_of_an_odd_number_of_workers_is_that_of_crowd_kit() -> None:
    images = crowd("weak", 6, 1)
    frame = pd.DataFrame(
        [(task, worker, each != 0) for task, (_, maps) in enumerate(images) for worker, each in enumerate(maps)],
        columns=["task", "worker", "segmentation"],
    )
    theirs = SegmentationMajorityVote().fit_predict(frame)
    for task, (_, maps) in enumerate(images):
        assert (consolidate_masks(maps, "vote", smoothing=0).label_map != 0).tolist() == theirs[task].tolist()


@pytest.mark.parametrize("method", METHODS)
@given(small_maps, st.randoms(use_true_random=False))
def test_the_order_of_workers_does_not_matter(method: MaskMethod, maps: Map, random: Any) -> None:
    order = list(range(len(maps)))
    random.shuffle(order)
    one, other = consolidate_masks(maps, method), consolidate_masks(maps[order], method)
    assert one.label_map.tolist() == other.label_map.tolist()
    assert one.confidence == pytest.approx(other.confidence)
    assert one.worker_accuracy[order] == pytest.approx(other.worker_accuracy)


@pytest.mark.parametrize("method", METHODS)
@given(small_maps)
def test_other_numbers_for_the_labels_only_renumber_the_result(method: MaskMethod, maps: Map) -> None:
    names = np.array([0, 7, 90, 4000], dtype=np.uint16)
    assert consolidate_masks(names[maps], method).label_map.tolist() == (
        names[consolidate_masks(maps, method).label_map].tolist()
    )


@pytest.mark.parametrize("method", METHODS)
@given(small_maps)
def test_what_all_agree_on_stays_and_nothing_is_made_up(method: MaskMethod, maps: Map) -> None:
    found = consolidate_masks(maps, method, posterior=True)
    assert (maps == found.label_map).any(axis=0).all()
    assert found.posterior is not None
    assert ((found.posterior > 0) & (found.posterior <= 1)).all()
    assert 0 < found.confidence <= 1
    assert ((found.label_confidence >= 0) & (found.label_confidence <= 1 + 1e-9)).all()


@pytest.mark.parametrize("method", METHODS)
@given(arrays(np.uint8, (5, 4), elements=st.integers(0, 255)))
def test_one_worker_is_taken_at_their_word(method: MaskMethod, alone: Map) -> None:
    found = consolidate_masks([alone], method)
    assert found.label_map.tolist() == alone.tolist()
    assert found.disputed == 0


def test_one_who_contradicts_everywhere_is_outvoted_and_recognised() -> None:
    truth, maps = crowd("careful", 1, 3)[0]
    adversary = np.where(truth == 0, 1, 0).astype(np.uint8)
    found = consolidate_masks([*maps, adversary])
    assert overlap(truth, found.label_map) > 0.85
    assert found.worker_accuracy.argmin() == 3
    assert found.worker_accuracy[3] < 0.2


def test_an_image_on_which_nobody_sees_anything_is_background() -> None:
    found = consolidate_masks([np.zeros((4, 4), np.uint8)] * 3)
    assert not found.label_map.any()
    assert found.confidence > 0.9
    assert found.labels.tolist() == [0]


def test_smoothing_decides_single_pixels_by_those_around() -> None:
    square = np.zeros((9, 9), np.uint8)
    square[2:7, 2:7] = 1
    hole = square.copy()
    hole[4, 4] = 2
    assert consolidate_masks([square, hole], "vote").label_map[4, 4] == 1
    assert consolidate_masks([hole, hole, square], "vote", smoothing=0).label_map[4, 4] == 2


@given(small_maps)
@settings(max_examples=20)
def test_every_pixel_is_in_the_pattern_of_its_answers(maps: Map) -> None:
    answers = answer_patterns(checked_label_maps(maps))
    flat = maps.reshape(len(maps), -1).T
    assert (answers.labels[answers.patterns[answers.pattern]] == flat[answers.places]).all()
    assert answers.pixels.sum() == len(flat)
    disputed = len(answers.patterns) - len(answers.labels)
    assert len(np.unique(answers.patterns[:disputed], axis=0)) == disputed


def test_bands_of_rows_are_the_whole_image(monkeypatch: pytest.MonkeyPatch) -> None:
    _, maps = crowd("mixed", 1, 3)[0]
    whole = [consolidate_masks(maps, method, posterior=True) for method in METHODS]
    monkeypatch.setattr("truthloop.consolidation.shapes.label_maps.PIXELS_PER_BAND", 5 * SIZE * 7)
    for method, one in zip(METHODS, whole, strict=True):
        other = consolidate_masks(maps, method, posterior=True)
        assert (one.label_map == other.label_map).all()
        assert one.posterior is not None
        assert other.posterior is not None
        assert (one.posterior == other.posterior).all()
        assert replace(one, label_map=other.label_map).confidence == other.confidence


@pytest.mark.parametrize(
    ("maps", "message"),
    [
        ([], "at least one worker"),
        ([np.zeros((2, 2))], "uint8 or uint16"),
        ([np.zeros((2, 2), np.uint8), np.zeros((3, 2), np.uint8)], "equally high and wide"),
    ],
)
def test_what_is_no_stack_of_label_maps_is_refused(maps: list[Map], message: str) -> None:
    with pytest.raises(Invalid, match=message):
        consolidate_masks(maps)


def test_an_unknown_method_and_too_many_labels_are_refused() -> None:
    many = np.arange(900, dtype=np.uint16).reshape(30, 30)
    with pytest.raises(Invalid, match="'staple' or 'vote'"):
        consolidate_masks([many], "mean")  # type: ignore[arg-type]
    with pytest.raises(Invalid, match="at most 512"):
        consolidate_masks([many, many.T])
    assert consolidate_masks([many, many.T, many], "vote", smoothing=0).label_map.tolist() == many.tolist()
