"""One battery for every task type: what its folder says of itself must hold."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import UTC, datetime
from importlib.resources import files
from itertools import combinations
from typing import Any

import pytest

from truthloop.task_types import class_votes
from truthloop.task_types.task_type import RefName, TaskType, pools, stamped
from truthloop.task_types.type_table import BY_FUNCTION, BY_NAME, FUNCTIONS, SINGLE_LABEL
from truthloop.templates.render_limits import RenderLimits
from truthloop.templates.worker_pages import render
from truthloop.terms.labeling import Annotation, AnsweredObject, Label, LabelTerms, Stamp
from truthloop.terms.managed_arns import Side, managed_function, managed_function_arn

JOB = "identify-sport"
MADE_AT = datetime(2018, 10, 18, 22, 18, 13, 527256, UTC)
INSTRUCTIONS = {"shortInstruction": "<b>In short</b>", "fullInstruction": "<h2>At length</h2>"}
TYPES = [pytest.param(task_type, id=task_type.name) for task_type in BY_NAME.values()]
VARIABLE = {"confidence", "confidence-map", "creation-date", "creation_date", "job-name", "job_name"}
PLACES = {"left", "top", "x", "y"}


def example_of(task_type: TaskType) -> dict[str, Any]:
    folder = files(f"truthloop.task_types.{task_type.name.replace('-', '_')}")
    example: dict[str, Any] = json.loads(folder.joinpath("example.json").read_text(encoding="utf-8"))
    return example


def terms_of(example: dict[str, Any], answers: int | None = None) -> LabelTerms:
    config = example.get("label_categories") or {}
    return LabelTerms(
        job_name=JOB,
        attribute=example["label_attribute"],
        labels=tuple(entry["label"] for entry in config.get("labels", ())),
        config=config,
        workers_per_object=answers or len(example["answers"]),
    )


def answered(example: dict[str, Any], contents: list[dict[str, Any]], number: int = 0) -> AnsweredObject:
    annotations = (Annotation(f"private.us-east-1.{at:016x}", content) for at, content in enumerate(contents))
    return AnsweredObject(number, example["manifest_line"], tuple(annotations))


def labels_of(task_type: TaskType, example: dict[str, Any], contents: list[dict[str, Any]]) -> list[Label]:
    return list(task_type.consolidate([answered(example, contents)], terms_of(example, len(contents))))


def output_of(task_type: TaskType, example: dict[str, Any], label: Label) -> dict[str, Any]:
    attribute = example["label_attribute"]
    metadata = stamped(
        task_type,
        label.metadata,
        Stamp(job_name=JOB, human_annotated=True, created_at=MADE_AT, worker_response_uri="s3://out/response.json"),
    )
    value = "s3://out/labels/0." + label.file.extension if label.file else label.value
    return {attribute: value, f"{attribute}-metadata": metadata}


def shape(value: Any) -> Any:
    """Keys and types; numbers are numbers, and lists are told by their first entry."""
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in sorted(value.items())}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    if isinstance(value, int | float) and not isinstance(value, bool):
        return "number"
    return type(value).__name__


def without_variable(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_variable(inner) for key, inner in value.items() if key not in VARIABLE}
    if isinstance(value, list):
        return [without_variable(inner) for inner in value]
    return "s3://" if isinstance(value, str) and value.startswith("s3://") else value


@pytest.mark.parametrize("task_type", TYPES)
def test_the_example_line_can_be_worked_on_and_an_empty_one_says_why_not(task_type: TaskType) -> None:
    example = example_of(task_type)
    assert task_type.check_line(example["manifest_line"], terms_of(example)) is None
    assert task_type.check_line({}, terms_of(example))


@pytest.mark.parametrize("task_type", TYPES)
def test_the_output_line_has_the_documented_keys_and_types(task_type: TaskType) -> None:
    example = example_of(task_type)
    (label,) = labels_of(task_type, example, example["answers"])
    assert label.failure is None
    assert shape(output_of(task_type, example, label)) == shape(example["output"])


@pytest.mark.parametrize("task_type", TYPES)
def test_the_label_is_the_documented_one(task_type: TaskType) -> None:
    example = example_of(task_type)
    (label,) = labels_of(task_type, example, example["answers"])
    assert without_variable(output_of(task_type, example, label)) == without_variable(example["output"])


@pytest.mark.parametrize("task_type", TYPES)
def test_the_order_in_which_workers_answered_changes_nothing(task_type: TaskType) -> None:
    example = example_of(task_type)
    found = answered(example, example["answers"])
    turned = replace(found, annotations=found.annotations[::-1])
    terms = terms_of(example)
    assert list(task_type.consolidate([found], terms)) == list(task_type.consolidate([turned], terms))


@pytest.mark.parametrize("task_type", [each for each in TYPES if each.values[0].consolidations])
def test_the_pass_at_the_end_of_a_job_makes_the_same_label_without_lines_unless_the_type_reads_them(
    task_type: TaskType,
) -> None:
    example = example_of(task_type)
    found = answered(example, example["answers"])
    bare = found if task_type.reads_lines else replace(found, line={})
    for choice in task_type.consolidations:
        terms = replace(terms_of(example), consolidation=choice)
        if pools(task_type, choice):
            assert list(task_type.consolidate([bare], terms)) == list(task_type.consolidate([found], terms))


@pytest.mark.parametrize("task_type", TYPES)
def test_a_single_answer_becomes_a_label(task_type: TaskType) -> None:
    example = example_of(task_type)
    (label,) = labels_of(task_type, example, example["answers"][:1])
    assert label.failure is None
    json.dumps(output_of(task_type, example, label))


@pytest.mark.parametrize("task_type", TYPES)
def test_good_answers_pass_the_check_and_a_wrong_one_is_told_what_is_wrong(task_type: TaskType) -> None:
    example = example_of(task_type)
    for answer in example["answers"]:
        assert task_type.check_answer(answer, terms_of(example)) is None
    if "wrong_answer" in example:
        assert task_type.check_answer(example["wrong_answer"], terms_of(example))


@pytest.mark.parametrize("task_type", TYPES)
def test_an_answer_that_says_nothing_does_not_stop_the_other_objects(task_type: TaskType) -> None:
    example = example_of(task_type)
    objects = [answered(example, [{}], 0), answered(example, example["answers"], 1)]
    labels = list(task_type.consolidate(objects, terms_of(example)))
    assert [label.number for label in labels] == [0, 1]
    assert labels[1].failure is None


@pytest.mark.parametrize("language", ["en", "ko", "pt-BR", None])
@pytest.mark.parametrize("task_type", [each for each in TYPES if each.values[0].template])
def test_our_own_worker_page_renders_without_a_fault_in_every_language(
    task_type: TaskType, language: str | None
) -> None:
    example = example_of(task_type)
    task_input = task_type.task_input(example["manifest_line"], terms_of(example))
    variables = {"task": {"input": task_input}, "worker": {"language": language}}
    rendered = render(task_type.template, variables, lambda uri: uri, RenderLimits())
    assert rendered.errors == ()
    assert rendered.warnings == ()
    assert "crowd-" in rendered.html


@pytest.mark.parametrize("task_type", [each for each in TYPES if each.values[0].template])
def test_our_own_worker_page_shows_the_instructions_of_the_label_configuration(task_type: TaskType) -> None:
    example = example_of(task_type)
    config = {**(example.get("label_categories") or {}), "instructions": INSTRUCTIONS}
    task_input = task_type.task_input(example["manifest_line"], replace(terms_of(example), config=config))
    rendered = render(task_type.template, {"task": {"input": task_input}}, lambda uri: uri, RenderLimits())
    assert all(text in rendered.html for text in INSTRUCTIONS.values())


@pytest.mark.parametrize("task_type", TYPES)
def test_every_named_consolidation_makes_a_label(task_type: TaskType) -> None:
    example = example_of(task_type)
    for name in task_type.consolidations:
        terms = replace(terms_of(example), consolidation=name)
        (label,) = task_type.consolidate([answered(example, example["answers"])], terms)
        assert label.failure is None
        objects = [answered(example, [{}], 0), answered(example, example["answers"], 1)]
        assert [label.number for label in task_type.consolidate(objects, terms)] == [0, 1]
        assert list(task_type.consolidate([], terms)) == []


def differing(answers: list[dict[str, Any]], at: int) -> list[dict[str, Any]]:
    """What three or four workers say who do not agree: each leaves something out, or is a little off."""
    given = random.Random(at).choices(answers, k=3 + at % 2)
    return [careless(answer, (at * 5 + place * 3) % 7) for place, answer in enumerate(given)]


def careless(value: Any, chance: int) -> Any:
    """The same answer, with every place a few pixels off; without its last thing, or one of its names, now and then."""
    if isinstance(value, dict):
        return {
            key: inner + chance if key in PLACES and isinstance(inner, int | float) else careless(inner, chance)
            for key, inner in value.items()
        }
    if isinstance(value, list) and value and isinstance(value[0], dict) and (value[0].keys() - {"x", "y"}):
        return [careless(inner, chance) for inner in (value[:-1] if chance < 2 else value)]
    if isinstance(value, list) and len(value) > 1 and all(isinstance(inner, str) for inner in value) and chance < 4:
        return [inner for place, inner in enumerate(value) if place != chance % len(value)]
    return [careless(inner, chance) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize("task_type", [each for each in TYPES if each.values[0].consolidations])
def test_each_named_consolidation_makes_labels_of_its_own(task_type: TaskType) -> None:
    example = example_of(task_type)
    objects = [answered(example, differing(example["answers"], at), at) for at in range(24)]
    made = {
        name: list(task_type.consolidate(objects, replace(terms_of(example), consolidation=name)))
        for name in task_type.consolidations
    }
    assert made[task_type.consolidations[0]] == list(task_type.consolidate(objects, terms_of(example)))
    for one, other in combinations(made, 2):
        assert made[one] != made[other], f"{one} and {other} make the same of the same answers"


@pytest.mark.parametrize("task_type", TYPES)
def test_the_example_attribute_obeys_the_rule_of_ref_names(task_type: TaskType) -> None:
    ends = example_of(task_type)["label_attribute"].endswith("-ref")
    assert {RefName.REQUIRED: ends, RefName.FORBIDDEN: not ends, RefName.FREE: True}[task_type.ref_name]


def test_no_two_types_answer_to_the_same_function_or_name() -> None:
    assert {name: task_type.name for name, task_type in BY_NAME.items()} == {name: name for name in FUNCTIONS}
    assert {name: task_type.function_names for name, task_type in BY_NAME.items()} == FUNCTIONS
    assert len(BY_FUNCTION) == sum(len(functions) for functions in FUNCTIONS.values())


def test_the_types_named_as_single_label_are_those_consolidated_as_votes_for_one_class() -> None:
    voted = {name for name, task_type in BY_NAME.items() if task_type.consolidations == class_votes.CONSOLIDATIONS}
    assert voted == SINGLE_LABEL


def test_every_function_of_a_task_type_is_understood_in_the_arn_a_request_names_it_by() -> None:
    for name in BY_FUNCTION:
        for side in Side:
            found = managed_function(managed_function_arn(side, name, "eu-west-1"))
            assert found is not None, f"{side}-{name}"
            assert BY_FUNCTION[found.task] is BY_FUNCTION[name]
