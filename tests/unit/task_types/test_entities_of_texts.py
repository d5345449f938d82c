"""Entities: what is read from answers, what several people's become, and how later jobs look at them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from truthloop.task_types.type_table import BY_NAME
from truthloop.terms.labeling import Annotation, AnsweredObject, Label, LabelTerms

RECOGNITION = BY_NAME["named-entity-recognition"]
ADJUSTMENT = BY_NAME["named-entity-adjustment"]
VERIFICATION = BY_NAME["named-entity-verification"]
TEXT = "Ada met Bob 🙂 in Seoul."
CONFIG = {"labels": [{"label": "person", "shortDisplayName": "per"}, {"label": "place"}]}
TERMS = LabelTerms("job", "names", ("person", "place"), CONFIG, workers_per_object=3)
ADA, BOB, SEOUL = ("person", 0, 3), ("person", 8, 11), ("place", 17, 22)


def entity(label: str, start: int, end: int) -> dict[str, Any]:
    return {"label": label, "startOffset": start, "endOffset": end}


def answer(*spans: tuple[str, int, int]) -> dict[str, Any]:
    return {"crowd-entity-annotation": {"entities": [entity(*span) for span in spans]}}


def answered(*answers: dict[str, Any], number: int = 0, line: dict[str, Any] | None = None) -> AnsweredObject:
    annotations = tuple(Annotation(f"w{place}", content) for place, content in enumerate(answers))
    return AnsweredObject(number, line or {"source": TEXT}, annotations)


def label_of(found: AnsweredObject, choice: str | None = None) -> Label:
    (label,) = RECOGNITION.consolidate([found], replace(TERMS, consolidation=choice))
    return label


def entities_in(label: Label) -> list[tuple[str, int, int]]:
    return [(each["label"], each["startOffset"], each["endOffset"]) for each in label.value["annotations"]["entities"]]


def test_aws_gives_what_anybody_marked_and_a_majority_can_be_asked_for() -> None:
    found = answered(answer(ADA, BOB), answer(ADA), answer(ADA, SEOUL))
    assert entities_in(label_of(found)) == [ADA, BOB, SEOUL]
    assert entities_in(label_of(found, "span-majority")) == [ADA]
    assert entities_in(label_of(found, "sequence-combination")) == [ADA]


def test_one_reader_makes_entities_with_the_confidence_0_that_aws_writes() -> None:
    label = label_of(answered(answer(ADA, SEOUL)))
    assert entities_in(label) == [ADA, SEOUL]
    assert label.metadata["entities"] == [{"confidence": 0}, {"confidence": 0}]


def test_a_label_without_a_short_name_is_its_own() -> None:
    assert label_of(answered(answer(ADA))).value["annotations"]["labels"] == [
        {"label": "person", "shortDisplayName": "per"},
        {"label": "place", "shortDisplayName": "place"},
    ]


def test_readers_who_marked_nothing_count_and_answers_of_another_form_do_not() -> None:
    sure = [
        label_of(found).metadata["entities"][0]["confidence"]
        for found in (
            answered(answer(ADA), answer(ADA)),
            answered(answer(ADA), answer(ADA), {"other": "form"}),
            answered(answer(ADA), answer(ADA), answer()),
        )
    ]
    assert sure[0] == sure[1] > sure[2]


def test_a_text_without_entities_has_an_empty_label_and_one_without_answers_has_none() -> None:
    assert label_of(answered(answer(), answer())).value["annotations"]["entities"] == []
    failure = label_of(answered({"other": "form"})).failure
    assert failure is not None
    assert "list of entities" in failure


@pytest.mark.parametrize("choice", RECOGNITION.consolidations)
def test_spans_outside_of_the_text_or_of_an_unknown_label_are_left_out(choice: str) -> None:
    odd = answer(ADA, ("person", 20, 99), ("planet", 4, 7), ("person", 5, 5))
    assert entities_in(label_of(answered(odd, odd), choice)) == [ADA]


@pytest.mark.parametrize("choice", RECOGNITION.consolidations)
@pytest.mark.parametrize("text", ["", " \n"])
def test_a_text_without_words_does_not_stop_the_others(choice: str, text: str) -> None:
    blank = answered(answer(), number=0, line={"source": text})
    objects = [blank, answered(answer(ADA), answer(ADA), number=1)]
    labels = list(RECOGNITION.consolidate(objects, replace(TERMS, consolidation=choice)))
    assert [entities_in(label) for label in labels] == [[], [ADA]]


def test_clusters_are_made_of_one_text_at_a_time() -> None:
    taken = []

    def passing() -> Iterator[AnsweredObject]:
        for number in range(3):
            taken.append(number)
            yield answered(answer(ADA), number=number)

    labels = RECOGNITION.consolidate(passing(), TERMS)
    next(labels)
    assert taken == [0]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({}, "has no list of entities"),
        ({"x": {"entities": ["Ada"]}}, "'Ada' as entity 0"),
        (answer(ADA, ("planet", 0, 3)), "labels entity 1 'planet', which is none of the job's labels: person, place"),
        (answer(("person", 3, 3)), "entity 0 from 3 to 3"),
        (answer(("person", -1, 3)), "from -1 to 3"),
        ({"x": {"entities": [{"label": "person", "startOffset": 0.0, "endOffset": 3}]}}, "from 0.0 to 3"),
        ({"x": {"entities": [{"label": "person", "startOffset": True, "endOffset": 3}]}}, "from True to 3"),
        ({"x": {"entities": [{"label": ["person"], "startOffset": 0, "endOffset": 3}]}}, "labels entity 0 ['person']"),
    ],
)
def test_a_wrong_answer_is_told_where_it_is_wrong(content: dict[str, Any], words: str) -> None:
    assert words in (RECOGNITION.check_answer(content, TERMS) or "")


def earlier(name: str, *spans: tuple[str, int, int], made: str = "2024-01-01T00:00:00.000000") -> dict[str, Any]:
    value = {"annotations": {"labels": CONFIG["labels"], "entities": [entity(*span) for span in spans]}}
    return {name: value, f"{name}-metadata": {"type": "groundtruth/text-span", "creation-date": made}}


LINE = {"source": TEXT, **earlier("first", ADA, BOB)}


def status_of(*answers: dict[str, Any]) -> str:
    (label,) = ADJUSTMENT.consolidate([answered(*answers, line=LINE)], TERMS)
    return str(label.metadata["adjustment-status"])


def test_entities_are_adjusted_once_any_worker_changed_them_in_whatever_order() -> None:
    assert status_of(answer(BOB, ADA), answer(ADA, BOB)) == "unadjusted"
    assert status_of(answer(ADA, BOB), answer(ADA)) == "adjusted"
    assert status_of(answer(ADA, ("place", 8, 11))) == "adjusted"


def test_the_newest_label_is_looked_at_unless_one_is_named() -> None:
    line = {**LINE, **earlier("second", SEOUL, made="2025-01-01T00:00:00.000000"), **earlier("names", BOB, made="2026")}
    assert ADJUSTMENT.task_input(line, TERMS)["initialValue"] == [entity(*SEOUL)]
    named = replace(TERMS, config={**CONFIG, "auditLabelAttributeName": "first"})
    assert ADJUSTMENT.task_input(line, named)["initialValue"] == [entity(*ADA), entity(*BOB)]


def test_a_line_without_the_label_to_look_at_says_which_is_missing() -> None:
    assert "groundtruth/text-span" in (VERIFICATION.check_line({"source": TEXT}, TERMS) or "")
    named = replace(TERMS, config={**CONFIG, "auditLabelAttributeName": "third"})
    assert "no label `third`" in (VERIFICATION.check_line(LINE, named) or "")
    assert VERIFICATION.check_line(LINE, TERMS) is None


def test_an_adjustment_job_needs_the_labels_of_the_earlier_one() -> None:
    fewer = replace(TERMS, labels=("place",), config={"labels": [{"label": "place"}]})
    assert "labeled 'person'" in (ADJUSTMENT.check_line(LINE, fewer) or "")


def test_verifying_shows_labels_that_only_the_entities_name() -> None:
    line = {"source": TEXT, **earlier("first", ADA, ("river", 17, 22))}
    shown = VERIFICATION.task_input(line, replace(TERMS, labels=("good", "bad"), config={}))
    assert [each["label"] for each in shown["entityLabels"]] == ["person", "place", "river"]
    assert shown["labels"] == ["good", "bad"]


@pytest.mark.parametrize("value", [None, [], {"annotations": None}, {"annotations": {"entities": 5, "labels": 5}}])
def test_a_damaged_earlier_label_has_no_entities_and_stops_nothing(value: Any) -> None:
    line = {**LINE, "first": value}
    assert ADJUSTMENT.task_input(line, TERMS)["initialValue"] == []
    assert VERIFICATION.task_input(line, TERMS)["entityLabels"] == []
