"""A running job is paused, resumed and adjusted on its page, by our own operations."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from e2e.console.conftest import PASSWORD, ConsoleBrowser, ConsoleDesk
from e2e.console.pages.console_pages import ConsoleSignIn
from e2e.portal.test_portal_accessibility import expect_accessible
from robots.console_robot import ConsoleRobot
from robots.job_robot import JobRobot
from running_truthloop import RunningTruthloop


@pytest.fixture
def running_job(truthloop: RunningTruthloop, desk: ConsoleDesk) -> Iterator[str]:
    requester, name = JobRobot.set_up(truthloop, team=desk.team), f"moods-{uuid.uuid4().hex[:8]}"
    manifest = requester.put_manifest([{"source": f"text {n}"} for n in range(5)])
    labels = requester.put_labels(["glad", "sad"])
    requester.create(name, manifest, task="TextMultiClass", LabelCategoryConfigS3Uri=labels)
    requester.wait_status(name, "InProgress")
    yield name
    requester.sagemaker.stop_labeling_job(LabelingJobName=name)
    requester.close()


def test_a_job_is_paused_resumed_and_asked_to_have_contested_objects_answered_by_more(
    console_browser: ConsoleBrowser, desk: ConsoleDesk, boss: ConsoleRobot, running_job: str
) -> None:
    page = console_browser(bypass_csp=True)
    ConsoleSignIn(page).open(desk.url).sign_in(desk.email, PASSWORD).open_job(running_job)
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_text("Paused", exact=True)).to_be_visible()
    page.get_by_role("button", name="Resume").click()
    expect(page.get_by_text("Paused", exact=True)).to_have_count(0)
    page.get_by_text("Adjust while it runs").click()
    page.get_by_label("Most workers if contested").fill("4")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("WantedConfidence")
    page.get_by_label("Wanted confidence").fill("0.8")
    page.get_by_label("Priority").fill("7")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect_accessible(page, "settings")
    held = boss.ask("/operations/DescribeLabelingJobSettings", {"LabelingJobName": running_job})
    assert (held["MostWorkersPerObject"], held["WantedConfidence"], held["Priority"]) == (4, 0.8, 7)
    entries = boss.ask("/audit", {"limit": 50})["entries"]
    told = {
        entry["action"] for entry in entries if entry["subject"].endswith(running_job) and desk.email in entry["actor"]
    }
    assert {"PauseLabelingJob", "ResumeLabelingJob", "UpdateLabelingJob"} <= told


def test_the_quality_of_a_job_that_nobody_has_worked_on_says_what_is_missing(
    console_browser: ConsoleBrowser, desk: ConsoleDesk, running_job: str
) -> None:
    page = console_browser(bypass_csp=True)
    job = ConsoleSignIn(page).open(desk.url).sign_in(desk.email, PASSWORD).open_job(running_job)
    job.tab("Quality")
    for missing in ("No label says how sure it is yet.", "No object of this job is gold.", "No answer yet."):
        expect(page.get_by_text(missing)).to_be_visible()
    expect_accessible(page, "quality without labels")
