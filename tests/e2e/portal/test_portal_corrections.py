"""A worker finds the answers given last, puts one right, and hears when it is too late."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from e2e.portal.pages.sign_in_page import SignInPage
from e2e.portal.pages.task_list_page import TaskListPage
from e2e.portal.portal_browsers import NewPage
from e2e.portal.portal_jobs import PASSWORD, NewJob, PortalJob
from e2e.portal.test_portal_accessibility import expect_accessible
from robots.signed_in_team import newcomer
from robots.worker_robot import WorkerRobot
from running_truthloop import RunningTruthloop


@pytest.fixture
def job(new_job: NewJob) -> PortalJob:
    """Two loops that wait for two workers each."""
    return new_job(loops=2, workers=2)


@pytest.fixture
def colleague(truthloop: RunningTruthloop, job: PortalJob) -> Iterator[WorkerRobot]:
    robot = newcomer(truthloop, job.name)
    yield robot
    robot.close()


def answered_one(page: Page, job: PortalJob) -> TaskListPage:
    """The task list after one answer, "A stiff lid.", typed and sent at once."""
    tasks = SignInPage(page).open(job.portal_url).sign_in(job.email, PASSWORD)
    task = tasks.start_working(job.title)
    task.worker_page.get_by_label("Your summary").fill("A stiff lid.")
    task.submit()
    expect(task.worker_page.get_by_label("Your summary")).to_have_value("")
    task.back_to_list()
    return tasks


def test_an_answer_is_put_right_on_its_own_page_and_the_correction_is_what_counts(
    new_page: NewPage, job: PortalJob, colleague: WorkerRobot
) -> None:
    page = new_page(bypass_csp=True, viewport={"width": 390, "height": 844})
    tasks = answered_one(page, job)
    tasks.expect_row(job.title, "1 can be corrected")
    correction = tasks.correct_last(job.title)
    summary = correction.worker_page.get_by_label("Your summary")
    expect(summary).to_have_value("A stiff lid.")
    expect_accessible(page, "correction")
    summary.fill("Boils fast; a stiff lid.")
    correction.leave()
    expect(page.get_by_role("dialog")).to_be_visible()
    expect_accessible(page, "leaving a correction")
    page.get_by_role("button", name="Keep working").click()
    correction.submit()
    tasks.expect_notice("Correction saved")
    expect(tasks.open_last_answers(job.title)).to_have_count(1)
    tasks.expect_row(job.title, "corrected")
    expect_accessible(page, "task list with last answers")
    queue = colleague.queue(job.title)["id"]
    assert colleague.work_off(queue, lambda _task: {"summary": "Stiff lid."}) == 2
    assert job.summaries(1) == ["Boils fast; a stiff lid."]


def test_a_correction_that_comes_too_late_is_told_so_and_does_not_count(
    page: Page, job: PortalJob, colleague: WorkerRobot
) -> None:
    tasks = answered_one(page, job)
    correction = tasks.correct_last(job.title)
    colleague.work_off(colleague.queue(job.title)["id"], lambda _task: {"summary": "Stiff lid."})
    assert job.summaries(1) == ["A stiff lid."]
    correction.worker_page.get_by_label("Your summary").fill("Too late a thought.")
    correction.submit()
    correction.expect_too_late()
    page.get_by_role("link", name="Back to task list").last.click()
    tasks.expect_shown()
    expect(tasks.open_last_answers(job.title).first).to_contain_text("Already counted")
