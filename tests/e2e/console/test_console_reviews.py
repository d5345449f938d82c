"""Labels are reviewed by keyboard, edited, sent back and made gold in the console."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from e2e.console.conftest import PASSWORD, ConsoleBrowser, ConsoleDesk
from e2e.console.pages.console_pages import ConsoleSignIn, JobPage
from e2e.console.pages.review_page import ReviewPage
from e2e.portal.test_portal_accessibility import expect_accessible
from robots.console_robot import ConsoleRobot
from robots.job_robot import JobRobot
from robots.worker_robot import WorkerRobot
from running_truthloop import RunningTruthloop


@dataclass(frozen=True, slots=True)
class Moods:
    """A finished job over six texts, all labelled glad, and somebody who may only review."""

    job: str
    reviewer: str
    requester: JobRobot

    def label(self, robot: ConsoleRobot, number: int) -> object:
        found = robot.ask(f"/jobs/{self.job}/objects/{number}")
        return None if found["label"] is None else found["label"]["mood-metadata"]["class-name"]


@pytest.fixture(scope="module")
def moods(truthloop: RunningTruthloop, desk: ConsoleDesk) -> Iterator[Moods]:
    requester, name = JobRobot.set_up(truthloop, team=desk.team), f"moods-{uuid.uuid4().hex[:8]}"
    reviewer = f"reviewer-{uuid.uuid4().hex[:8]}@example.com"
    truthloop.command("worker", "add", reviewer, "--team", desk.team, "--password", PASSWORD)
    truthloop.command("console", "grant", reviewer, "--role", "reviewer")
    manifest = requester.put_manifest([{"source": f"text {n}"} for n in range(6)])
    labels = requester.put_labels(["glad", "sad"])
    requester.create(name, manifest, task="TextMultiClass", attribute="mood", LabelCategoryConfigS3Uri=labels)
    worker = WorkerRobot(truthloop.url, desk.email, PASSWORD)
    worker.sign_in()
    assert worker.answer_all(name, {"crowd-classifier": {"label": "glad"}}) == 6
    requester.wait_status(name, "Completed")
    yield Moods(name, reviewer, requester)
    worker.close()
    requester.close()


def review_of(page: Page, desk: ConsoleDesk, moods: Moods, email: str) -> ReviewPage:
    job: JobPage = ConsoleSignIn(page).open(desk.url).sign_in(email, PASSWORD).open_job(moods.job)
    job.tab("Review")
    return ReviewPage(page)


def test_a_reviewer_accepts_edits_and_sends_back_by_keyboard_and_sees_what_was_decided(
    console_browser: ConsoleBrowser, desk: ConsoleDesk, boss: ConsoleRobot, moods: Moods
) -> None:
    page = console_browser()
    review = review_of(page, desk, moods, desk.email)
    expect(page.get_by_role("heading", name="Nothing to review.")).to_be_visible()
    review.ask_for("0, 1, 2")
    review.expect_count("To review", 3)
    page = console_browser(bypass_csp=True)
    review = review_of(page, desk, moods, moods.reviewer)
    review.expect_object(0)
    expect(page.get_by_text("Ask for reviews")).to_have_count(0)
    expect_accessible(page, "review")
    review.row(0).focus()
    page.keyboard.press("j")
    review.expect_object(1)
    page.keyboard.press("k")
    review.expect_object(0)
    page.keyboard.press("a")
    review.expect_object(1)
    expect(review.row(0)).to_contain_text("Accepted")
    page.keyboard.press("e")
    page.get_by_role("combobox", name="Label", exact=True).select_option(label="sad")
    page.get_by_label("Comment").fill("a text full of sorrow")
    page.keyboard.press("Enter")
    review.expect_object(2)
    page.keyboard.press("s")
    page.keyboard.type("all of it is sad")  # letters that are keys elsewhere
    page.keyboard.press("Enter")
    expect(review.row(2)).to_contain_text("Sent back")
    review.expect_count("To review", 0)
    assert (moods.label(boss, 0), moods.label(boss, 1)) == ("glad", "sad")
    page.get_by_label("Show").select_option(label="All")
    review.row(1).click()
    expect(page.locator(".decision")).to_contain_text(moods.reviewer)
    listed = boss.ask("/operations/ListReviews", {"LabelingJobName": moods.job})
    assert [one["Status"] for one in listed["ReviewSummaryList"]] == ["accepted", "fixed", "sent-back"]
    assert listed["ReviewSummaryList"][2]["Comment"] == "all of it is sad"


def test_a_label_is_edited_on_its_objects_page_reverted_and_its_object_made_gold(
    console_browser: ConsoleBrowser, desk: ConsoleDesk, boss: ConsoleRobot, moods: Moods
) -> None:
    page = console_browser(bypass_csp=True)
    job = ConsoleSignIn(page).open(desk.url).sign_in(desk.email, PASSWORD).open_job(moods.job)
    job.tab("Objects")
    job.objects.press("End")
    expect(page.get_by_role("heading", name="Object 5")).to_be_visible()
    page.get_by_role("button", name="Edit label").click()
    page.get_by_role("combobox", name="Label", exact=True).select_option(label="sad")
    page.get_by_role("button", name="Save label").click()
    expect(page.get_by_role("heading", name="Earlier labels")).to_be_visible()
    assert moods.label(boss, 5) == "sad"
    page.get_by_role("button", name="Go back to before").click()
    expect(page.get_by_text("The earlier label is back.")).to_be_visible()
    assert moods.label(boss, 5) == "glad"
    page.get_by_label("Gold").select_option(label="sad")
    expect(page.get_by_text("Gold: sad is right.")).to_be_visible()
    assert boss.ask(f"/jobs/{moods.job}/objects/5")["gold"] == "sad"
    expect_accessible(page, "object with history")
    page.get_by_label("Gold").select_option(label="Not gold")
    expect(page.get_by_text("No gold any more.")).to_be_visible()


def test_an_object_is_sent_back_from_its_own_page_with_what_is_wrong(
    console_browser: ConsoleBrowser, desk: ConsoleDesk, boss: ConsoleRobot, moods: Moods
) -> None:
    page = console_browser(bypass_csp=True)
    job = ConsoleSignIn(page).open(desk.url).sign_in(moods.reviewer, PASSWORD).open_job(moods.job)
    job.tab("Objects")
    page.get_by_label("Go to object").fill("4")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Object 4")).to_be_visible()
    page.get_by_role("button", name="Send back").press("Enter")
    comment = page.get_by_role("textbox", name="What is wrong")
    expect(comment).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="Say what is wrong.")).to_be_visible()
    expect_accessible(page, "sending an object back")
    comment.fill("neither glad nor sad")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Sent back")).to_be_visible()
    expect(page.get_by_role("button", name="Send back")).to_have_count(0)
    listed = boss.ask("/operations/ListReviews", {"LabelingJobName": moods.job})["ReviewSummaryList"]
    assert [one["Comment"] for one in listed if one["ObjectNumber"] == 4] == ["neither glad nor sad"]
