"""Whether an earlier label is right, in the job's own words: the verdict, and the workers' comments.

AWS writes the verdict's index as a string, unlike that of a class, and `worker-feedback` only when somebody commented.
Source: "Labeling job output data", label verification, SageMaker developer guide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from truthloop.task_types import single_label
from truthloop.task_types.audited_label import beside
from truthloop.task_types.class_votes import check_chosen_label
from truthloop.task_types.manifest_values import shown
from truthloop.terms.labeling import AnsweredObject, Label, LabelTerms

OUTPUT_TYPE = "groundtruth/label-verification"


def check_answer(content: Mapping[str, Any], terms: LabelTerms) -> str | None:
    """What is wrong with a worker's answer, or None."""
    for comment in comments_in(content):
        if not isinstance(comment, str):
            return f"has the `workerComment` {shown(comment)}; a comment is a text"
    return check_chosen_label(content, terms.labels)


def comments_in(content: Mapping[str, Any]) -> list[Any]:
    """What stands where comments should."""
    return [
        value["workerComment"] for value in content.values() if isinstance(value, Mapping) and "workerComment" in value
    ]


def feedback(found: AnsweredObject) -> tuple[str, ...]:
    """The comments on one object, in the order of their workers' ids so that nobody's speed matters."""
    said = [
        (annotation.worker_id, comment)
        for annotation in found.annotations
        for comment in comments_in(annotation.content)
        if isinstance(comment, str) and comment.strip()
    ]
    return tuple(comment for _, comment in sorted(said))


def consolidate(objects: Iterable[AnsweredObject], terms: LabelTerms) -> Iterator[Label]:
    """The verdict's index as a string; its name, confidence and the comments as metadata."""
    for label, comments in beside(single_label.consolidate, objects, terms, feedback):
        if label.failure:
            yield label
            continue
        said = {"worker-feedback": [{"comment": comment} for comment in comments]} if comments else {}
        yield replace(label, value=str(label.value), metadata={**label.metadata, **said})
