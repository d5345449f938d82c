"""A form in the object store, reviewed in the portal: its picture is read, and its keys stand on the sheet."""

from __future__ import annotations

import json
import uuid
from pathlib import Path

from playwright.sync_api import Page, expect

from e2e.portal.pages.sign_in_page import SignInPage
from e2e.portal.portal_jobs import clients_of
from robots.requester_robot import RequesterRobot
from running_truthloop import RunningTruthloop

EXAMPLE = Path(__file__).resolve().parents[3] / "examples/elements"
PASSWORD = "not-for-templates-7"
SOURCE = (
    "{% capture s3_uri %}http://s3.amazonaws.com/{{ task.input.aiServiceRequest.document.s3Object.bucket }}/"
    "{{ task.input.aiServiceRequest.document.s3Object.name }}{% endcapture %}"
)


def open_review(truthloop: RunningTruthloop, page: Page) -> None:
    """A worker opens AWS's own template for Textract, over a form in a bucket."""
    team, email = f"team-{uuid.uuid4().hex[:8]}", f"{uuid.uuid4().hex[:8]}@example.com"
    truthloop.command("worker", "add", email, "--team", team, "--password", PASSWORD)
    s3 = clients_of(truthloop).s3
    s3.create_bucket(Bucket=team)
    picture = (EXAMPLE / "media/form.png").read_bytes()
    s3.put_object(Bucket=team, Key="form.png", Body=picture, ContentType="image/png")
    template = (EXAMPLE / "crowd-textract-analyze-document.liquid.html").read_text()
    address = "{{ task.input.aiServiceRequest.document.address }}"
    template = SOURCE + template.replace(address, "{{ s3_uri | grant_read_access }}")
    content = json.loads((EXAMPLE / "crowd-textract-analyze-document.input.json").read_text())
    content["aiServiceRequest"]["document"] = {"s3Object": {"bucket": team, "name": "form.png"}}
    requester = RequesterRobot.set_up(truthloop, team=team, template=template)
    requester.start(f"{requester.name}-loop", content)
    tasks = SignInPage(page).open(f"{truthloop.url}/portal").sign_in(email, PASSWORD)
    tasks.start_working(requester.name)


def test_a_form_of_the_object_store_is_reviewed_and_its_keys_stand_on_the_sheet(
    truthloop: RunningTruthloop, english_page: Page
) -> None:
    open_review(truthloop, english_page)
    work = english_page.frame_locator("iframe >> nth=0")
    value = work.get_by_label("Value: Phone Number:")
    expect(value).to_have_value("555-O1OO")
    pixels = english_page.frames[1].evaluate(
        """async () => {
          const element = document.querySelector('crowd-textract-analyze-document');
          const all = await element.shadowRoot.querySelector('truthloop-image-stage').pixels();
          return [all.width, all.height];
        }"""
    )
    assert pixels == [1000, 720]
    value.fill("555-0100")
    work.get_by_label("Key not found").focus()
    english_page.keyboard.press("?")
    sheet = english_page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(sheet.get_by_role("heading", name="In this task")).to_be_visible()
    expect(sheet.get_by_text("Value is blank")).to_be_visible()
    expect(sheet.get_by_text("Submit the task")).to_be_visible()
    english_page.keyboard.press("Escape")
    work.get_by_label("Key not found").check()
    work.get_by_role("button", name="Submit", exact=True).click()
    expect(english_page.get_by_role("heading", name="All done for now")).to_be_visible()
