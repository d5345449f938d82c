"""The label category configuration file: which labels there are, and what is wrong with one that cannot be used.

Versions of the document are not told apart: `document-version`, `documentVersion` and none at all read the same, as do
files with and without a byte order mark. Source: "Labeling category configuration file", SageMaker developer guide.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

import orjson

from truthloop.task_types.manifest_values import shown
from truthloop.task_types.task_type import TaskType
from truthloop.terms.errors import Invalid

LONGEST_LABEL = 256
MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
"""Byte order marks of what some editors call Unicode."""
SAMPLE = '{"document-version": "2018-11-28", "labels": [{"label": "dog"}, {"label": "cat"}]}'
TEXTS = ("auditLabelAttributeName", "exclusionCategory")
INSTRUCTIONS = ("shortInstruction", "fullInstruction")


def read_label_categories(body: bytes, where: str) -> dict[str, Any]:
    """The configuration; `Invalid` says what is wrong with it. Keys we do not know are kept.

    A file without the key `labels` has none: whether that will do depends on the kind of work (`check_config`).
    """
    config = parsed(body, where)
    labels = config.get("labels", [])
    if not isinstance(labels, list):
        raise Invalid(f"`labels` in the label category configuration {where} is {shown(labels)}; it must be a list.")
    for index, entry in enumerate(labels):
        check_entry(index, entry, where)
    check_twice(label_names(config), where)
    check_instructions(config.get("instructions"), where)
    for key in TEXTS:
        if not isinstance(config.get(key, ""), str):
            raise Invalid(
                f"`{key}` in the label category configuration {where} is {shown(config[key])}; it must be a text."
            )
    return config


def parsed(body: bytes, where: str) -> dict[str, Any]:
    """The file as a JSON object; Invalid."""
    if not body.strip():
        raise Invalid(f"The label category configuration {where} is empty; it must look like {SAMPLE}.")
    try:
        text = body.decode(MARKS.get(body[:2], "utf-8-sig"))
        config = orjson.loads(text)
    except UnicodeDecodeError as error:
        raise Invalid(
            f"The label category configuration {where} is not UTF-8 (byte {error.start} is 0x{body[error.start]:02x}); "
            "save it as UTF-8."
        ) from error
    except orjson.JSONDecodeError as error:
        raise Invalid(f"The label category configuration {where} is not JSON: {error}.{slip_in(text)}") from error
    if not isinstance(config, dict):
        raise Invalid(f"The label category configuration {where} is {shown(config)}; it must look like {SAMPLE}.")
    return config


def slip_in(text: str) -> str:
    """What is likely to be behind a text that is not JSON, as a sentence; empty when nothing better can be said."""
    if re.match(r"\s*\{\s*'", text):
        return " The quotes are single; JSON wants double ones (in Python: json.dumps(config), not str(config))."
    try:
        json.JSONDecoder().raw_decode(text.strip())
    except ValueError:
        return ""
    return f" The file is no manifest with a label a line, but one object: {SAMPLE}."


def check_entry(index: int, entry: object, where: str) -> None:
    """Raise Invalid for a label that is none."""
    name = entry.get("label") if isinstance(entry, Mapping) else None
    if not isinstance(name, str) or not name:
        raise Invalid(
            f"Entry {index} of `labels` in the label category configuration {where} is {shown(entry)}; it must be "
            '{"label": NAME}, with a name that is a text and not empty.'
        )
    if len(name) > LONGEST_LABEL:
        raise Invalid(
            f"Entry {index} of `labels` in the label category configuration {where} has a name of {len(name)} "
            f"characters ({shown(name)}); at most {LONGEST_LABEL} are allowed."
        )
    short = entry.get("shortDisplayName") if isinstance(entry, Mapping) else None
    if short is not None and not isinstance(short, str):
        raise Invalid(
            f"The `shortDisplayName` of {shown(name)} in the label category configuration {where} is {shown(short)}; "
            "it must be a text."
        )


def check_twice(names: tuple[str, ...], where: str) -> None:
    """Raise Invalid when labels are not all different."""
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        places = [str(index) for index, name in enumerate(names) if name == twice[0]]
        raise Invalid(
            f"The label category configuration {where} names {shown(twice[0])} more than once (entries "
            f"{' and '.join(places)} of `labels`); labels must differ."
        )


def check_instructions(given: object, where: str) -> None:
    """Raise Invalid for instructions that cannot be shown."""
    good = given is None or (
        isinstance(given, Mapping) and all(isinstance(given.get(key, ""), str) for key in INSTRUCTIONS)
    )
    if not good:
        raise Invalid(
            f"`instructions` in the label category configuration {where} is {shown(given)}; it must be "
            '{"shortInstruction": HTML, "fullInstruction": HTML}, both texts.'
        )


def label_names(config: Mapping[str, Any]) -> tuple[str, ...]:
    """The labels in their order; none when there is no configuration."""
    return tuple(entry["label"] for entry in config.get("labels", ()))


def check_config(config: Mapping[str, Any], task_type: TaskType, *, own_template: bool) -> None:
    """Raise Invalid when a kind of work needs more than the configuration has.

    `config` is empty when there is no file; with a template of the requester's the instructions are in that.
    """
    names, name = label_names(config), task_type.name
    if len(names) < task_type.fewest_labels:
        missing = f"names {len(names)} label(s)" if "labels" in config else no_labels(config)
        raise Invalid(
            f"LabelCategoryConfigS3Uri {missing}; the task type {name} needs at least {task_type.fewest_labels}, in a "
            f"file like {SAMPLE}."
        )
    given = config.get("instructions") or {}
    lacking = [f"`instructions.{key}`" for key in INSTRUCTIONS if not given.get(key)]
    if task_type.needs_instructions and not own_template and lacking:
        raise Invalid(
            f"LabelCategoryConfigS3Uri has no {' and no '.join(lacking)}; the task type {name} needs both: "
            '"instructions": {"shortInstruction": HTML, "fullInstruction": HTML}.'
        )


def no_labels(config: Mapping[str, Any]) -> str:
    """What a configuration without labels is like."""
    return (
        f"has no list `labels`, only {', '.join(map(repr, config))}" if config else "is missing or has no list `labels`"
    )
