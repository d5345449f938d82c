"""Against crowd-kit where it is right, and apart from it where it is not."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from crowdkit.aggregation import MACE, OneCoinDawidSkene
from scipy.stats import uniform

from truthloop.consolidation.answer_table import from_columns
from truthloop.consolidation.em_rounds import Rounds
from truthloop.consolidation.known_values import nothing_known
from truthloop.consolidation.mace import MaceModel, MacePrior, mace, one_start
from truthloop.consolidation.one_coin_dawid_skene import one_coin_dawid_skene
from truthloop.consolidation.vote_pass import answers_given

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of crowd-kit, about pandas


def crowd(seed: int) -> pd.DataFrame:
    """Rows in the order in which crowd-kit's MACE is right: by worker, then label."""
    chance = np.random.default_rng(seed)
    truth = chance.integers(0, 3, 90)
    task = np.repeat(np.arange(90), 4)
    worker = np.concatenate([chance.permutation(8)[:4] for _ in range(90)])
    right = chance.random(360) < chance.uniform(0.4, 0.95, 8)[worker]
    label = np.where(right, truth[task], chance.integers(0, 3, 360))
    frame = pd.DataFrame({"task": task, "worker": worker, "label": label})
    return frame.sort_values(["worker", "label"], kind="stable")


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("rounds", [1, 5, 20])
def test_one_coin_has_the_posterior_of_crowd_kit(seed: int, rounds: int) -> None:
    frame = crowd(seed)
    theirs = OneCoinDawidSkene(n_iter=rounds, tol=-np.inf).fit(frame).probas_
    table = from_columns(frame)
    ours = one_coin_dawid_skene(table, limits=Rounds(rounds, 0))
    assert np.abs(theirs.loc[table.tasks, table.values].to_numpy() - ours.posterior).max() < 1e-6


def test_mace_has_the_posterior_of_crowd_kit_from_the_same_start() -> None:
    frame = crowd(3)
    theirs = MACE(n_restarts=1, n_iter=30, random_state=0).fit(frame).probas_
    table = from_columns(frame)
    spamming = uniform(1, 1.5).rvs(size=(8, 2), random_state=0)
    strategy = uniform(1, 1.5).rvs(size=(8, 3), random_state=0)
    spamming /= spamming.sum(axis=1, keepdims=True)
    strategy /= strategy.sum(axis=1, keepdims=True)
    posterior = np.empty((90, 3))
    start = MaceModel(spamming[:, 1], spamming[:, :1] * strategy)
    one_start(table, start, answers_given(table), nothing_known(table), MacePrior(), Rounds(31, 0), posterior)
    assert np.abs(theirs.loc[table.tasks, table.values].to_numpy() - posterior).max() < 1e-6


def test_mace_does_not_depend_on_the_order_of_rows_where_crowd_kit_does() -> None:
    frame = crowd(4)
    shuffled = frame.sample(frac=1.0, random_state=1)
    theirs = [MACE(n_restarts=1, random_state=0).fit(rows).probas_.sort_index() for rows in (frame, shuffled)]
    assert np.abs(theirs[0][[0, 1, 2]].to_numpy() - theirs[1][[0, 1, 2]].to_numpy()).max() > 0.01
    ours = [mace(from_columns(rows), np.random.default_rng(0)).posterior for rows in (frame, shuffled)]
    assert ours[0].tolist() == ours[1].tolist()


def test_evidence_counts_the_prior_once_a_task_and_grows_in_every_round() -> None:
    table = from_columns(crowd(5))
    reached = []
    for rounds in (2, 4, 8, 16):
        result = one_coin_dawid_skene(table, limits=Rounds(rounds, 0))
        prior = result.posterior.mean(axis=0)
        reached.append(direct_evidence(table.task, table.worker, table.value, result.skill, prior))
    assert reached == sorted(reached)


def direct_evidence(task, worker, value, skill, prior) -> float:  # noqa: ANN001  (arrays as they are)
    """The log probability of the answers, written out."""
    total = 0.0
    for place in np.unique(task):
        rows = task == place
        right, wrong = skill[worker[rows]], (1 - skill[worker[rows]]) / 2
        total += np.log(sum(prior[k] * np.where(value[rows] == k, right, wrong).prod() for k in range(3)))
    return float(total)
