"""The way in and out."""

from __future__ import annotations

import json
import re

from playwright.sync_api import Page, expect

from e2e.portal.pages.sign_in_page import SignInPage, sign_in
from e2e.portal.pages.task_list_page import TaskListPage
from e2e.portal.portal_jobs import PASSWORD, NewJob, PortalJob


def test_a_worker_signs_in_sees_what_waits_and_logs_out(page: Page, job: PortalJob) -> None:
    tasks = sign_in(page, job.portal_url, job.email, PASSWORD)
    tasks.expect_row(job.title, "3 tasks waiting", "10 min per task", "reviews")
    tasks.log_out()
    SignInPage(page).expect_notice("You are logged out")
    page.goto(job.portal_url)
    SignInPage(page).expect_shown()


def test_a_wrong_password_is_refused_and_too_many_of_them_for_a_while(page: Page, job: PortalJob) -> None:
    way_in = SignInPage(page).open(job.portal_url)
    way_in.fill(job.email, "not the password")
    way_in.press_sign_in()
    way_in.expect_problem("Email or password is not right")
    for _ in range(20):
        way_in.press_sign_in()
        expect(page.get_by_role("button", name="Sign in", exact=True)).to_have_attribute("aria-disabled", "false")
        if page.get_by_text("Too many attempts").is_visible():
            break
    way_in.expect_problem(re.compile(r"Too many attempts\. Try again in \d+ (sec|min)"))


def test_an_invited_worker_chooses_a_password_and_is_in(page: Page, new_job: NewJob) -> None:
    team = new_job(loops=0)
    email = f"invited-{team.email}"
    added = json.loads(team.truthloop.command("worker", "add", email, "--team", team.name, "--json"))
    page.goto(added["sign_in_link"])
    expect(page.get_by_role("heading", name="Welcome")).to_be_visible()
    choose_password(page, "short")
    expect(page.get_by_role("alert")).to_contain_text("10")
    choose_password(page, "long enough for me")
    TaskListPage(page).expect_nothing_waiting()
    TaskListPage(page).log_out()
    SignInPage(page).sign_in(email, "long enough for me")

    page.goto(added["sign_in_link"])
    choose_password(page, "somebody else tries")
    expect(page.get_by_role("alert")).to_contain_text("used already")


def test_a_first_password_must_be_changed_before_anything_else(page: Page, new_job: NewJob) -> None:
    team = new_job(loops=0)
    email = f"first-{team.email}"
    team.truthloop.command("worker", "add", email, "--team", team.name, "--password", PASSWORD, "--must-change")
    way_in = SignInPage(page).open(team.portal_url)
    way_in.fill(email, PASSWORD)
    way_in.press_sign_in()
    expect(page.get_by_role("heading", name="Choose a new password")).to_be_visible()
    page.goto(team.portal_url)
    expect(page).to_have_url(re.compile(r"/portal/password$"))
    page.get_by_label("Current password").fill(PASSWORD)
    choose_password(page, "a password of my own")
    TaskListPage(page).expect_nothing_waiting()


def choose_password(page: Page, password: str) -> None:
    page.get_by_label("New password", exact=True).fill(password)
    page.get_by_label("New password again").fill(password)
    page.get_by_role("button", name=re.compile("^Save")).click()
