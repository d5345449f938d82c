"""A job made in the console: the same as by boto3, looked at on its real lines before anybody works."""

from __future__ import annotations

import re
import uuid

from playwright.sync_api import expect

from e2e.console.conftest import PASSWORD, ConsoleBrowser, ConsoleDesk
from e2e.console.pages.console_pages import ConsoleSignIn, JobPage
from e2e.console.pages.new_job_page import NewJobPage
from e2e.portal.test_portal_accessibility import expect_accessible
from running_truthloop import RunningTruthloop


def test_a_requester_uploads_texts_previews_the_worker_page_and_starts_the_job(
    truthloop: RunningTruthloop, console_browser: ConsoleBrowser, desk: ConsoleDesk
) -> None:
    page, name = console_browser(), f"moods-{uuid.uuid4().hex[:8]}"
    ConsoleSignIn(page).open(desk.url).sign_in(desk.email, PASSWORD)
    form = NewJobPage(page).open()
    form.choose_type("Text classes")
    form.fill("Job name", name)
    form.choose_team(desk.team)
    form.upload("texts.txt", "What a day!\nNever again.\n")
    form.create()
    form.expect_problem("at least 2 labels")
    form.fill("Labels, one on each line", "glad\nsad")
    form.fill("Instructions for workers", "Choose the mood of the writer.")
    form.fill("Workers per object", "2")
    shown = form.preview()
    expect(shown.get_by_text("What a day!")).to_be_visible()
    expect(shown.get_by_text("glad").first).to_be_visible()
    expect(form.code).to_contain_text(f'LabelingJobName="{name}"')
    expect(form.code).to_contain_text("PRE-TextMultiClass")
    form.create()
    JobPage(page, name).expect_shown()
    expect(page).to_have_url(re.compile(rf"/jobs/{name}/overview$"))
    with_boto3 = truthloop.client("sagemaker")
    made = with_boto3.describe_labeling_job(LabelingJobName=name)
    assert made["HumanTaskConfig"]["TaskDescription"] == "Choose the mood of the writer."
    with_boto3.stop_labeling_job(LabelingJobName=name)
    with_boto3.close()


def test_what_the_server_refuses_is_said_at_the_form_and_nothing_typed_is_lost(
    console_browser: ConsoleBrowser, desk: ConsoleDesk
) -> None:
    page = console_browser(bypass_csp=True)
    ConsoleSignIn(page).open(desk.url).sign_in(desk.email, PASSWORD)
    form = NewJobPage(page).open()
    form.choose_type("Bounding boxes")
    form.fill("Job name", desk.job)
    form.fill("Labels, one on each line", "coin")
    form.fill("Manifest (s3:// address)", f"s3://{desk.bucket}/missing.manifest")
    form.choose_team(desk.team)
    form.create()
    form.expect_problem("there is no object")
    form.fill("Manifest (s3:// address)", f"s3://{desk.bucket}/input.manifest")
    form.create()
    form.expect_problem("exists already")
    expect(page.get_by_label("Job name", exact=True)).to_have_value(desk.job)
    expect_accessible(page, "new job")
