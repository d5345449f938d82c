"""What gold says of labels, and how often two workers say the same."""

from __future__ import annotations

import json

from truthloop.labeling.gold_report import calibration, known_label
from truthloop.labeling.worker_pairs import MOST_WORKERS, worker_pairs


def test_a_label_counts_when_it_names_a_class_and_says_how_sure_it_is() -> None:
    label = json.dumps({"mood": 1, "mood-metadata": {"class-name": "sad", "confidence": 0.9}})
    assert known_label("sad", label, "mood") == (0.9, True)
    assert known_label("glad", label, "mood") == (0.9, False)
    assert known_label("sad", None, "mood") is None
    assert known_label("sad", json.dumps({"mood": 1, "mood-metadata": {"class-name": "sad"}}), "mood") is None


def test_calibration_of_labels_that_are_surer_than_right() -> None:
    found = calibration([(0.95, True), (0.95, False)])
    assert found is not None
    assert (found["labels"], found["counts"][9], found["right"][9]) == (2, 2, 0.5)
    assert calibration([]) is None


def test_two_workers_are_compared_where_both_answered_and_only_there() -> None:
    rows = [(1, "a", "x"), (1, "b", "x"), (2, "a", "x"), (2, "b", "y"), (3, "a", "x"), (4, "c", "x")]
    found = worker_pairs(rows)
    assert found is not None
    assert found["workers"] == ["a", "b", "c"]
    assert found["both"] == [[0, 2, 0], [2, 0, 0], [0, 0, 0]]
    assert found["same"] == [[0, 1, 0], [1, 0, 0], [0, 0, 0]]
    assert worker_pairs([(1, "a", "x"), (2, "b", "x")]) is None


def test_the_table_of_pairs_holds_the_busiest_only() -> None:
    rows = [(number, f"w{worker:02}", "x") for worker in range(20) for number in range(worker + 1)]
    found = worker_pairs(rows)
    assert found is not None
    assert len(found["workers"]) == MOST_WORKERS
    assert "w19" in found["workers"]
