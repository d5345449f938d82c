from __future__ import annotations

import numpy as np
import pytest

from truthloop.consolidation.answer_table import answer_table
from truthloop.consolidation.hierarchical_dawid_skene import hierarchical_dawid_skene
from truthloop.consolidation.online_dawid_skene import OnlineDawidSkene
from truthloop.terms.errors import Invalid


def stream(seed: int) -> list[tuple[int, str, str]]:
    chance = np.random.default_rng(seed)
    truth = chance.integers(0, 3, 150)
    skill = chance.uniform(0.5, 0.95, 12)
    rows = []
    for task in range(150):
        for worker in chance.permutation(12)[:5].tolist():
            value = truth[task] if chance.random() < skill[worker] else chance.integers(0, 3)
            rows.append((task, f"w{worker}", "xyz"[value]))
    return [rows[place] for place in chance.permutation(len(rows)).tolist()]


def test_the_stream_ends_near_the_fit_of_all_and_refitting_ends_at_it() -> None:
    rows = stream(2)
    learner = OnlineDawidSkene(["z", "x", "y"])
    for row in rows:
        learner.add(*row)
    batch = hierarchical_dawid_skene(answer_table(*zip(*rows, strict=True)))
    streamed = [["z", "x", "y"][int(learner.posterior(task).argmax())] for task in batch.tasks.tolist()]
    assert np.mean(np.array(streamed) == batch.labels()) > 0.97
    refitted = learner.refit()
    assert np.abs(refitted.posterior - batch.posterior).max() < 0.02
    assert (refitted.labels() == batch.labels()).mean() > 0.99


def test_after_refitting_new_answers_go_on_from_there() -> None:
    learner = OnlineDawidSkene(["x", "y"])
    for task in range(20):
        for worker in ("ann", "bo"):
            learner.add(task, worker, "xy"[task % 2])
    learner.refit()
    assert learner.add("new", "ann", "y").argmax() == 1
    assert learner.posterior("new")[1] > 0.7


def test_a_repeated_answer_changes_nothing() -> None:
    learner = OnlineDawidSkene(["x", "y"])
    first = learner.add(1, "ann", "x")
    assert learner.add(1, "ann", "x").tolist() == first.tolist()


def test_an_unknown_value_is_refused_with_what_is_allowed() -> None:
    with pytest.raises(Invalid, match="'z' is not among the values of this learner"):
        OnlineDawidSkene(["x", "y"]).add(1, "ann", "z")


def test_a_task_nobody_answered_has_the_shares_of_the_classes() -> None:
    assert OnlineDawidSkene(["x", "y"]).posterior("unseen").tolist() == [0.5, 0.5]
