"""The review of a job's labels, as a test reads it."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """The review tab of a job, in English."""

    page: Page

    @property
    def queue(self) -> Locator:
        return self.page.get_by_role("list", name="Labels to review")

    def row(self, number: int) -> Locator:
        return self.queue.get_by_role("button").filter(has_text=f"Object {number}")

    def ask_for(self, numbers: str) -> None:
        """Queue objects for review."""
        self.page.get_by_text("Ask for reviews", exact=True).click()
        self.page.get_by_label("Which labels").select_option(label="These objects")
        self.page.get_by_label("Object numbers").fill(numbers)
        self.page.get_by_role("button", name="Ask", exact=True).click()

    def expect_object(self, number: int) -> None:
        expect(self.page.get_by_role("heading", name=f"Object {number}", exact=True)).to_be_visible()

    def expect_count(self, name: str, count: int) -> None:
        expect(self.page.locator(".counters > div").filter(has_text=name)).to_contain_text(str(count))
