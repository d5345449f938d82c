"""The portal's way in, as a test reads it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from e2e.portal.pages.portal_words import ENGLISH, PortalWords
from e2e.portal.pages.task_list_page import TaskListPage


@dataclass(frozen=True, slots=True)
class SignInPage:
    """Sign-in page in a given language."""

    page: Page
    words: PortalWords = ENGLISH

    def open(self, portal_url: str) -> SignInPage:
        """Go to the portal as somebody who is not signed in. `portal_url` ends in /portal."""
        self.page.goto(portal_url)
        self.expect_shown()
        return self

    def expect_shown(self) -> None:
        expect(self.page.get_by_role("heading", name=self.words.sign_in, exact=True)).to_be_visible()
        expect(self.page).to_have_url(re.compile(r"/portal/sign-in$"))

    def fill(self, email: str, password: str) -> None:
        self.page.get_by_label(self.words.email, exact=True).fill(email)
        self.page.get_by_label(self.words.password, exact=True).fill(password)

    def press_sign_in(self) -> None:
        self.page.get_by_role("button", name=self.words.sign_in, exact=True).click()

    def sign_in(self, email: str, password: str) -> TaskListPage:
        """Sign in as a worker who has chosen a password already."""
        self.fill(email, password)
        self.press_sign_in()
        tasks = TaskListPage(self.page, self.words)
        tasks.expect_shown()
        return tasks

    def choose_language(self, name: str, words: PortalWords) -> SignInPage:
        """The same page after a language was picked by its own name."""
        self.page.get_by_label(self.words.language, exact=True).select_option(label=name)
        return SignInPage(self.page, words)

    def expect_problem(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_role("alert")).to_contain_text(text)

    def expect_notice(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_role("status")).to_contain_text(text)


def sign_in(page: Page, portal_url: str, email: str, password: str, words: PortalWords = ENGLISH) -> TaskListPage:
    """From nothing to the task list."""
    return SignInPage(page, words).open(portal_url).sign_in(email, password)
