"""The portal's page for an answer that is corrected, as a test reads it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import FrameLocator, Page, expect

from e2e.portal.pages.portal_words import ENGLISH, PortalWords


@dataclass(frozen=True, slots=True)
class CorrectionPage:
    """Correction page in a given language. The worker page is its only frame."""

    page: Page
    words: PortalWords = ENGLISH

    @property
    def worker_page(self) -> FrameLocator:
        """The requester's page, filled with the earlier answer."""
        return self.page.frame_locator("iframe")

    def expect_working(self) -> None:
        expect(self.page).to_have_url(re.compile(r"/portal/answers/[^/?]+$"))
        expect(self.page.get_by_role("status").filter(has_text=self.words.correction_lead)).to_be_visible()
        expect(self.worker_page.locator("body:not([inert])")).to_be_attached()

    def submit(self) -> None:
        """Press "Submit" in the worker page."""
        self.worker_page.get_by_role("button", name="Submit", exact=True).click()

    def leave(self) -> None:
        self.page.get_by_role("button", name=self.words.leave_as_it_was, exact=True).first.click()

    def expect_too_late(self) -> None:
        expect(self.page.get_by_role("heading", name="This answer cannot be corrected")).to_be_focused()
