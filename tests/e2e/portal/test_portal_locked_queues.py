"""Work that asks for a skill is shown to those who lack it, with what it asks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from e2e.portal.pages.portal_words import ENGLISH, KOREAN, PORTUGUESE, PortalWords
from e2e.portal.pages.sign_in_page import SignInPage
from e2e.portal.portal_browsers import NewPage
from e2e.portal.portal_jobs import PASSWORD, NewJob, PortalJob
from e2e.portal.test_portal_accessibility import expect_accessible
from robots.job_robot import JobRobot
from running_truthloop import RunningTruthloop

LOCKED = {
    "en-US": (ENGLISH, "Locked – needs: Birds ≥ 0.8. Yours: 0.6."),
    "ko-KR": (KOREAN, "잠김 – 필요: Birds ≥ 0.8. 내 점수: 0.6."),
    "pt-BR": (PORTUGUESE, "Bloqueada – precisa de: Birds ≥ 0,8. A sua: 0,6."),
}


@pytest.fixture
def job(truthloop: RunningTruthloop, new_job: NewJob, own: Any) -> Iterator[PortalJob]:
    """A worker whose team has a job of image classes that asks for more than the worker knows of birds."""
    made = new_job(loops=0)
    requester = JobRobot.set_up(truthloop, team=made.name)
    manifest = requester.put_manifest([{"source-ref": f"s3://{requester.bucket}/{n}.jpg"} for n in range(2)])
    labels = requester.put_labels(["wren", "robin"])
    requester.create(made.name, manifest, task="ImageMultiClass", LabelCategoryConfigS3Uri=labels)
    requester.wait_status(made.name, "InProgress")
    own.update_labeling_job(LabelingJobName=made.name, RequiredSkills=[{"SkillName": "Birds", "MinimumScore": 0.8}])
    own.put_worker_skill(WorkerEmail=made.email, SkillName="Birds", Score=0.6)
    yield made
    requester.close()


@pytest.mark.parametrize("locale", list(LOCKED))
def test_a_locked_queue_names_what_it_needs_and_opens_with_the_skill(
    new_page: NewPage, job: PortalJob, own: Any, locale: str
) -> None:
    words: PortalWords
    words, told = LOCKED[locale]
    page = new_page(bypass_csp=True, locale=locale, viewport={"width": 390, "height": 844})
    tasks = SignInPage(page, words).open(job.portal_url).sign_in(job.email, PASSWORD)
    tasks.expect_row(job.name, told)
    expect(tasks.row(job.name).get_by_role("button")).to_have_count(0)
    expect_accessible(page, "a locked queue")
    own.put_worker_skill(WorkerEmail=job.email, SkillName="Birds", Score=0.85)
    page.reload()
    # A job is in progress a moment before its first tasks wait; the list looks again by itself.
    tasks.expect_row(job.name, words.start_working)
    expect(tasks.row(job.name).get_by_role("button", name=words.start_working)).to_be_visible()
