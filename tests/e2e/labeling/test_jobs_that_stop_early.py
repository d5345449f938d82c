"""A job that stops early asks fewer people and labels as well: by boto3, with simulated workers of known skill."""

from __future__ import annotations

import os
import random
import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from robots.job_robot import JobRobot
from robots.requester_robot import RequesterRobot
from robots.worker_robot import WorkerRobot
from truthloop.task_types.class_votes import chosen_label, verdicts
from truthloop.terms.labeling import Annotation, AnsweredObject

SKILLS = (0.95, 0.93, 0.9, 0.87, 0.85)
TEAM_SIZE = len(SKILLS)
LABELS = ("cat", "dog", "owl")
OBJECTS = int(os.environ.get("TRUTHLOOP_EARLY_OBJECTS", "60"))
"""600 and more give the figures of docs/how-to/beyond-ground-truth.md."""


def truth_of(number: int) -> str:
    return LABELS[random.Random(number).randrange(len(LABELS))]


def said_by(worker: int, number: int) -> dict[str, Any]:
    """What a worker answers about an object: the same whenever asked."""
    chance = random.Random(worker * 1_000_003 + number)
    right = truth_of(number)
    label = right if chance.random() < SKILLS[worker] else chance.choice([one for one in LABELS if one != right])
    return {"crowd-classifier": {"label": label}}


def accuracy(labels: dict[int, int | None]) -> float:
    return sum(label == LABELS.index(truth_of(number)) for number, label in labels.items()) / len(labels)


def accuracy_of_everybody() -> float:
    """Of the labels had every worker answered every object."""
    annotations = [
        tuple(Annotation(str(worker), said_by(worker, number)) for worker in range(len(SKILLS)))
        for number in range(OBJECTS)
    ]
    objects = [AnsweredObject(number, {}, found) for number, found in enumerate(annotations)]
    return accuracy({one.number: one.class_id for one in verdicts(objects, LABELS, None, chosen_label)})


def create(requester: JobRobot, name: str, objects: int, **given: Any) -> None:
    lines = [{"source": f"object={n}.", "id": n} for n in range(objects)]
    manifest = requester.put_manifest(lines, f"{name}.manifest")
    labels = requester.put_labels(list(LABELS))
    requester.create(name, manifest, task="TextMultiClass", LabelCategoryConfigS3Uri=labels, **given)
    requester.wait_status(name, "InProgress")


def work(requester: JobRobot, name: str, worker: WorkerRobot, skill: int) -> int:
    """Answer whatever comes until the job is over; how much."""
    done = [0]

    def answered() -> bool:
        waiting = [queue["id"] for queue in worker.queues() if queue["title"] == name and queue["waiting"]]
        done.extend(worker.work_off(queue, lambda task: said_by(skill, object_of(worker, task))) for queue in waiting)
        return requester.describe(name)["LabelingJobStatus"] != "InProgress"

    RequesterRobot.wait(answered, 600, f"the end of {name}")
    return sum(done)


def object_of(worker: WorkerRobot, task: dict[str, Any]) -> int:
    """The object a task shows, read on its page."""
    page = worker.insist(lambda: worker.client.get(worker.url + task["page_url"]))
    found = re.search(r"object=(\d+)\.", page.text)
    assert found is not None, page.text
    return int(found[1])


@pytest.mark.timeout(900)
def test_objects_whose_label_is_sure_get_no_further_worker_and_the_labels_are_as_good(
    requester: JobRobot, workers: list[WorkerRobot], own: Any
) -> None:
    create(requester, "early", OBJECTS, NumberOfHumanWorkersPerDataObject=len(SKILLS))
    own.update_labeling_job(LabelingJobName="early", StopEarlyAtConfidence=0.9)
    with ThreadPoolExecutor(len(workers)) as pool:
        done = sum(pool.map(lambda at: work(requester, "early", workers[at], at), range(len(workers))))
    requester.wait_status("early", "Completed")
    labels = {line["id"]: line["label"] for line in requester.output("early")}
    ours, everybody = accuracy(labels), accuracy_of_everybody()
    print(f"{done / OBJECTS:.2f} answers an object, {ours:.3f} right; all {len(SKILLS)}: {everybody:.3f}")
    assert 2 * OBJECTS <= done < 0.85 * len(SKILLS) * OBJECTS
    assert ours >= everybody - 0.04
