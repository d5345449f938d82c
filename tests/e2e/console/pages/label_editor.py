"""The editor of one label in the console, with the worker page in its frame."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import FrameLocator, Locator, Page, expect


@dataclass(frozen=True, slots=True)
class LabelEditor:
    """What opens behind Edit label, in English."""

    page: Page
    number: int

    def open(self) -> LabelEditor:
        self.page.get_by_role("button", name="Edit label").click()
        return self.expect_ready()

    def expect_ready(self) -> LabelEditor:
        """The page is there and has the keyboard."""
        expect(self.worker_page.get_by_role("button", name="Submit").first).to_be_visible()
        expect(self.frame_element).to_be_focused()
        return self

    @property
    def frame_element(self) -> Locator:
        return self.page.get_by_title(f"Worker page with the label of object {self.number}", exact=True)

    @property
    def worker_page(self) -> FrameLocator:
        return self.frame_element.content_frame

    def press(self, element: str, *keys: str) -> None:
        """Press keys in an element of the page."""
        for key in keys:
            self.worker_page.locator(element).press(key)

    def submit(self) -> None:
        self.worker_page.get_by_role("button", name="Submit").first.click()

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)
