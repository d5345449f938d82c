"""English, Korean and Brazilian Portuguese."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from e2e.portal.pages.portal_words import ENGLISH, KOREAN, PORTUGUESE, PortalWords
from e2e.portal.pages.sign_in_page import SignInPage, sign_in
from e2e.portal.portal_browsers import NewPage
from e2e.portal.portal_jobs import PASSWORD, PortalJob


@pytest.mark.parametrize(
    ("locale", "tag", "words"),
    [("en-GB", "en", ENGLISH), ("ko-KR", "ko", KOREAN), ("pt-PT", "pt-BR", PORTUGUESE), ("fr-FR", "en", ENGLISH)],
)
def test_the_portal_speaks_the_browsers_language_all_the_way(
    new_page: NewPage, job: PortalJob, locale: str, tag: str, words: PortalWords
) -> None:
    page = new_page(locale=locale)
    tasks = sign_in(page, job.portal_url, job.email, PASSWORD, words)
    expect(page.locator("html")).to_have_attribute("lang", tag)
    task = tasks.start_working(job.title)
    task.worker_page.get_by_label("Your summary").fill("Half a thought")
    task.expect_saved()
    task.open_key_sheet()
    page.keyboard.press("Escape")
    task.stop_and_resume_later()
    tasks.expect_shown()
    tasks.log_out()
    SignInPage(page, words).expect_shown()


def test_a_workers_choice_of_language_goes_with_them_to_another_browser(new_page: NewPage, job: PortalJob) -> None:
    way_in = SignInPage(new_page()).open(job.portal_url).choose_language("한국어", KOREAN)
    way_in.expect_shown()
    way_in.sign_in(job.email, PASSWORD)
    elsewhere = new_page(locale="en-US")
    way_in = SignInPage(elsewhere).open(job.portal_url)
    way_in.fill(job.email, PASSWORD)
    way_in.press_sign_in()
    expect(elsewhere.get_by_role("heading", name=KOREAN.tasks, level=1, exact=True)).to_be_visible()
