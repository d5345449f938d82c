"""The label category configuration file: which labels there are, and what is wrong with one that cannot be used.

Source: "Create a labeling category configuration file", SageMaker developer guide.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from truthloop.terms.errors import Invalid

LONGEST_LABEL = 256


def read_label_categories(body: bytes, where: str) -> dict[str, Any]:
    """The configuration; `Invalid` says what is wrong with it. Keys we do not know are kept."""
    try:
        config = orjson.loads(body.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise Invalid(f"The label category configuration {where} is not JSON: {error}.") from error
    if not isinstance(config, dict) or not isinstance(config.get("labels"), list):
        raise Invalid(
            f'The label category configuration {where} has no list `labels`: it must look like {{"document-version": '
            '"2018-11-28", "labels": [{"label": "dog"}, {"label": "cat"}]}.'
        )
    for index, entry in enumerate(config["labels"]):
        check_entry(index, entry, where)
    names = label_names(config)
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise Invalid(f"The label category configuration {where} names {twice[0]!r} twice; labels must differ.")
    return config


def check_entry(index: int, entry: object, where: str) -> None:
    """Raise Invalid for a label that is none."""
    name = entry.get("label") if isinstance(entry, Mapping) else None
    if not isinstance(name, str) or not 1 <= len(name) <= LONGEST_LABEL:
        raise Invalid(
            f'Entry {index} of `labels` in {where} is {entry!r}; it must be {{"label": NAME}} with a name of 1 to '
            f"{LONGEST_LABEL} characters."
        )


def label_names(config: Mapping[str, Any]) -> tuple[str, ...]:
    """The labels in their order; none when there is no configuration."""
    return tuple(entry["label"] for entry in config.get("labels", ()))


def check_count(names: tuple[str, ...], fewest: int, task_type: str) -> None:
    """Raise Invalid when a kind of work needs more labels."""
    if len(names) < fewest:
        raise Invalid(
            f"LabelCategoryConfigS3Uri names {len(names)} label(s); the task type {task_type} needs at least {fewest}."
        )
