"""A labeling job from manifest to output manifest, by boto3 and through the portal's doors."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from robots.job_robot import JobRobot
from robots.requester_robot import RequesterRobot
from robots.worker_robot import WorkerRobot
from running_truthloop import RunningTruthloop

PASSWORD = "label-by-label-47"
DOG = {"crowd-image-classifier": {"label": "dog"}}


@pytest.fixture(scope="module")
def team(truthloop: RunningTruthloop) -> Iterator[tuple[str, list[WorkerRobot]]]:
    name = f"labelers-{uuid.uuid4().hex[:8]}"
    workers = []
    for _ in range(3):
        email = f"{uuid.uuid4().hex[:8]}@example.com"
        truthloop.command("worker", "add", email, "--team", name, "--password", PASSWORD)
        worker = WorkerRobot(truthloop.url, email, PASSWORD)
        worker.sign_in()
        workers.append(worker)
    yield name, workers
    for worker in workers:
        worker.close()


@pytest.fixture(scope="module")
def requester(truthloop: RunningTruthloop, team: tuple[str, list[WorkerRobot]]) -> Iterator[JobRobot]:
    robot = JobRobot.set_up(truthloop, team=team[0])
    yield robot
    robot.close()


def images(requester: JobRobot, count: int) -> list[dict[str, Any]]:
    return [{"source-ref": f"s3://{requester.bucket}/images/{n}.jpg", "id": n, "note": 1.50} for n in range(count)]


def classify(requester: JobRobot, name: str, lines: list[dict[str, Any]], **given: Any) -> str:
    manifest = requester.put_manifest(lines, f"{name}.manifest")
    labels = requester.put_labels(["cat", "dog"])
    return requester.create(name, manifest, task="ImageMultiClass", LabelCategoryConfigS3Uri=labels, **given)


def work(worker: WorkerRobot, title: str, answer: dict[str, Any] = DOG) -> int:
    RequesterRobot.wait(
        lambda: any(q["title"] == title and q["waiting"] for q in worker.queues()), 30, f"{title} in the portal"
    )
    queue = worker.queue(title)["id"]
    return worker.work_off(queue, lambda _task: answer)


def test_a_job_goes_from_manifest_to_output_manifest(requester: JobRobot, team: tuple[str, list[WorkerRobot]]) -> None:
    arn = classify(requester, "Sport-One", images(requester, 5), NumberOfHumanWorkersPerDataObject=3)
    assert arn.endswith(":labeling-job/sport-one")
    requester.wait_status("sport-ONE", "InProgress")
    for worker in team[1]:
        assert work(worker, "Sport-One") == 5
    described = requester.wait_status("Sport-One", "Completed")
    assert described["LabelingJobName"] == "Sport-One"
    assert described["LabelCounters"] == {
        "TotalLabeled": 5,
        "HumanLabeled": 5,
        "MachineLabeled": 0,
        "FailedNonRetryableError": 0,
        "Unlabeled": 0,
    }
    lines = requester.output("Sport-One")
    assert [line["id"] for line in lines] == list(range(5))
    metadata = lines[0]["label-metadata"]
    assert lines[0]["label"] == 1
    assert (metadata["class-name"], metadata["job-name"], metadata["human-annotated"]) == ("dog", "sport-one", "yes")
    assert metadata["confidence"] > 0.5
    newest = requester.read(f"s3://{requester.bucket}/out/Sport-One/annotations/intermediate/intermediate.manifest")
    assert all(json.loads(line)["label"] == 1 for line in newest.splitlines())
    (raw,) = requester.keys("out/Sport-One/annotations/worker-response/iteration-1/0/")
    answers = json.loads(requester.read(f"s3://{requester.bucket}/{raw}"))["answers"]
    assert [answer["answerContent"] for answer in answers] == [DOG] * 3
    assert answers[0]["workerId"].startswith("private.us-east-1.")
    (asked,) = requester.keys("out/Sport-One/annotations/consolidated-annotation/consolidation-request/")[:1]
    document = json.loads(requester.read(f"s3://{requester.bucket}/{asked}"))
    assert document[0]["dataObject"] == {"s3Uri": lines[0]["source-ref"]}
    assert json.loads(document[0]["annotations"][0]["annotationData"]["content"]) == DOG
    assert not any(queue["title"] == "Sport-One" for queue in team[1][0].queues())


def test_foreign_keys_and_labelled_lines_come_out_letter_by_letter(
    requester: JobRobot, team: tuple[str, list[WorkerRobot]]
) -> None:
    source = f"s3://{requester.bucket}/images/"
    lines = [
        f'{{ "source-ref" : "{source}0.jpg", "big":12345678901234567890123, "exact": 1.500e3 }}',
        f'{{"source-ref":"{source}1.jpg","label":0,"label-metadata":{{"class-name":"cat","confidence":0.10}}}}',
        f'{{"source-ref":"{source}2.jpg","label-metadata":{{"failure-reason":"Expired."}},"z":"é\\u00e9"}}',
    ]
    manifest = requester.put("exact.manifest", "\r\n".join(lines) + "\r\n")
    labels = requester.put_labels(["cat", "dog"])
    requester.create("exact", manifest, task="ImageMultiClass", LabelCategoryConfigS3Uri=labels)
    requester.wait_status("exact", "InProgress")
    assert work(team[1][0], "exact") == 2
    described = requester.wait_status("exact", "Completed")
    out = requester.read(described["LabelingJobOutput"]["OutputDatasetS3Uri"]).decode().splitlines()
    assert out[0].startswith(lines[0].rstrip(" }") + ',"label":1,"label-metadata":')
    assert out[1] == lines[1]
    assert json.loads(out[2])["label"] == 1
    assert out[2].startswith(f'{{"source-ref":"{source}2.jpg","z":"é\\u00e9","label":1,')


def test_stopping_keeps_what_was_labelled_and_lets_a_worker_finish(
    requester: JobRobot, team: tuple[str, list[WorkerRobot]]
) -> None:
    classify(requester, "halt", images(requester, 4))
    requester.wait_status("halt", "InProgress")
    worker = team[1][0]
    RequesterRobot.wait(lambda: any(q["title"] == "halt" and q["waiting"] for q in worker.queues()), 30, "the queue")
    queue = worker.queue("halt")["id"]
    first = worker.next(queue)
    assert first is not None
    worker.submit(first["assignment_id"], DOG)
    second = worker.next(queue)
    assert second is not None
    requester.sagemaker.stop_labeling_job(LabelingJobName="halt")
    assert requester.describe("halt")["LabelingJobStatus"] == "Stopping"
    assert team[1][1].next(queue) is None
    assert worker.submit(second["assignment_id"], DOG).status_code == 200
    described = requester.wait_status("halt", "Stopped")
    assert described["LabelCounters"]["TotalLabeled"] == 2
    assert described["LabelCounters"]["Unlabeled"] == 2
    assert sum("label" in line for line in requester.output("halt")) == 2


def test_a_manifest_with_too_many_bad_lines_fails_early_and_says_which(requester: JobRobot) -> None:
    # Two blank lines before each: the numbers are those an editor shows.
    manifest = requester.put("bad-lines.manifest", '\n\r\n{"source": "text"}\n' * 150)
    labels = requester.put_labels(["cat", "dog"])
    requester.create("bad-lines", manifest, task="ImageMultiClass", LabelCategoryConfigS3Uri=labels)
    described = requester.wait_status("bad-lines", "Failed")
    assert "line 3 has no `source-ref`" in described["FailureReason"]
    listed = requester.read(f"s3://{requester.bucket}/out/bad-lines/manifests/rejected/rejected-lines.jsonl")
    assert [json.loads(line)["line"] for line in listed.splitlines()] == list(range(3, 303, 3))


def test_a_name_is_taken_whatever_its_case(requester: JobRobot) -> None:
    classify(requester, "Taken", images(requester, 1))
    with pytest.raises(ClientError) as refused:
        classify(requester, "tAKEN", images(requester, 1))
    assert refused.value.response["Error"]["Code"] == "ResourceInUse"


def test_an_object_nobody_wants_to_label_carries_awss_words_and_is_asked_about_again_by_the_next_job(
    requester: JobRobot, team: tuple[str, list[WorkerRobot]]
) -> None:
    worker = team[1][0]
    lines = images(requester, 2)
    classify(requester, "unwanted", lines)
    requester.wait_status("unwanted", "InProgress")
    RequesterRobot.wait(
        lambda: any(q["title"] == "unwanted" and q["waiting"] == 2 for q in worker.queues()), 30, "both tasks"
    )
    task = worker.next(worker.queue("unwanted")["id"])
    assert task is not None
    assert worker.post(f"/assignments/{task['assignment_id']}/decline").is_success
    assert work(worker, "unwanted") == 1
    counters = requester.wait_status("unwanted", "Completed")["LabelCounters"]
    assert (counters["TotalLabeled"], counters["FailedNonRetryableError"]) == (1, 1)
    (failed,) = (line for line in requester.output("unwanted") if "label" not in line)
    metadata = failed.pop("label-metadata")
    reason = metadata.pop("failure-reason")
    assert metadata == {"retry-count": 1, "human-annotated": "true"}
    assert reason.startswith("ClientError: Annotation tasks expired. ")
    assert failed in lines
    output = requester.describe("unwanted")["LabelingJobOutput"]["OutputDatasetS3Uri"]
    labels = requester.put_labels(["cat", "dog"])
    requester.create("wanted-again", output, task="ImageMultiClass", LabelCategoryConfigS3Uri=labels)
    requester.wait_status("wanted-again", "InProgress")
    assert work(worker, "wanted-again") == 1
    requester.wait_status("wanted-again", "Completed")
    assert [line["label"] for line in requester.output("wanted-again")] == [1, 1]


def test_what_a_model_was_least_sure_of_can_be_asked_first(
    requester: JobRobot, team: tuple[str, list[WorkerRobot]]
) -> None:
    sure = [0.99, 0.51, 0.87, 0.6, None, 0.93, 0.55]
    lines = [{**line, "sure": value} for line, value in zip(images(requester, 7), sure, strict=True)]
    classify(
        requester,
        "unsure-first",
        lines,
        Tags=[{"Key": "truthloop:order", "Value": "ascending:sure"}],
        StoppingConditions={"MaxHumanLabeledObjectCount": 3},
    )
    requester.wait_status("unsure-first", "InProgress")
    assert work(team[1][0], "unsure-first") == 3
    requester.wait_status("unsure-first", "Stopped")
    labelled = [line["sure"] for line in requester.output("unsure-first") if "label" in line]
    assert labelled == [0.51, 0.6, 0.55]


def test_an_order_that_does_not_exist_is_refused_by_name(requester: JobRobot) -> None:
    with pytest.raises(ClientError, match="'newest'; allowed are manifest, random, ascending:KEY"):
        classify(requester, "no-order", images(requester, 1), Tags=[{"Key": "truthloop:order", "Value": "newest"}])
