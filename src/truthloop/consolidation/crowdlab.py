"""CROWDLAB: workers' answers and a classifier's probabilities, weighted by how much each agrees with the others.

    posterior[t] ~ w_M * p_model[t] + sum over the task's answers of w_j * p_j,
    p_j = A on the label answered, (1 - A) / (K - 1) elsewhere,  A = pairwise agreement of workers
    w_j = 1 - (1 - agreement of j with the others) / (1 - A_most),
    w_M = (1 - (1 - agreement of the model with the consensus) / (1 - A_most)) * sqrt(mean answers per task)

A_most is the agreement a model would have that always says the commonest consensus. The probabilities must be out of
sample: the classifier must not have been trained on the task's own answers.

H. W. Goh, U. Tkachenko and J. Mueller, CROWDLAB: supervised learning to infer consensus labels and quality scores for
data with multiple annotators, NeurIPS workshop on human in the loop learning, 2022.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from truthloop.consolidation.answer_table import AnswerTable
from truthloop.consolidation.arrays import Codes, Floats
from truthloop.consolidation.consolidated import Consolidated, consolidated, most_probable
from truthloop.consolidation.majority_vote import vote_shares
from truthloop.terms.errors import Invalid

LEAST = 1e-6


def crowdlab(table: AnswerTable, model: Floats, *, passes: int = 2) -> Consolidated:
    """`model` (T, K) follows `table.tasks` and `table.values`; each pass takes the consensus of the one before."""
    checked(table, model)
    shares = vote_shares(table)
    # A tie of votes is decided by the model, as its authors do.
    label = most_probable(shares + 1e-3 * model)
    posterior, skill = shares, np.zeros(len(table.workers))
    for _ in range(passes):
        posterior, skill = weighed(table, model, shares, label)
        label = most_probable(posterior)
    return consolidated(table, "crowdlab", posterior, skill, rounds=passes)


def checked(table: AnswerTable, model: Floats) -> None:
    """`Invalid` unless the model's probabilities fit the table."""
    tasks, _, values = table.shape
    if model.shape != (tasks, values):
        raise Invalid(f"The model's probabilities have the shape {model.shape}; ({tasks}, {values}) is needed.")
    if not np.allclose(model.sum(axis=1), 1.0, atol=1e-3) or bool((model < 0).any()):
        raise Invalid("The model's probabilities must not be negative, and each row must sum to 1.")


def weighed(table: AnswerTable, model: Floats, shares: Floats, label: Codes) -> tuple[Floats, Floats]:
    """((T, K) posterior, (W,) agreement of each worker) for one consensus."""
    tasks, _, values = table.shape
    count = np.diff(table.starts)
    several = count > 1
    votes = shares * count[:, None]
    # Agreement of each answer with the others of its task.
    others = (votes[table.task, table.value] - 1) / np.maximum(1, count[table.task] - 1)
    compared = several[table.task]
    together = float(others[compared].mean()) if bool(compared.any()) else 1.0
    agreement = per_worker(table, others, compared, together)
    agrees_model = float((model.argmax(axis=1) == label)[several].mean()) if bool(several.any()) else 1.0
    commonest = np.bincount(label[several], minlength=values).argmax() if bool(several.any()) else 0
    most = float((table.value[compared] == commonest).mean()) if bool(compared.any()) else 0.0
    least_error = max(LEAST, 1.0 - most)
    weight = np.maximum(LEAST, 1.0 - (1.0 - agreement) / least_error)
    of_model = max(LEAST, 1.0 - (1.0 - agrees_model) / least_error) * np.sqrt(count.mean() if tasks else 0.0)
    likelihood = np.clip(together, 1.0 / max(1, values), 1.0 - LEAST)
    base = np.bincount(table.task, weight[table.worker], minlength=tasks)
    for_value = vote_weights(table, weight[table.worker])
    rest = (1.0 - likelihood) / max(1, values - 1)
    posterior = of_model * model + rest * base[:, None] + (likelihood - rest) * for_value
    total: Floats = posterior / np.maximum(posterior.sum(axis=1, keepdims=True), LEAST)
    return total, agreement


def per_worker(table: AnswerTable, others: Floats, compared: NDArray[np.bool_], usual: float) -> Floats:
    """(W,) the mean agreement of each worker's answers with the others; the usual one for who was never compared."""
    workers = len(table.workers)
    given = np.bincount(table.worker, compared, minlength=workers)
    agreed = np.bincount(table.worker, np.where(compared, others, 0.0), minlength=workers)
    agreement: Floats = np.divide(agreed, given, out=np.full(workers, usual), where=given > 0)
    return agreement


def vote_weights(table: AnswerTable, weight: Floats) -> Floats:
    """(T, K) the summed weights of the answers for each value."""
    tasks, _, values = table.shape
    cell = table.task.astype(np.int64) * values + table.value
    summed: Floats = np.bincount(cell, weight, minlength=tasks * values).astype(np.float64).reshape(tasks, values)
    return summed
