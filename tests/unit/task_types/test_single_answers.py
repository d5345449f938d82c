"""Jobs that ask one person for each object: what that person said is the label, however rare."""

from __future__ import annotations

from typing import Any

import pytest

from truthloop.task_types.type_table import BY_NAME
from truthloop.terms.labeling import Annotation, AnsweredObject, LabelTerms

LABELS = ("cat", "dog")
ONE, MANY = BY_NAME["text-classification"], BY_NAME["text-classification-multilabel"]


def asked_once(common: dict[str, Any], rare: dict[str, Any]) -> list[AnsweredObject]:
    """A hundred objects, one of them unlike the others, shared out among five people."""
    contents = [common] * 60 + [rare] + [common] * 39
    return [
        AnsweredObject(number, {}, (Annotation(f"w{number % 5}", {"x": content}),))
        for number, content in enumerate(contents)
    ]


@pytest.mark.parametrize("choice", ONE.consolidations)
def test_a_rare_class_stays_what_the_only_worker_said(choice: str) -> None:
    labels = ONE.consolidate(
        asked_once({"label": "cat"}, {"label": "dog"}), LabelTerms("job", "kind", LABELS, consolidation=choice)
    )
    assert [label.number for label in labels if label.value == 1] == [60]


@pytest.mark.parametrize("choice", MANY.consolidations)
def test_a_rare_label_among_many_stays_what_the_only_worker_said(choice: str) -> None:
    labels = MANY.consolidate(
        asked_once({"labels": ["cat"]}, {"labels": ["dog"]}), LabelTerms("job", "kind", LABELS, consolidation=choice)
    )
    assert [label.number for label in labels if label.value == [1]] == [60]
