"""What Ground Truth's own consolidation writes, for consumers that expect it.

- With one worker on an object the confidence is written as 0, not as what one worker is worth.
- A multi-label result is the union of what any worker chose, not a majority.

Amazon SageMaker Developer Guide, "Annotation consolidation" and "Labeling job output data".
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from truthloop.consolidation.answer_table import AnswerTable
from truthloop.consolidation.consolidated import Consolidated
from truthloop.consolidation.label_sets import LabelSets, MultiLabel


def zero_with_one_worker(table: AnswerTable, result: Consolidated) -> Consolidated:
    """The result with confidence 0 wherever fewer than two workers answered; labels and posterior stay."""
    pairs = np.unique(table.task.astype(np.int64) * max(1, len(table.workers)) + table.worker)
    people = np.bincount(pairs // max(1, len(table.workers)), minlength=len(table.tasks))
    return replace(result, confidence=np.where(people > 1, result.confidence, 0.0))


def union_of_labels(sets: LabelSets, result: MultiLabel) -> MultiLabel:
    """The result with every label that any worker chose; the confidences of the labels stay."""
    tasks = len(sets.table.tasks)
    chosen = (
        np.stack(
            [
                np.bincount(sets.table.task, sets.member[sets.table.value, place], minlength=tasks) > 0
                for place in range(len(sets.labels))
            ],
            axis=1,
        )
        if len(sets.labels)
        else np.zeros((tasks, 0), dtype=np.bool_)
    )
    return replace(result, method=f"{result.method}, union", chosen=chosen)
