"""Processes are killed for real, in the middle of work. No submitted answer is lost, no loop stays stuck."""

from __future__ import annotations

import json
import random
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from killing import VICTIMS, kill
from robots.requester_robot import RequesterRobot
from robots.worker_robot import WorkerRobot
from running_truthloop import RunningTruthloop, discard, make_truthloop

pytestmark = [
    pytest.mark.fault,
    # Clients of killed servers leave sockets half open: that is what happens here.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

PASSWORD = "kill-me-if-you-can-9"


@pytest.fixture
def truthloop_to_kill() -> Iterator[RunningTruthloop]:
    instance = make_truthloop()
    try:
        instance.start()
        yield instance
    finally:
        discard(instance)


@dataclass
class Shift:
    """Workers answering all the time, and a requester who keeps them busy."""

    truthloop: RunningTruthloop
    requester: RequesterRobot
    workers: list[WorkerRobot]
    queue_id: str
    started: list[str] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)
    faults: list[BaseException] = field(default_factory=list)

    @classmethod
    def begin(cls, truthloop: RunningTruthloop, people: int) -> Shift:
        emails = [f"robot{number}@example.com" for number in range(people)]
        for email in emails:
            truthloop.command("worker", "add", email, "--team", "robots", "--password", PASSWORD)
        requester = RequesterRobot.set_up(truthloop, team="robots", title="Kills")
        workers = [WorkerRobot(truthloop.url, email, PASSWORD) for email in emails]
        for worker in workers:
            worker.sign_in()
        return cls(truthloop, requester, workers, workers[0].queue("Kills")["id"])

    def run(self, body: Any, *arguments: Any) -> threading.Thread:
        def guarded() -> None:
            try:
                body(*arguments)
            except BaseException as error:
                self.faults.append(error)
                raise

        thread = threading.Thread(target=guarded, daemon=True)
        thread.start()
        return thread

    def keep_starting(self) -> None:
        while not self.ended.is_set():
            name = f"loop-{uuid.uuid4().hex[:16]}"
            self.requester.start(name)
            self.started.append(name)
            self.ended.wait(0.05)

    def keep_answering(self, worker: WorkerRobot) -> None:
        while not self.ended.is_set():
            worker.work_off(self.queue_id, lambda task: {"reply": task["assignment_id"]})
            self.ended.wait(0.05)

    def finish(self, threads: list[threading.Thread]) -> None:
        self.ended.set()
        for thread in threads:
            thread.join(120)
        assert not self.faults, self.faults
        for worker in self.workers:
            worker.work_off(self.queue_id, lambda task: {"reply": task["assignment_id"]})

    def close(self) -> None:
        for worker in self.workers:
            worker.close()
        self.requester.close()


def outputs(shift: Shift) -> dict[str, dict[str, Any]]:
    """Every output.json in the bucket, by loop."""
    found = {}
    for page in shift.requester.s3.get_paginator("list_objects_v2").paginate(Bucket=shift.requester.bucket):
        for entry in page.get("Contents", []):
            body = shift.requester.s3.get_object(Bucket=shift.requester.bucket, Key=entry["Key"])["Body"].read()
            document = json.loads(body)
            found[document["humanLoopName"]] = document
    return found


def kill_through_a_shift(truthloop: RunningTruthloop, kills: int, seed: int) -> Counter[str]:
    """Kill parts at random under work; check that every acknowledged answer is in S3 and every loop completed."""
    shift = Shift.begin(truthloop, people=4)
    threads = [shift.run(shift.keep_starting), *(shift.run(shift.keep_answering, worker) for worker in shift.workers)]
    chance, killed = random.Random(seed), Counter[str]()
    for _ in range(kills):
        victim = chance.choice(sorted(VICTIMS))
        shift.ended.wait(chance.uniform(0.1, 1.2))
        kill(truthloop, victim)
        killed[victim] += 1
        truthloop.wait_ready()
    shift.finish(threads)
    for name in shift.started:
        shift.requester.wait_status(name, "Completed", patience=120)
    written = outputs(shift)
    shift.close()
    answered = {
        answer["answerContent"]["reply"] for document in written.values() for answer in document["humanAnswers"]
    }
    acknowledged = {assignment for worker in shift.workers for assignment in worker.acknowledged}
    assert acknowledged <= answered, f"lost: {acknowledged - answered}"
    assert set(shift.started) <= set(written)
    assert all(len(document["humanAnswers"]) == 1 for document in written.values()), "two people for one answer"
    print(f"{killed.total()} kills {dict(killed)}, {len(acknowledged)} answers, {len(written)} loops, none lost")
    return killed


@pytest.mark.timeout(1200)
def test_twenty_kills_of_any_part_lose_no_answer_and_leave_no_loop_stuck(truthloop_to_kill: RunningTruthloop) -> None:
    killed = kill_through_a_shift(truthloop_to_kill, kills=20, seed=20261122)
    assert killed.total() == 20
    assert set(killed) == set(VICTIMS)


@pytest.mark.soak
def test_five_hundred_kills_lose_nothing(truthloop_to_kill: RunningTruthloop) -> None:
    assert kill_through_a_shift(truthloop_to_kill, kills=500, seed=int(time.time())).total() == 500


def test_a_killed_supervisor_takes_its_children_along_and_starts_again_over_the_same_data(
    truthloop_to_kill: RunningTruthloop,
) -> None:
    truthloop_to_kill.command("worker", "add", "left@example.com", "--team", "left", "--password", PASSWORD)
    assert truthloop_to_kill.process is not None
    children = [truthloop_to_kill.child_pid(needle) for needle in VICTIMS.values()]
    truthloop_to_kill.process.kill()
    truthloop_to_kill.process.wait()
    deadline = time.monotonic() + 30
    while any(is_running(pid) for pid in children) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [pid for pid in children if is_running(pid)]
    truthloop_to_kill.start()
    assert "left@example.com" in truthloop_to_kill.command("worker", "list")


def test_sigterm_stops_every_process_it_started(truthloop_to_kill: RunningTruthloop) -> None:
    children = [truthloop_to_kill.child_pid(needle) for needle in VICTIMS.values()]
    truthloop_to_kill.stop()
    assert not [pid for pid in children if is_running(pid)]


def is_running(pid: int) -> bool:
    try:
        with Path(f"/proc/{pid}/stat").open(encoding="utf-8") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
