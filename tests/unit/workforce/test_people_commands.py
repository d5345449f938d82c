from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer import Typer
from typer.testing import CliRunner, Result

from people_at_work import PASSWORD, World
from truthloop import cli_people
from truthloop.storage.database import Database
from truthloop.tasks.dispatch import next_task, queues
from truthloop.terms.errors import TruthloopError
from truthloop.workforce.access_keys import secret_for
from truthloop.workforce.one_time_links import choose_password
from truthloop.workforce.sessions import Visit
from truthloop.workforce.sign_in import sign_in

SALT = b"sixteen bytes ok"


class Terminal:
    """A folder in which an instance runs."""

    def __init__(self) -> None:
        self.app = Typer(pretty_exceptions_enable=False)
        for name in ("worker", "team", "key", "account"):
            self.app.add_typer(getattr(cli_people, f"{name}_app"), name=name)

    def run(self, *words: str) -> Result:
        return CliRunner().invoke(self.app, words)

    def says(self, *words: str) -> str:
        result = self.run(*words)
        assert result.exit_code == 0, result.output + repr(result.exception)
        return str(result.stdout)

    def json(self, *words: str) -> Any:
        return json.loads(self.says(*words, "--json"))

    def fails(self, *words: str) -> str:
        error = self.run(*words).exception
        assert isinstance(error, TruthloopError)
        return error.code


@pytest.fixture
def world(database: Database) -> World:
    return World(database)


@pytest.fixture
def terminal(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setattr(cli_people, "open_installation", lambda: world.installation(tmp_path))
    return Terminal()


def can_sign_in(world: World, email: str, password: str = PASSWORD) -> bool:
    visit = Visit("token", "csrf", world.clock(), "192.0.2.1", "", "r")
    try:
        sign_in(world.database, email, password, SALT, visit)
    except TruthloopError:
        return False
    return True


def test_a_worker_with_a_password_can_sign_in_at_once_and_need_not_change_it(world: World, terminal: Terminal) -> None:
    said = terminal.says("worker", "add", "ann@example.com", "--team", "reviewers", "--password", PASSWORD)
    assert "ann@example.com joined the team reviewers" in said
    assert "http://127.0.0.1:8080/portal" in said
    assert PASSWORD not in said
    assert can_sign_in(world, "ann@example.com")
    assert world.scalar("SELECT must_change_password FROM worker") is False


def test_a_worker_without_a_password_gets_a_link_that_works_once(world: World, terminal: Terminal) -> None:
    added = terminal.json("worker", "add", "ann@example.com", "--team", "reviewers")
    token = added["sign_in_link"].partition("http://127.0.0.1:8080/portal/sign-in?invitation=")[2]
    choose_password(world.database, token, PASSWORD, SALT, world.clock())
    assert can_sign_in(world, "ann@example.com")
    assert "sign_in_link" not in terminal.json("worker", "add", "ann@example.com", "--team", "others")


def test_adding_twice_is_no_error_so_that_scripts_may_run_again(terminal: Terminal) -> None:
    words = ("worker", "add", "ann@example.com", "--team", "reviewers", "--password", PASSWORD)
    terminal.says(*words)
    assert "is already in the team" in terminal.says(*words)
    assert [team["members"] for team in terminal.json("team", "list")] == [1]


def test_a_bad_address_or_password_makes_no_team_by_the_way(terminal: Terminal) -> None:
    assert terminal.fails("worker", "add", "ann", "--team", "reviewers") == "malformed-email"
    assert terminal.fails("worker", "add", "a@b.c", "--team", "reviewers", "--password", "brief") == "weak-password"
    assert terminal.json("team", "list") == []


def test_a_command_without_what_it_needs_is_a_usage_error(terminal: Terminal) -> None:
    assert terminal.run("worker", "add", "ann@example.com").exit_code == 2
    assert terminal.run("worker", "ad").exit_code == 2


def test_workers_are_listed_with_their_teams_and_state(terminal: Terminal) -> None:
    terminal.says("worker", "add", "bob@example.com", "--team", "reviewers", "--password", PASSWORD)
    terminal.says("worker", "add", "ann@example.com", "--team", "labelers")
    terminal.says("worker", "disable", "ann@example.com")
    assert terminal.says("worker", "list") == "ann@example.com\tlabelers\tdisabled\nbob@example.com\treviewers\n"
    assert [worker["email"] for worker in terminal.json("worker", "list", "--team", "reviewers")] == ["bob@example.com"]
    assert terminal.fails("worker", "list", "--team", "nobody") == "no-such-team"
    assert [worker["has_password"] for worker in terminal.json("worker", "list")] == [False, True]
    assert terminal.json("team", "members", "labelers")[0]["disabled"] is True


def test_a_disabled_workers_tasks_go_to_the_others_at_once(world: World, terminal: Terminal) -> None:
    ann, bob = world.worker("ann@example.com", "reviewers"), world.worker("bob@example.com", "reviewers")
    queue = world.queue("flow", "reviewers")
    world.loop("flow")
    assert next_task(world.database, world.acting(ann), queue, world.installation(Path()).new_uuid())
    assert queues(world.database, bob.id, world.clock())[0].queue.waiting == 0
    assert "Tasks given back: 1" in terminal.says("worker", "disable", "ann@example.com")
    assert queues(world.database, bob.id, world.clock())[0].queue.waiting == 1
    assert not can_sign_in(world, "ann@example.com")
    terminal.says("worker", "enable", "ANN@example.com")
    assert can_sign_in(world, "ann@example.com")


def test_a_reset_prints_a_link_and_the_old_password_is_gone(world: World, terminal: Terminal) -> None:
    world.worker("ann@example.com", "reviewers")
    assert "/portal/sign-in?invitation=" in terminal.says("worker", "reset", "ann@example.com")
    assert not can_sign_in(world, "ann@example.com")
    assert terminal.fails("worker", "reset", "nobody@example.com") == "no-such-worker"


def test_a_team_is_made_with_its_description(terminal: Terminal) -> None:
    said = terminal.says("team", "add", "reviewers", "--description", "Who reviews")
    assert "arn:aws:sagemaker:us-east-1:111122223333:workteam/private-crowd/reviewers" in said
    assert terminal.json("team", "list")[0]["description"] == "Who reviews"
    assert terminal.fails("team", "add", "reviewers") == "team-exists"


def test_a_key_is_shown_once_with_its_secret_and_can_be_disabled(world: World, terminal: Terminal) -> None:
    made = terminal.json("key", "add")
    signing = secret_for(world.database, world.seal, made["access_key_id"], None, world.clock())
    assert (signing.secret, signing.account_id) == (made["secret_access_key"], "111122223333")
    assert made["secret_access_key"] not in terminal.says("key", "list")
    terminal.says("key", "disable", made["access_key_id"])
    assert [key["disabled"] for key in terminal.json("key", "list")] == [True]
    assert terminal.fails("key", "disable", made["access_key_id"]) == "no-such-key"
    assert terminal.fails("key", "add", "--account", "999999999999") == "no-such-account"


def test_a_second_account_has_a_key_of_its_own(world: World, terminal: Terminal) -> None:
    made = terminal.json("account", "add", "second")
    assert len(made["account_id"]) == 12
    signing = secret_for(world.database, world.seal, made["access_key_id"], None, world.clock())
    assert signing.account_id == made["account_id"] != world.place.account_id
    assert [account["name"] for account in terminal.json("account", "list")] == ["test", "second"]
    assert "AWS_SECRET_ACCESS_KEY=" in terminal.says("key", "add", "--account", made["account_id"])


def test_what_an_operator_does_stands_in_the_audit_trail(world: World, terminal: Terminal) -> None:
    terminal.says("worker", "add", "ann@example.com", "--team", "reviewers")
    terminal.says("key", "add")
    assert world.rows("SELECT actor, action FROM audit ORDER BY id") == [
        ("operator", "AddWorker"),
        ("operator", "AddAccessKey"),
    ]
