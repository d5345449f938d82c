"""One class for each object out of several workers' choices: what every single-label task type stands on.

AWS: "a variant of the Expectation Maximization approach to annotation consolidation … estimates parameters for each
worker and uses Bayesian inference to estimate the true class". With one worker for an object the confidence is 0, as
their consumers expect. Source: "Annotation consolidation", SageMaker developer guide.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from truthloop.consolidation import dawid_skene, majority_vote, tempered_pool
from truthloop.consolidation.answer_table import AnswerTable, answer_table
from truthloop.consolidation.arrays import Codes
from truthloop.consolidation.aws_confidence import zero_with_one_worker
from truthloop.consolidation.consolidated import Consolidated
from truthloop.task_types.task_type import CONFIDENCE_DECIMALS
from truthloop.terms.labeling import AnsweredObject

NO_CLASS = -1

CHOICES: Mapping[str, Callable[[AnswerTable, Codes], Consolidated]] = {
    "expectation-maximization": lambda table, gold: tempered_pool.judge(table, gold, drawn=False),
    "dawid-skene": lambda table, _: dawid_skene.dawid_skene(table),
    "majority-vote": lambda table, _: majority_vote.majority_vote(table),
}
"""By name, AWS's way first: several models fitted by EM and pooled, so that the confidence is an honest one.

A gold object's own label comes from its answers as any other's. It teaches what workers are worth; and since somebody
picked it, perhaps for being clear, it can lower confidences but not raise them.
"""
CONSOLIDATIONS = tuple(CHOICES)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The class of one object."""

    number: int
    """The object's."""
    class_id: int | None
    """None where no answer names a label of the job."""
    confidence: float
    """0 to 1; 0 with one worker."""


def verdicts(
    objects: Iterable[AnsweredObject],
    labels: tuple[str, ...],
    choice: str | None,
    choice_in: Callable[[Mapping[str, Any]], str | None],
) -> Iterator[Verdict]:
    """A class for each object in their order."""
    numbers, table, gold = collected(objects, labels, choice_in)
    if not table.size:
        yield from (Verdict(number, None, 0.0) for number in numbers)
        return
    made = zero_with_one_worker(table, CHOICES[choice or CONSOLIDATIONS[0]](table, gold))
    answers = np.bincount(table.task, minlength=len(numbers))
    chosen = made.label.copy()
    # A model that knows how rare a class is would overrule everybody who stands alone: who alone answered decides.
    lone = answers[table.task] == 1
    chosen[table.task[lone]] = table.value[lone]
    ids = np.where(answers > 0, np.asarray(made.values, dtype=np.int64)[chosen], NO_CLASS).tolist()
    for number, class_id, confidence in zip(numbers, ids, made.confidence.tolist(), strict=True):
        yield Verdict(number, None if class_id == NO_CLASS else class_id, round(confidence, CONFIDENCE_DECIMALS))


def collected(
    objects: Iterable[AnsweredObject], labels: tuple[str, ...], choice_in: Callable[[Mapping[str, Any]], str | None]
) -> tuple[array[int], AnswerTable, Codes]:
    """The objects' numbers, who chose which class, and the class of gold, -1 elsewhere; each worker's name once."""
    ids = {label: index for index, label in enumerate(labels)}
    numbers, tasks, values, gold = array("q"), array("q"), array("q"), array("i")
    workers: list[str] = []
    names: dict[str, str] = {}
    for found in objects:
        for annotation in found.annotations:
            class_id = ids.get(choice_in(annotation.content) or "")
            if class_id is not None:
                tasks.append(len(numbers))
                workers.append(names.setdefault(annotation.worker_id, annotation.worker_id))
                values.append(class_id)
        numbers.append(found.number)
        gold.append(ids.get(found.gold or "", NO_CLASS))
    columns = (np.array(tasks, dtype=np.int64), workers, np.array(values, dtype=np.int64))
    table = answer_table(*columns, tasks=range(len(numbers)), values=range(len(labels)))
    return numbers, table, np.array(gold, dtype=np.int32)


def chosen_label(content: Mapping[str, Any]) -> str | None:
    """The label in an answer: `{"NAME": {"label": "dog"}}`, whatever the element is called."""
    for value in content.values():
        if isinstance(value, Mapping) and isinstance(value.get("label"), str):
            return str(value["label"])
    return None


def check_chosen_label(content: Mapping[str, Any], labels: tuple[str, ...]) -> str | None:
    """What is wrong with a single-label answer."""
    label = chosen_label(content)
    if label is None:
        return 'names no label: `{"NAME": {"label": "dog"}}` is expected, as the classifiers give it'
    return None if label in labels else f"chooses {label!r}, which is none of the job's labels: {', '.join(labels)}"
