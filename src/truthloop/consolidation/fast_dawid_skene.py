"""Fast Dawid-Skene: as Dawid-Skene, but each round takes the most probable label of a task for certain.

Classification EM: it converges in a few rounds and needs no soft counts; labels are as good as the full algorithm's
where there are many answers per task, confidences are worse (calibrate before use).

V. B. Sinha, S. Rao and V. N. Balasubramanian, Fast Dawid-Skene: a fast vote aggregation scheme for sentiment
classification, KDD WISDOM 2018.
"""

from __future__ import annotations

import numpy as np

from truthloop.consolidation.answer_table import AnswerTable
from truthloop.consolidation.arrays import Codes, Floats
from truthloop.consolidation.confusion_pass import counted, expect
from truthloop.consolidation.consolidated import Consolidated, consolidated, expected_skill, most_probable
from truthloop.consolidation.dawid_skene import ever_used, most_likely
from truthloop.consolidation.known_values import nothing_known, with_known
from truthloop.consolidation.majority_vote import vote_shares


def fast_dawid_skene(table: AnswerTable, *, known: Codes | None = None, rounds: int = 100) -> Consolidated:
    """Rounds until no label changes; the posterior is that of the last model, not rounded to certainty."""
    gold = nothing_known(table) if known is None else known
    used = ever_used(table)
    label = most_probable(with_known(vote_shares(table), gold))
    posterior, converged, done = certain(label, len(table.values)), table.size == 0, 0
    model = most_likely(counted(table, posterior), used)
    while not converged and done < rounds:
        done += 1
        sums = expect(table, model, posterior, gold, hard=True)
        renewed = posterior.argmax(axis=1).astype(np.int32)
        converged = bool((renewed == label).all())
        label, model = renewed, most_likely(sums, used)
    expect(table, model, posterior, gold)
    skill = expected_skill(table, posterior)
    return consolidated(table, "fast dawid-skene", posterior, skill, converged=converged, rounds=done)


def certain(label: Codes, values: int) -> Floats:
    """(T, K) 1 at each task's label."""
    posterior = np.zeros((len(label), values))
    if values:
        posterior[np.arange(len(label)), label] = 1.0
    return posterior
