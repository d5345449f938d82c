"""Dawid-Skene one answer at a time: a label is renewed in the time of its own answers, not of all.

The learner holds the sums of hierarchical Dawid-Skene. A new answer takes its task's posterior out of the sums, renews
it under the present parameters, and puts it back; so each call costs (answers of the task) x K, whatever the table
holds. This is incremental EM: it never lowers the bound that full rounds climb, and `refit` runs full rounds from where
the learner stands.

R. M. Neal and G. E. Hinton, A view of the EM algorithm that justifies incremental, sparse, and other variants, 1998.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from truthloop.consolidation.answer_table import AnswerTable, answer_table
from truthloop.consolidation.arrays import Floats
from truthloop.consolidation.confusion_pass import ConfusionSums
from truthloop.consolidation.consolidated import Consolidated, consolidated, expected_skill
from truthloop.consolidation.hierarchical_dawid_skene import STRENGTH, learn_hierarchy
from truthloop.consolidation.known_values import nothing_known
from truthloop.consolidation.majority_vote import vote_shares
from truthloop.terms.errors import Invalid

RIGHT = 3.0
"""Pseudo-counts by which right answers are ahead of each wrong one at first."""


class OnlineDawidSkene:
    """A label for every task seen so far, kept up to date with every answer.

    `values` are all labels there may be. One caller at a time: it holds state and no lock.
    """

    def __init__(self, values: list[Any], strength: float = STRENGTH) -> None:
        self._values = {value: place for place, value in enumerate(values)}
        self._strength = strength
        count = len(self._values)
        self._classes = np.ones(count)
        self._crowd = believed_at_first(count)
        self._workers: dict[Any, Floats] = {}
        self._answers: dict[Any, dict[tuple[Any, int], None]] = {}
        self._posterior: dict[Any, Floats] = {}

    def add(self, task: Any, worker: Any, value: Any) -> Floats:  # noqa: ANN401  (names are whatever the caller uses)
        """Take in one answer; the task's posterior (K,) in the order of `values`. A repeated answer changes nothing."""
        if value not in self._values:
            raise Invalid(f"{value!r} is not among the values of this learner ({', '.join(map(repr, self._values))}).")
        answers = self._answers.setdefault(task, {})
        answer = (worker, self._values[value])
        if answer in answers:
            return self._posterior[task].copy()
        self._count(task, -1.0)
        answers[answer] = None
        self._workers.setdefault(worker, np.zeros((len(self._values), len(self._values))))
        self._posterior[task] = self._renewed(answers)
        self._count(task, 1.0)
        return self._posterior[task].copy()

    def posterior(self, task: Any) -> Floats:  # noqa: ANN401  (the same)
        """(K,) what is known of a task now, under the present parameters; the class shares when nothing is."""
        return self._renewed(self._answers.get(task, {}))

    def refit(self) -> Consolidated:
        """Run full rounds over all answers from where the learner stands, and go on from there."""
        table = self._table()
        posterior = vote_shares(table)
        order = [self._values[value] for value in table.values.tolist()]
        for row, task in enumerate(table.tasks.tolist()):
            posterior[row] = self._posterior[task][order]
        learned = learn_hierarchy(table, posterior, nothing_known(table), self._strength)
        self._restart(table, posterior, learned.sums, order)
        return consolidated(
            table,
            "online dawid-skene",
            posterior,
            expected_skill(table, posterior),
            converged=learned.converged,
            rounds=learned.rounds,
        )

    def _renewed(self, answers: dict[tuple[Any, int], None]) -> Floats:
        pooled = self._crowd / self._crowd.sum(axis=0, keepdims=True)
        score = np.log(self._classes / self._classes.sum())
        for worker, value in answers:
            believed = self._workers[worker] + self._strength * pooled
            score = score + np.log(believed[value] / believed.sum(axis=0))
        share = np.exp(score - score.max())
        renewed: Floats = share / share.sum()
        return renewed

    def _count(self, task: Any, sign: float) -> None:  # noqa: ANN401  (the same)
        if task not in self._posterior:
            return
        part = sign * self._posterior[task]
        self._classes += part
        for worker, value in self._answers[task]:
            self._workers[worker][value] += part
            self._crowd[value] += part

    def _table(self) -> AnswerTable:
        values = list(self._values)
        rows = [(task, worker, values[value]) for task, given in self._answers.items() for worker, value in given]
        task, worker, value = zip(*rows, strict=True) if rows else ((), (), ())
        return answer_table(task, worker, value, values=values)

    def _restart(self, table: AnswerTable, posterior: Floats, sums: ConfusionSums, order: list[int]) -> None:
        back = np.argsort(order)
        self._classes = 1.0 + sums.classes[back]
        self._workers = {
            worker: sums.counts[row][np.ix_(back, back)] for row, worker in enumerate(table.workers.tolist())
        }
        self._crowd = believed_at_first(len(order)) + sums.counts.sum(axis=0)[np.ix_(back, back)]
        self._posterior = {task: posterior[row][back] for row, task in enumerate(table.tasks.tolist())}


def believed_at_first(values: int) -> Floats:
    """(K, K) the crowd before any answer: right more often than not, else the first labels could mean anything."""
    crowd: Floats = np.ones((values, values)) + RIGHT * np.eye(values)
    return crowd
