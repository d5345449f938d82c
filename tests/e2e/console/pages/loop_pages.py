"""The pages of human loops and of functions, as a test reads them."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect


def open_place(page: Page, place: str, heading: str) -> None:
    """Go to a page by the console's bar."""
    page.get_by_role("navigation", name="Console").get_by_role("link", name=place, exact=True).click()
    expect(page.get_by_role("heading", name=heading, level=1)).to_be_focused()


@dataclass(frozen=True, slots=True)
class LoopsPage:
    """The list of human loops."""

    page: Page

    def open(self) -> LoopsPage:
        open_place(self.page, "Loops", "Human loops")
        return self

    @property
    def rows(self) -> Locator:
        return self.page.get_by_role("list", name="Human loops").get_by_role("listitem")

    def row(self, name: str) -> Locator:
        return self.rows.filter(has=self.page.get_by_role("link", name=name, exact=True))

    def narrow(self, **by: str) -> None:
        """`part`, `flow` (its name), `status` (in English)."""
        for name, value in by.items():
            if name == "part":
                self.page.get_by_label("Part of the name").fill(value)
            else:
                self.page.get_by_label({"flow": "Flow definition", "status": "Status"}[name]).select_option(label=value)

    def open_loop(self, name: str) -> None:
        self.page.get_by_role("link", name=name, exact=True).click()
        expect(self.page.get_by_role("heading", name=name, level=1)).to_be_focused()


@dataclass(frozen=True, slots=True)
class FunctionsPage:
    """The functions, one of them looked at."""

    page: Page

    def open(self) -> FunctionsPage:
        open_place(self.page, "Functions", "Functions")
        return self

    def choose(self, name: str) -> None:
        self.page.get_by_role("link", name=name).click()
        expect(self.page.get_by_role("heading", name=name, level=2)).to_be_visible()

    def invoke(self, event: str) -> None:
        self.page.get_by_label("Event (JSON)").fill(event)
        self.page.get_by_role("button", name="Invoke").click()
