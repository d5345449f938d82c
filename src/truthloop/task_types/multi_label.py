"""What image and text classification with any number of labels have in common.

AWS's result is the union of what any worker chose, most probable first, with the probability of each label beside it:
`[1, 0, 8]` with `{"1": 0.95, "0": 0.77, "8": 0.2}`. The other choices keep only the labels that are probably right.
Source: "Image classification (multi-label)" and "Labeling job output data", SageMaker developer guide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from truthloop.consolidation.aws_confidence import union_of_labels
from truthloop.consolidation.binary_relevance import binary_relevance
from truthloop.consolidation.joint_label_sets import joint_label_sets
from truthloop.consolidation.label_sets import LabelSets, MultiLabel, label_sets
from truthloop.consolidation.majority_vote import majority_vote
from truthloop.task_types.manifest_values import shown
from truthloop.task_types.task_type import CONFIDENCE_DECIMALS
from truthloop.terms.labeling import AnsweredObject, Label, LabelTerms

NOTHING = frozenset({"none", "none of the above", "none of these", "해당 없음", "nenhuma das opções"})
"""Texts of an exclusion category, in lower case: chosen alone they say that no label fits."""
NO_ANSWER = "ClientError: No annotation says which labels of the label category configuration were chosen."


def union(sets: LabelSets) -> MultiLabel:
    """AWS's way: every label that anyone chose."""
    return union_of_labels(sets, binary_relevance(sets))


def most_chosen(sets: LabelSets) -> MultiLabel:
    """The labels that more than half of the workers chose."""
    return binary_relevance(sets, majority_vote)


CHOICES: Mapping[str, Callable[[LabelSets], MultiLabel]] = {
    "union": union,
    "calibrated": binary_relevance,
    "joint": joint_label_sets,
    "majority-vote": most_chosen,
}
"""By name, AWS's way first; `joint` knows that labels imply or exclude one another."""
CONSOLIDATIONS = tuple(CHOICES)


def chosen_labels(content: Mapping[str, Any]) -> list[Any] | None:
    """The labels in an answer: `{"NAME": {"labels": ["dog"]}}`, whatever the element is called."""
    for value in content.values():
        if isinstance(value, Mapping) and isinstance(value.get("labels"), list):
            return list(value["labels"])
    return None


def says_nothing(chosen: list[Any], terms: LabelTerms) -> bool:
    """Whether the choice is that of an exclusion category alone."""
    if len(chosen) != 1 or not isinstance(chosen[0], str):
        return False
    return chosen[0].strip().casefold() in NOTHING or chosen[0] == terms.config.get("exclusionCategory")


def check_answer(content: Mapping[str, Any], terms: LabelTerms) -> str | None:
    """What is wrong with a worker's answer, or None."""
    chosen = chosen_labels(content)
    if chosen is None:
        return (
            'has no list of labels: `{"crowd-image-classifier-multi-select": {"labels": ["dog", "cat"]}}` is expected'
        )
    unknown = [label for label in chosen if label not in terms.labels]
    if not unknown or says_nothing(chosen, terms):
        return None
    return (
        f"chooses {shown(unknown[0])}, which is none of the job's labels: {', '.join(terms.labels)}. An exclusion "
        'category reads "None" or "None of the above", or is the `exclusionCategory` of the label configuration'
    )


def consolidate(objects: Iterable[AnsweredObject], terms: LabelTerms) -> Iterator[Label]:
    """The class ids as value, most probable first; their names and confidences as metadata."""
    numbers, sets = collected(objects, terms)
    if not len(sets.table.tasks):
        yield from (Label(number, failure=NO_ANSWER) for number in numbers)
        return
    made = CHOICES[terms.consolidation or CONSOLIDATIONS[0]](sets)
    alone = np.bincount(sets.table.task, minlength=len(sets.table.tasks)) < 2  # noqa: PLR2004 - one worker
    answered = np.zeros(len(sets.table.tasks), dtype=np.int64)
    answered[sets.table.task] = sets.table.value
    rows = {int(place): row for row, place in enumerate(made.tasks)}
    for place, number in enumerate(numbers):
        row = rows.get(place)
        if row is None:
            yield Label(number, failure=NO_ANSWER)
        else:
            sure = made.posterior[row] * (0.0 if alone[row] else 1.0)
            # Who alone answered decides, whatever a model that knows how rare a label is would make of it.
            chosen = sets.member[answered[row]] if alone[row] else made.chosen[row]
            yield label(number, terms.labels, chosen, sure)


def collected(objects: Iterable[AnsweredObject], terms: LabelTerms) -> tuple[list[int], LabelSets]:
    """The objects' numbers, and who chose which class ids; an object's task is its place among them."""
    ids = {name: index for index, name in enumerate(terms.labels)}
    numbers: list[int] = []
    tasks, workers, sets = [], [], []
    for found in objects:
        for annotation in found.annotations:
            chosen = chosen_labels(annotation.content)
            if chosen is not None:
                tasks.append(len(numbers))
                workers.append(annotation.worker_id)
                sets.append(tuple(ids[name] for name in chosen if isinstance(name, str) and name in ids))
        numbers.append(found.number)
    return numbers, label_sets(tasks, workers, sets, labels=range(len(ids)))


def label(number: int, names: tuple[str, ...], chosen: NDArray[np.bool_], sure: NDArray[np.float64]) -> Label:
    """One object's label."""
    ids = sorted(np.flatnonzero(chosen).tolist(), key=lambda class_id: (-float(sure[class_id]), class_id))
    metadata = {
        "class-map": {str(class_id): names[class_id] for class_id in ids},
        "confidence-map": {str(class_id): round(float(sure[class_id]), CONFIDENCE_DECIMALS) for class_id in ids},
    }
    return Label(number, ids, metadata)
