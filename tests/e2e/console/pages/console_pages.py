"""The console's pages, as a test reads them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect


@dataclass(frozen=True, slots=True)
class ConsoleSignIn:
    """The way in, in English."""

    page: Page

    def open(self, url: str) -> ConsoleSignIn:
        self.page.goto(f"{url}/console")
        expect(self.page.get_by_role("heading", name="Sign in to the console")).to_be_visible()
        return self

    def submit(self, email: str, password: str) -> None:
        self.page.get_by_label("Email", exact=True).fill(email)
        self.page.get_by_label("Password", exact=True).fill(password)
        self.page.get_by_role("button", name="Sign in", exact=True).click()

    def expect_problem(self, text: str) -> None:
        expect(self.page.get_by_role("alert")).to_contain_text(text)

    def sign_in(self, email: str, password: str) -> JobsPage:
        self.submit(email, password)
        return JobsPage(self.page).expect_shown()


@dataclass(frozen=True, slots=True)
class JobsPage:
    """The list of labeling jobs."""

    page: Page

    def expect_shown(self) -> JobsPage:
        expect(self.page.get_by_role("heading", name="Labeling jobs")).to_be_focused()
        return self

    def row(self, name: str) -> Locator:
        return self.page.get_by_role("row").filter(has=self.page.get_by_role("link", name=name, exact=True))

    def filter(self, text: str) -> None:
        self.page.get_by_label("Filter by name").fill(text)

    def open_job(self, name: str) -> JobPage:
        self.page.get_by_role("link", name=name, exact=True).click()
        return JobPage(self.page, name).expect_shown()


@dataclass(frozen=True, slots=True)
class JobPage:
    """One job."""

    page: Page
    name: str

    def expect_shown(self) -> JobPage:
        expect(self.page.get_by_role("heading", name=self.name, level=1)).to_be_visible()
        return self

    def tab(self, name: str) -> None:
        self.page.get_by_role("navigation", name="Parts of the job").get_by_role("link", name=name).click()
        expect(self.page).to_have_url(re.compile(rf"/jobs/{self.name}/{name.lower()}$"))

    @property
    def objects(self) -> Locator:
        return self.page.get_by_role("listbox", name="Objects of the job")

    @property
    def drawn_boxes(self) -> Locator:
        return self.page.locator(".overlay rect")

    def layer(self, name: str) -> Locator:
        return self.page.get_by_role("checkbox", name=name, exact=True)
