"""Everything here drives Chromium against a running Truthloop."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from chromium import PATIENCE_MS
from e2e.portal.portal_browsers import NewPage
from e2e.portal.portal_jobs import NewJob, PortalJob, make_job
from running_truthloop import RunningTruthloop


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "e2e/portal" in item.nodeid:
            item.add_marker(pytest.mark.e2e)


@pytest.fixture
def new_page(browser: Browser) -> Iterator[NewPage]:
    """Pages of fresh browser profiles; English on a laptop unless told otherwise. Script errors fail the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def make(**options: Any) -> Page:
        context = browser.new_context(**{"locale": "en-US", "viewport": {"width": 1280, "height": 800}, **options})
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield make
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def page(new_page: NewPage) -> Page:
    return new_page()


@pytest.fixture
def new_job(truthloop: RunningTruthloop) -> Iterator[NewJob]:
    """Jobs of the test's own. Their teams go afterwards: an account has at most 100."""
    made: list[PortalJob] = []

    def make(**options: Any) -> PortalJob:
        made.append(make_job(truthloop, **options))
        return made[-1]

    yield make
    for job in made:
        job.dissolve_team()


@pytest.fixture
def job(new_job: NewJob) -> PortalJob:
    """Three loops for one worker."""
    return new_job()
