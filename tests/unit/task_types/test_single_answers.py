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


def two_of_three_say_cat_to_all(gold: int) -> list[AnsweredObject]:
    """Twelve objects, every other one a dog; the first `gold` of them are known."""
    objects = []
    for number in range(12):
        truth = LABELS[number % 2]
        said = (("careful", truth), ("idle", "cat"), ("bored", "cat"))
        annotations = tuple(Annotation(worker, {"x": {"label": label}}) for worker, label in said)
        objects.append(AnsweredObject(number, {}, annotations, truth if number < gold else None))
    return objects


def test_gold_shows_whom_to_believe() -> None:
    terms = LabelTerms("job", "kind", LABELS)
    without = [label.value for label in ONE.consolidate(two_of_three_say_cat_to_all(0), terms)]
    taught = [label.value for label in ONE.consolidate(two_of_three_say_cat_to_all(6), terms)]
    assert without == [0] * 12
    assert taught == [0, 1] * 6


@pytest.mark.parametrize("choice", [choice for choice in ONE.consolidations if choice != "expectation-maximization"])
def test_named_choices_of_others_stay_what_they_are_beside_gold(choice: str) -> None:
    terms = LabelTerms("job", "kind", LABELS, consolidation=choice)
    assert [label.value for label in ONE.consolidate(two_of_three_say_cat_to_all(6), terms)] == [
        label.value for label in ONE.consolidate(two_of_three_say_cat_to_all(0), terms)
    ]
