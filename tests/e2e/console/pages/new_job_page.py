"""The form for a new job, as a test reads it."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import FrameLocator, Locator, Page, expect


@dataclass(frozen=True, slots=True)
class NewJobPage:
    """The form, in English."""

    page: Page

    def open(self) -> NewJobPage:
        self.page.get_by_role("link", name="New job").click()
        expect(self.page.get_by_role("heading", name="New labeling job")).to_be_focused()
        return self

    def choose_type(self, name: str) -> None:
        self.page.get_by_role("radio", name=name, exact=True).check()

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).fill(text)

    def choose_team(self, name: str) -> None:
        self.page.get_by_label("Work team").select_option(label=name)

    def upload(self, name: str, content: str) -> None:
        field = self.page.get_by_label("Upload a manifest, or a text file with one text on each line")
        field.set_input_files({"name": name, "mimeType": "text/plain", "buffer": content.encode()})
        expect(self.page.get_by_text("Uploaded.")).to_be_visible()

    def preview(self) -> FrameLocator:
        self.page.get_by_role("button", name="Preview worker page").click()
        return self.page.frame_locator("iframe[title='Worker page, Line 1']")

    def create(self) -> None:
        self.page.get_by_role("button", name="Create job").click()

    @property
    def code(self) -> Locator:
        return self.page.get_by_role("region", name="As code")

    def expect_problem(self, text: str) -> None:
        expect(self.page.get_by_role("alert")).to_contain_text(text)
