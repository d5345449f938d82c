"""Ways to leave a task, and what becomes of the work, to the last letter: nothing waits for it to be saved first."""

from __future__ import annotations

import re

from playwright.sync_api import FrameLocator, Locator, Page, expect

from e2e.portal.pages.sign_in_page import SignInPage, sign_in
from e2e.portal.pages.task_list_page import TaskListPage
from e2e.portal.pages.task_page import TaskPage
from e2e.portal.portal_jobs import PASSWORD, NewJob, PortalJob


def summary_in(worker_page: FrameLocator) -> Locator:
    return worker_page.get_by_label("Your summary")


def begin(page: Page, job: PortalJob) -> TaskPage:
    """At work on the first task."""
    task = sign_in(page, job.portal_url, job.email, PASSWORD).start_working(job.title)
    expect(task.worker_page.get_by_role("heading", name="Kettle")).to_be_visible()
    return task


def test_a_declined_task_gives_way_to_the_next_and_never_comes_back(page: Page, job: PortalJob) -> None:
    task = begin(page, job)
    task.decline()
    expect(task.worker_page.get_by_role("heading", name="Lamp")).to_be_visible()
    task.decline()
    expect(task.worker_page.get_by_role("heading", name="Backpack")).to_be_visible()
    task.decline()
    task.expect_all_done()


def test_declining_can_be_thought_better_of(page: Page, job: PortalJob) -> None:
    task = begin(page, job)
    summary_in(task.worker_page).fill("Half a thought")
    task.act("Decline task")
    dialog = page.get_by_role("dialog", name="Decline this task?")
    expect(dialog).to_contain_text("not be offered it again")
    dialog.get_by_role("button", name="Keep working").click()
    expect(dialog).to_be_hidden()
    expect(summary_in(task.worker_page)).to_have_value("Half a thought")
    task.act("Decline task")
    dialog.get_by_role("button", name="Decline", exact=True).click()
    expect(task.worker_page.get_by_role("heading", name="Lamp")).to_be_visible()


def test_a_released_task_goes_back_to_the_others(page: Page, job: PortalJob) -> None:
    task = begin(page, job)
    task.release()
    tasks = TaskListPage(page)
    tasks.expect_shown()
    tasks.expect_notice("Task released")
    tasks.expect_row(job.title, "2 tasks waiting")


def test_a_stopped_task_is_resumed_with_its_draft(page: Page, job: PortalJob) -> None:
    task = begin(page, job)
    summary_in(task.worker_page).fill("Half a thought")
    task.stop_and_resume_later()
    tasks = TaskListPage(page)
    tasks.expect_shown()
    tasks.expect_notice("Task stopped")
    tasks.expect_row(job.title, "Stopped")
    again = tasks.resume(job.title)
    expect(again.worker_page.get_by_role("heading", name="Kettle")).to_be_visible()
    expect(summary_in(again.worker_page)).to_have_value("Half a thought")
    again.submit()
    expect(again.worker_page.get_by_role("heading", name="Lamp")).to_be_visible()
    assert job.summaries(1) == ["Half a thought"]


def test_a_reload_keeps_the_draft(page: Page, job: PortalJob) -> None:
    task = begin(page, job)
    summary_in(task.worker_page).fill("Half a thought")
    task.expect_saved()
    page.reload()
    task.expect_working()
    expect(summary_in(task.worker_page)).to_have_value("Half a thought")


def test_logging_out_in_mid_task_keeps_task_and_draft(page: Page, job: PortalJob) -> None:
    task = begin(page, job)
    summary_in(task.worker_page).fill("Half a thought")
    task.log_out()
    tasks = SignInPage(page).sign_in(job.email, PASSWORD)
    tasks.expect_row(job.title, "In progress")
    again = tasks.resume(job.title)
    expect(summary_in(again.worker_page)).to_have_value("Half a thought")


def test_when_time_is_up_the_words_can_be_copied_and_the_next_task_taken(page: Page, new_job: NewJob) -> None:
    short = new_job(time_limit_seconds=30)
    page.clock.install()
    task = begin(page, short)
    expect(page.get_by_role("timer")).to_have_accessible_name(re.compile(r"Time left 0:(30|[12]\d)"))
    summary_in(task.worker_page).fill("Too slow")
    task.expect_saved()
    page.clock.fast_forward(31_000)
    task.expect_time_is_up()
    expect(page.get_by_label("What you wrote")).to_have_value("summary: Too slow")
    expect(page.get_by_role("button", name="Copy what you wrote")).to_be_visible()
    page.get_by_role("button", name="Get next task").click()
    task.expect_working()
