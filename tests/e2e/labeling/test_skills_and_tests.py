"""Work for those who are good at it: skills given by hand, or earned in a qualification test."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from robots.cats_and_dogs import CAT, DOG, begun
from robots.job_robot import JobRobot
from robots.requester_robot import CHORES_S, RequesterRobot
from robots.worker_robot import WorkerRobot

TEAM_SIZE = 2


def test_only_who_has_the_skill_gets_tasks_and_the_others_are_told_what_they_lack(
    requester: JobRobot, workers: list[WorkerRobot], own: Any
) -> None:
    expert, novice = workers
    queue = begun(requester, novice, "for-experts", 2)
    asked = [{"SkillName": "Birds", "MinimumScore": 0.8}]
    told = own.update_labeling_job(LabelingJobName="for-experts", RequiredSkills=asked)
    assert told["RequiredSkills"] == asked
    own.put_worker_skill(WorkerEmail=expert.email, SkillName="Birds", Score=0.9)
    own.put_worker_skill(WorkerEmail=novice.email.upper(), SkillName="Birds", Score=0.6)
    locked = novice.queue("for-experts")
    assert (locked["waiting"], locked["needs"]) == (0, [{"skill": "Birds", "minimum": 0.8, "score": 0.6}])
    assert novice.next(queue) is None
    assert expert.queue("for-experts")["needs"] == []
    assert expert.next(queue) is not None
    own.delete_worker_skill(WorkerEmail=novice.email, SkillName="Birds")
    assert novice.queue("for-experts")["needs"][0]["score"] is None
    listed = own.list_worker_skills(SkillName="Birds")["WorkerSkillList"]
    assert [(one["WorkerEmail"], one["Score"]) for one in listed] == [(expert.email, 0.9)]
    own.update_labeling_job(LabelingJobName="for-experts", RequiredSkills=[])
    assert novice.next(queue) is not None
    own.delete_worker_skill(WorkerEmail=expert.email, SkillName="Birds")


def test_a_task_in_hand_stays_with_a_worker_who_loses_the_skill(
    requester: JobRobot, workers: list[WorkerRobot], own: Any
) -> None:
    worker = workers[0]
    queue = begun(requester, worker, "in-hand", 2)
    task = worker.next(queue)
    assert task is not None
    own.update_labeling_job(LabelingJobName="in-hand", RequiredSkills=[{"SkillName": "Frogs", "MinimumScore": 0.5}])
    again = worker.next(queue)
    assert again is not None
    assert again["assignment_id"] == task["assignment_id"]
    assert worker.submit(task["assignment_id"], DOG).status_code == 200
    assert worker.next(queue) is None


def test_a_test_of_gold_labels_opens_the_work_to_who_passes_it(
    requester: JobRobot, workers: list[WorkerRobot], own: Any
) -> None:
    good, bad = workers
    test = begun(requester, good, "exam", 6)
    gold = [{"ObjectNumber": number, "ClassName": "dog"} for number in range(6)]
    own.put_gold_labels(LabelingJobName="exam", GoldLabels=gold)
    told = own.update_labeling_job(
        LabelingJobName="exam", WorkersPerObject=50, AwardsSkill={"SkillName": "Dogs", "MinimumGoldAnswers": 6}
    )
    assert told["AwardsSkill"] == {"SkillName": "Dogs", "MinimumGoldAnswers": 6}
    work = begun(requester, good, "real-work", 1)
    own.update_labeling_job(LabelingJobName="real-work", RequiredSkills=[{"SkillName": "Dogs", "MinimumScore": 0.8}])
    assert good.next(work) is None
    assert good.work_off(test, lambda _task: DOG) == 6
    assert bad.work_off(test, lambda _task: CAT) == 6
    RequesterRobot.wait(lambda: len(scores(own)) == 2, CHORES_S, "two scores")
    # A Beta(4, 1) prior with six right or six wrong answers: 10 of 11 and 4 of 11.
    assert scores(own) == {good.email: pytest.approx(10 / 11), bad.email: pytest.approx(4 / 11)}
    assert bad.next(work) is None
    assert bad.queue("real-work")["needs"][0]["score"] == pytest.approx(4 / 11)
    assert good.work_off(work, lambda _task: DOG) == 1
    requester.sagemaker.stop_labeling_job(LabelingJobName="exam")
    requester.wait_status("exam", "Stopped")


def scores(own: Any) -> dict[str, float]:
    pages = own.get_paginator("list_worker_skills").paginate(SkillName="Dogs", PaginationConfig={"PageSize": 1})
    return {one["WorkerEmail"]: one["Score"] for page in pages for one in page["WorkerSkillList"]}


def test_what_cannot_be_is_refused_with_the_reason(requester: JobRobot, workers: list[WorkerRobot], own: Any) -> None:
    begun(requester, workers[0], "refusing", 1)
    twice = [{"SkillName": "Birds", "MinimumScore": 0.8}] * 2
    for call, problem in (
        (lambda: own.update_labeling_job(LabelingJobName="refusing", RequiredSkills=twice), "names a skill twice"),
        (lambda: own.put_worker_skill(SkillName="Birds", Score=0.5), "one of the two"),
        (lambda: own.put_worker_skill(WorkerEmail="no@example.com", SkillName="Birds", Score=0.5), "no worker"),
        (lambda: own.delete_worker_skill(WorkerEmail=workers[0].email, SkillName="Whales"), "has no skill"),
    ):
        with pytest.raises(ClientError, match=problem):
            call()
