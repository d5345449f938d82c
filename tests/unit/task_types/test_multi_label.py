"""Any number of labels for each object: AWS's union, and the choices that keep only what is probably right."""

from __future__ import annotations

import pytest

from truthloop.task_types import multi_label
from truthloop.terms.labeling import Annotation, AnsweredObject, Label, LabelTerms

LABELS = ("person", "bicycle", "dog")
ELEMENT = "crowd-image-classifier-multi-select"


def terms(consolidation: str | None = None) -> LabelTerms:
    return LabelTerms(job_name="things", attribute="things", labels=LABELS, consolidation=consolidation)


def answered(*sets: list[str], number: int = 0) -> AnsweredObject:
    return AnsweredObject(
        number, {}, tuple(Annotation(f"worker-{at}", {ELEMENT: {"labels": chosen}}) for at, chosen in enumerate(sets))
    )


def labels(*objects: AnsweredObject, consolidation: str | None = None) -> list[Label]:
    return list(multi_label.consolidate(objects, terms(consolidation)))


def test_by_default_the_label_is_the_union_of_what_any_worker_chose_most_probable_first() -> None:
    crowd = [answered(["person"], ["person", "dog"], ["person"], number=0)]
    crowd += [answered(*[["bicycle", "dog"] if at % 2 else ["person"]] * 3, number=at) for at in range(1, 20)]
    label = labels(*crowd)[0]
    assert label.value == [0, 2]
    assert label.metadata["class-map"] == {"0": "person", "2": "dog"}
    sure = label.metadata["confidence-map"]
    assert sure["0"] > 0.7
    assert sure["2"] < 0.3


@pytest.mark.parametrize("choice", ["calibrated", "joint", "majority-vote"])
def test_the_other_choices_leave_out_what_one_of_three_chose(choice: str) -> None:
    crowd = [answered(["person"], ["person", "dog"], ["person"], number=at) for at in range(20)]
    assert labels(*crowd, consolidation=choice)[0].value == [0]


def test_with_one_worker_every_confidence_is_zero_as_aws_writes_it() -> None:
    (label,) = labels(answered(["dog", "person"]))
    assert label.value == [0, 2]
    assert label.metadata["confidence-map"] == {"0": 0.0, "2": 0.0}


@pytest.mark.parametrize("said", [[], ["None of the above"], ["none"], ["해당 없음"]])
def test_nothing_fits_is_a_label_too_an_empty_list(said: list[str]) -> None:
    assert multi_label.check_answer({ELEMENT: {"labels": said}}, terms()) is None
    (label,) = labels(answered(said, said))
    assert (label.value, label.failure) == ([], None)
    assert label.metadata == {"class-map": {}, "confidence-map": {}}


def test_who_says_that_nothing_fits_counts_against_the_labels_of_the_others() -> None:
    (label,) = labels(answered(["dog"], ["None"], ["None"]), consolidation="majority-vote")
    assert label.value == []


def test_an_exclusion_category_of_ones_own_is_known_from_the_configuration() -> None:
    own = LabelTerms(job_name="x", attribute="x", labels=LABELS, config={"exclusionCategory": "nothing at all"})
    answer = {ELEMENT: {"labels": ["nothing at all"]}}
    assert multi_label.check_answer(answer, own) is None
    assert "exclusionCategory" in str(multi_label.check_answer(answer, terms()))


@pytest.mark.parametrize("content", [{}, {ELEMENT: {"label": "dog"}}, {ELEMENT: {"labels": "dog"}}])
def test_an_answer_without_a_list_of_labels_shows_what_one_looks_like(content: dict[str, object]) -> None:
    assert '{"labels": ["dog", "cat"]}' in str(multi_label.check_answer(content, terms()))


def test_an_object_without_a_readable_answer_fails_alone_and_keeps_its_place() -> None:
    broken = AnsweredObject(7, {}, (Annotation("worker-0", {"note": "?"}),))
    first, second = labels(broken, answered(["dog"], number=8))
    assert (first.number, second.number, second.value) == (7, 8, [2])
    assert "No annotation says" in str(first.failure)
    assert [label.failure is None for label in labels(broken)] == [False]
