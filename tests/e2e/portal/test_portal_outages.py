"""The server dies, the network goes, the session ends: nothing a worker wrote is lost."""

from __future__ import annotations

import os
import signal

from playwright.sync_api import Page, Route, expect

from e2e.portal.pages.sign_in_page import SignInPage, sign_in
from e2e.portal.pages.task_page import TaskPage
from e2e.portal.portal_jobs import PASSWORD, NewJob, PortalJob, make_job
from running_truthloop import RunningTruthloop

# Reached again, the portal tries at once or within its longest wait.
SOON_MS = 45_000


def begin(page: Page, job: PortalJob) -> TaskPage:
    """At work on the first task, with something written and saved."""
    task = sign_in(page, job.portal_url, job.email, PASSWORD).start_working(job.title)
    expect(task.worker_page.get_by_role("heading", name="Kettle")).to_be_visible()
    task.worker_page.get_by_label("Your summary").fill("Hot water.")
    task.expect_saved()
    return task


def test_an_answer_sent_while_the_server_is_dead_arrives_when_it_is_back(
    page: Page, own_truthloop: RunningTruthloop
) -> None:
    own_truthloop.start()
    job = make_job(own_truthloop)
    task = begin(page, job)
    kill_group(own_truthloop)
    task.submit()
    task.expect_offline()
    task.expect_notice("Your answer is kept on this computer")
    own_truthloop.start()
    expect(task.worker_page.get_by_role("heading", name="Lamp")).to_be_visible(timeout=SOON_MS)
    assert job.summaries(1) == ["Hot water."]


def kill_group(truthloop: RunningTruthloop) -> None:
    """`kill -9` of the whole instance."""
    assert truthloop.process is not None
    os.killpg(truthloop.process.pid, signal.SIGKILL)
    truthloop.process.wait(30)


def test_an_answer_whose_acknowledgement_was_lost_is_one_answer(page: Page, job: PortalJob) -> None:
    task = begin(page, job)
    lost: list[str] = []

    def lose_the_first_reply(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.request.url)
        route.fetch()
        route.abort("connectionreset")

    page.route("**/submit", lose_the_first_reply)
    task.submit()
    expect(task.worker_page.get_by_role("heading", name="Lamp")).to_be_visible(timeout=SOON_MS)
    assert len(lost) == 1
    assert job.summaries(1) == ["Hot water."]


def test_an_unsent_answer_survives_reload_and_sign_out_and_is_sent_by_its_writer_only(
    page: Page, job: PortalJob, new_job: NewJob
) -> None:
    colleague = new_job()
    task = begin(page, job)
    page.route("**/submit", lambda route: route.abort("connectionrefused"))
    task.submit()
    task.expect_notice("Your answer is kept on this computer")
    task.log_out()
    SignInPage(page).expect_notice("One answer is kept on this computer")
    page.unroute("**/submit")
    page.reload()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.url.endswith("/submit") else None)
    SignInPage(page).sign_in(colleague.email, PASSWORD).log_out()
    assert sent == []
    with page.expect_response("**/submit"):
        SignInPage(page).sign_in(job.email, PASSWORD)
    assert job.summaries(1) == ["Hot water."]
    assert len(sent) == 1


def test_a_worker_goes_on_through_a_lost_connection(page: Page, job: PortalJob) -> None:
    task = begin(page, job)
    page.context.set_offline(True)
    task.worker_page.get_by_label("Your summary").fill("Hot water, stiff lid.")
    task.expect_offline()
    task.expect_notice("Connection lost")
    page.context.set_offline(False)
    expect(page.get_by_text("Saved", exact=True)).to_be_visible(timeout=SOON_MS)
    page.reload()
    task.expect_working()
    expect(task.worker_page.get_by_label("Your summary")).to_have_value("Hot water, stiff lid.")


def test_a_session_that_ends_in_mid_task_is_taken_up_in_place(page: Page, job: PortalJob) -> None:
    task = begin(page, job)
    page.context.clear_cookies()
    task.submit()
    dialog = page.get_by_role("dialog", name="Sign in again")
    expect(dialog.get_by_label("Email", exact=True)).to_have_value(job.email)
    expect(dialog.get_by_label("Password", exact=True)).to_be_focused()
    dialog.get_by_label("Password", exact=True).fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in", exact=True).click()
    expect(task.worker_page.get_by_role("heading", name="Lamp")).to_be_visible()
    assert job.summaries(1) == ["Hot water."]


def test_an_answer_too_large_is_given_back_with_the_servers_words(page: Page, job: PortalJob) -> None:
    task = begin(page, job)
    task.worker_page.get_by_label("Your summary").evaluate(
        "(area) => { area.value = 'x'.repeat(7_000_000); area.dispatchEvent(new Event('input', { bubbles: true })) }"
    )
    task.submit()
    task.expect_notice("too large")
    task.worker_page.get_by_label("Your summary").fill("Hot water, in short.")
    task.submit()
    expect(task.worker_page.get_by_role("heading", name="Lamp")).to_be_visible()
    assert job.summaries(1) == ["Hot water, in short."]
