"""KOS: iterative belief propagation for two values.

    task to worker:   x[t -> w] = sum over the task's other workers of answer * y
    worker to task:   y[w -> t] = sum over the worker's other tasks of answer * x
    label = sign of the sum of answer * y

Answers count as +1 and -1. The first messages are all 1 (majority vote), not the paper's random ones, so that the
result is one and the same. KOS gives no probabilities: the posterior is the share of positive evidence.

D. R. Karger, S. Oh and D. Shah, Budget-optimal task allocation for reliable crowdsourcing systems, Operations Research
62(1), 2014.
"""

from __future__ import annotations

import numpy as np

from truthloop.consolidation.answer_table import AnswerTable
from truthloop.consolidation.arrays import Floats
from truthloop.consolidation.consolidated import Consolidated, consolidated, expected_skill
from truthloop.terms.errors import Invalid

BINARY = 2


def kos(table: AnswerTable, *, rounds: int = 100) -> Consolidated:
    """All `rounds` are run; `Invalid` when the table has more than two values."""
    tasks, workers, values = table.shape
    if values > BINARY:
        raise Invalid(f"KOS decides between two values; the table has {values}. Use one-coin Dawid-Skene.")
    sign = np.where(table.value == 1, 1.0, -1.0)
    message = np.ones(table.size)
    for _ in range(rounds):
        to_worker = everyone_elses(sign * message, table.task, tasks)
        message = unit_size(everyone_elses(sign * to_worker, table.worker, workers))
    posterior = shares(sign * message, table, values)
    skill = expected_skill(table, posterior)
    return consolidated(table, "kos", posterior, skill, rounds=rounds)


def everyone_elses(evidence: Floats, group: np.ndarray[tuple[int], np.dtype[np.int32]], groups: int) -> Floats:
    """(n,) the sum over each answer's group, less its own part."""
    total = np.bincount(group, evidence, minlength=groups)
    others: Floats = total[group] - evidence
    return others


def unit_size(message: Floats) -> Floats:
    """Messages grow from round to round; only their proportions count."""
    size = float(np.sqrt(np.mean(message**2))) if len(message) else 0.0
    return message / size if size > 0 else np.ones_like(message)


def shares(evidence: Floats, table: AnswerTable, values: int) -> Floats:
    """(T, K) for each value the share of the absolute evidence that points to it."""
    tasks = len(table.tasks)
    positive = np.bincount(table.task, np.maximum(evidence, 0.0), minlength=tasks)
    total = np.bincount(table.task, np.abs(evidence), minlength=tasks)
    share = np.divide(positive, total, out=np.full(tasks, 0.5), where=total > 0)
    return np.stack([1 - share, share], axis=1) if values == BINARY else np.ones((tasks, values))
