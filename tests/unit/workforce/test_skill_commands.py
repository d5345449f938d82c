"""`truthloop worker skill`: what an operator says workers are good at."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from people_at_work import World
from truthloop import cli_skills
from truthloop.storage.database import Database, transaction
from truthloop.storage.skill_rows import put_skill
from truthloop.terms.errors import TruthloopError

EXAM = "arn:aws:sagemaker:us-east-1:{}:labeling-job/bird-exam"


class Terminal:
    """A folder in which an instance runs, with Ann in a team."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.ann = world.worker("ann@example.com", "reviewers")

    def run(self, *words: str) -> Result:
        return CliRunner().invoke(cli_skills.skill_app, words)

    def says(self, *words: str) -> str:
        result = self.run(*words)
        assert result.exit_code == 0, result.output + repr(result.exception)
        return str(result.stdout)

    def listed(self, *words: str) -> Any:
        return json.loads(self.says("list", *words, "--json"))

    def fails(self, *words: str) -> str:
        error = self.run(*words).exception
        assert isinstance(error, TruthloopError)
        return str(error)


@pytest.fixture
def terminal(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    world = World(database)
    monkeypatch.setattr(cli_skills, "open_installation", lambda: world.installation(tmp_path))
    return Terminal(world)


def award(terminal: Terminal, skill: str, score: float) -> None:
    """As a job with gold does it."""
    account = terminal.world.scalar("SELECT id FROM account")
    with transaction(terminal.world.database) as connection:
        put_skill(connection, account, skill, {terminal.ann.id: score}, EXAM.format(account), terminal.world.clock())


def test_a_skill_is_given_changed_listed_and_taken_away_and_the_trail_says_so(terminal: Terminal) -> None:
    assert terminal.says("list") == "No skills yet.\n"
    assert terminal.says("put", "ANN@example.com", "Birds", "0.8") == "ann@example.com has Birds at 0.8.\n"
    terminal.says("put", "ann@example.com", "Birds", "0.9")
    assert terminal.says("list", "ann@example.com") == "ann@example.com\tBirds\t0.9\tby hand\n"
    terminal.says("delete", "ann@example.com", "Birds")
    assert terminal.listed() == []
    assert terminal.world.scalar("SELECT count(*) FROM audit WHERE action = 'PutWorkerSkill'") == 2
    assert terminal.world.scalar("SELECT subject FROM audit WHERE action = 'DeleteWorkerSkill'").endswith("skill/Birds")


def test_the_list_says_which_job_awarded_a_score_and_the_latest_word_counts(terminal: Terminal) -> None:
    terminal.says("put", "ann@example.com", "Fish", "1")
    award(terminal, "Birds", 0.93)
    assert [(one["skill"], one["score"], one["job"]) for one in terminal.listed()] == [
        ("Birds", 0.93, "bird-exam"),
        ("Fish", 1, None),
    ]
    assert [one["skill"] for one in terminal.listed("--skill", "Fish")] == ["Fish"]
    terminal.says("put", "ann@example.com", "Birds", "0.5")
    assert terminal.listed("--skill", "Birds")[0]["job"] is None


def test_what_cannot_be_is_refused_with_what_is_allowed(terminal: Terminal) -> None:
    assert "from 0 to 1" in terminal.fails("put", "ann@example.com", "Birds", "1.5")
    assert "1 to 64 characters" in terminal.fails("put", "ann@example.com", "", "1")
    assert "no worker 'bob@example.com'" in terminal.fails("put", "bob@example.com", "Birds", "1")
    assert "has no skill 'Birds'" in terminal.fails("delete", "ann@example.com", "Birds")
    assert terminal.run("put", "ann@example.com", "Birds", "well").exit_code == 2
    assert terminal.listed() == []
