"""A template without a crowd-form, of plain HTML controls, can be answered too: the portal brings the button."""

from __future__ import annotations

import uuid

import pytest
from playwright.sync_api import Page, expect

from robots.requester_robot import RequesterRobot
from running_truthloop import RunningTruthloop

pytestmark = pytest.mark.e2e

PASSWORD = "plain-controls-62"
TEMPLATE = """
<h1>{{ task.input.text }}</h1>
<label>Verdict <select name="verdict" required><option value="">Choose</option><option>good</option></select></label>
<label>Why <textarea name="why"></textarea></label>
"""


@pytest.mark.parametrize("way", ["button", "keys"])
def test_a_page_of_plain_controls_is_submitted_by_the_portal(
    truthloop: RunningTruthloop, english_page: Page, way: str
) -> None:
    team, email = f"plain-{uuid.uuid4().hex[:8]}", f"{uuid.uuid4().hex[:8]}@example.com"
    truthloop.command("worker", "add", email, "--team", team, "--password", PASSWORD)
    requester = RequesterRobot.set_up(truthloop, team=team, template=TEMPLATE)
    loop = f"{requester.name}-loop"
    requester.start(loop, {"text": "Plain"})
    page = english_page
    page.goto(f"{truthloop.url}/portal")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Start working").click()
    frame = page.frame_locator("iframe >> nth=0")
    submit = page.get_by_role("button", name="Submit", exact=True)
    expect(submit).to_be_visible()
    frame.get_by_label("Why").fill("It says what it is.")
    submit.click()
    expect(frame.get_by_label("Verdict")).to_be_focused()  # required: the page says so and nothing is sent
    frame.get_by_label("Verdict").select_option("good")
    if way == "button":
        submit.click()
    else:
        frame.get_by_label("Why").press("Control+Enter")
    requester.wait_status(loop, "Completed")
    (answer,) = requester.output(loop)["humanAnswers"]
    assert answer["answerContent"] == {"verdict": "good", "why": "It says what it is."}
