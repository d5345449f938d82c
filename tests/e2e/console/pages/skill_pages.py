"""Skills in the console: a team's members, and what a job asks of them."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect


@dataclass(frozen=True, slots=True)
class TeamSkills:
    """The members of one team on the page of teams, each with their skills."""

    page: Page
    team: str

    def open(self) -> TeamSkills:
        self.page.get_by_role("navigation", name="Console").get_by_role("link", name="Teams").click()
        self.page.get_by_role("listitem").filter(has=self.page.get_by_role("heading", name=self.team)).get_by_text(
            "Members and their skills"
        ).click()
        return self

    def member(self, email: str) -> Locator:
        members = self.page.get_by_role("list", name=f"Members of {self.team}")
        return members.locator("> li").filter(has_text=email)

    @property
    def dialog(self) -> Locator:
        return self.page.get_by_role("dialog")

    def giving(self, email: str) -> Locator:
        return self.page.get_by_role("button", name=f"Give a skill to {email}")

    def give(self, email: str, skill: str, score: str) -> None:
        self.giving(email).click()
        self.dialog.get_by_label("Skill", exact=True).fill(skill)
        self.score(score)

    def change(self, email: str, skill: str) -> None:
        self.page.get_by_role("button", name=f"Change {skill} of {email}").click()

    def score(self, score: str) -> None:
        self.dialog.get_by_label("Score, 0 to 1").fill(score)
        self.dialog.get_by_label("Score, 0 to 1").press("Enter")

    def expect_said(self, text: str) -> None:
        expect(self.page.get_by_role("status").filter(has_text=text)).to_be_visible()
        expect(self.dialog).to_have_count(0)


@dataclass(frozen=True, slots=True)
class JobSkills:
    """What a job asks for and what it is a test of, on the job's overview."""

    page: Page

    @property
    def panel(self) -> Locator:
        return self.page.locator("tl-job-skills")

    def open(self) -> JobSkills:
        self.panel.get_by_text("Skills", exact=True).click()
        return self

    def require(self, skill: str, minimum: str) -> None:
        self.panel.get_by_role("button", name="Add a skill").click()
        expect(self.panel.get_by_label("Skill", exact=True).last).to_be_focused()
        self.panel.get_by_label("Skill", exact=True).last.fill(skill)
        self.panel.get_by_label("At least, 0 to 1").last.fill(minimum)

    def test_of(self, skill: str, after: str) -> None:
        self.panel.get_by_label("Skill it tests").fill(skill)
        self.panel.get_by_label("Gold answers before there is a score").fill(after)

    def save(self) -> None:
        self.panel.get_by_role("button", name="Save").click()
