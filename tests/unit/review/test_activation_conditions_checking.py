from __future__ import annotations

import json
from typing import Any

import pytest

from truthloop.review.activation_conditions.condition_checking import (
    LONGEST_CONDITIONS,
    check_conditions,
    parse_conditions,
)
from truthloop.review.activation_conditions.condition_schema import REKOGNITION, TEXTRACT
from truthloop.terms.errors import Invalid

LABEL = {
    "ConditionType": "ModerationLabelConfidenceCheck",
    "ConditionParameters": {"ModerationLabelName": "Suggestive", "ConfidenceLessThan": 98},
}
SAMPLE = {"ConditionType": "Sampling", "ConditionParameters": {"RandomSamplingPercentage": 5}}
KEY = {
    "ConditionType": "ImportantFormKeyConfidenceCheck",
    "ConditionParameters": {
        "ImportantFormKey": "Pay Date",
        "ImportantFormKeyAliases": ["PayDate", "DateOfPay"],
        "KeyValueBlockConfidenceLessThan": 65,
        "WordBlockConfidenceLessThanEquals": 85.5,
    },
}
MISSING = {"ConditionType": "MissingImportantFormKey", "ConditionParameters": {"ImportantFormKey": "Name"}}


def text(*conditions: object) -> str:
    return json.dumps({"Conditions": conditions})


def sampling(percentage: object) -> str:
    return text({"ConditionType": "Sampling", "ConditionParameters": {"RandomSamplingPercentage": percentage}})


def fault(given: str, source: str | None = REKOGNITION) -> str:
    with pytest.raises(Invalid) as caught:
        check_conditions(given, source)
    return caught.value.message


@pytest.mark.parametrize(
    ("conditions", "source"),
    [
        ([LABEL], REKOGNITION),
        ([LABEL, SAMPLE], REKOGNITION),
        ([{"Or": [LABEL, {"And": [SAMPLE, LABEL]}]}], REKOGNITION),
        ([KEY, MISSING, SAMPLE], TEXTRACT),
        ([{"And": [{"Or": [KEY, MISSING]}, SAMPLE]}], TEXTRACT),
        ([LABEL, KEY], None),
        ([], REKOGNITION),
    ],
)
def test_conditions_as_amazon_documents_them_are_accepted_and_given_back_as_they_came(
    conditions: list[Any], source: str | None
) -> None:
    assert parse_conditions(text(*conditions), source) == {"Conditions": conditions}


@pytest.mark.parametrize("percentage", [0.01, 5, 99.99, 100])
def test_sampling_takes_percentages_from_a_hundredth_to_a_hundred(percentage: float) -> None:
    check_conditions(sampling(percentage), TEXTRACT)


@pytest.mark.parametrize(
    ("percentage", "reason"),
    [(0, "minimum is 0.01"), (0.009, "minimum is 0.01"), (100.01, "maximum is 100"), ("5", "number"), (True, "number")],
)
def test_sampling_refuses_other_percentages_and_names_where_they_stand(percentage: object, reason: str) -> None:
    message = fault(sampling(percentage))
    assert "Conditions[0].ConditionParameters.RandomSamplingPercentage: " in message
    assert reason in message


def test_a_bare_list_is_refused_with_the_form_it_should_have() -> None:
    message = fault(json.dumps([LABEL]))
    assert "bare list" in message
    assert '{"Conditions": [ … ]}' in message


def test_a_single_condition_without_its_wrapper_is_refused_with_the_form_it_should_have() -> None:
    message = fault(json.dumps(MISSING), TEXTRACT)
    assert "no 'Conditions'" in message
    assert '{"Conditions": [ … ]}' in message


@pytest.mark.parametrize("given", ["", "{", "nonsense", '{"Conditions": [NaN]}', "[" * 5_000, '"x"', "3", "null"])
def test_what_is_no_json_object_is_refused(given: str) -> None:
    assert "HumanLoopActivationConditions" in fault(given)


def test_text_of_the_longest_length_is_accepted_and_one_more_character_is_not() -> None:
    short = text(LABEL)
    check_conditions(short + " " * (LONGEST_CONDITIONS - len(short)), REKOGNITION)
    message = fault(short + " " * (LONGEST_CONDITIONS - len(short) + 1))
    assert "10,241 characters" in message
    assert "10,240" in message


@pytest.mark.parametrize("name", ["And", "Or"])
@pytest.mark.parametrize("parts", [[], [LABEL]])
def test_an_operator_needs_two_conditions(name: str, parts: list[Any]) -> None:
    message = fault(text(LABEL, {name: parts}))
    assert f"Conditions[1].{name}: has {len(parts)} conditions; at least 2 are needed" in message


def test_operators_stand_within_one_another_two_deep_and_no_deeper() -> None:
    two_deep = {"Or": [LABEL, {"And": [LABEL, SAMPLE]}]}
    check_conditions(text(two_deep), REKOGNITION)
    message = fault(text({"And": [SAMPLE, two_deep]}))
    assert "Conditions[0].And[1].Or[1]: And and Or may stand within one another at most 2 deep" in message


@pytest.mark.parametrize(
    ("condition", "source", "kind"),
    [(KEY, REKOGNITION, "ImportantFormKeyConfidenceCheck"), (LABEL, TEXTRACT, "ModerationLabelConfidenceCheck")],
)
def test_a_condition_of_the_other_source_is_refused(condition: Any, source: str, kind: str) -> None:
    message = fault(text({"Or": [SAMPLE, condition]}), source)
    assert f'Conditions[0].Or[1].ConditionType: "{kind}" is not allowed here; allowed are' in message
    assert "Sampling" in message


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ({"ConditionType": "Sampling"}, "Conditions[0]: 'ConditionParameters' is a required property"),
        ({}, "Conditions[0]: 'ConditionType' is a required property"),
        ({**LABEL, "Extra": 1}, "Conditions[0]: unknown: Extra"),
        ({"And": [LABEL, LABEL], "Or": [LABEL, LABEL]}, "Conditions[0]: unknown: Or; allowed are And"),
        ("x", 'Conditions[0]: "x" must be of type object'),
        ({"And": {}}, "Conditions[0].And: {} must be of type array"),
        (
            {"ConditionType": "ModerationLabelConfidenceCheck", "ConditionParameters": {"ConfidenceEquals": 5}},
            "Conditions[0].ConditionParameters: 'ModerationLabelName' is a required property",
        ),
        (
            {
                "ConditionType": "ModerationLabelConfidenceCheck",
                "ConditionParameters": {"ModerationLabelName": "A", "ConfidenceUnder": 5},
            },
            "Conditions[0].ConditionParameters: unknown: ConfidenceUnder; allowed are ModerationLabelName",
        ),
        (
            {
                "ConditionType": "ModerationLabelConfidenceCheck",
                "ConditionParameters": {"ModerationLabelName": "", "ConfidenceEquals": 101},
            },
            "Conditions[0].ConditionParameters.ConfidenceEquals: 101 is out of range; the maximum is 100",
        ),
    ],
)
def test_an_error_names_the_path_what_was_given_and_what_is_allowed(condition: object, told: str) -> None:
    assert told in fault(text(condition))


def test_an_alias_must_be_text() -> None:
    given = {"ConditionType": "MissingImportantFormKey", "ConditionParameters": {"ImportantFormKey": "A"}}
    given["ConditionParameters"]["ImportantFormKeyAliases"] = ["B", 3]  # type: ignore[index]
    message = fault(text(given), TEXTRACT)
    assert "Conditions[0].ConditionParameters.ImportantFormKeyAliases[1]: 3 must be of type string" in message


def test_the_first_faults_are_told_and_the_rest_counted() -> None:
    message = fault(text(*[{}] * 8))
    assert message.count("is a required property") == 5
    assert "and 11 more" in message


def test_a_source_that_does_not_exist_is_refused() -> None:
    assert "AWS/Textract/AnalyzeDocument/Forms/V1" in fault(text(LABEL), "AWS/Other/V1")
