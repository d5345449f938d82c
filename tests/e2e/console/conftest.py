"""Everything here signs in to the console of a running Truthloop, by its API or in Chromium."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page

from chromium import PATIENCE_MS
from robots.console_robot import ConsoleRobot
from robots.job_robot import JobRobot
from robots.worker_robot import WorkerRobot
from running_truthloop import RunningTruthloop

PASSWORD = "console-by-night-27"
BOX = {"left": 8, "top": 6, "width": 20, "height": 16, "label": "coin"}
ConsoleBrowser: TypeAlias = Callable[..., Page]


@dataclass(frozen=True, slots=True)
class ConsoleDesk:
    """An administrator of the console, and a finished job over three pictures with one box each."""

    url: str
    email: str
    team: str
    job: str
    bucket: str


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "e2e/console" in item.nodeid:
            item.add_marker(pytest.mark.e2e)


@pytest.fixture
def console_browser(browser: Browser) -> Iterator[ConsoleBrowser]:
    """Pages of fresh profiles. Script errors, and whatever the content policy refuses, fail the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def make(**options: Any) -> Page:
        context = browser.new_context(**{"locale": "en-US", "viewport": {"width": 1280, "height": 800}, **options})
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if "Content Security Policy" in said.text else None)
        return page

    yield make
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture(scope="module")
def desk(truthloop: RunningTruthloop) -> Iterator[ConsoleDesk]:
    team, email = f"boxes-{uuid.uuid4().hex[:8]}", f"boss-{uuid.uuid4().hex[:8]}@example.com"
    truthloop.command("worker", "add", email, "--team", team, "--password", PASSWORD)
    truthloop.command("console", "grant", email, "--role", "admin")
    requester, name = JobRobot.set_up(truthloop, team=team), f"coins-{uuid.uuid4().hex[:8]}"
    pictures = [requester.put(f"pictures/{n}.png", picture(shade=60 * n)) for n in range(3)]
    manifest = requester.put_manifest([{"source-ref": uri} for uri in pictures])
    requester.create(
        name,
        manifest,
        task="BoundingBox",
        attribute="boxes",
        LabelCategoryConfigS3Uri=requester.put_labels(["coin", "button"]),
    )
    worker = WorkerRobot(truthloop.url, email, PASSWORD)
    worker.sign_in()
    answer = {
        "boundingBox": {"boundingBoxes": [BOX], "inputImageProperties": {"width": 64, "height": 48}},
    }
    assert worker.answer_all(name, answer) == 3
    requester.wait_status(name, "Completed")
    yield ConsoleDesk(truthloop.url, email, team, name, requester.bucket)
    worker.close()
    requester.close()


@pytest.fixture(scope="module")
def boss(truthloop: RunningTruthloop, desk: ConsoleDesk) -> Iterator[ConsoleRobot]:
    """Whoever runs the desk, signed in to the console's API."""
    robot = ConsoleRobot(truthloop.url, desk.email, PASSWORD)
    robot.sign_in()
    yield robot
    robot.close()


def picture(shade: int) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (64, 48), (shade, 120, 160)).save(written, "PNG")
    return written.getvalue()
