"""Functions in the console: what is registered, how calls went, and trying one with an event."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from e2e.console.conftest import PASSWORD, ConsoleBrowser, ConsoleDesk
from e2e.console.pages.console_pages import ConsoleSignIn
from e2e.console.pages.loop_pages import FunctionsPage
from e2e.portal.test_portal_accessibility import expect_accessible
from robots.console_robot import ConsoleRobot
from running_truthloop import RunningTruthloop

CODE = """
def lambda_handler(event, context):
    print("looking at", event["dataObject"]["source"])
    return {"taskInput": {"text": event["dataObject"]["source"].upper()}}
"""


@dataclass(frozen=True, slots=True)
class Shout:
    """A registered function that makes texts loud."""

    arn: str
    reviewer: str
    """Somebody who may look and not call."""


@pytest.fixture(scope="module")
def shout(truthloop: RunningTruthloop, desk: ConsoleDesk, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shout]:
    folder, name = tmp_path_factory.mktemp("shout"), uuid.uuid4().hex[:8]
    (folder / "lambda_function.py").write_text(CODE)
    arn, email = f"arn:aws:lambda:us-east-1:111122223333:function:shout-{name}", f"looks-{name}@example.com"
    truthloop.command("function", "register", arn, "--folder", str(folder))
    truthloop.command("worker", "add", email, "--team", desk.team, "--password", PASSWORD)
    truthloop.command("console", "grant", email, "--role", "reviewer")
    yield Shout(arn, email)
    truthloop.command("function", "remove", arn)


def test_a_function_is_tried_with_an_event_and_its_reply_failure_and_log_are_shown(
    console_browser: ConsoleBrowser, desk: ConsoleDesk, shout: Shout
) -> None:
    page = console_browser(bypass_csp=True)
    ConsoleSignIn(page).open(desk.url).sign_in(desk.email, PASSWORD)
    functions = FunctionsPage(page).open()
    functions.choose(shout.arn.split(":")[-1])
    functions.invoke("no JSON")
    expect(page.get_by_role("alert")).to_contain_text("must be a JSON object")
    functions.invoke(json.dumps({"dataObject": {"source": "hello"}}))
    expect(page.get_by_role("region", name="Reply")).to_contain_text('"HELLO"')
    expect(page.get_by_role("region", name="What it printed", exact=True)).to_contain_text("looking at hello")
    functions.invoke(json.dumps({"nothing": "known"}))
    expect(page.get_by_text("KeyError").first).to_be_visible()
    expect(page.get_by_text("1 failure in 24 hours")).to_be_visible()
    calls = page.locator(".function-calls > li")
    expect(calls).to_have_count(2)
    calls.first.locator("summary").click()
    expect(calls.first).to_contain_text("dataObject")
    expect_accessible(page, "functions")


def test_whoever_only_reviews_sees_functions_and_may_not_call_them(
    truthloop: RunningTruthloop, console_browser: ConsoleBrowser, desk: ConsoleDesk, shout: Shout
) -> None:
    page = console_browser()
    ConsoleSignIn(page).open(desk.url).sign_in(shout.reviewer, PASSWORD)
    FunctionsPage(page).open().choose(shout.arn.split(":")[-1])
    expect(page.get_by_role("heading", name="Last calls")).to_be_visible()
    expect(page.get_by_role("button", name="Invoke")).to_have_count(0)
    robot = ConsoleRobot(truthloop.url, shout.reviewer, PASSWORD)
    robot.sign_in()
    refused = robot.post("/functions/invoke", {"function": shout.arn, "event": {}})
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "role-too-low")
    robot.close()


def test_calls_from_the_console_stand_in_the_trail_and_wrong_ones_say_what_is_wrong(
    boss: ConsoleRobot, shout: Shout
) -> None:
    event = {"dataObject": {"source": "again"}}
    tried = boss.ask("/functions/invoke", {"function": shout.arn, "event": event})
    assert (tried["outcome"], tried["value"]) == ("ok", {"taskInput": {"text": "AGAIN"}})
    missing = boss.post("/functions/invoke", {"function": "not-there", "event": event})
    assert missing.status_code == 404
    assert shout.arn in missing.json()["error"]["message"]
    wrong = boss.post("/functions/invoke", {"function": shout.arn, "event": "text"})
    assert "must be a JSON object" in wrong.json()["error"]["message"]
    newest = boss.ask("/audit", {"limit": 20})["entries"]
    assert any(e["action"] == "InvokeFunction" and shout.arn in e["subject"] for e in newest)
