"""The console in Chromium: jobs, objects with every answer laid over them, quality, the trail, in both themes."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from e2e.console.conftest import PASSWORD, ConsoleBrowser, ConsoleDesk
from e2e.console.pages.console_pages import ConsoleSignIn, JobPage
from e2e.portal.test_portal_accessibility import expect_accessible
from running_truthloop import RunningTruthloop


def job_page(page: Page, desk: ConsoleDesk) -> JobPage:
    return ConsoleSignIn(page).open(desk.url).sign_in(desk.email, PASSWORD).open_job(desk.job)


def test_a_wrong_password_and_a_missing_role_are_told_apart(
    truthloop: RunningTruthloop, console_browser: ConsoleBrowser, desk: ConsoleDesk
) -> None:
    truthloop.command("worker", "add", "plain@example.com", "--team", desk.team, "--password", PASSWORD)
    way_in = ConsoleSignIn(console_browser()).open(desk.url)
    way_in.submit(desk.email, "not this one")
    way_in.expect_problem("not right")
    way_in.submit("plain@example.com", PASSWORD)
    way_in.expect_problem("truthloop console grant")


def test_the_list_of_jobs_is_filtered_and_leads_to_a_jobs_counters(
    console_browser: ConsoleBrowser, desk: ConsoleDesk
) -> None:
    page = console_browser()
    jobs = ConsoleSignIn(page).open(desk.url).sign_in(desk.email, PASSWORD)
    expect(jobs.row(desk.job)).to_contain_text("Completed")
    expect(jobs.row(desk.job)).to_contain_text("3 of 3 labelled")
    bar = jobs.row(desk.job).locator(".progress-labeled").bounding_box()
    assert bar is not None
    assert bar["width"] > 50
    jobs.filter("no such name")
    expect(page.get_by_text("No job has this in its name.")).to_be_visible()
    jobs.filter(desk.job[:9])
    jobs.open_job(desk.job)
    expect(page.get_by_text("bounding-box", exact=True)).to_be_visible()
    expect(page.get_by_role("row", name=desk.email)).to_contain_text("3")


def test_the_picture_is_shown_with_label_and_answer_each_switched_by_keyboard(
    console_browser: ConsoleBrowser, desk: ConsoleDesk
) -> None:
    page = console_browser()
    job = job_page(page, desk)
    job.tab("Objects")
    job.objects.press("ArrowDown")
    expect(page.get_by_role("heading", name="Object 0")).to_be_visible()
    expect(job.drawn_boxes).to_have_count(2)
    shown = page.get_by_role("img", name="The object")
    assert shown.evaluate("(picture) => picture.naturalWidth") == 64
    job.layer("Label").focus()
    page.keyboard.press("Space")
    expect(job.drawn_boxes).to_have_count(1)
    job.layer(desk.email).focus()
    page.keyboard.press("Space")
    expect(job.drawn_boxes).to_have_count(0)
    job.objects.press("End")
    expect(page.get_by_role("heading", name="Object 2")).to_be_visible()


@pytest.mark.parametrize(
    "looks",
    [{}, {"color_scheme": "dark"}, {"viewport": {"width": 390, "height": 844}, "has_touch": True}],
    ids=["light", "dark", "phone"],
)
def test_every_page_of_the_console_is_accessible(
    console_browser: ConsoleBrowser, desk: ConsoleDesk, looks: dict[str, Any]
) -> None:
    page = console_browser(bypass_csp=True, **looks)
    way_in = ConsoleSignIn(page).open(desk.url)
    expect_accessible(page, "sign-in")
    jobs = way_in.sign_in(desk.email, PASSWORD)
    expect(jobs.row(desk.job)).to_be_visible()
    expect_accessible(page, "jobs")
    job = jobs.open_job(desk.job)
    expect(page.get_by_text("bounding-box", exact=True)).to_be_visible()
    expect_accessible(page, "overview")
    job.tab("Objects")
    job.objects.press("Home")
    expect(job.drawn_boxes).to_have_count(2)
    expect_accessible(page, "objects")
    job.tab("Quality")
    expect(page.get_by_role("heading", name="Agreement between workers")).to_be_visible()
    expect_accessible(page, "quality")
    for place, heading in (("Teams", "Work teams"), ("Audit trail", "Audit trail")):
        page.get_by_role("navigation", name="Console").get_by_role("link", name=place).click()
        expect(page.get_by_role("heading", name=heading)).to_be_focused()
        expect_accessible(page, place)


def test_the_trail_names_who_made_the_job_and_the_console_speaks_korean(
    console_browser: ConsoleBrowser, desk: ConsoleDesk
) -> None:
    page = console_browser()
    ConsoleSignIn(page).open(desk.url).sign_in(desk.email, PASSWORD)
    page.get_by_role("link", name="Audit trail").click()
    made = page.get_by_role("row").filter(has_text="CreateLabelingJob").first
    expect(made).to_be_visible()
    page.get_by_label("Filter by person, action or subject").fill(desk.email)
    signed_in = page.get_by_role("row").filter(has_text="SignIn")
    expect(signed_in.first).to_contain_text(desk.email)
    page.get_by_label("Filter by person, action or subject").fill("nothing of the kind")
    expect(page.get_by_role("status").filter(has_text="Nothing in the trail says this.")).to_be_visible()
    page.get_by_label("Filter by person, action or subject").fill("")
    expect(made).to_be_visible()
    page.get_by_label("Language").select_option(label="한국어")
    expect(page.get_by_role("heading", name="감사 기록")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "ko"


def test_a_job_that_is_not_there_says_so_and_nothing_else(console_browser: ConsoleBrowser, desk: ConsoleDesk) -> None:
    page = console_browser()
    ConsoleSignIn(page).open(desk.url).sign_in(desk.email, PASSWORD)
    page.goto(f"{desk.url}/console/jobs/no-such-job/overview")
    expect(page.get_by_role("status").filter(has_text="LabelingJob does not exist")).to_be_visible()
    expect(page.get_by_role("navigation", name="Parts of the job")).to_have_count(0)
    expect(page.get_by_text("Loading")).to_have_count(0)
    page.get_by_role("link", name="All jobs").click()
    expect(page.get_by_role("heading", name="Labeling jobs")).to_be_visible()
