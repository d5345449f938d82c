from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from crowdkit.aggregation import DawidSkene, MajorityVote

from truthloop.consolidation.answer_table import answer_table, from_columns
from truthloop.consolidation.dawid_skene import dawid_skene
from truthloop.consolidation.em_rounds import Rounds
from truthloop.consolidation.known_values import known_values
from truthloop.consolidation.majority_vote import majority_vote

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of crowd-kit, about pandas


def crowd(seed: int, tasks: int = 120, workers: int = 14, values: int = 4, redundancy: int = 5) -> pd.DataFrame:
    chance = np.random.default_rng(seed)
    truth = chance.integers(0, values, tasks)
    accuracy = chance.uniform(0.3, 0.95, workers)
    task = np.repeat(np.arange(tasks), redundancy)
    worker = np.concatenate([chance.permutation(workers)[:redundancy] for _ in range(tasks)])
    right = chance.random(len(task)) < accuracy[worker]
    return pd.DataFrame(
        {"task": task, "worker": worker, "label": np.where(right, truth[task], chance.integers(0, values, len(task)))}
    )


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("rounds", [1, 2, 7, 30])
def test_the_posterior_is_that_of_crowd_kit_after_the_same_number_of_rounds(seed: int, rounds: int) -> None:
    frame = crowd(seed)
    theirs = DawidSkene(n_iter=rounds, tol=-np.inf).fit(frame).probas_
    table = from_columns(frame)
    ours = dawid_skene(table, limits=Rounds(rounds, 0))
    assert np.abs(theirs.loc[table.tasks, table.values].to_numpy() - ours.posterior).max() < 1e-6


def test_vote_shares_are_those_of_crowd_kit() -> None:
    frame = crowd(9)
    table = from_columns(frame)
    theirs = MajorityVote().fit_predict_proba(frame).loc[table.tasks, table.values].to_numpy()
    assert np.allclose(majority_vote(table).posterior, theirs)


def test_gold_tasks_have_their_true_value_for_certain() -> None:
    table = answer_table([1, 1, 2, 2], ["a", "b", "a", "b"], ["x", "x", "y", "x"])
    result = dawid_skene(table, known=known_values(table, {1: "y"}))
    assert result.labels()[0] == "y"
    assert result.confidence[0] == 1.0
