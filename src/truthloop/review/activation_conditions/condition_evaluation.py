"""Evaluate activation conditions against a prediction: shall people look at it, and at what of it.

Pure: the same conditions, response and sampling key always give the same result, as Amazon promises of Sampling.

Every condition is evaluated even after one was met, and each that is met adds what it found to what people see. Within
an And, a Sampling condition adds nothing beside others, and conditions that found labels or pairs in common (a range is
an And of two tests) show just those; where they have none in common, all that each found is shown.
"""

from __future__ import annotations

import hashlib
import json
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from truthloop.review.activation_conditions.condition_schema import REKOGNITION
from truthloop.review.activation_conditions.form_pairs import (
    FormPair,
    Record,
    field,
    form_pairs,
    number,
    records,
)

ANY = "*"
"""In place of a label or key: each of them."""

_TESTS: dict[str, Callable[[float, float], bool]] = {
    "Equals": operator.eq,
    "LessThan": operator.lt,
    "LessThanEquals": operator.le,
    "GreaterThan": operator.gt,
    "GreaterThanEquals": operator.ge,
}

Selection = frozenset[int] | None
"""Numbers of the labels or pairs to show; None for everything there is."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What came of evaluating the conditions of a flow definition."""

    activated: bool
    """Whether a human loop is to be started."""
    conditions: dict[str, Any]
    """The conditions with an `EvaluationResult` on every node, as in humanTaskActivationConditionResults."""
    selected_response: dict[str, Any] | None
    """The response with only what people are to see, as in selectedAiServiceResponse; None when not activated."""
    important_form_keys: tuple[dict[str, Any], ...] = ()
    """What workers are asked to find, as in humanLoopContext.importantFormKeys."""


@dataclass(frozen=True, slots=True)
class _Subject:
    """The response in the form the tests want."""

    labels: tuple[Record, ...]
    pairs: tuple[FormPair, ...]
    draw: Callable[[str], float]
    """A percentage from 0 up to, not including, 100 for the condition at a path."""


@dataclass(frozen=True, slots=True)
class _Outcome:
    met: bool
    node: dict[str, Any]
    shown: Selection = frozenset()
    keys: tuple[dict[str, Any], ...] = ()


def evaluate(
    conditions: Mapping[str, Any] | None, source: str, ai_response: Mapping[str, Any], sampling_key: str
) -> Evaluation:
    """Evaluate `conditions`, as `parse_conditions` gave them, against the response of a built-in source.

    Without any conditions (None) every prediction goes to people. `sampling_key` names the input (a digest of the
    request's image or document): Sampling decides by it and by the conditions alone.
    """
    moderation = source == REKOGNITION
    subject = _Subject(
        labels=tuple(records(ai_response, "ModerationLabels")) if moderation else (),
        pairs=() if moderation else form_pairs(ai_response),
        draw=_draws(conditions, sampling_key),
    )
    if conditions is None:
        return Evaluation(activated=True, conditions={"Conditions": []}, selected_response=dict(ai_response))
    outcomes = [_outcome(node, f"{index}", subject) for index, node in enumerate(conditions["Conditions"])]
    met = [outcome for outcome in outcomes if outcome.met]
    selected = _selected(ai_response, subject, _union(met), moderation=moderation) if met else None
    return Evaluation(
        activated=bool(met),
        conditions={"Conditions": [outcome.node for outcome in outcomes]},
        selected_response=selected,
        important_form_keys=_once(met),
    )


def _draws(conditions: Mapping[str, Any] | None, sampling_key: str) -> Callable[[str], float]:
    config = json.dumps(conditions, sort_keys=True, separators=(",", ":"))

    def draw(path: str) -> float:
        named = json.dumps([config, path, sampling_key]).encode()
        return int.from_bytes(hashlib.sha256(named).digest()[:6], "big") * 100 / 2**48

    return draw


def _outcome(node: Mapping[str, Any], path: str, subject: _Subject) -> _Outcome:
    for name, combine in (("And", _all_of), ("Or", _any_of)):
        if name in node:
            parts = [_outcome(part, f"{path}.{name}.{index}", subject) for index, part in enumerate(node[name])]
            met, shown, keys = combine(parts)
            judged = dict(sorted({name: [part.node for part in parts], "EvaluationResult": met}.items()))
            return _Outcome(met, judged, shown, keys)
    parameters = node["ConditionParameters"]
    met, shown = _SIMPLE[node["ConditionType"]](parameters, path, subject)
    judged = {"ConditionParameters": parameters, "ConditionType": node["ConditionType"], "EvaluationResult": met}
    return _Outcome(met, judged, shown, _important_key(parameters) if met else ())


def _all_of(parts: list[_Outcome]) -> tuple[bool, Selection, tuple[dict[str, Any], ...]]:
    if not all(part.met for part in parts):
        return False, frozenset(), ()
    limited = [part.shown for part in parts if part.shown is not None]
    if not limited:
        return True, None, _once(parts)
    common = frozenset.intersection(*limited)
    return True, common or frozenset[int]().union(*limited), _once(parts)


def _any_of(parts: list[_Outcome]) -> tuple[bool, Selection, tuple[dict[str, Any], ...]]:
    met = [part for part in parts if part.met]
    return bool(met), _union(met), _once(met)


def _union(met: list[_Outcome]) -> Selection:
    limited = [outcome.shown for outcome in met if outcome.shown is not None]
    return frozenset[int]().union(*limited) if len(limited) == len(met) else None


def _once(met: list[_Outcome]) -> tuple[dict[str, Any], ...]:
    keys: list[dict[str, Any]] = []
    for outcome in met:
        keys += [key for key in outcome.keys if key not in keys]
    return tuple(keys)


def _important_key(parameters: Record) -> tuple[dict[str, Any], ...]:
    name = parameters.get("ImportantFormKey", ANY)
    aliases = list(parameters.get("ImportantFormKeyAliases", ()))
    return () if name == ANY else ({"importantFormKey": name, "importantFormKeyAliases": aliases},)


def _sampling(parameters: Record, path: str, subject: _Subject) -> tuple[bool, Selection]:
    return subject.draw(path) < parameters["RandomSamplingPercentage"], None


def _moderation_label(parameters: Record, _path: str, subject: _Subject) -> tuple[bool, Selection]:
    wanted = parameters["ModerationLabelName"]
    found = frozenset(
        index
        for index, label in enumerate(subject.labels)
        if wanted in (ANY, field(label, "Name"))
        and _passes(parameters, "Confidence", number(field(label, "Confidence")))
    )
    return bool(found), found


def _important_form_key(parameters: Record, _path: str, subject: _Subject) -> tuple[bool, Selection]:
    tests_words = any(f"WordBlockConfidence{name}" in parameters for name in _TESTS)
    found = frozenset(
        index
        for index, pair in enumerate(subject.pairs)
        if _is_wanted(parameters, pair)
        and _passes(parameters, "KeyValueBlockConfidence", pair.confidence)
        and (pair.word_confidences or not tests_words)
        and all(_passes(parameters, "WordBlockConfidence", confidence) for confidence in pair.word_confidences)
    )
    return bool(found), found


def _missing_form_key(parameters: Record, _path: str, subject: _Subject) -> tuple[bool, Selection]:
    return not any(_is_wanted(parameters, pair) for pair in subject.pairs), frozenset()


def _is_wanted(parameters: Record, pair: FormPair) -> bool:
    names = (parameters["ImportantFormKey"], *parameters.get("ImportantFormKeyAliases", ()))
    return names[0] == ANY or pair.key_text in names


def _passes(parameters: Record, prefix: str, confidence: float | None) -> bool:
    """Whether a confidence passes every test on it; one that is not there passes none."""
    tests = [(test, parameters[prefix + name]) for name, test in _TESTS.items() if prefix + name in parameters]
    return all(confidence is not None and test(confidence, limit) for test, limit in tests)


_SIMPLE: dict[str, Callable[[Record, str, _Subject], tuple[bool, Selection]]] = {
    "Sampling": _sampling,
    "ModerationLabelConfidenceCheck": _moderation_label,
    "ImportantFormKeyConfidenceCheck": _important_form_key,
    "MissingImportantFormKey": _missing_form_key,
}


def _selected(response: Record, subject: _Subject, shown: Selection, *, moderation: bool) -> dict[str, Any]:
    if shown is None:
        return dict(response)
    name = "ModerationLabels" if moderation else "Blocks"
    spelled = name if name in response else name[:1].lower() + name[1:]
    if moderation:
        return {**response, spelled: [label for index, label in enumerate(subject.labels) if index in shown]}
    wanted = frozenset[str]().union(*(subject.pairs[index].block_ids for index in shown))
    return {**response, spelled: [block for block in records(response, name) if str(field(block, "Id")) in wanted]}
