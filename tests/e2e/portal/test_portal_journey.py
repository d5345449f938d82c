"""From the task list to output.json."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from e2e.portal.pages.sign_in_page import sign_in
from e2e.portal.pages.task_page import TaskPage
from e2e.portal.portal_jobs import PASSWORD, PortalJob


def write_summary(task: TaskPage, title: str, summary: str) -> None:
    """Answer the task about a product, once it is the one shown."""
    expect(task.worker_page.get_by_role("heading", name=title)).to_be_visible()
    task.expect_begun()
    task.worker_page.get_by_label("Your summary").fill(summary)


def test_a_worker_answers_task_after_task_and_the_answers_are_in_s3(page: Page, job: PortalJob) -> None:
    tasks = sign_in(page, job.portal_url, job.email, PASSWORD)
    task = tasks.start_working(job.title)
    for title in ("Kettle", "Lamp", "Backpack"):
        write_summary(task, title, f"About the {title.lower()}.")
        task.expect_saved()
        task.submit()
    task.expect_all_done()
    task.back_to_list()
    tasks.expect_nothing_waiting()
    assert job.summaries(3) == ["About the kettle.", "About the lamp.", "About the backpack."]


def test_the_next_task_is_loaded_behind_the_open_one_and_takes_its_place_without_loading_again(
    page: Page, job: PortalJob
) -> None:
    task = sign_in(page, job.portal_url, job.email, PASSWORD).start_working(job.title)
    write_summary(task, "Kettle", "Hot water.")
    task.expect_next_loaded_behind()
    behind = page.locator("iframe").nth(1).element_handle()
    loads: list[str] = []
    page.on("request", lambda request: loads.append(request.url) if "/pages/" in request.url else None)
    with page.expect_request(lambda request: "/pages/" in request.url):
        task.submit()
    write_summary(task, "Lamp", "Warm light.")
    assert task.frame.element_handle().evaluate("(front, behind) => front === behind", behind)
    task.expect_next_loaded_behind()
    # The one page asked for since is that of the task after it.
    assert len(loads) == 1


def test_a_page_that_sends_nothing_required_is_told_by_its_own_form(page: Page, job: PortalJob) -> None:
    task = sign_in(page, job.portal_url, job.email, PASSWORD).start_working(job.title)
    expect(task.worker_page.get_by_role("heading", name="Kettle")).to_be_visible()
    task.submit()
    expect(task.worker_page.get_by_label("Your summary")).to_have_attribute("aria-invalid", "true")
    expect(task.worker_page.get_by_role("heading", name="Kettle")).to_be_visible()


def test_two_tabs_show_the_same_task_and_make_one_answer_of_it(page: Page, job: PortalJob) -> None:
    first = sign_in(page, job.portal_url, job.email, PASSWORD).start_working(job.title)
    write_summary(first, "Kettle", "From the first tab.")
    other = page.context.new_page()
    other.goto(page.url)
    second = TaskPage(other)
    second.expect_working()
    write_summary(second, "Kettle", "From the second tab.")
    first.submit()
    write_summary(first, "Lamp", "Light.")
    expect(other.get_by_role("heading", name="Finished in another window")).to_be_visible()
    other.get_by_role("button", name="Get next task").click()
    expect(second.worker_page.get_by_role("heading", name="Lamp")).to_be_visible()
    assert job.summaries(1) == ["From the first tab."]


def test_tasks_that_arrive_while_the_list_is_open_appear_by_themselves(page: Page, job: PortalJob) -> None:
    tasks = sign_in(page, job.portal_url, job.email, PASSWORD)
    tasks.expect_row(job.title, "3 tasks waiting")
    job.start_loops(2)
    tasks.expect_row(job.title, "5 tasks waiting")
