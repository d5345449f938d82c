"""What image, text and video-clip classification with one label have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from truthloop.task_types.class_votes import check_chosen_label, chosen_label, verdicts
from truthloop.terms.labeling import AnsweredObject, Label, LabelTerms

NO_LABEL = "ClientError: No annotation names a label of the label category configuration."


def check_answer(content: Mapping[str, Any], terms: LabelTerms) -> str | None:
    """What is wrong with a worker's answer, or None."""
    return check_chosen_label(content, terms.labels)


def consolidate(objects: Iterable[AnsweredObject], terms: LabelTerms) -> Iterator[Label]:
    """The class id as value; class name and confidence as metadata."""
    for found in verdicts(objects, terms.labels, terms.consolidation, chosen_label):
        if found.class_id is None:
            yield Label(found.number, failure=NO_LABEL)
        else:
            metadata = {"class-name": terms.labels[found.class_id], "confidence": found.confidence}
            yield Label(found.number, found.class_id, metadata)
