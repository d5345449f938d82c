"""How right labels are, counted by hand."""

from __future__ import annotations

import json
import random

from truthloop.demo.label_scores import f1, right_in
from truthloop.demo.robot_skills import answer_of
from truthloop.demo.robot_workers import said_in
from truthloop.demo.sample_data import JOBS, manifest, pictures, truth_of

DIGITS, COINS, VOYAGE = JOBS
BOX = {"label": "coin", "left": 10, "top": 10, "width": 40, "height": 40}


def test_a_box_counts_when_it_fits_and_only_once() -> None:
    near = {**BOX, "left": 12}
    far = {**BOX, "left": 30}
    assert right_in(COINS, [BOX], [near, near]) == (1.0, 2.0, 1.0)
    assert right_in(COINS, [BOX], [far]) == (0.0, 1.0, 1.0)
    assert right_in(COINS, [BOX], []) == (0.0, 0.0, 1.0)


def test_f1_counts_over_all_objects() -> None:
    assert f1([(1, 2, 1), (1, 1, 2)]) == 2 * 2 / (3 + 3)
    assert f1([(0, 0, 0)]) == 1.0


def test_a_robot_of_perfect_skill_makes_no_mistake_and_one_without_makes_many() -> None:
    for job in JOBS:
        for line in manifest(job, "s3://b/x").splitlines():
            source = json.loads(line)
            source = source.get("source-ref") or source["source"]
            right = truth_of(job, source)
            said = said_in(job, answer_of(job, right, source, 1.0, random.Random(1)))
            found, given, there = right_in(job, right, said)
            assert found == given == there
    chance = random.Random(2)
    wrong = [said_in(DIGITS, answer_of(DIGITS, "3", "x", 0.0, chance)) for _ in range(20)]
    assert "3" not in wrong


def test_every_picture_of_the_samples_has_its_truth() -> None:
    for job in (DIGITS, COINS):
        for name, body in pictures(job):
            assert truth_of(job, f"s3://b/{name}")
            assert body.startswith(b"\x89PNG")


def test_every_entity_lies_in_its_text() -> None:
    for line in manifest(VOYAGE, "").splitlines():
        text = json.loads(line)["source"]
        for entity in truth_of(VOYAGE, text):
            assert text[entity["startOffset"] : entity["endOffset"]].strip() != ""
            assert entity["label"] in VOYAGE.labels
