"""Truthloop's own operations on labeling jobs, by boto3 and through the portal's doors."""

from __future__ import annotations

import json
from typing import Any

import pytest

from robots.cats_and_dogs import CAT, DOG, classify
from robots.job_robot import JobRobot
from robots.requester_robot import CHORES_S, RequesterRobot
from robots.worker_robot import WorkerRobot

TEAM_SIZE = 3


def test_a_paused_job_gives_nobody_a_task_and_loses_no_answer(
    requester: JobRobot, workers: list[WorkerRobot], own: Any
) -> None:
    classify(requester, "paused", 3)
    first, second = workers[:2]
    queue = first.queue_with_work("paused")
    begun = first.next(queue)
    assert begun is not None
    own.pause_labeling_job(LabelingJobName="paused")
    assert second.next(queue) is None
    assert not any(q["title"] == "paused" for q in second.queues())
    assert first.submit(begun["assignment_id"], DOG).status_code == 200
    assert first.next(queue) is None
    own.resume_labeling_job(LabelingJobName="paused")
    assert second.answer_all("paused", DOG) == 2
    assert requester.wait_status("paused", "Completed")["LabelCounters"]["TotalLabeled"] == 3


def test_only_contested_objects_get_more_workers_and_only_while_there_are_some(
    requester: JobRobot, workers: list[WorkerRobot], own: Any
) -> None:
    classify(requester, "contested", 3, NumberOfHumanWorkersPerDataObject=2)
    own.update_labeling_job(LabelingJobName="contested", MostWorkersPerObject=9, WantedConfidence=0.7)
    first, second, third = workers
    queue = first.queue_with_work("contested")
    assert first.work_off(queue, lambda _task: DOG) == 3
    for position in range(3):
        task = second.next(queue)
        assert task is not None
        assert second.submit(task["assignment_id"], CAT if position == 1 else DOG).status_code == 200
    assert third.answer_all("contested", CAT) == 1
    requester.wait_status("contested", "Completed")
    lines = requester.output("contested")
    assert [line["label"] for line in lines].count(0) == 1
    (contested,) = [line for line in lines if line["label"] == 0]
    raw = requester.keys(f"out/contested/annotations/worker-response/iteration-1/{contested['id']}/")
    assert len(json.loads(requester.read(f"s3://{requester.bucket}/{raw[-1]}"))["answers"]) == 3


def test_an_edited_label_reaches_the_output_manifest_of_a_job_that_has_ended(
    requester: JobRobot, workers: list[WorkerRobot], own: Any
) -> None:
    classify(requester, "edited", 1)
    assert workers[0].answer_all("edited", DOG) == 1
    requester.wait_status("edited", "Completed")
    (answered,) = own.describe_data_object(LabelingJobName="edited", ObjectNumber=0)["Answers"]
    assert (json.loads(answered["Content"]), answered["WorkerEmail"]) == (DOG, workers[0].email)
    own.edit_label(LabelingJobName="edited", ObjectNumber=0, Label="0", Comment="A cat after all.")
    RequesterRobot.wait(lambda: requester.output("edited")[0]["label"] == 0, CHORES_S, "the manifest written again")
    metadata = requester.output("edited")[0]["label-metadata"]
    assert (metadata["class-name"], metadata["type"]) == ("cat", "groundtruth/image-classification")


def test_gold_tells_who_does_well_and_nothing_in_the_task_tells_gold(
    requester: JobRobot, workers: list[WorkerRobot], own: Any
) -> None:
    classify(requester, "golden", 4, NumberOfHumanWorkersPerDataObject=2)
    gold = [{"ObjectNumber": number, "ClassName": "dog"} for number in range(4)]
    assert own.put_gold_labels(LabelingJobName="golden", GoldLabels=gold)["GoldCount"] == 4
    good, bad = workers[:2]
    seen: list[str] = []
    assert good.work_off(good.queue_with_work("golden"), lambda task: seen.append(json.dumps(task)) or DOG) == 4
    assert bad.answer_all("golden", CAT) == 4
    requester.wait_status("golden", "Completed")
    found = {one["WorkerEmail"]: one for one in own.describe_worker_quality(LabelingJobName="golden")["Workers"]}
    assert (found[good.email]["GoldRight"], found[good.email]["GoldAsked"], found[good.email]["Answers"]) == (4, 4, 4)
    # A Beta(4, 1) prior and four right or four wrong answers: 8 of 9 and 4 of 9.
    assert found[good.email]["GoldMean"] == pytest.approx(8 / 9)
    assert found[bad.email]["GoldMean"] == pytest.approx(4 / 9)
    assert found[bad.email]["GoldLow"] < 4 / 9 < found[bad.email]["GoldHigh"] < found[good.email]["GoldMean"]
    assert found[good.email]["Agreed"] + found[bad.email]["Agreed"] == 4
    assert found[good.email]["Compared"] == 4
    assert not any("gold" in text.replace("golden", "").lower() for text in seen)


def test_gold_shows_whom_to_believe_where_most_are_wrong(
    requester: JobRobot, workers: list[WorkerRobot], own: Any
) -> None:
    classify(requester, "shown-by-gold", 12, NumberOfHumanWorkersPerDataObject=3)
    is_dog = [number % 2 == 1 for number in range(12)]
    own.put_gold_labels(
        LabelingJobName="shown-by-gold",
        GoldLabels=[{"ObjectNumber": number, "ClassName": "dog" if is_dog[number] else "cat"} for number in range(6)],
    )
    careful, *others = workers
    answers = iter(is_dog)
    queue = careful.queue_with_work("shown-by-gold", count=12)
    assert careful.work_off(queue, lambda _task: DOG if next(answers) else CAT) == 12
    assert [worker.answer_all("shown-by-gold", CAT) for worker in others] == [12, 12]
    requester.wait_status("shown-by-gold", "Completed")
    labels = {line["id"]: line["label"] for line in requester.output("shown-by-gold")}
    assert [labels[name] for name in sorted(labels)] == [int(dog) for dog in is_dog], "two of three said cat to all"
