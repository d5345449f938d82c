"""Labels sent back, queued for review by rule, and jobs that go on after their end: boto3 and the portal's doors."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest

from robots.cats_and_dogs import CAT, DOG, classify
from robots.job_robot import JobRobot
from robots.requester_robot import CHORES_S, RequesterRobot
from robots.worker_robot import WorkerRobot

TEAM_SIZE = 2


def classes(requester: JobRobot, name: str) -> list[str]:
    return [line["label-metadata"]["class-name"] for line in requester.output(name)]


def test_an_object_sent_back_is_done_anew_by_the_same_worker_and_the_job_completes_again(
    requester: JobRobot, workers: list[WorkerRobot], own: Any
) -> None:
    classify(requester, "returned", 3)
    worker = workers[0]
    assert worker.answer_all("returned", CAT) == 3
    requester.wait_status("returned", "Completed")
    own.send_back_object(LabelingJobName="returned", ObjectNumber=1, Comment="It has <ears> of a dog.")
    assert requester.describe("returned")["LabelingJobStatus"] == "InProgress"
    task = worker.next(worker.queue_with_work("returned"))
    assert task is not None
    assert task["note"] == "It has <ears> of a dog."
    assert worker.submit(task["assignment_id"], DOG).status_code == 200
    ended = requester.wait_status("returned", "Completed")
    assert ended["LabelCounters"] == {
        "TotalLabeled": 3,
        "HumanLabeled": 3,
        "MachineLabeled": 0,
        "FailedNonRetryableError": 0,
        "Unlabeled": 0,
    }
    assert classes(requester, "returned") == ["cat", "dog", "cat"]
    found = own.describe_data_object(LabelingJobName="returned", ObjectNumber=1)
    assert [(json.loads(one["Content"]), one["EarlierRound"]) for one in found["Answers"]] == [
        (CAT, True),
        (DOG, False),
    ]
    back = own.revert_label(LabelingJobName="returned", ObjectNumber=1, Revision=0)
    assert json.loads(back["Label"])["label-metadata"]["class-name"] == "cat"


def test_a_stopped_job_goes_on_for_what_was_sent_back_alone(
    requester: JobRobot, workers: list[WorkerRobot], own: Any
) -> None:
    classify(requester, "halted", 4, StoppingConditions={"MaxHumanLabeledObjectCount": 2}, MaxConcurrentTaskCount=1)
    worker = workers[0]

    def stopped() -> bool:
        for queue in worker.queues():
            if queue["title"] == "halted":
                worker.work_off(queue["id"], lambda _task: CAT)
        return bool(requester.describe("halted")["LabelingJobStatus"] == "Stopped")

    RequesterRobot.wait(stopped, CHORES_S, "the job to stop")
    assert requester.describe("halted")["LabelCounters"]["TotalLabeled"] == 2
    own.send_back_object(LabelingJobName="halted", ObjectNumber=0, Comment="No.")
    assert workers[1].answer_all("halted", DOG) == 1
    requester.wait_status("halted", "Stopped")
    found = [line.get("label-metadata", {}).get("class-name") for line in requester.output("halted")]
    assert found == ["dog", "cat", None, None]


def test_labels_are_queued_for_review_by_rule_as_they_are_made_and_what_is_accepted_stays(
    requester: JobRobot, workers: list[WorkerRobot], own: Any
) -> None:
    classify(requester, "ruled", 6, NumberOfHumanWorkersPerDataObject=2)
    own.update_labeling_job(LabelingJobName="ruled", ReviewFraction=1)
    first, second = workers
    assert first.answer_all("ruled", DOG) == 6
    assert second.answer_all("ruled", DOG) == 6
    requester.wait_status("ruled", "Completed")
    pages = own.get_paginator("list_reviews").paginate(LabelingJobName="ruled", StatusEquals="pending")
    found = [one for page in pages for one in page["ReviewSummaryList"]]
    assert {(one["ObjectNumber"], one["Reason"]) for one in found} == {(n, "sampled") for n in range(6)}
    before = requester.output("ruled")
    own.accept_label(LabelingJobName="ruled", ObjectNumber=0)
    own.send_back_object(LabelingJobName="ruled", ObjectNumber=1, Comment="Both of you, again.")
    for worker in workers:
        assert worker.answer_all("ruled", CAT) == 1
    requester.wait_status("ruled", "Completed")
    after = requester.output("ruled")
    assert after[0] == before[0]
    assert after[1]["label-metadata"]["class-name"] == "cat"
    counts = own.list_reviews(LabelingJobName="ruled")["Counts"]
    assert counts == {"Pending": 5, "Accepted": 1, "Fixed": 0, "SentBack": 1}


def send(worker: WorkerRobot, task: dict[str, Any], answer: dict[str, Any]) -> None:
    """Submit as the portal does, with what puts the page back."""
    sent = {"answer": answer, "submission_key": str(uuid.uuid4()), "draft": drawn(answer)}
    assert worker.post(f"/assignments/{task['assignment_id']}/submit", sent).status_code == 200


def keep_draft(worker: WorkerRobot, task: dict[str, Any], draft: dict[str, Any]) -> int:
    path, headers = f"/assignments/{task['assignment_id']}/draft", {"X-CSRF-Token": worker.token}
    return worker.insist(lambda: worker.client.put(path, json=draft, headers=headers)).status_code


def drawn(answer: dict[str, Any]) -> dict[str, Any]:
    return {"answer": {}, "controls": [{"name": "box", "index": 0, "state": answer}]}


def begins_with(worker: WorkerRobot, name: str) -> tuple[dict[str, Any], Any, Any]:
    """The next task, its draft, and whose answer that is a copy of."""
    task = worker.next(worker.queue_with_work(name))
    assert task is not None
    return task, task["draft"], task["draft_origin"]


def test_where_one_worker_is_wanted_an_object_sent_back_begins_with_the_answer_that_was_sent(
    requester: JobRobot, workers: list[WorkerRobot], own: Any
) -> None:
    classify(requester, "begun", 1)
    first, second = workers
    task, *begun = begins_with(first, "begun")
    assert begun == [None, None]
    send(first, task, CAT)
    requester.wait_status("begun", "Completed")
    own.send_back_object(LabelingJobName="begun", ObjectNumber=0, Comment="Look again.")
    task, *begun = begins_with(second, "begun")
    assert begun == [drawn(CAT), "earlier-answer"]
    send(second, task, DOG)
    requester.wait_status("begun", "Completed")
    own.send_back_object(LabelingJobName="begun", ObjectNumber=0, Comment="And again.")
    task, *begun = begins_with(first, "begun")
    assert begun == [drawn(CAT), "own-answer"]
    edited = {"draft": drawn(DOG), "revision": 1}
    assert keep_draft(first, task, edited) == 204
    again = first.next(first.queue("begun")["id"])
    assert again is not None
    assert (again["draft"], again["draft_origin"]) == (drawn(DOG), None)
    send(first, task, DOG)
    requester.wait_status("begun", "Completed")
    answers = own.describe_data_object(LabelingJobName="begun", ObjectNumber=0)["Answers"]
    assert [json.loads(one["Content"]) for one in answers] == [CAT, DOG, DOG]


def test_where_several_workers_are_wanted_nobody_begins_with_a_colleagues_answer(
    requester: JobRobot, workers: list[WorkerRobot], own: Any
) -> None:
    classify(requester, "apart", 1, NumberOfHumanWorkersPerDataObject=2)
    first, second = workers
    send(first, begins_with(first, "apart")[0], CAT)
    assert second.answer_all("apart", DOG) == 1  # by a program that keeps no draft
    requester.wait_status("apart", "Completed")
    own.send_back_object(LabelingJobName="apart", ObjectNumber=0, Comment="Both of you, again.")
    assert begins_with(second, "apart")[1:] == (None, None)
    assert begins_with(first, "apart")[1:] == (drawn(CAT), "own-answer")


def test_a_label_sent_back_in_a_job_that_is_stopped_before_anybody_answers_is_in_the_manifest_as_it_was(
    requester: JobRobot, workers: list[WorkerRobot], own: Any
) -> None:
    classify(requester, "unanswered", 3)
    worker = workers[0]
    assert worker.work_off(worker.queue_with_work("unanswered", count=3), lambda _task: CAT) == 3
    requester.wait_status("unanswered", "Completed")
    before = requester.output("unanswered")
    for number in (0, 2):
        own.send_back_object(LabelingJobName="unanswered", ObjectNumber=number, Comment="Sure?")
    assert worker.next(worker.queue_with_work("unanswered")) is not None
    requester.sagemaker.stop_labeling_job(LabelingJobName="unanswered")
    for queue in worker.queues():
        if queue["title"] == "unanswered" and (held := queue["open_assignment"]):
            worker.post(f"/assignments/{held['assignment_id']}/release").raise_for_status()
    ended = requester.wait_status("unanswered", "Stopped")
    assert ended["LabelCounters"]["TotalLabeled"] == 3
    assert requester.output("unanswered") == before
    found = own.list_reviews(LabelingJobName="unanswered", StatusEquals="sent-back")["ReviewSummaryList"]
    assert [(one["ObjectNumber"], one["Unanswered"]) for one in found] == [(0, True), (2, True)]


def test_a_job_that_has_ended_is_extended_and_its_lines_come_after_those_there_were(
    requester: JobRobot, workers: list[WorkerRobot], own: Any
) -> None:
    classify(requester, "longer", 2)
    worker = workers[0]
    assert worker.answer_all("longer", CAT) == 2
    requester.wait_status("longer", "Completed")
    labeled = {"label": 0, "label-metadata": {"class-name": "cat", "confidence": 1}}
    more: list[dict[str, Any]] = [{"source-ref": f"s3://{requester.bucket}/images/{n}.jpg", "id": n} for n in (2, 3)]
    more = [more[0], {"id": "no source"}, {**more[1], **labeled}]
    address = requester.put_manifest(more, "more.manifest")
    own.extend_labeling_job(LabelingJobName="longer", ManifestS3Uri=address)
    assert requester.describe("longer")["LabelingJobStatus"] == "InProgress"
    assert worker.answer_all("longer", DOG) == 1
    ended = requester.wait_status("longer", "Completed")
    assert (ended["LabelCounters"]["TotalLabeled"], ended["LabelCounters"]["FailedNonRetryableError"]) == (3, 1)
    found = requester.output("longer")
    assert [line["id"] for line in found] == [0, 1, 2, "no source", 3]
    assert [line.get("label") for line in found] == [0, 0, 1, None, 0]
    (extension,) = own.describe_labeling_job_settings(LabelingJobName="longer")["Extensions"]
    assert (extension["Status"], extension["LinesRead"], extension["Rejected"]) == ("read", 3, 1)
    assert extension["ManifestS3Uri"] == address
    (rejected,) = requester.read(f"s3://{requester.bucket}/out/longer/manifests/rejected/rejected-lines.jsonl").split(
        b"\n"
    )[:1]
    assert (json.loads(rejected)["line"], json.loads(rejected)["manifest"]) == (2, address)


def test_a_running_job_is_extended_and_a_manifest_that_is_no_good_harms_nobody(
    requester: JobRobot, workers: list[WorkerRobot], own: Any
) -> None:
    classify(requester, "growing", 1)
    bad = requester.put("bad.manifest", "{'source-ref': 1}\n" * 150)
    own.extend_labeling_job(LabelingJobName="growing", ManifestS3Uri=bad)

    def extensions() -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = own.describe_labeling_job_settings(LabelingJobName="growing")["Extensions"]
        return found

    RequesterRobot.wait(lambda: extensions()[0]["Status"] != "reading", CHORES_S, "the extension to be read")
    assert extensions()[0]["Status"] == "failed"
    assert "150 of the first 150 lines" in extensions()[0]["FailureReason"]
    worker = workers[0]
    assert worker.answer_all("growing", CAT) == 1
    requester.wait_status("growing", "Completed")
    with pytest.raises(own.exceptions.ValidationException, match="there is no object"):
        own.extend_labeling_job(LabelingJobName="growing", ManifestS3Uri=f"s3://{requester.bucket}/none.manifest")
