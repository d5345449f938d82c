"""A work team whose workers have signed in."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from robots.worker_robot import WorkerRobot
from running_truthloop import RunningTruthloop

PASSWORD = "label-by-label-47"


@dataclass(frozen=True, slots=True)
class SignedInTeam:
    """A team of a fresh name."""

    name: str
    workers: list[WorkerRobot]


@contextmanager
def signed_in_team(truthloop: RunningTruthloop, size: int) -> Iterator[SignedInTeam]:
    """A team of so many workers, each in a browser of their own."""
    team = SignedInTeam(f"team-{uuid.uuid4().hex[:8]}", [])
    try:
        for _ in range(size):
            team.workers.append(newcomer(truthloop, team.name))
        yield team
    finally:
        for worker in team.workers:
            worker.close()


def newcomer(truthloop: RunningTruthloop, team: str) -> WorkerRobot:
    """One more worker in a team, who has signed in."""
    worker = WorkerRobot(truthloop.url, f"{uuid.uuid4().hex[:8]}@example.com", PASSWORD)
    truthloop.command("worker", "add", worker.email, "--team", team, "--password", PASSWORD)
    worker.sign_in()
    return worker
