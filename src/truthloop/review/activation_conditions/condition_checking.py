"""Read activation conditions and say exactly what is wrong with them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from jsonschema import Draft7Validator, ValidationError
from jsonschema.validators import extend

from truthloop.review.activation_conditions.condition_schema import TYPES_OF_SOURCE, conditions_schema
from truthloop.terms.errors import Invalid

LONGEST_CONDITIONS = 10_240
"""Characters of the JSON text (HumanLoopActivationConditions in the SageMaker API model)."""
MOST_FAULTS = 5
LONGEST_QUOTE = 80
WRAPPED = '{"Conditions": [ … ]}'


def check_conditions(text: str, source: str | None) -> None:
    """Raise Invalid when `text` is not what `parse_conditions` takes."""
    parse_conditions(text, source)


def parse_conditions(text: str, source: str | None) -> dict[str, Any]:
    """The activation conditions in a flow definition's JSON text, as they came.

    `source` is AwsManagedHumanLoopRequestSource, or None for a flow definition of one's own, for which the conditions
    are kept and never evaluated. Raises Invalid naming the path of each of the first faults.
    """
    if source is not None and source not in TYPES_OF_SOURCE:
        raise Invalid(f"'{source}' is no source of predictions; allowed are {_listed(TYPES_OF_SOURCE)}.", given=source)
    if len(text) > LONGEST_CONDITIONS:
        raise Invalid(
            f"HumanLoopActivationConditions has {len(text):,} characters; at most {LONGEST_CONDITIONS:,} are allowed."
        )
    conditions = _parsed(text)
    faults = sorted(_validator(source).iter_errors(conditions), key=lambda fault: [str(step) for step in fault.path])
    if faults:
        told = "; ".join(_explained(fault) for fault in faults[:MOST_FAULTS])
        more = f"; and {len(faults) - MOST_FAULTS} more" if len(faults) > MOST_FAULTS else ""
        raise Invalid(f"HumanLoopActivationConditions: {told}{more}.")
    return dict(conditions)


def _parsed(text: str) -> Any:  # noqa: ANN401 - JSON
    try:
        conditions = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise Invalid(f"HumanLoopActivationConditions is not JSON: {error or 'nested too deep'}.") from error
    if isinstance(conditions, list):
        raise Invalid(f"HumanLoopActivationConditions is a bare list; it must be an object {WRAPPED}.")
    if isinstance(conditions, dict) and "Conditions" not in conditions:
        raise Invalid(
            f"HumanLoopActivationConditions has no 'Conditions'; even a single condition stands in {WRAPPED}."
        )
    return conditions


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")


def _max_nesting(_validator: object, deepest: int, _instance: object, _schema: object) -> Iterator[ValidationError]:
    yield ValidationError(f"And and Or may stand within one another at most {deepest} deep")


@cache
def _validator(source: str | None) -> Draft7Validator:
    kind = extend(Draft7Validator, {"maxNesting": _max_nesting})  # type: ignore[no-untyped-call]
    validator: Draft7Validator = kind(conditions_schema(source))
    return validator


def _explained(fault: ValidationError) -> str:
    where = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in fault.path).lstrip(".")
    instance: Any = fault.instance
    limit: Any = fault.validator_value
    schema: Any = fault.schema
    given = json.dumps(instance, ensure_ascii=False)
    given = given if len(given) <= LONGEST_QUOTE else given[: LONGEST_QUOTE - 1] + "…"
    match fault.validator:
        case "enum":
            reason = f"{given} is not allowed here; allowed are {_listed(limit)}"
        case "minimum" | "maximum":
            reason = f"{given} is out of range; the {fault.validator} is {limit}"
        case "type":
            reason = f"{given} must be of type {limit}"
        case "minItems":
            reason = f"has {len(instance)} conditions; at least {limit} are needed"
        case "minLength":
            reason = "must not be empty"
        case "additionalProperties":
            unknown = (key for key in instance if key not in schema["properties"])
            reason = f"unknown: {_listed(unknown)}; allowed are {_listed(schema['properties'])}"
        case _:
            reason = fault.message
    return f"{where or 'the document'}: {reason}"


def _listed(names: Any) -> str:  # noqa: ANN401 - any iterable of names
    return ", ".join(str(name) for name in names)
