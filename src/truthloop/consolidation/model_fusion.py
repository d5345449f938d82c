"""Answers together with a model's probabilities: the default beside CROWDLAB, good where the model is weak too.

    posterior = mean of three opinions

1. The default pool with the model among the workers: five of them, one for each fifth of the tasks by how sure the
   model is, so that what a sure and an unsure word of it are worth is learned as everybody's confusions are.
2. and 3. Workers with a confusion matrix each and workers with one skill each, with the calibrated model as what is
   known of each task before (`model_prior`), tempered by how far errors go together, as in the pool.

The first knows the model's word and the second and third its probabilities; each is best on some crowds. The mean has
no constants to choose. Given the true value, answers and model are taken as independent, so the probabilities must be
out of sample: a model that was trained on a task's own answers repeats them.
"""

from __future__ import annotations

import numpy as np

from truthloop.consolidation.answer_table import AnswerTable, answer_table
from truthloop.consolidation.arrays import Codes, Floats
from truthloop.consolidation.consolidated import Consolidated, consolidated, expected_skill, most_probable
from truthloop.consolidation.crowdlab import checked
from truthloop.consolidation.known_values import nothing_known, with_known
from truthloop.consolidation.model_prior import by_confusion, by_skill, confidence_bands, informed
from truthloop.consolidation.tempered_pool import calibrated, consolidate, pooled, tempered

BANDS = 5


def consolidate_with_model(
    table: AnswerTable, model: Floats, *, known: Codes | None = None, drawn: bool = True
) -> Consolidated:
    """`model` (T, K) follows `table.tasks` and `table.values`, and must be out of sample; `Invalid` when it misfits.

    Tasks without answers get the calibrated model's own probabilities. `known` and `drawn` as in `tempered_pool`.
    """
    checked(table, model)
    gold = nothing_known(table) if known is None else known
    if len(table.values) == 0:
        return consolidate(table, known=gold)
    told = (np.diff(table.starts) > 0) | (gold >= 0)
    first = pooled(with_model_among_workers(table, model, told), gold)
    each = [informed(table, model, first.posterior, gold, workers) for workers in (by_confusion, by_skill)]
    opinions = [first.posterior, *(tempered(table, one.posterior) for one in each)]
    fused = calibrated(table, np.mean(opinions, axis=0), gold, drawn=drawn)
    posterior = with_known(np.where(told[:, None], fused, each[0].posterior), gold)
    return consolidated(
        table,
        "tempered pool with a model",
        posterior,
        expected_skill(table, posterior),
        converged=first.converged and all(one.converged for one in each),
        rounds=max(first.rounds, *(one.rounds for one in each)),
    )


def with_model_among_workers(
    table: AnswerTable, model: Floats, told: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> AnswerTable:
    """The table by codes, with the model's label for the tasks that are `told` (T,), by `BANDS` further workers."""
    tasks, workers, values = table.shape
    places = np.flatnonzero(told)
    band = confidence_bands(model, told, BANDS)
    return answer_table(
        np.concatenate([table.task, places]),
        np.concatenate([table.worker, workers + band[places]]),
        np.concatenate([table.value, most_probable(model)[places]]),
        tasks=range(tasks),
        workers=range(workers + BANDS),
        values=range(values),
    )
