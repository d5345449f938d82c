"""What task types write, exchange formats read; and what exchange formats write, verification and adjustment take."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from exchange_samples import import_of, manifest
from truthloop.exchange_formats.format_table import EXPORTS, export_labels
from truthloop.exchange_formats.indexed_pictures import rgb_png
from truthloop.exchange_formats.label_studio_reading import read_label_studio
from truthloop.exchange_formats.manifest_reading import label_attributes, labelled_items
from truthloop.exchange_formats.manifest_writing import manifest_line
from truthloop.task_types.label_categories import label_names
from truthloop.task_types.task_type import TaskType
from truthloop.task_types.type_table import BY_NAME
from truthloop.terms.labeling import LabelTerms

FREE = {"custom", "pass-through"}
"""Their labels are whatever a requester's code makes of answers: they have no exchange form."""
NOT_KEPT = {"adjustment-status", "job-name"}


def example_of(task_type: TaskType) -> dict[str, Any]:
    folder = files(f"truthloop.task_types.{task_type.name.replace('-', '_')}")
    example: dict[str, Any] = json.loads(folder.joinpath("example.json").read_text(encoding="utf-8"))
    return example


def labelled(example: dict[str, Any]) -> dict[str, Any]:
    return {**example["manifest_line"], **example["output"]}


def named(types: Any) -> list[Any]:
    return [pytest.param(each, id=each.name) for each in types]


def comparable(line: dict[str, Any], attribute: str) -> Any:
    metadata = {key: value for key, value in line[f"{attribute}-metadata"].items() if key not in NOT_KEPT}
    value = line[attribute]
    return int(value) if isinstance(value, str) and value.isdecimal() else value, metadata


@pytest.mark.parametrize("task_type", named(each for each in BY_NAME.values() if each.name not in FREE))
def test_a_task_types_label_is_read_and_written_back_as_it_was(task_type: TaskType) -> None:
    example = example_of(task_type)
    attribute, line = example["label_attribute"], labelled(example)
    item = next(labelled_items(manifest(line), attribute))
    assert item.missing == ""
    assert comparable(manifest_line(item, attribute), attribute) == comparable(line, attribute)


@pytest.mark.parametrize("task_type", named(each for each in BY_NAME.values() if each.name in FREE))
def test_a_label_of_the_requesters_own_making_is_said_to_have_no_exchange_form(task_type: TaskType) -> None:
    example = example_of(task_type)
    item = next(labelled_items(manifest(labelled(example)), example["label_attribute"]))
    assert item.label is None
    assert "no exchange form" in item.missing


def held() -> list[Any]:
    """Each task type with each format that holds its label."""
    pairs = []
    for task_type in (each for each in BY_NAME.values() if each.name not in FREE):
        example = example_of(task_type)
        label = next(labelled_items(manifest(labelled(example)), example["label_attribute"])).label
        found = (name for name, way in EXPORTS.items() if isinstance(label, way.kinds))
        pairs += [pytest.param(task_type, name, id=f"{task_type.name}-{name}") for name in found]
    return pairs


@pytest.mark.parametrize(("task_type", "name"), held())
def test_a_task_types_label_goes_into_every_format_that_holds_its_kind(
    task_type: TaskType, name: str, tmp_path: Path
) -> None:
    example = example_of(task_type)
    line, attribute = labelled(example), example["label_attribute"]
    picture = rgb_png(np.full((4, 5), 0xFFFFFF, dtype=np.uint32))
    options: dict[str, Any] = {"attribute": attribute, "fetch": lambda _ref: picture}
    assert export_labels(lambda: manifest(line), name, tmp_path / "out.json", **options).written == 1


def audits() -> list[Any]:
    """The types that look at an earlier label, which their example line brings."""
    return named(each for each in BY_NAME.values() if label_attributes(manifest(example_of(each)["manifest_line"])))


@pytest.mark.parametrize("task_type", audits())
def test_an_imported_label_can_be_verified_and_adjusted(task_type: TaskType) -> None:
    example = example_of(task_type)
    line = example["manifest_line"]
    config = example.get("label_categories") or {}
    terms = LabelTerms("again", example["label_attribute"], label_names(config), config)
    for earlier in label_attributes(manifest(line)):
        item = next(labelled_items(manifest(line), earlier))
        imported = {**line, **manifest_line(item, earlier)}
        assert task_type.check_line(imported, terms) is None
        assert shown(task_type, imported, terms) == shown(task_type, line, terms)


def shown(task_type: TaskType, line: dict[str, Any], terms: LabelTerms) -> dict[str, Any]:
    """What a worker's page is given, but for the whole line that some pages are given too."""
    return {key: value for key, value in task_type.task_input(line, terms).items() if key != "manifestLine"}


def test_our_export_to_label_studio_is_read_back_as_what_an_adjustment_takes(tmp_path: Path) -> None:
    example = example_of(next(each for each in BY_NAME.values() if each.name == "polygon"))
    attribute, line = example["label_attribute"], labelled(example)
    export_labels(lambda: manifest(line), "label-studio", tmp_path / "t.json")
    categories = label_names(example["label_categories"])
    (item,) = read_label_studio(import_of(categories=categories), tmp_path / "t.json")
    assert manifest_line(item, attribute)[attribute] == line[attribute]
