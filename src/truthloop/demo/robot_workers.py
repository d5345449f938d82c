"""Simulated workers who finish the demo's jobs through the portal's own doors.

They sign in, take tasks, read the page and send answers, as a browser does.
"""

from __future__ import annotations

import html
import random
import re
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import httpx

from truthloop.demo.demo_jobs import RunningJob
from truthloop.demo.label_scores import right_in
from truthloop.demo.robot_skills import answer_of
from truthloop.demo.sample_data import DemoJob, truth, truth_of
from truthloop.terms.errors import Unavailable

SKILLS = (0.55, 0.65, 0.75, 0.85, 0.95)
"""How often each is right."""
LONGEST_WAIT_SECONDS = 300

Counts = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Robot:
    """One simulated worker."""

    email: str
    password: str
    skill: float


@dataclass
class Shift:
    """A robot at work, signed in."""

    robot: Robot
    client: httpx.Client
    chance: random.Random
    token: str = ""
    said: dict[str, list[Counts]] = field(default_factory=dict)
    """How right the answers were, by job."""

    def sign_in(self) -> None:
        """Through the portal's door."""
        answer = self.client.post(
            "/portal/api/session", json={"email": self.robot.email, "password": self.robot.password}
        )
        answer.raise_for_status()
        self.token = answer.json()["csrf_token"]

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Call the portal's API."""
        answer = self.client.post(f"/portal/api{path}", json=body, headers={"X-CSRF-Token": self.token})
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
        return found

    def queue_of(self, title: str) -> str | None:
        """The queue of a job, once it is there."""
        answer = self.client.get("/portal/api/queues")
        answer.raise_for_status()
        found = (queue["id"] for queue in answer.json()["queues"] if queue["title"] == title and queue["waiting"])
        return next(found, None)

    def work(self, job: DemoJob, new_key: Callable[[], str]) -> int:
        """Answer whatever a job has for this worker; how many."""
        queue, done = self.queue_of(job.title), 0
        while queue is not None and (task := self.post(f"/queues/{queue}/next", {})["task"]) is not None:
            source = object_on(self.client.get(task["page_url"]).text, job)
            right = truth_of(job, source)
            answer = answer_of(job, right, source, self.robot.skill, self.chance)
            self.said.setdefault(job.name, []).append(right_in(job, right, said_in(job, answer)))
            self.post(f"/assignments/{task['assignment_id']}/submit", {"answer": answer, "submission_key": new_key()})
            done += 1
        return done


def object_on(page: str, job: DemoJob) -> str:
    """Which object a page shows: the name of its picture, or its text."""
    found = truth()[job.question]
    if isinstance(found, dict):
        shown = re.search(rf"jobs/{job.question}/([\w-]+\.png)", page)
        if shown is None:
            raise Unavailable(f"The page of {job.name} shows no picture of the demo's.")
        return shown[1]
    plain = html.unescape(page)
    return str(next(entry["text"] for entry in found if entry["text"] in plain))


def said_in(job: DemoJob, answer: dict[str, Any]) -> Any:  # noqa: ANN401 - as the kind of job has it
    """The answer itself, out of its form."""
    if job.task == "ImageMultiClass":
        return answer["crowd-image-classifier"]["label"]
    if job.task == "BoundingBox":
        return answer["boundingBox"]["boundingBoxes"]
    return answer["crowd-entity-annotation"]["entities"]


def work_off(
    url: str,
    robots: Sequence[Robot],
    jobs: Sequence[RunningJob],
    is_over: Callable[[], bool],
    new_key: Callable[[], str],
) -> list[Shift]:
    """Let the robots work until `is_over`; Unavailable when that takes too long."""
    shifts = [
        Shift(robot, httpx.Client(base_url=url, trust_env=False, timeout=30), random.Random(seed))  # noqa: S311
        for seed, robot in enumerate(robots)
    ]
    deadline = time.monotonic() + LONGEST_WAIT_SECONDS
    with ThreadPoolExecutor(len(shifts)) as pool:
        list(pool.map(Shift.sign_in, shifts))
        while not is_over():
            done = sum(pool.map(lambda shift: sum(shift.work(one.job, new_key) for one in jobs), shifts))
            if time.monotonic() > deadline:
                raise Unavailable(f"The robots did not finish the demo's jobs within {LONGEST_WAIT_SECONDS} s.")
            if not done:
                time.sleep(0.2)
    for shift in shifts:
        shift.client.close()
    return shifts
