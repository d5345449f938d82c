"""Multi-label by binary relevance: each label is a yes-or-no question of its own.

Every label is consolidated by the default method with worker parameters of its own: a worker may see every bicycle and
miss most helmets. A task has the labels more probable than not; the set's confidence is the product over labels.

M.-L. Zhang and Z.-H. Zhou, A review on multi-label learning algorithms, IEEE TKDE 26(8), 2014 (the decomposition).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from truthloop.consolidation.answer_table import AnswerTable
from truthloop.consolidation.consolidated import Consolidated
from truthloop.consolidation.label_sets import LabelSets, MultiLabel, one_label
from truthloop.consolidation.tempered_pool import consolidate

EVEN = 0.5


def binary_relevance(sets: LabelSets, method: Callable[[AnswerTable], Consolidated] = consolidate) -> MultiLabel:
    """Each label by `method`."""
    results = [method(one_label(sets, label)) for label in range(len(sets.labels))]
    tasks, workers, _ = sets.table.shape
    posterior = np.zeros((tasks, len(results)))
    for label, result in enumerate(results):
        posterior[:, label] = result.posterior[:, 1]
    chosen = posterior > EVEN
    skills = [result.skill for result in results]
    return MultiLabel(
        method="binary relevance",
        tasks=sets.table.tasks,
        workers=sets.table.workers,
        labels=sets.labels,
        posterior=posterior,
        chosen=chosen,
        set_confidence=np.where(chosen, posterior, 1.0 - posterior).prod(axis=1),
        skill=np.mean(skills, axis=0) if skills else np.full(workers, EVEN),
    )
