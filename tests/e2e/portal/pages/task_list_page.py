"""The portal's task list, as a test reads it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from e2e.portal.pages.correction_page import CorrectionPage
from e2e.portal.pages.portal_words import ENGLISH, PortalWords
from e2e.portal.pages.task_page import TaskPage

# New tasks are looked for every ten seconds.
NEXT_LOOK_MS = 25_000


@dataclass(frozen=True, slots=True)
class TaskListPage:
    """Task list in a given language."""

    page: Page
    words: PortalWords = ENGLISH

    def expect_shown(self) -> None:
        expect(self.page.get_by_role("heading", name=self.words.tasks, level=1, exact=True)).to_be_visible()
        expect(self.page).to_have_url(re.compile(r"/portal/?$"))

    def row(self, title: str) -> Locator:
        """The row of the queue with this title."""
        heading = self.page.get_by_role("heading", name=title, level=2, exact=True)
        return self.page.get_by_role("listitem").filter(has=heading)

    def expect_row(self, title: str, *facts: str | re.Pattern[str]) -> None:
        for fact in facts or ("",):
            expect(self.row(title)).to_contain_text(fact, timeout=NEXT_LOOK_MS)

    def expect_no_row(self, title: str) -> None:
        expect(self.row(title)).to_have_count(0, timeout=NEXT_LOOK_MS)

    def expect_nothing_waiting(self) -> None:
        expect(self.page.get_by_role("heading", name=self.words.nothing_waiting)).to_be_visible(timeout=NEXT_LOOK_MS)

    def expect_notice(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_role("status").filter(has_text=text).first).to_be_visible()

    def start_working(self, title: str) -> TaskPage:
        """Press "Start working" in the row and wait for the worker page."""
        return self._enter(self.row(title).get_by_role("button", name=self.words.start_working, exact=True))

    def resume(self, title: str) -> TaskPage:
        """Press the row's first "Resume" and wait for the worker page."""
        return self._enter(self.row(title).get_by_role("button", name=self.words.resume, exact=True).first)

    def open_last_answers(self, title: str) -> Locator:
        """Unfold the row's last answers by the keyboard; the answers, newest first."""
        self.row(title).locator("summary").focus()
        self.page.keyboard.press("Enter")
        answers = self.row(title).get_by_role("list", name=self.words.last_answers).get_by_role("listitem")
        expect(answers.first).to_be_visible()
        return answers

    def correct_last(self, title: str) -> CorrectionPage:
        """Press "Correct" beside the newest answer and wait for its page."""
        self.open_last_answers(title).first.get_by_role("button").click()
        correction = CorrectionPage(self.page, self.words)
        correction.expect_working()
        return correction

    def log_out(self) -> None:
        self.page.get_by_role("button", name=self.words.log_out, exact=True).click()
        expect(self.page).to_have_url(re.compile(r"/portal/sign-in$"))

    def _enter(self, button: Locator) -> TaskPage:
        expect(button).to_be_visible(timeout=NEXT_LOOK_MS)
        button.click()
        task = TaskPage(self.page, self.words)
        task.expect_working()
        return task
