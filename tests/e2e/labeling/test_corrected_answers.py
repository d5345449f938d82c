"""Answers to data objects corrected by their workers, by boto3 and through the portal's doors."""

from __future__ import annotations

import json
import uuid
from typing import Any

from robots.cats_and_dogs import CAT, DOG, begun
from robots.job_robot import JobRobot
from robots.worker_robot import WorkerRobot

TEAM_SIZE = 1


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
