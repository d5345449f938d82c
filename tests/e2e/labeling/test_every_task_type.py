"""Every task type by boto3: the documented example goes in, three people answer, the documented line comes out."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest

from robots.job_robot import JobRobot
from robots.worker_robot import WorkerRobot
from truthloop.task_types.task_type import TaskType
from truthloop.task_types.type_table import BY_NAME

TEAM_SIZE = 3
VARIABLE = {
    "confidence",
    "confidence-map",
    "worker-response-ref",
    "job-name",
    "job_name",
    "creation-date",
    "creation_date",
}
TEMPLATE = "<crowd-form><crowd-input name='where'></crowd-input></crowd-form>"


def example_of(task_type: TaskType) -> dict[str, Any]:
    folder = files(f"truthloop.task_types.{task_type.name.replace('-', '_')}")
    example: dict[str, Any] = json.loads(folder.joinpath("example.json").read_text(encoding="utf-8"))
    return example


def created(requester: JobRobot, task_type: TaskType, example: dict[str, Any]) -> str:
    """A job of this type with its example as the only line."""
    name = f"every-{task_type.name}"
    manifest = requester.put_manifest([example["manifest_line"]], f"{name}.manifest")
    given: dict[str, Any] = {}
    if example.get("label_categories"):
        body = json.dumps(example["label_categories"])
        given["LabelCategoryConfigS3Uri"] = requester.put(f"{name}.json", body)
    if not task_type.template:
        template = requester.put(f"{name}.liquid.html", TEMPLATE)
        given["UiConfig"] = {"UiTemplateS3Uri": template}
    task = task_type.function_names[0] if task_type.function_names else None
    attribute = example["label_attribute"]
    answers = len(example["answers"])
    requester.create(name, manifest, task=task, attribute=attribute, NumberOfHumanWorkersPerDataObject=answers, **given)
    return name


@pytest.mark.parametrize("task_type", [pytest.param(each, id=each.name) for each in BY_NAME.values()])
def test_the_documented_line_comes_out(requester: JobRobot, workers: list[WorkerRobot], task_type: TaskType) -> None:
    example = example_of(task_type)
    name = created(requester, task_type, example)
    requester.wait_status(name, "InProgress")
    for worker, answer in zip(workers, example["answers"], strict=False):
        assert worker.answer_all(name, answer) == 1
    requester.wait_status(name, "Completed")
    (line,) = requester.output(name)
    for key, value in example["manifest_line"].items():
        assert line[key] == value
    attribute = example["label_attribute"]
    metadata = line[f"{attribute}-metadata"]
    documented = example["output"]
    said = documented[f"{attribute}-metadata"]
    assert metadata.keys() == said.keys()
    assert without_variable(metadata) == without_variable(said)
    job_name = metadata.get("job-name") or metadata["job_name"]
    assert job_name == task_type.job_name_prefix + name
    if not attribute.endswith("-ref"):
        assert line[attribute] == documented[attribute]


def without_variable(value: Any) -> Any:
    """A label's metadata without what differs from job to job; comments come in the order of workers' ids."""
    if isinstance(value, dict):
        kept = {key: without_variable(inner) for key, inner in value.items() if key not in VARIABLE}
        if "worker-feedback" in kept:
            kept["worker-feedback"].sort(key=str)
        return kept
    return [without_variable(inner) for inner in value] if isinstance(value, list) else value
