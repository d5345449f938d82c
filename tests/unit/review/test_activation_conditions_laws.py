from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truthloop.review.activation_conditions.condition_checking import parse_conditions
from truthloop.review.activation_conditions.condition_evaluation import Evaluation, evaluate
from truthloop.review.activation_conditions.condition_schema import OPERATORS, REKOGNITION
from truthloop.terms.errors import Invalid

UNTIMED = settings(deadline=None)
NAMES = st.sampled_from(["Suggestive", "Violence", "Weapons"])
CONFIDENCES = st.floats(0, 100) | st.sampled_from([0, 50, 100])
LABELS = st.lists(st.fixed_dictionaries({"Name": NAMES, "Confidence": CONFIDENCES}), max_size=5)
RESPONSES = st.fixed_dictionaries({"ModerationLabels": LABELS})
CHECKS = st.builds(
    lambda name, tests: {
        "ConditionType": "ModerationLabelConfidenceCheck",
        "ConditionParameters": {"ModerationLabelName": name, **{f"Confidence{each}": at for each, at in tests.items()}},
    },
    NAMES | st.just("*"),
    st.dictionaries(st.sampled_from(OPERATORS), CONFIDENCES, max_size=2),
)
SAMPLINGS = st.floats(0.01, 100).map(
    lambda share: {"ConditionType": "Sampling", "ConditionParameters": {"RandomSamplingPercentage": share}}
)
SIMPLE = CHECKS | SAMPLINGS
CONDITIONS = st.recursive(
    SIMPLE,
    lambda inner: st.builds(
        lambda name, parts: {name: parts}, st.sampled_from(["And", "Or"]), st.lists(inner, min_size=2, max_size=3)
    ),
    max_leaves=6,
)


def run(condition: dict[str, Any], response: dict[str, Any], key: str = "image") -> Evaluation:
    return evaluate({"Conditions": [condition]}, REKOGNITION, response, key)


def sampled(share: float, key: str) -> bool:
    condition = {"ConditionType": "Sampling", "ConditionParameters": {"RandomSamplingPercentage": share}}
    return run(condition, {}, key).activated


@UNTIMED
@given(CONDITIONS, RESPONSES, st.text())
def test_the_same_input_and_conditions_never_flip(condition: Any, response: Any, key: str) -> None:
    assert run(condition, response, key) == run(json.loads(json.dumps(condition)), response, key)


@pytest.mark.parametrize("share", [0.5, 5, 50, 95])
def test_the_share_that_is_sampled_is_close_to_the_percentage(share: float) -> None:
    tries = 20_000
    found = sum(sampled(share, f"image-{number}") for number in range(tries)) / tries * 100
    spread = (share * (100 - share) / tries) ** 0.5
    assert abs(found - share) < 5 * spread


@UNTIMED
@given(st.text())
def test_a_hundred_percent_takes_every_input(key: str) -> None:
    assert sampled(100, key)


def test_two_samplings_in_one_configuration_draw_independently() -> None:
    half = {"ConditionType": "Sampling", "ConditionParameters": {"RandomSamplingPercentage": 50}}
    both = sum(run({"And": [half, half]}, {}, f"image-{number}").activated for number in range(4_000))
    assert 800 < both < 1_200


def results(node: dict[str, Any]) -> bool:
    """The result a node ought to have by its parts' own results, checking theirs on the way."""
    for name, law in (("And", all), ("Or", any)):
        if name in node:
            expected = law([results(part) for part in node[name]])
            assert node["EvaluationResult"] is expected
    return bool(node["EvaluationResult"])


@UNTIMED
@given(st.lists(CONDITIONS, min_size=1, max_size=3), RESPONSES)
def test_and_holds_when_all_parts_hold_and_or_when_any_does(conditions: list[Any], response: Any) -> None:
    found = evaluate({"Conditions": conditions}, REKOGNITION, response, "image")
    judged = [results(node) for node in found.conditions["Conditions"]]
    assert found.activated is any(judged)
    assert (found.selected_response is not None) is found.activated


@UNTIMED
@given(CHECKS, CHECKS, RESPONSES)
def test_the_order_of_parts_changes_neither_result_nor_selection(one: Any, other: Any, response: Any) -> None:
    for name in ("And", "Or"):
        there, back = run({name: [one, other]}, response), run({name: [other, one]}, response)
        assert (there.activated, there.selected_response) == (back.activated, back.selected_response)


@UNTIMED
@given(CHECKS, RESPONSES)
def test_a_condition_beside_itself_is_the_condition(check: Any, response: Any) -> None:
    alone = run(check, response)
    for name in ("And", "Or"):
        twice = run({name: [check, check]}, response)
        assert (twice.activated, twice.selected_response) == (alone.activated, alone.selected_response)


@UNTIMED
@given(CHECKS, SAMPLINGS, RESPONSES, st.text())
def test_sampling_within_an_and_never_shows_more_than_its_neighbour(
    check: Any, share: Any, response: Any, key: str
) -> None:
    found = run({"And": [share, check]}, response, key)
    if found.activated:
        assert found.selected_response == run(check, response, key).selected_response


@UNTIMED
@given(CHECKS, SAMPLINGS, RESPONSES, st.text())
def test_sampling_within_an_or_never_loses_what_its_neighbour_found(
    check: Any, share: Any, response: Any, key: str
) -> None:
    alone, beside = run(check, response, key), run({"Or": [share, check]}, response, key)
    if alone.activated:
        assert beside.activated
        assert beside.selected_response in (alone.selected_response, response)


@UNTIMED
@given(st.lists(CONDITIONS, max_size=3), RESPONSES)
def test_only_labels_of_the_response_are_selected_and_in_its_order(conditions: list[Any], response: Any) -> None:
    found = evaluate({"Conditions": conditions}, REKOGNITION, response, "image")
    if found.selected_response is not None:
        rest = iter(response["ModerationLabels"])
        assert all(label in rest for label in found.selected_response["ModerationLabels"])


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["Conditions", "And", "Or", "ConditionType", "ConditionParameters", "x"]), inner, max_size=3
        )
    ),
    max_leaves=12,
)


@UNTIMED
@given(JSON.map(json.dumps) | st.text())
def test_whatever_is_accepted_can_be_evaluated_and_all_else_is_refused_with_words(text: str) -> None:
    try:
        conditions = parse_conditions(text, REKOGNITION)
    except Invalid:
        with pytest.raises(Invalid, match="HumanLoopActivationConditions"):
            parse_conditions(text, REKOGNITION)
    else:
        assert evaluate(conditions, REKOGNITION, {"ModerationLabels": []}, "image").conditions.keys() == {"Conditions"}
