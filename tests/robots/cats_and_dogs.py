"""Jobs of image classes with two labels, and the two answers to their tasks."""

from __future__ import annotations

from typing import Any

from robots.job_robot import JobRobot
from robots.worker_robot import WorkerRobot

DOG = {"crowd-image-classifier": {"label": "dog"}}
CAT = {"crowd-image-classifier": {"label": "cat"}}


def pictures(requester: JobRobot, count: int) -> list[dict[str, Any]]:
    """Lines of a manifest, numbered."""
    return [{"source-ref": f"s3://{requester.bucket}/images/{n}.jpg", "id": n} for n in range(count)]


def create_classes(requester: JobRobot, name: str, lines: list[dict[str, Any]], **given: Any) -> str:
    """Create a job over these lines; its ARN."""
    manifest = requester.put_manifest(lines, f"{name}.manifest")
    labels = requester.put_labels(["cat", "dog"])
    return requester.create(name, manifest, task="ImageMultiClass", LabelCategoryConfigS3Uri=labels, **given)


def classify(requester: JobRobot, name: str, count: int, **given: Any) -> None:
    """A job over so many pictures, in progress."""
    create_classes(requester, name, pictures(requester, count), **given)
    requester.wait_status(name, "InProgress")


def begun(requester: JobRobot, worker: WorkerRobot, name: str, count: int) -> str:
    """A job all of whose tasks wait for this worker; its queue."""
    classify(requester, name, count)
    return worker.queue_with_work(name, count=count)
