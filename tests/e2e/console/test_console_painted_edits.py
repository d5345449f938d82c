"""A mask is put right on its worker page: painted on, it is a new file beside the old one; left alone, it stays."""

from __future__ import annotations

import base64
import uuid
from collections.abc import Iterator

import numpy as np
import pytest
from playwright.sync_api import expect

from e2e.console.conftest import PASSWORD, ConsoleBrowser, ConsoleDesk, picture
from e2e.console.pages.console_pages import ConsoleSignIn
from e2e.console.pages.label_editor import LabelEditor
from robots.console_robot import ConsoleRobot
from robots.job_robot import JobRobot
from robots.requester_robot import RequesterRobot
from robots.worker_robot import WorkerRobot
from running_truthloop import RunningTruthloop
from truthloop.task_types.mask_pictures import WHITE, written_mask

GREEN = 0x2CA02C


@pytest.fixture
def parts(truthloop: RunningTruthloop, desk: ConsoleDesk) -> Iterator[tuple[str, JobRobot]]:
    """A finished job over one picture with one painted part."""
    requester, name = JobRobot.set_up(truthloop, team=desk.team), f"parts-{uuid.uuid4().hex[:8]}"
    manifest = requester.put_manifest([{"source-ref": requester.put("part.png", picture(60))}])
    labels = requester.put_labels(["coin", "button"])
    requester.create(
        name, manifest, task="SemanticSegmentation", attribute="parts-ref", LabelCategoryConfigS3Uri=labels
    )
    worker = WorkerRobot(truthloop.url, desk.email, PASSWORD)
    worker.sign_in()
    RequesterRobot.wait(
        lambda: any(q["title"] == name and q["waiting"] for q in worker.queues()), 60, "the queue in the portal"
    )
    painted = np.zeros((48, 64), dtype=np.uint8)
    painted[10:30, 10:40] = 1
    mask = {
        "labelMappings": {"coin": {"color": "#2ca02c"}},
        "labeledImage": {"pngImageData": base64.b64encode(written_mask(painted, [WHITE, GREEN])).decode()},
        "inputImageProperties": {"width": 64, "height": 48},
    }
    worker.work_off(worker.queue(name)["id"], lambda _task: {"crowd-semantic-segmentation": mask})
    requester.wait_status(name, "Completed")
    yield name, requester
    worker.close()
    requester.close()


def test_a_mask_that_is_left_alone_stays_where_it_is_and_one_that_is_painted_on_is_a_new_file(
    console_browser: ConsoleBrowser, desk: ConsoleDesk, boss: ConsoleRobot, parts: tuple[str, JobRobot]
) -> None:
    job, requester = parts

    def address() -> str:
        return str(boss.ask(f"/jobs/{job}/objects/0")["label"]["parts-ref"])

    page, first = console_browser(), address()
    ConsoleSignIn(page).open(desk.url).sign_in(desk.email, PASSWORD)
    page.goto(f"{desk.url}/console/jobs/{job}/objects/0")
    editor = LabelEditor(page, 0).open()
    editor.submit()
    expect(page.locator(".history li")).to_have_count(1)
    assert address() == first
    editor.open()
    # The mask is read after the page is there; the brush paints from one press to the next.
    expect(editor.worker_page.get_by_role("button", name="Brush", exact=True)).to_be_enabled()
    editor.press("crowd-semantic-segmentation .marks", "2", "Enter", "Enter")
    expect(editor.worker_page.get_by_role("button", name="Undo", exact=True)).to_be_enabled()
    editor.button("Save label").click()
    expect(page.locator(".history li")).to_have_count(2)
    assert address() != first
    assert requester.read(first) != requester.read(address())
