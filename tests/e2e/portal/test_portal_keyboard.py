"""The whole journey without a mouse."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from e2e.portal.pages.sign_in_page import sign_in
from e2e.portal.pages.task_list_page import TaskListPage
from e2e.portal.pages.task_page import TaskPage
from e2e.portal.portal_jobs import PASSWORD, PortalJob

# More tab stops than any page of ours has.
FAR = 40


def tab_to(page: Page, name: str, key: str = "Tab") -> None:
    """Press the key until the portal's element of this name has the keyboard."""
    for _ in range(FAR):
        page.keyboard.press(key)
        if (
            page.evaluate(
                "document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent?.trim()"
            )
            == name
        ):
            return
    raise AssertionError(f"{name!r} is not reached by {FAR} presses of {key}")


def test_a_worker_needs_only_the_keyboard(page: Page, job: PortalJob) -> None:
    page.goto(job.portal_url)
    expect(page.get_by_label("Email", exact=True)).to_be_focused()
    page.keyboard.type(job.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    tasks = TaskListPage(page)
    tasks.expect_row(job.title)
    tab_to(page, "Start working")
    page.keyboard.press("Enter")
    task = TaskPage(page)
    task.expect_working()
    summary = task.worker_page.get_by_label("Your summary")
    expect(summary).to_be_focused()
    page.keyboard.type("Typed.")
    task.expect_saved()
    page.keyboard.press("Tab")
    expect(task.worker_page.get_by_role("button", name="Submit", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(task.worker_page.get_by_role("heading", name="Lamp")).to_be_visible()
    expect(task.worker_page.get_by_label("Your summary")).to_be_focused()
    assert job.summaries(1) == ["Typed."]

    tab_to(page, "Stop and resume later", "Shift+Tab")
    page.keyboard.press("Enter")
    tasks.expect_shown()


def test_the_help_sheet_opens_and_closes_by_key_and_gives_the_keyboard_back(page: Page, job: PortalJob) -> None:
    task = sign_in(page, job.portal_url, job.email, PASSWORD).start_working(job.title)
    expect(task.worker_page.get_by_label("Your summary")).to_be_focused()
    page.keyboard.type("Really?")
    expect(page.get_by_role("dialog")).to_have_count(0)
    tab_to(page, "Log out", "Shift+Tab")
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(sheet).to_be_visible()
    sheet.get_by_label("Use the ? key").uncheck()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(task.button("Log out")).to_be_focused()
    page.keyboard.press("?")
    expect(sheet).to_be_hidden()
