"""Labels are put right on their worker page: boxes moved, entities added, and nobody's edit overwritten."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from e2e.console.conftest import BOX, PASSWORD, ConsoleBrowser, ConsoleDesk
from e2e.console.pages.console_pages import ConsoleSignIn
from e2e.console.pages.label_editor import LabelEditor
from e2e.portal.test_portal_accessibility import expect_accessible
from robots.console_robot import ConsoleRobot
from robots.job_robot import JobRobot
from robots.requester_robot import RequesterRobot
from robots.worker_robot import WorkerRobot
from running_truthloop import RunningTruthloop

TEXT = "Ana Silva founded Acme in 2019."
PERSON = {"label": "person", "startOffset": 0, "endOffset": 9}
STAGE = "crowd-bounding-box truthloop-image-stage .marks"


@pytest.fixture(scope="module")
def names(truthloop: RunningTruthloop, desk: ConsoleDesk) -> Iterator[tuple[str, JobRobot]]:
    """A finished job over one text with one entity."""
    requester, name = JobRobot.set_up(truthloop, team=desk.team), f"names-{uuid.uuid4().hex[:8]}"
    config = {
        "document-version": "2018-11-28",
        "labels": [{"label": "person", "shortDisplayName": "per"}, {"label": "company", "shortDisplayName": "com"}],
        "instructions": {"shortInstruction": "<p>Mark names.</p>", "fullInstruction": "<p>Mark all names.</p>"},
    }
    labels = requester.put("names.json", json.dumps(config))
    manifest = requester.put_manifest([{"source": TEXT}])
    requester.create(name, manifest, task="NamedEntityRecognition", attribute="names", LabelCategoryConfigS3Uri=labels)
    worker = WorkerRobot(truthloop.url, desk.email, PASSWORD)
    worker.sign_in()
    RequesterRobot.wait(
        lambda: any(q["title"] == name and q["waiting"] for q in worker.queues()), 60, "the queue in the portal"
    )
    worker.work_off(worker.queue(name)["id"], lambda _task: {"crowd-entity-annotation": {"entities": [PERSON]}})
    requester.wait_status(name, "Completed")
    yield name, requester
    worker.close()
    requester.close()


def open_object(page: Page, desk: ConsoleDesk, job: str, number: int) -> LabelEditor:
    signed = ConsoleSignIn(page).open(desk.url).sign_in(desk.email, PASSWORD).open_job(job)
    signed.tab("Objects")
    page.get_by_role("spinbutton", name="Go to object").fill(str(number))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=f"Object {number}", exact=True)).to_be_visible()
    return LabelEditor(page, number)


def object_of(boss: ConsoleRobot, job: str, number: int) -> dict[str, Any]:
    found: dict[str, Any] = boss.ask(f"/jobs/{job}/objects/{number}")
    return found


def boxes_of(boss: ConsoleRobot, job: str, number: int) -> list[dict[str, int]]:
    annotations: list[dict[str, int]] = object_of(boss, job, number)["label"]["boxes"]["annotations"]
    return annotations


def written(boss: ConsoleRobot, job: str, requester: JobRobot) -> list[dict[str, Any]]:
    """The output manifest, once it is written again."""
    number, attribute = 0, "names"
    wanted = object_of(boss, job, number)["label"]
    RequesterRobot.wait(
        lambda: requester.output(job)[number][attribute] == wanted[attribute], 30, "the manifest written again"
    )
    return requester.output(job)


def test_a_box_is_moved_by_keyboard_on_the_worker_page_and_the_history_says_who_and_why(
    console_browser: ConsoleBrowser, desk: ConsoleDesk, boss: ConsoleRobot
) -> None:
    page = console_browser(bypass_csp=True)
    editor = open_object(page, desk, desk.job, 0).open()
    expect_accessible(page, "label on its worker page")
    page.get_by_label("Comment").fill("a pixel to the right")
    editor.press(STAGE, "v", ".", "ArrowRight")
    editor.submit()
    expect(page.get_by_text("Saved. The output manifest is written again.")).to_be_visible()
    assert boxes_of(boss, desk.job, 0) == [{"class_id": 0, "left": 9, "top": 6, "width": 20, "height": 16}]
    (edit,) = object_of(boss, desk.job, 0)["edits"]
    assert (edit["comment"], edit["actor"].rsplit("/", 1)[-1]) == ("a pixel to the right", desk.email)
    history = page.locator(".history")
    expect(history).to_contain_text("a pixel to the right")
    expect(history).to_contain_text(desk.email)


def test_a_box_that_is_left_as_it_is_stays_the_label_it_was(
    console_browser: ConsoleBrowser, desk: ConsoleDesk, boss: ConsoleRobot
) -> None:
    before = object_of(boss, desk.job, 1)["label"]["boxes"]
    editor = open_object(console_browser(), desk, desk.job, 1).open()
    editor.submit()
    expect(editor.page.get_by_text("Saved. The output manifest is written again.")).to_be_visible()
    after = object_of(boss, desk.job, 1)
    assert (after["label"]["boxes"], len(after["edits"])) == (before, 1)


def test_a_label_that_somebody_else_changed_meanwhile_is_not_overwritten_and_the_page_keeps_what_was_drawn(
    console_browser: ConsoleBrowser, desk: ConsoleDesk, boss: ConsoleRobot
) -> None:
    editor = open_object(console_browser(), desk, desk.job, 2).open()
    editor.press(STAGE, "v", ".", "ArrowDown")
    boss.ask(
        "/operations/EditLabel",
        {
            "LabelingJobName": desk.job,
            "ObjectNumber": 2,
            "Answer": json.dumps({"boundingBox": {"boundingBoxes": [BOX | {"left": 30}]}}),
        },
    )
    editor.submit()
    expect(editor.page.get_by_role("alert").filter(has_text="was changed meanwhile by")).to_be_visible()
    assert boxes_of(boss, desk.job, 2)[0]["left"] == 30
    editor.button("Cancel").click()
    expect(editor.page.get_by_text("What you changed on the page would be lost.")).to_be_visible()
    editor.button("Keep editing").click()
    expect(editor.frame_element).to_be_visible()
    editor.button("Cancel").click()
    editor.button("Discard the changes").click()
    expect(editor.frame_element).to_have_count(0)
    expect(editor.page.locator(".history")).to_contain_text('"left": 30')


def test_an_entity_is_added_by_keyboard_and_stands_in_the_output_manifest(
    console_browser: ConsoleBrowser, desk: ConsoleDesk, boss: ConsoleRobot, names: tuple[str, JobRobot]
) -> None:
    job, requester = names
    page = console_browser(bypass_csp=True)
    editor = open_object(page, desk, job, 0).open()
    editor.press("crowd-entity-annotation .passage", "Control+Home", *["Control+ArrowRight"] * 3, "ArrowRight")
    editor.press("crowd-entity-annotation .passage", "Control+Shift+ArrowRight", "2")
    expect_accessible(page, "entities on their worker page")
    editor.button("Save label").click()
    expect(page.get_by_text("Saved. The output manifest is written again.")).to_be_visible()
    (line,) = written(boss, job, requester)
    assert line["names"]["annotations"]["entities"] == [
        PERSON,
        {"label": "company", "startOffset": 18, "endOffset": 22},
    ]
    assert line["names-metadata"]["entities"] == [{"confidence": 1.0}] * 2


def test_json_stays_a_choice_beside_the_page(
    console_browser: ConsoleBrowser, desk: ConsoleDesk, names: tuple[str, JobRobot]
) -> None:
    editor = open_object(console_browser(), desk, names[0], 0).open()
    editor.button("Edit as JSON").click()
    expect(editor.page.get_by_role("textbox", name="Label")).to_be_focused()
    expect(editor.page.get_by_role("textbox", name="Label")).to_have_value(re.compile("startOffset"))
    editor.button("Edit on the page").click()
    editor.expect_ready()
