"""A labeling manager sees what people are good at, and says so, without a line of code."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import expect

from e2e.console.conftest import PASSWORD, ConsoleBrowser
from e2e.console.pages.console_pages import ConsoleSignIn
from e2e.console.pages.skill_pages import JobSkills, TeamSkills
from e2e.portal.test_portal_accessibility import expect_accessible
from robots.console_robot import ConsoleRobot
from robots.job_robot import JobRobot
from running_truthloop import RunningTruthloop


@dataclass(frozen=True, slots=True)
class Staff:
    """A team of two with roles in the console, and a job that their team could be tested by."""

    url: str
    team: str
    boss: str
    reviewer: str
    job: str


@pytest.fixture(scope="module")
def staff(truthloop: RunningTruthloop) -> Iterator[Staff]:
    mark = uuid.uuid4().hex[:8]
    found = Staff(truthloop.url, f"able-{mark}", f"boss-{mark}@example.com", f"eyes-{mark}@example.com", f"exam-{mark}")
    for email, role in ((found.boss, "admin"), (found.reviewer, "reviewer")):
        truthloop.command("worker", "add", email, "--team", found.team, "--password", PASSWORD)
        truthloop.command("console", "grant", email, "--role", role)
    requester = JobRobot.set_up(truthloop, team=found.team)
    manifest = requester.put_manifest([{"source": f"text {n}"} for n in range(5)])
    labels = requester.put_labels(["glad", "sad"])
    requester.create(found.job, manifest, task="TextMultiClass", LabelCategoryConfigS3Uri=labels)
    requester.wait_status(found.job, "InProgress")
    yield found
    requester.sagemaker.stop_labeling_job(LabelingJobName=found.job)
    requester.close()


def test_a_skill_is_given_changed_and_taken_away_with_the_keyboard_kept_and_the_trail_naming_who(
    truthloop: RunningTruthloop, console_browser: ConsoleBrowser, staff: Staff
) -> None:
    page = console_browser(bypass_csp=True)
    ConsoleSignIn(page).open(staff.url).sign_in(staff.boss, PASSWORD)
    skills = TeamSkills(page, staff.team).open()
    skills.give(staff.reviewer, "Birds", "2")
    expect(skills.dialog.get_by_role("alert")).to_contain_text("from 0 to 1")
    expect_accessible(page, "skill dialog")
    skills.score("0.8")
    skills.expect_said(f"{staff.reviewer} has Birds at 0.8.")
    expect(skills.giving(staff.reviewer)).to_be_focused()
    expect(skills.member(staff.reviewer)).to_contain_text("by hand")
    skills.change(staff.reviewer, "Birds")
    skills.score("0.95")
    skills.expect_said("Birds at 0.95")
    assert "Birds\t0.95\tby hand" in truthloop.command("worker", "skill", "list", staff.reviewer)
    expect_accessible(page, "members")
    skills.change(staff.reviewer, "Birds")
    skills.dialog.get_by_role("button", name="Take away").click()
    skills.expect_said(f"{staff.reviewer} no longer has Birds.")
    expect(skills.giving(staff.reviewer)).to_be_focused()
    robot = ConsoleRobot(truthloop.url, staff.boss, PASSWORD)
    robot.sign_in()
    entries = robot.ask("/audit", {"limit": 50})["entries"]
    told = [entry["action"] for entry in entries if "/skill/Birds" in entry["subject"] and staff.boss in entry["actor"]]
    assert sorted(told) == ["DeleteWorkerSkill", "PutWorkerSkill", "PutWorkerSkill"]
    robot.close()


def test_a_job_is_told_what_skills_it_asks_for_and_which_one_it_tests(
    truthloop: RunningTruthloop, console_browser: ConsoleBrowser, staff: Staff
) -> None:
    truthloop.command("worker", "skill", "put", staff.boss, "Moods", "0.7")
    page = console_browser(bypass_csp=True)
    ConsoleSignIn(page).open(staff.url).sign_in(staff.boss, PASSWORD).open_job(staff.job)
    skills = JobSkills(page).open()
    expect(skills.panel.locator("datalist option[value=Moods]")).to_have_count(1)
    skills.require("Moods", "0,6")
    skills.require("Moods", "0.5")
    skills.save()
    expect(skills.panel.get_by_role("alert")).to_contain_text("named twice")
    skills.panel.get_by_role("button", name="Remove Moods").last.click()
    expect(skills.panel.get_by_role("button", name="Add a skill")).to_be_focused()
    skills.test_of("Feeling", "12")
    skills.save()
    expect(skills.panel.get_by_text("Saved.")).to_be_visible()
    expect_accessible(page, "job skills")
    robot = ConsoleRobot(truthloop.url, staff.boss, PASSWORD)
    robot.sign_in()
    held = robot.ask("/operations/DescribeLabelingJobSettings", {"LabelingJobName": staff.job})
    assert held["RequiredSkills"] == [{"SkillName": "Moods", "MinimumScore": 0.6}]
    assert held["AwardsSkill"] == {"SkillName": "Feeling", "MinimumGoldAnswers": 12}
    robot.close()


@pytest.mark.parametrize(
    "looks",
    [{"color_scheme": "dark"}, {"viewport": {"width": 390, "height": 844}, "has_touch": True}],
    ids=["dark", "phone"],
)
def test_a_reviewer_looks_at_skills_and_is_offered_no_change(
    truthloop: RunningTruthloop, console_browser: ConsoleBrowser, staff: Staff, looks: dict[str, Any]
) -> None:
    truthloop.command("worker", "skill", "put", staff.boss, "Fish", "0.4")
    page = console_browser(bypass_csp=True, **looks)
    jobs = ConsoleSignIn(page).open(staff.url).sign_in(staff.reviewer, PASSWORD)
    skills = TeamSkills(page, staff.team).open()
    expect(skills.member(staff.boss)).to_contain_text("Fish")
    expect(page.get_by_role("button", name="Change")).to_have_count(0)
    expect(skills.giving(staff.boss)).to_have_count(0)
    expect_accessible(page, "members, looked at")
    page.get_by_role("navigation", name="Console").get_by_role("link", name="Jobs").click()
    jobs.open_job(staff.job)
    JobSkills(page).open()
    expect(page.get_by_role("button", name="Add a skill")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    robot = ConsoleRobot(truthloop.url, staff.reviewer, PASSWORD)
    robot.sign_in()
    request = {"WorkerEmail": staff.reviewer, "SkillName": "Fish"}
    assert robot.post("/operations/PutWorkerSkill", {**request, "Score": 1}).json()["error"]["code"] == "role-too-low"
    assert robot.post("/operations/DeleteWorkerSkill", request).json()["error"]["code"] == "role-too-low"
    assert robot.post(f"/teams/{staff.team}-x/members").json()["error"]["code"] == "no-such-team"
    robot.close()
