"""A labeling job from manifest to output manifest, by boto3 and through the portal's doors."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from robots.cats_and_dogs import DOG, create_classes, pictures
from robots.job_robot import JobRobot
from robots.worker_robot import WorkerRobot

TEAM_SIZE = 3


def images(requester: JobRobot, count: int) -> list[dict[str, Any]]:
    return [{**line, "note": 1.50} for line in pictures(requester, count)]


def test_a_job_goes_from_manifest_to_output_manifest(requester: JobRobot, workers: list[WorkerRobot]) -> None:
    arn = create_classes(requester, "Sport-One", images(requester, 5), NumberOfHumanWorkersPerDataObject=3)
    assert arn.endswith(":labeling-job/sport-one")
    requester.wait_status("sport-ONE", "InProgress")
    for worker in workers:
        assert worker.answer_all("Sport-One", DOG) == 5
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
    assert not any(queue["title"] == "Sport-One" for queue in workers[0].queues())


def test_foreign_keys_and_labelled_lines_come_out_letter_by_letter(
    requester: JobRobot, workers: list[WorkerRobot]
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
    assert workers[0].answer_all("exact", DOG) == 2
    described = requester.wait_status("exact", "Completed")
    out = requester.read(described["LabelingJobOutput"]["OutputDatasetS3Uri"]).decode().splitlines()
    assert out[0].startswith(lines[0].rstrip(" }") + ',"label":1,"label-metadata":')
    assert out[1] == lines[1]
    assert json.loads(out[2])["label"] == 1
    assert out[2].startswith(f'{{"source-ref":"{source}2.jpg","z":"é\\u00e9","label":1,')


def test_stopping_keeps_what_was_labelled_and_lets_a_worker_finish(
    requester: JobRobot, workers: list[WorkerRobot]
) -> None:
    create_classes(requester, "halt", images(requester, 4))
    requester.wait_status("halt", "InProgress")
    worker = workers[0]
    queue = worker.queue_with_work("halt")
    first = worker.next(queue)
    assert first is not None
    worker.submit(first["assignment_id"], DOG)
    second = worker.next(queue)
    assert second is not None
    requester.sagemaker.stop_labeling_job(LabelingJobName="halt")
    assert requester.describe("halt")["LabelingJobStatus"] == "Stopping"
    assert workers[1].next(queue) is None
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
    create_classes(requester, "Taken", images(requester, 1))
    with pytest.raises(ClientError) as refused:
        create_classes(requester, "tAKEN", images(requester, 1))
    assert refused.value.response["Error"]["Code"] == "ResourceInUse"


def test_an_object_nobody_wants_to_label_carries_awss_words_and_is_asked_about_again_by_the_next_job(
    requester: JobRobot, workers: list[WorkerRobot]
) -> None:
    worker = workers[0]
    lines = images(requester, 2)
    create_classes(requester, "unwanted", lines)
    requester.wait_status("unwanted", "InProgress")
    task = worker.next(worker.queue_with_work("unwanted", count=2))
    assert task is not None
    assert worker.post(f"/assignments/{task['assignment_id']}/decline").is_success
    assert worker.answer_all("unwanted", DOG) == 1
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
    assert worker.answer_all("wanted-again", DOG) == 1
    requester.wait_status("wanted-again", "Completed")
    assert [line["label"] for line in requester.output("wanted-again")] == [1, 1]


def test_what_a_model_was_least_sure_of_can_be_asked_first(requester: JobRobot, workers: list[WorkerRobot]) -> None:
    sure = [0.99, 0.51, 0.87, 0.6, None, 0.93, 0.55]
    lines = [{**line, "sure": value} for line, value in zip(images(requester, 7), sure, strict=True)]
    create_classes(
        requester,
        "unsure-first",
        lines,
        Tags=[{"Key": "truthloop:order", "Value": "ascending:sure"}],
        StoppingConditions={"MaxHumanLabeledObjectCount": 3},
    )
    requester.wait_status("unsure-first", "InProgress")
    assert workers[0].answer_all("unsure-first", DOG) == 3
    requester.wait_status("unsure-first", "Stopped")
    labelled = [line["sure"] for line in requester.output("unsure-first") if "label" in line]
    assert labelled == [0.51, 0.6, 0.55]


def test_an_order_that_does_not_exist_is_refused_by_name(requester: JobRobot) -> None:
    with pytest.raises(ClientError, match="'newest'; allowed are manifest, random, ascending:KEY"):
        create_classes(
            requester, "no-order", images(requester, 1), Tags=[{"Key": "truthloop:order", "Value": "newest"}]
        )
