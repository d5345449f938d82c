"""What the tests of labeling jobs share: for each module a fresh team of as many workers as its TEAM_SIZE says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from robots.job_robot import JobRobot
from robots.signed_in_team import SignedInTeam, signed_in_team
from robots.worker_robot import WorkerRobot
from running_truthloop import RunningTruthloop


@pytest.fixture(scope="module")
def team(truthloop: RunningTruthloop, request: pytest.FixtureRequest) -> Iterator[SignedInTeam]:
    with signed_in_team(truthloop, request.module.TEAM_SIZE) as made:
        yield made


@pytest.fixture(scope="module")
def workers(team: SignedInTeam) -> list[WorkerRobot]:
    return team.workers


@pytest.fixture(scope="module")
def worker(team: SignedInTeam) -> WorkerRobot:
    """The only one of the team."""
    (only,) = team.workers
    return only


@pytest.fixture(scope="module")
def requester(truthloop: RunningTruthloop, team: SignedInTeam) -> Iterator[JobRobot]:
    """Whoever gives the team its jobs."""
    robot = JobRobot.set_up(truthloop, team=team.name)
    yield robot
    robot.close()
