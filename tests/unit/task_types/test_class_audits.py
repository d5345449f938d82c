"""Verdicts on classes, and classes put right: comments and statuses stay with their objects."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from truthloop.task_types.type_table import BY_NAME
from truthloop.terms.labeling import Annotation, AnsweredObject, LabelTerms

ADJUSTMENT, VERIFICATION = BY_NAME["text-class-adjustment"], BY_NAME["text-class-verification"]
CAME = {"class-name": "cat", "type": "groundtruth/text-classification", "creation-date": "2024"}
LINE = {"source": "Miaow.", "kind": 0, "kind-metadata": CAME}


def answered(number: int, *answers: dict[str, Any]) -> AnsweredObject:
    annotations = tuple(Annotation(f"w{place}", {"x": content}) for place, content in enumerate(answers))
    return AnsweredObject(number, LINE, annotations)


def test_a_class_is_adjusted_once_any_worker_chose_another() -> None:
    cat, dog = {"label": "cat"}, {"label": "dog"}
    objects = [answered(0, cat, cat), answered(1, {}), answered(2, cat, cat, dog), answered(3, dog)]
    labels = list(ADJUSTMENT.consolidate(objects, LabelTerms("job", "kind-adjusted", ("cat", "dog"))))
    assert [label.metadata.get("adjustment-status") for label in labels] == ["unadjusted", None, "adjusted", "adjusted"]
    assert labels[1].failure is not None
    assert [labels[place].value for place in (0, 2, 3)] == [0, 0, 1]


def test_comments_stay_with_their_object_and_empty_ones_are_none() -> None:
    objects = [
        answered(0, {}),
        answered(1, {"label": "bad", "workerComment": "No cat."}, {"label": "bad", "workerComment": " "}),
        answered(2, {"label": "good"}),
    ]
    labels = list(VERIFICATION.consolidate(objects, LabelTerms("job", "kind-verified", ("good", "bad"))))
    assert labels[0].failure is not None
    assert (labels[1].value, labels[1].metadata["worker-feedback"]) == ("1", [{"comment": "No cat."}])
    assert (labels[2].value, "worker-feedback" in labels[2].metadata) == ("0", False)


def test_the_class_to_look_at_is_on_the_page_with_the_whole_line() -> None:
    shown = VERIFICATION.task_input(LINE, LabelTerms("job", "kind-verified", ("good", "bad")))
    assert (shown["auditedClass"], shown["manifestLine"]) == ("cat", LINE)


SEVERAL = {"class-map": {"2": "cat", "0": "dog"}, "type": "groundtruth/text-classification-multilabel"}
SEVERAL_LINE = {"source": "Miaow, woof.", "kinds": [0, 2], "kinds-metadata": SEVERAL}


def test_several_classes_are_verified_as_one_label_in_the_order_of_the_value() -> None:
    terms = LabelTerms("job", "kinds-verified", ("good", "bad"))
    assert VERIFICATION.check_line(SEVERAL_LINE, terms) is None
    shown = VERIFICATION.task_input(SEVERAL_LINE, terms)
    assert (shown["auditedClass"], shown["auditedClasses"]) == ("dog · cat", ["dog", "cat"])


def test_a_label_that_says_that_no_class_fits_is_shown_and_verified_too() -> None:
    line = {**SEVERAL_LINE, "kinds": [], "kinds-metadata": {**SEVERAL, "class-map": {}}}
    shown = VERIFICATION.task_input(line, LabelTerms("job", "kinds-verified", ("good", "bad")))
    assert (shown["auditedClass"], shown["auditedClasses"]) == ("∅", [])


def test_several_classes_are_adjusted_once_any_worker_chose_others_whatever_their_order() -> None:
    same, fewer, none = {"labels": ["cat", "dog"]}, {"labels": ["cat"]}, {"labels": ["None of the above"]}
    objects = [replace(answered(number, one), line=SEVERAL_LINE) for number, one in enumerate((same, fewer, none))]
    labels = BY_NAME["text-class-adjustment-multilabel"].consolidate(
        objects, LabelTerms("job", "kinds-adjusted", ("dog", "owl", "cat"))
    )
    statuses = [label.metadata["adjustment-status"] for label in labels]
    assert statuses == ["unadjusted", "adjusted", "adjusted"]
