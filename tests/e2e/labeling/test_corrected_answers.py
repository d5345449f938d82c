"""Answers to data objects corrected by their workers, by boto3 and through the portal's doors."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from robots.job_robot import JobRobot
from robots.requester_robot import PATIENT, RequesterRobot
from robots.worker_robot import WorkerRobot
from running_truthloop import RunningTruthloop

PASSWORD = "put-it-right-61"
DOG = {"crowd-image-classifier": {"label": "dog"}}
CAT = {"crowd-image-classifier": {"label": "cat"}}


@pytest.fixture(scope="module")
def own(truthloop: RunningTruthloop) -> Iterator[Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_DATA_PATH", truthloop.command("models").strip())
        client = truthloop.client("truthloop", config=PATIENT)
    yield client
    client.close()


@pytest.fixture(scope="module")
def worker(truthloop: RunningTruthloop) -> Iterator[WorkerRobot]:
    email = f"{uuid.uuid4().hex[:8]}@example.com"
    truthloop.command("worker", "add", email, "--team", "correcting", "--password", PASSWORD)
    robot = WorkerRobot(truthloop.url, email, PASSWORD)
    robot.sign_in()
    yield robot
    robot.close()


@pytest.fixture(scope="module")
def requester(truthloop: RunningTruthloop, worker: WorkerRobot) -> Iterator[JobRobot]:
    assert worker
    robot = JobRobot.set_up(truthloop, team="correcting")
    yield robot
    robot.close()


def begun(requester: JobRobot, worker: WorkerRobot, name: str, count: int) -> str:
    """A job of image classes in progress; its queue."""
    lines = [{"source-ref": f"s3://{requester.bucket}/{n}.jpg"} for n in range(count)]
    manifest = requester.put_manifest(lines, f"{name}.manifest")
    labels = requester.put_labels(["cat", "dog"])
    requester.create(name, manifest, task="ImageMultiClass", LabelCategoryConfigS3Uri=labels)
    requester.wait_status(name, "InProgress")
    RequesterRobot.wait(
        lambda: any(one["title"] == name and one["waiting"] == count for one in worker.queues()), 30, f"{name} waiting"
    )
    queue: str = worker.queue(name)["id"]
    return queue


def correct(worker: WorkerRobot, assignment_id: str, answer: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    body = {"answer": answer, "submission_key": str(uuid.uuid4())}
    reply = worker.post(f"/answers/{assignment_id}/correct", body)
    return reply.status_code, reply.json() if reply.content else {}


def test_objects_wait_as_long_as_asked_for_corrections_and_the_newest_answer_becomes_the_label(
    requester: JobRobot, worker: WorkerRobot, own: Any
) -> None:
    queue = begun(requester, worker, "waiting", 2)
    own.update_labeling_job(LabelingJobName="waiting", CorrectionSeconds=3600)
    assert own.describe_labeling_job_settings(LabelingJobName="waiting")["CorrectionSeconds"] == 3600
    assert worker.work_off(queue, lambda _task: CAT) == 2
    listed = worker.client.get(f"/queues/{queue}/answers").json()["answers"]
    assert [(one["correctable"], one["corrected"]) for one in listed] == [(True, False)] * 2
    assert all(one["correctable_until"] > one["submitted_at"] for one in listed)
    assert correct(worker, listed[0]["assignment_id"], DOG) == (204, {})
    assert requester.describe("waiting")["LabelCounters"]["TotalLabeled"] == 0
    own.update_labeling_job(LabelingJobName="waiting", CorrectionSeconds=0)
    requester.wait_status("waiting", "Completed")
    labels = sorted(line["label-metadata"]["class-name"] for line in requester.output("waiting"))
    assert labels == ["cat", "dog"]
    (corrected,) = [n for n, line in enumerate(requester.output("waiting")) if line["label"] == 1]
    raw = requester.keys(f"out/waiting/annotations/worker-response/iteration-1/{corrected}/")
    (written,) = json.loads(requester.read(f"s3://{requester.bucket}/{raw[-1]}"))["answers"]
    assert written["answerContent"] == DOG
    told = own.describe_data_object(LabelingJobName="waiting", ObjectNumber=corrected)["Answers"]
    assert [(json.loads(one["Content"]), one["Superseded"]) for one in told] == [(CAT, True), (DOG, False)]
    (quality,) = own.describe_worker_quality(LabelingJobName="waiting")["Workers"]
    assert (quality["Answers"], quality["Compared"], quality["Agreed"]) == (2, 2, 2)


def test_a_correction_after_consolidation_is_refused_and_kept_apart(
    requester: JobRobot, worker: WorkerRobot, own: Any
) -> None:
    queue = begun(requester, worker, "at-once", 1)
    task = worker.next(queue)
    assert task is not None
    assert worker.submit(task["assignment_id"], CAT).status_code == 200
    requester.wait_status("at-once", "Completed")
    status, refused = correct(worker, task["assignment_id"], DOG)
    assert (status, refused["error"]["code"], refused["error"]["kept"]) == (409, "already-counted", True)
    assert "already counted" in refused["error"]["message"]
    assert requester.output("at-once")[0]["label-metadata"]["class-name"] == "cat"
    told = own.describe_data_object(LabelingJobName="at-once", ObjectNumber=0)["Answers"]
    assert [(json.loads(one["Content"]), one["Late"]) for one in told] == [(CAT, False), (DOG, True)]


def test_a_job_that_stops_does_not_wait_for_corrections(requester: JobRobot, worker: WorkerRobot, own: Any) -> None:
    queue = begun(requester, worker, "stopped", 2)
    own.update_labeling_job(LabelingJobName="stopped", CorrectionSeconds=604800)
    task = worker.next(queue)
    assert task is not None
    assert worker.submit(task["assignment_id"], DOG).status_code == 200
    requester.sagemaker.stop_labeling_job(LabelingJobName="stopped")
    assert requester.wait_status("stopped", "Stopped")["LabelCounters"]["TotalLabeled"] == 1
