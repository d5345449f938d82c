"""The portal's task page, as a test reads it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import FrameLocator, Locator, Page, expect

from e2e.portal.pages.portal_words import ENGLISH, PortalWords


@dataclass(frozen=True, slots=True)
class TaskPage:
    """Task page in a given language. The worker page is the first frame."""

    page: Page
    words: PortalWords = ENGLISH

    @property
    def worker_page(self) -> FrameLocator:
        """The requester's page with the task in it."""
        return self.page.frame_locator("iframe >> nth=0")

    @property
    def frame(self) -> Locator:
        """The frame that holds it."""
        return self.page.locator("iframe").first

    def expect_working(self) -> None:
        """A worker page is shown and can be worked in, and the clock runs."""
        expect(self.page).to_have_url(re.compile(r"/portal/tasks/[^/?]+$"))
        expect(self.frame).to_be_visible()
        expect(self.page.get_by_role("timer")).to_be_visible()
        self.expect_begun()

    def expect_begun(self) -> None:
        """The page has let go: a click waits for that by itself, but what is filled in before nobody hears."""
        expect(self.worker_page.locator("body:not([inert])")).to_be_attached()

    def button(self, name: str) -> Locator:
        """A button of the portal itself."""
        return self.page.get_by_role("button", name=name, exact=True)

    def act(self, name: str) -> None:
        """Press one of the bar's actions, in its menu where the window is narrow."""
        menu = self.page.locator('[aria-controls="task-actions"]')
        if menu.is_visible() and menu.get_attribute("aria-expanded") == "false":
            menu.click()
        self.button(name).click()

    def submit(self) -> None:
        """Press "Submit" in the worker page."""
        self.worker_page.get_by_role("button", name="Submit", exact=True).click()

    def decline(self) -> None:
        """Decline a task that nothing was written in: nothing is asked."""
        self.act(self.words.decline_task)

    def release(self) -> None:
        """Release a task that nothing was written in: nothing is asked."""
        self.act(self.words.release_task)

    def stop_and_resume_later(self) -> None:
        self.act(self.words.stop_and_resume_later)

    def log_out(self) -> None:
        self.act(self.words.log_out)
        expect(self.page).to_have_url(re.compile(r"/portal/sign-in$"))

    def open_key_sheet(self) -> None:
        self.act(self.words.keyboard_shortcuts)
        expect(self.page.get_by_role("dialog", name=self.words.keyboard_shortcuts)).to_be_visible()

    def expect_saved(self) -> None:
        expect(self.page.get_by_text(self.words.saved, exact=True)).to_be_visible()

    def expect_offline(self) -> None:
        expect(self.page.get_by_text(self.words.offline, exact=True)).to_be_visible()

    def expect_next_loaded_behind(self) -> None:
        """The next task's page is there, unseen and out of reach."""
        behind = self.page.locator("iframe").nth(1)
        expect(behind).to_be_attached()
        expect(behind).to_be_hidden()
        expect(behind).to_have_attribute("aria-hidden", "true")

    def expect_all_done(self) -> None:
        expect(self.page.get_by_role("heading", name=self.words.all_done)).to_be_visible()

    def expect_time_is_up(self) -> None:
        expect(self.page.get_by_role("heading", name=self.words.time_is_up)).to_be_visible()

    def expect_notice(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_role("status").filter(has_text=text).first).to_be_visible()

    def back_to_list(self) -> None:
        self.page.get_by_role("link").filter(visible=True).last.click()
        expect(self.page).to_have_url(re.compile(r"/portal/?$"))
