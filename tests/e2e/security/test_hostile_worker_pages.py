"""A worker page does its worst: it is a requester's, so it may be hostile to the worker and to other tasks."""

from __future__ import annotations

import json
import uuid

import pytest
from playwright.sync_api import Page, expect

from robots.requester_robot import RequesterRobot
from running_truthloop import RunningTruthloop

pytestmark = pytest.mark.e2e

PASSWORD = "not-for-templates-5"

ATTACKS = """
<script src="https://assets.crowd.aws/crowd-html-elements.js"></script>
<crowd-form>
  <p>{{ task.input.text }}</p>
  <crowd-input name="findings" label="Findings" value="none yet"></crowd-input>
</crowd-form>
<script>
const attempts = {
  cookie: () => document.cookie,
  storage: () => localStorage.length,
  parent: () => window.parent.document.title,
  top: () => {
    if (window.top === window) throw new Error('alone');
    window.top.location = 'https://example.com/';
    return 'moved';
  },
  opener: () => String(window.opener),
  worker: () => navigator.serviceWorker.register('/sw.js') && 'registered',
  popup: () => String(window.open('/portal', '_blank')?.document?.title),
};
const later = {
  session: () => fetch('/portal/api/session', {credentials: 'include'}).then((r) => r.status + ' read'),
  queues: () => fetch('/portal/api/queues', {credentials: 'include'}).then((r) => r.text()),
  submit: () => fetch('/portal/api/assignments/00000000-0000-0000-0000-000000000000/submit',
    {method: 'POST', credentials: 'include', headers: {'content-type': 'application/json'}, body: '{}'})
    .then((r) => r.status + ' read'),
  metrics: () => fetch('/metrics').then((r) => r.text()),
};
addEventListener('load', async () => {
  const found = {};
  for (const [name, attempt] of Object.entries(attempts)) {
    try { found[name] = 'got: ' + attempt(); } catch (error) { found[name] = 'refused'; }
  }
  for (const [name, attempt] of Object.entries(later)) {
    try { found[name] = 'got: ' + await attempt(); } catch (error) { found[name] = 'refused'; }
  }
  found.origin = String(self.origin);
  document.querySelector('crowd-input').value = JSON.stringify(found);
  document.title = 'attacked';
});
</script>
"""


def begin(truthloop: RunningTruthloop, page: Page, template: str, content: dict[str, str]) -> RequesterRobot:
    """One loop of a template, and a worker who opens it."""
    team, email = f"team-{uuid.uuid4().hex[:8]}", f"{uuid.uuid4().hex[:8]}@example.com"
    truthloop.command("worker", "add", email, "--team", team, "--password", PASSWORD)
    requester = RequesterRobot.set_up(truthloop, team=team, template=template)
    requester.start(f"{requester.name}-loop", content)
    page.goto(f"{truthloop.url}/portal")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Start working").click()
    expect(page.frame_locator("iframe >> nth=0").get_by_role("button", name="Submit")).to_be_visible()
    return requester


def test_a_page_reaches_neither_cookies_nor_portal_nor_api(truthloop: RunningTruthloop, english_page: Page) -> None:
    requester = begin(truthloop, english_page, ATTACKS, {"text": "harmless"})
    frame = english_page.frames[1]
    frame.wait_for_function("document.title === 'attacked'")
    address = english_page.url
    english_page.frame_locator("iframe >> nth=0").get_by_role("button", name="Submit").click()
    loop = f"{requester.name}-loop"
    requester.wait_status(loop, "Completed")
    findings = json.loads(requester.output(loop)["humanAnswers"][0]["answerContent"]["findings"])
    assert findings.pop("origin") == "null"
    assert findings.pop("opener") == "got: null"
    assert findings.pop("popup") in {"refused", "got: undefined", "got: null"}
    assert set(findings.values()) == {"refused"}, findings
    assert english_page.url.startswith(truthloop.url), "the page must not have moved the portal"
    assert address.startswith(f"{truthloop.url}/portal/tasks/")


def test_markup_in_task_data_is_shown_and_not_run(truthloop: RunningTruthloop, english_page: Page) -> None:
    template = ATTACKS.split("<script>", maxsplit=1)[0]
    nasty = "<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script>"
    begin(truthloop, english_page, template, {"text": nasty})
    frame = english_page.frames[1]
    expect(english_page.frame_locator("iframe >> nth=0").locator("p").first).to_have_text(nasty)
    assert frame.title() != "run"


def test_a_page_opened_by_itself_has_no_origin_either(truthloop: RunningTruthloop, english_page: Page) -> None:
    begin(truthloop, english_page, ATTACKS, {"text": "harmless"})
    address = english_page.locator("iframe").first.get_attribute("src")
    assert address is not None
    alone = english_page.context.new_page()
    alone.goto(truthloop.url + address)
    alone.wait_for_function("document.title === 'attacked'")
    findings = json.loads(alone.evaluate("document.querySelector('crowd-input').value"))
    assert findings["origin"] == "null"
    assert findings["cookie"] == "refused"
    assert findings["session"] == "refused"
