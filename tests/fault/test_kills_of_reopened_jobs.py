"""Chores are killed while objects are sent back and a job is extended: the final manifest is the undisturbed one's."""

from __future__ import annotations

import json
import random
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from killing import kill
from robots.job_robot import JobRobot
from robots.requester_robot import RequesterRobot
from robots.worker_robot import WorkerRobot
from running_truthloop import RunningTruthloop, discard, make_truthloop

pytestmark = [
    pytest.mark.fault,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

PASSWORD = "sent-back-and-killed-5"
FIRST, BACK, KEPT, NEW, KILLS = 40, 15, 25_000, 15, 8
"""Objects at first, those sent back; lines of the extension that are labelled already, and that are not."""
GLAD, SAD = ({"crowd-classifier": {"label": label}} for label in ("glad", "sad"))


@pytest.fixture
def truthloop_to_kill() -> Iterator[RunningTruthloop]:
    instance = make_truthloop()
    try:
        instance.start()
        yield instance
    finally:
        discard(instance)


def answer(task: dict[str, Any]) -> dict[str, Any]:
    """Everybody is glad, until somebody says otherwise."""
    return SAD if task["note"] else GLAD


def work_off(worker: WorkerRobot, requester: JobRobot, name: str, ended: threading.Event) -> None:
    """Answer what there is until the job has ended."""

    def over() -> bool:
        for queue in worker.queues():
            if queue["title"] == name:
                worker.work_off(queue["id"], answer)
        return bool(requester.describe(name)["LabelingJobStatus"] == "Completed")

    RequesterRobot.wait(over, 240, f"{name} to complete")
    ended.set()


def life(truthloop: RunningTruthloop, requester: JobRobot, worker: WorkerRobot, name: str, *, kills: int) -> None:
    """Labelled, sent back in part and extended; chores are killed from the first object sent back on."""
    requester.create(
        name,
        requester.put_manifest([{"source": f"text {n}", "id": n} for n in range(FIRST)], f"{name}.manifest"),
        task="TextMultiClass",
        LabelCategoryConfigS3Uri=requester.put_labels(["glad", "sad"]),
        Tags=[{"Key": "truthloop:consolidation", "Value": "majority-vote"}],
    )
    requester.wait_status(name, "InProgress")
    work_off(worker, requester, name, threading.Event())
    own, ended, chance = truthloop.own_client(), threading.Event(), random.Random(7)

    def disturb() -> int:
        for count in range(kills):
            if ended.wait(chance.uniform(0.1, 0.8)):
                return count
            kill(truthloop, "chores")
        return kills

    with ThreadPoolExecutor(1) as pool:
        disturbing = pool.submit(disturb)
        for number in range(BACK):
            own.send_back_object(LabelingJobName=name, ObjectNumber=number, Comment="Look again.")
        own.extend_labeling_job(LabelingJobName=name, ManifestS3Uri=f"s3://{requester.bucket}/more.manifest")
        work_off(worker, requester, name, ended)
        assert disturbing.result() >= kills // 2
    own.close()


def without_times(line: dict[str, Any]) -> dict[str, Any]:
    metadata = {key: value for key, value in line["label-metadata"].items() if key not in {"creation-date", "job-name"}}
    return {**line, "label-metadata": metadata}


@pytest.mark.timeout(900)
def test_kills_while_objects_are_sent_back_and_the_job_is_extended_change_nothing(
    truthloop_to_kill: RunningTruthloop,
) -> None:
    truthloop = truthloop_to_kill
    truthloop.command("worker", "add", "again@example.com", "--team", "again", "--password", PASSWORD)
    worker, requester = (
        WorkerRobot(truthloop.url, "again@example.com", PASSWORD),
        JobRobot.set_up(truthloop, team="again"),
    )
    worker.sign_in()
    label = {"label": 0, "label-metadata": {"class-name": "glad"}}
    kept = "".join(json.dumps({"source": f"more {n}", **label}) + "\n" for n in range(KEPT))
    new = "".join(json.dumps({"source": f"new {n}"}) + "\n" for n in range(NEW))
    requester.put("more.manifest", kept + new)
    life(truthloop, requester, worker, "undisturbed", kills=0)
    life(truthloop, requester, worker, "disturbed", kills=KILLS)
    expected, found = (list(map(without_times, requester.output(name))) for name in ("undisturbed", "disturbed"))
    assert len(found) == FIRST + KEPT + NEW
    assert found == expected
    classes = [line["label-metadata"]["class-name"] for line in found]
    assert classes == ["sad"] * BACK + ["glad"] * (FIRST - BACK + KEPT + NEW)
    requester.close()
    worker.close()
