"""A worker meets an object that a reviewer sent back: the note is there, and the page as the worker had sent it."""

from __future__ import annotations

import uuid
from typing import Any

from playwright.sync_api import expect

from e2e.portal.pages.sign_in_page import sign_in
from e2e.portal.portal_browsers import NewPage
from e2e.portal.test_portal_accessibility import expect_accessible
from robots.job_robot import JobRobot
from robots.signed_in_team import newcomer
from running_truthloop import RunningTruthloop

COMMENT = "The second sentence is <b>not</b> praise.\nRead it to its end."
FILLED_IN = "Your earlier answer is filled in: change what is wrong and submit it again."
HEADING = "A reviewer sent this back to be done again"


def test_the_reviewers_comment_stands_above_the_workers_own_earlier_answer_and_the_job_completes_again(
    truthloop: RunningTruthloop, new_page: NewPage, own: Any
) -> None:
    name = f"sent-{uuid.uuid4().hex[:8]}"
    worker, requester = newcomer(truthloop, name), JobRobot.set_up(truthloop, team=name)
    lines = [{"source": text} for text in ("A fine kettle. It never boils.", "A lamp.")]
    requester.create(
        name,
        requester.put_manifest(lines),
        task="TextMultiClass",
        LabelCategoryConfigS3Uri=requester.put_labels(["praise", "complaint"]),
    )
    requester.wait_status(name, "InProgress")
    page = new_page(bypass_csp=True)
    tasks = sign_in(page, f"{truthloop.url}/portal", worker.email, worker.password)
    tasks.expect_row(name)
    task = tasks.start_working(name)
    for line in lines:
        expect(task.worker_page.get_by_text(line["source"])).to_be_visible()
        expect(task.worker_page.get_by_role("radio", checked=True)).to_have_count(0)
        task.worker_page.get_by_text("praise", exact=True).click()
        task.submit()
    expect(page.get_by_role("heading", name="All done for now")).to_be_visible()
    requester.wait_status(name, "Completed")
    own.send_back_object(LabelingJobName=name, ObjectNumber=0, Comment=COMMENT)
    page.get_by_role("link", name="Back to task list").last.click()
    tasks.expect_row(name)
    task = tasks.start_working(name)
    note = page.get_by_role("status").locator("details")
    expect(note.get_by_text(HEADING)).to_be_visible()
    expect(note.get_by_role("group", name="What the reviewer said")).to_have_text(COMMENT)
    expect(note.get_by_text(FILLED_IN)).to_be_visible()
    expect(task.worker_page.get_by_role("radio", name="praise")).to_be_checked()
    expect_accessible(page, "a task that was sent back")
    note.locator("summary").press("Enter")
    expect(note.get_by_role("group", name="What the reviewer said")).to_be_hidden()
    note.locator("summary").press("Enter")
    expect(note.get_by_role("group", name="What the reviewer said")).to_be_visible()
    task.worker_page.get_by_text("complaint", exact=True).click()
    task.submit()
    expect(page.get_by_role("heading", name="All done for now")).to_be_visible()
    expect(note).to_have_count(0)
    requester.wait_status(name, "Completed")
    assert [line["label-metadata"]["class-name"] for line in requester.output(name)] == ["complaint", "praise"]
    requester.close()
    worker.close()
    requester.sagemaker.delete_workteam(WorkteamName=name)
