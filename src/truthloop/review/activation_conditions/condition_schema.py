"""The schema of activation conditions, with the parameters of every condition type that Amazon's own leaves open."""

from __future__ import annotations

from typing import Any

REKOGNITION = "AWS/Rekognition/DetectModerationLabels/Image/V3"
TEXTRACT = "AWS/Textract/AnalyzeDocument/Forms/V1"

OPERATORS = ("Equals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals")
"""How a confidence is compared with a number; the last part of a parameter's name."""

DEEPEST = 2
"""How many And and Or may stand within one another."""

TYPES_OF_SOURCE: dict[str, tuple[str, ...]] = {
    REKOGNITION: ("ModerationLabelConfidenceCheck", "Sampling"),
    TEXTRACT: ("ImportantFormKeyConfidenceCheck", "MissingImportantFormKey", "Sampling"),
}
"""The condition types each built-in source knows."""

ALL_TYPES = tuple(sorted({kind for kinds in TYPES_OF_SOURCE.values() for kind in kinds}))

_NAME = {"type": "string", "minLength": 1}
_ALIASES = {"type": "array", "items": _NAME}
_CONFIDENCE = {"type": "number", "minimum": 0, "maximum": 100}


def _confidences(prefix: str) -> dict[str, Any]:
    return {prefix + operator: _CONFIDENCE for operator in OPERATORS}


def _parameters(required: str, properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": [required], "additionalProperties": False, "properties": properties}


PARAMETERS: dict[str, dict[str, Any]] = {
    "ModerationLabelConfidenceCheck": _parameters(
        "ModerationLabelName", {"ModerationLabelName": _NAME, **_confidences("Confidence")}
    ),
    "ImportantFormKeyConfidenceCheck": _parameters(
        "ImportantFormKey",
        {
            "ImportantFormKey": _NAME,
            "ImportantFormKeyAliases": _ALIASES,
            **_confidences("KeyValueBlockConfidence"),
            **_confidences("WordBlockConfidence"),
        },
    ),
    "MissingImportantFormKey": _parameters(
        "ImportantFormKey", {"ImportantFormKey": _NAME, "ImportantFormKeyAliases": _ALIASES}
    ),
    "Sampling": _parameters(
        "RandomSamplingPercentage",
        {"RandomSamplingPercentage": {"type": "number", "minimum": 0.01, "maximum": 100}},
    ),
}
"""The schema of ConditionParameters for each condition type."""


def conditions_schema(source: str | None) -> dict[str, Any]:
    """The JSON schema (draft 7) of the conditions for a built-in source; for None, of those for any source."""
    kinds = ALL_TYPES if source is None else TYPES_OF_SOURCE[source]
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "type": "object",
        "required": ["Conditions"],
        "additionalProperties": False,
        "properties": {"Conditions": {"type": "array", "items": _condition(kinds, 0)}},
    }


def _condition(kinds: tuple[str, ...], depth: int) -> dict[str, Any]:
    """A condition within `depth` operators. `if` rather than `anyOf`, so that an error names what is wrong inside."""
    if depth == DEEPEST:
        nested = {"anyOf": [{"required": ["And"]}, {"required": ["Or"]}]}
        return {"type": "object", "if": nested, "then": {"maxNesting": DEEPEST}, "else": _simple(kinds)}
    within = {"type": "array", "minItems": 2, "items": _condition(kinds, depth + 1)}
    chosen = _simple(kinds)
    for operator in ("Or", "And"):
        both = {"additionalProperties": False, "properties": {operator: within}}
        chosen = {"if": {"required": [operator]}, "then": both, "else": chosen}
    return {"type": "object", **chosen}


def _simple(kinds: tuple[str, ...]) -> dict[str, Any]:
    return {
        "required": ["ConditionType", "ConditionParameters"],
        "additionalProperties": False,
        "properties": {"ConditionType": {"enum": list(kinds)}, "ConditionParameters": {"type": "object"}},
        "allOf": [
            {
                "if": {"properties": {"ConditionType": {"const": kind}}, "required": ["ConditionType"]},
                "then": {"properties": {"ConditionParameters": PARAMETERS[kind]}},
            }
            for kind in kinds
        ],
    }
