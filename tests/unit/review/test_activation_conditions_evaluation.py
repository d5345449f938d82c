from __future__ import annotations

from typing import Any

import pytest

from truthloop.review.activation_conditions.condition_evaluation import Evaluation, evaluate
from truthloop.review.activation_conditions.condition_schema import OPERATORS, REKOGNITION, TEXTRACT

ALWAYS = {"ConditionType": "Sampling", "ConditionParameters": {"RandomSamplingPercentage": 100}}
NEVER = {
    "ConditionType": "ModerationLabelConfidenceCheck",
    "ConditionParameters": {"ModerationLabelName": "no such label"},
}
MODERATION = {
    "ModerationLabels": [
        {"Name": "Suggestive", "Confidence": 96.7, "ParentName": ""},
        {"Name": "Violence", "Confidence": 50.0, "ParentName": ""},
        {"Name": "Weapons", "Confidence": 75.0, "ParentName": "Violence"},
    ],
    "ModerationModelVersion": "3.0",
}


def label(name: str, **tests: float) -> dict[str, Any]:
    return {
        "ConditionType": "ModerationLabelConfidenceCheck",
        "ConditionParameters": {"ModerationLabelName": name, **tests},
    }


def key(name: str, *aliases: str, **tests: float) -> dict[str, Any]:
    parameters: dict[str, Any] = {"ImportantFormKey": name, **tests}
    if aliases:
        parameters["ImportantFormKeyAliases"] = list(aliases)
    return {"ConditionType": "ImportantFormKeyConfidenceCheck", "ConditionParameters": parameters}


def missing(name: str, *aliases: str) -> dict[str, Any]:
    parameters = {"ImportantFormKey": name, "ImportantFormKeyAliases": list(aliases)}
    return {"ConditionType": "MissingImportantFormKey", "ConditionParameters": parameters}


def moderation(*conditions: dict[str, Any]) -> Evaluation:
    return evaluate({"Conditions": list(conditions)}, REKOGNITION, MODERATION, "image-1")


def form(*conditions: dict[str, Any], response: dict[str, Any] | None = None) -> Evaluation:
    return evaluate({"Conditions": list(conditions)}, TEXTRACT, response or document(), "document-1")


def names(evaluation: Evaluation) -> list[str]:
    assert evaluation.selected_response is not None
    return [each["Name"] for each in evaluation.selected_response["ModerationLabels"]]


def block_ids(evaluation: Evaluation) -> list[str]:
    assert evaluation.selected_response is not None
    return [each["Id"] for each in evaluation.selected_response["Blocks"]]


def pair(mark: str, words: str, value: str, confidence: float, word_confidence: float) -> list[dict[str, Any]]:
    """The blocks of one key and its value, each word a block, as Textract returns them."""
    key_words = [(f"{mark}-k{i}", word) for i, word in enumerate(words.split())]
    value_words = [(f"{mark}-v{i}", word) for i, word in enumerate(value.split())]
    key_block = {
        "Id": f"{mark}-key",
        "BlockType": "KEY_VALUE_SET",
        "EntityTypes": ["KEY"],
        "Confidence": confidence,
        "Relationships": [
            {"Type": "VALUE", "Ids": [f"{mark}-value"]},
            {"Type": "CHILD", "Ids": [each for each, _ in key_words]},
        ],
    }
    value_block: dict[str, Any] = {
        "Id": f"{mark}-value",
        "BlockType": "KEY_VALUE_SET",
        "EntityTypes": ["VALUE"],
        "Confidence": confidence,
    }
    if value_words:
        value_block["Relationships"] = [{"Type": "CHILD", "Ids": [each for each, _ in value_words]}]
    words_found = [
        {"Id": each, "BlockType": "WORD", "Text": word, "Confidence": word_confidence}
        for each, word in (*key_words, *value_words)
    ]
    return [key_block, value_block, *words_found]


def document() -> dict[str, Any]:
    return {
        "DocumentMetadata": {"Pages": 1},
        "Blocks": [
            {"Id": "page", "BlockType": "PAGE"},
            *pair("pay", "Pay Date", "7 May", 64.0, 84.0),
            *pair("name", "Name:", "Ana Souza", 99.0, 99.5),
            *pair("sign", "Signature", "", 70.0, 60.0),
        ],
    }


PAY_BLOCKS = ["pay-key", "pay-value", "pay-k0", "pay-k1", "pay-v0", "pay-v1"]


@pytest.mark.parametrize(
    ("operator", "met_at"),
    [
        ("Equals", {75.0}),
        ("LessThan", {75.1, 100}),
        ("LessThanEquals", {75.0, 75.1, 100}),
        ("GreaterThan", {0, 74.9}),
        ("GreaterThanEquals", {0, 74.9, 75.0}),
    ],
)
def test_a_label_confidence_is_compared_with_each_operator(operator: str, met_at: set[float]) -> None:
    for limit in (0, 74.9, 75.0, 75.1, 100):
        found = moderation(label("Weapons", **{f"Confidence{operator}": limit}))
        assert found.activated is (limit in met_at), limit


@pytest.mark.parametrize("operator", OPERATORS)
@pytest.mark.parametrize("prefix", ["KeyValueBlockConfidence", "WordBlockConfidence"])
def test_key_and_word_confidences_are_compared_with_each_operator(operator: str, prefix: str) -> None:
    exact = {"KeyValueBlockConfidence": 64.0, "WordBlockConfidence": 84.0}[prefix]
    for limit, relation in ((exact - 1, "Greater"), (exact, "Equals"), (exact + 1, "Less")):
        found = form(key("Pay Date", **{prefix + operator: limit}))
        assert found.activated is (relation in operator), (limit, operator)


def test_a_label_is_matched_letter_by_letter_and_its_case_counts() -> None:
    assert moderation(label("Weapons")).activated
    assert not moderation(label("weapons")).activated
    assert not moderation(label("Weapon")).activated


def test_a_star_stands_for_any_label_and_shows_those_within_the_limits() -> None:
    found = moderation(label("*", ConfidenceGreaterThanEquals=75))
    assert names(found) == ["Suggestive", "Weapons"]
    assert not moderation(label("*", ConfidenceGreaterThan=97)).activated


def test_the_tests_of_one_condition_must_all_pass_for_the_same_label() -> None:
    assert names(moderation(label("*", ConfidenceGreaterThan=60, ConfidenceLessThan=80))) == ["Weapons"]
    assert not moderation(label("*", ConfidenceGreaterThan=80, ConfidenceLessThan=90)).activated


def test_results_stand_on_every_node_in_amazons_form() -> None:
    low = label("Suggestive", ConfidenceLessThan=98)
    high = label("Suggestive", ConfidenceGreaterThan=98)
    found = moderation({"Or": [low, {"And": [low, high]}]})
    assert found.conditions == {
        "Conditions": [
            {
                "EvaluationResult": True,
                "Or": [
                    {**low, "EvaluationResult": True},
                    {
                        "And": [{**low, "EvaluationResult": True}, {**high, "EvaluationResult": False}],
                        "EvaluationResult": False,
                    },
                ],
            }
        ]
    }
    assert list(found.conditions["Conditions"][0]["Or"][0]) == [
        "ConditionParameters",
        "ConditionType",
        "EvaluationResult",
    ]


def test_every_condition_is_evaluated_even_after_one_was_met() -> None:
    found = moderation(label("Weapons"), label("Violence"), NEVER)
    assert [node["EvaluationResult"] for node in found.conditions["Conditions"]] == [True, True, False]
    assert names(found) == ["Violence", "Weapons"]


def test_conditions_at_the_top_are_alternatives() -> None:
    assert moderation(NEVER, label("Weapons")).activated
    assert not moderation(NEVER, NEVER).activated
    assert not moderation().activated


def test_when_nothing_is_met_nothing_is_selected() -> None:
    found = moderation(NEVER)
    assert found.selected_response is None
    assert not found.activated


def test_without_any_conditions_every_prediction_goes_to_people() -> None:
    found = evaluate(None, REKOGNITION, MODERATION, "image-1")
    assert found.activated
    assert found.selected_response == MODERATION


def test_a_sampled_prediction_shows_everything() -> None:
    assert moderation(ALWAYS).selected_response == MODERATION
    assert moderation({"Or": [ALWAYS, label("Weapons")]}).selected_response == MODERATION
    assert form(ALWAYS, key("Pay Date")).selected_response == document()


def test_sampling_among_what_a_condition_found_shows_only_that() -> None:
    assert names(moderation({"And": [ALWAYS, label("Weapons", ConfidenceGreaterThan=50)]})) == ["Weapons"]


def test_a_range_written_as_and_of_two_conditions_shows_what_lies_within_it() -> None:
    both = {"And": [label("*", ConfidenceLessThanEquals=80), label("*", ConfidenceGreaterThanEquals=60)]}
    assert names(moderation(both)) == ["Weapons"]


def test_and_of_conditions_on_different_labels_shows_them_all() -> None:
    assert names(moderation({"And": [label("Weapons"), label("Violence")]})) == ["Violence", "Weapons"]


def test_an_and_that_is_not_met_shows_nothing_of_its_parts() -> None:
    assert names(moderation({"And": [label("Weapons"), NEVER]}, label("Violence"))) == ["Violence"]


def test_the_rest_of_the_response_is_kept_beside_the_selected_labels() -> None:
    found = moderation(label("Weapons"))
    assert found.selected_response == {
        "ModerationLabels": [{"Name": "Weapons", "Confidence": 75.0, "ParentName": "Violence"}],
        "ModerationModelVersion": "3.0",
    }


def test_a_response_spelled_as_human_loops_carry_it_is_read_and_given_back_in_its_spelling() -> None:
    response = {"moderationLabels": [{"name": "Weapons", "confidence": 75.0}, {"name": "X", "confidence": 1}]}
    found = evaluate({"Conditions": [label("Weapons", ConfidenceEquals=75)]}, REKOGNITION, response, "k")
    assert found.selected_response == {"moderationLabels": [{"name": "Weapons", "confidence": 75.0}]}


def test_a_key_is_found_by_its_name_or_an_alias_with_its_words_joined() -> None:
    assert block_ids(form(key("Pay Date"))) == PAY_BLOCKS
    assert block_ids(form(key("Payday", "PayDate", "Pay Date"))) == PAY_BLOCKS
    assert not form(key("Pay")).activated
    assert not form(key("pay date")).activated


def test_the_word_test_applies_to_each_word_of_key_and_value() -> None:
    response = document()
    assert form(key("Pay Date", WordBlockConfidenceLessThan=85), response=response).activated
    value_word = next(block for block in response["Blocks"] if block["Id"] == "pay-v1")
    value_word["Confidence"] = 90.0
    assert not form(key("Pay Date", WordBlockConfidenceLessThan=85), response=response).activated


def test_key_and_word_tests_must_both_pass() -> None:
    low = {"KeyValueBlockConfidenceLessThan": 65, "WordBlockConfidenceLessThan": 85}
    assert form(key("Pay Date", **low)).activated
    assert not form(key("Signature", **low)).activated
    assert not form(key("Name:", **low)).activated


def test_a_star_stands_for_any_key_and_shows_the_pairs_within_the_limits() -> None:
    found = form(key("*", KeyValueBlockConfidenceLessThan=80))
    assert block_ids(found) == [*PAY_BLOCKS, "sign-key", "sign-value", "sign-k0"]
    assert found.important_form_keys == ()


def test_a_pair_without_words_passes_no_word_test() -> None:
    empty = {"Blocks": [{"Id": "k", "BlockType": "KEY_VALUE_SET", "EntityTypes": ["KEY"], "Confidence": 50}]}
    assert form(key("*", KeyValueBlockConfidenceLessThan=60), response=empty).activated
    assert not form(key("*", WordBlockConfidenceLessThan=60), response=empty).activated


def test_a_missing_key_shows_no_pairs_and_asks_for_the_key() -> None:
    found = form(missing("Mailing Address", "Mailing Address:"))
    assert found.activated
    assert block_ids(found) == []
    assert found.important_form_keys == (
        {"importantFormKey": "Mailing Address", "importantFormKeyAliases": ["Mailing Address:"]},
    )


def test_a_key_that_is_there_by_name_or_alias_is_not_missing() -> None:
    assert not form(missing("Pay Date")).activated
    assert not form(missing("Name", "Name:")).activated


def test_keys_that_were_met_are_asked_for_once_each() -> None:
    found = form({"Or": [key("Pay Date"), missing("Phone")]}, key("Pay Date"), key("Fax"))
    assert [each["importantFormKey"] for each in found.important_form_keys] == ["Pay Date", "Phone"]
    assert block_ids(found) == PAY_BLOCKS


def test_a_confidence_that_is_not_there_passes_no_test() -> None:
    response = {
        "ModerationLabels": [{"Name": "A"}, {"Name": "B", "Confidence": "high"}, {"Name": "C", "Confidence": True}]
    }
    for operator in OPERATORS:
        found = evaluate({"Conditions": [label("*", **{f"Confidence{operator}": 1})]}, REKOGNITION, response, "k")
        assert not found.activated, operator


@pytest.mark.parametrize("source", [REKOGNITION, TEXTRACT])
@pytest.mark.parametrize(
    "response", [{}, {"Blocks": None}, {"ModerationLabels": "x"}, {"Blocks": [1, {}]}, {"ModerationLabels": [None]}]
)
def test_a_response_that_is_no_such_response_meets_nothing(source: str, response: dict[str, Any]) -> None:
    condition = label("Weapons") if source == REKOGNITION else key("*")
    assert not evaluate({"Conditions": [condition]}, source, response, "k").activated


def test_a_relationship_to_a_block_that_is_not_there_is_passed_over() -> None:
    response = document()
    response["Blocks"] = [block for block in response["Blocks"] if block["Id"] != "pay-v0"]
    assert "pay-v0" not in block_ids(form(key("Pay Date"), response=response))


def test_the_conditions_and_the_response_are_left_as_they_were() -> None:
    response = document()
    conditions = {"Conditions": [{"Or": [key("Pay Date"), missing("Phone")]}]}
    evaluate(conditions, TEXTRACT, response, "k")
    assert response == document()
    assert conditions == {"Conditions": [{"Or": [key("Pay Date"), missing("Phone")]}]}
