"""A worker who goes through the same doors as people: signs in, takes tasks, hands in answers, tries again when told.

Like the portal, the robot keeps what it has to hand in until the server says that it has it, and uses the same
submission key for every try.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

from robots.requester_robot import CHORES_S, RequesterRobot

PATIENCE = 90.0


@dataclass
class WorkerRobot:
    """One worker in one browser."""

    url: str
    email: str
    password: str
    client: httpx.Client = field(init=False)
    token: str = ""
    acknowledged: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Answers the server said it has, by assignment."""

    def __post_init__(self) -> None:
        self.client = httpx.Client(base_url=f"{self.url}/portal/api", trust_env=False, timeout=20)

    def sign_in(self) -> None:
        answer = self.insist(
            lambda: self.client.post("/session", json={"email": self.email, "password": self.password})
        )
        answer.raise_for_status()
        self.token = answer.json()["csrf_token"]

    def insist(self, call: Callable[[], httpx.Response]) -> httpx.Response:
        """Call until the server answers with something other than a fault of its own."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                answer = call()
                if answer.status_code < 500:
                    return answer
            except httpx.TransportError:
                pass
            assert time.monotonic() < deadline, "the server did not come back"
            time.sleep(0.05)

    def post(self, path: str, body: dict[str, Any] | None = None) -> httpx.Response:
        return self.insist(lambda: self.client.post(path, json=body or {}, headers={"X-CSRF-Token": self.token}))

    def queues(self) -> list[dict[str, Any]]:
        answer = self.insist(lambda: self.client.get("/queues"))
        answer.raise_for_status()
        found: list[dict[str, Any]] = answer.json()["queues"]
        return found

    def queue(self, title: str) -> dict[str, Any]:
        return next(queue for queue in self.queues() if queue["title"] == title)

    def queue_with_work(self, title: str, *, count: int | None = None) -> str:
        """The id of a queue once it has tasks for this worker (`count` of them, if given).

        A job is in progress a moment before its first tasks wait.
        """

        def has_work(queue: dict[str, Any]) -> bool:
            return queue["title"] == title and bool(queue["waiting"] if count is None else queue["waiting"] == count)

        what = f"{count or 'any'} tasks of {title} in the portal"
        RequesterRobot.wait(lambda: any(map(has_work, self.queues())), CHORES_S, what)
        found: str = self.queue(title)["id"]
        return found

    def next(self, queue_id: str) -> dict[str, Any] | None:
        answer = self.post(f"/queues/{queue_id}/next")
        answer.raise_for_status()
        task: dict[str, Any] | None = answer.json()["task"]
        return task

    def submit(self, assignment_id: str, answer: dict[str, Any], key: str | None = None) -> httpx.Response:
        body = {"answer": answer, "submission_key": key or str(uuid.uuid4())}
        reply = self.post(f"/assignments/{assignment_id}/submit", body)
        if reply.status_code == 200:
            self.acknowledged[assignment_id] = answer
        return reply

    def work_off(self, queue_id: str, say: Callable[[dict[str, Any]], dict[str, Any]]) -> int:
        """Answer tasks until the queue has none left for this worker; how many."""
        done = 0
        while task := self.next(queue_id):
            reply = self.submit(task["assignment_id"], say(task))
            assert reply.status_code in {200, 409}, reply.text
            done += reply.status_code == 200
        return done

    def answer_all(self, title: str, answer: dict[str, Any]) -> int:
        """Give every task of a queue the same answer, once there are some; how many there were."""
        return self.work_off(self.queue_with_work(title), lambda _task: answer)

    def close(self) -> None:
        self.client.close()
