"""WCAG 2.2 AA as far as axe can see, in light, in dark and on a phone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from e2e.portal.pages.sign_in_page import SignInPage
from e2e.portal.portal_browsers import NewPage
from e2e.portal.portal_jobs import PASSWORD, PortalJob

AXE = Path(__file__).parents[3] / "web/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


def expect_accessible(page: Page, where: str) -> None:
    """No violation on the page, and nothing wider than the window. Worker pages have tests of their own."""
    # What has scrolled half behind a bar that stays in place would be called too small a target.
    page.evaluate("scrollTo(0, 0)")
    page.evaluate(f"{AXE.read_text()}; undefined")
    found: list[dict[str, Any]] = page.evaluate(
        "(rules) => axe.run(document, { iframes: false, runOnly: rules }).then((report) => report.violations)", RULES
    )
    assert [(where, one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"), f"{where} scrolls sideways"


@pytest.mark.parametrize(
    "looks",
    [{}, {"color_scheme": "dark"}, PHONE, {**PHONE, "color_scheme": "dark"}],
    ids=["light", "dark", "phone", "dark-phone"],
)
def test_every_page_is_accessible(new_page: NewPage, job: PortalJob, looks: dict[str, Any]) -> None:
    # axe comes in from outside, which our own content policy rightly forbids to pages.
    page = new_page(bypass_csp=True, **looks)
    way_in = SignInPage(page).open(job.portal_url)
    expect_accessible(page, "sign-in")
    way_in.fill(job.email, "wrong")
    way_in.press_sign_in()
    way_in.expect_problem("not right")
    expect_accessible(page, "sign-in refused")
    tasks = way_in.sign_in(job.email, PASSWORD)
    tasks.expect_row(job.title)
    expect_accessible(page, "task list")
    task = tasks.start_working(job.title)
    with page.expect_response("**/draft"):  # a phone has no room to say that it is saved
        task.worker_page.get_by_label("Your summary").fill("Half a thought")
    expect_accessible(page, "task")
    task.open_key_sheet()
    expect_accessible(page, "key sheet")
    page.keyboard.press("Escape")
    task.act("Decline task")
    expect_accessible(page, "decline dialog")
    page.get_by_role("button", name="Keep working").click()
    task.stop_and_resume_later()
    tasks.expect_row(job.title, "Stopped")
    expect_accessible(page, "list with a stopped task")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
