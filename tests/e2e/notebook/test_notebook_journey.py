"""A notebook written for SageMaker runs unchanged; a person answers in the browser; the ranking is in S3."""

from __future__ import annotations

import hashlib
import json
import re
import time
import uuid
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from e2e.portal.pages.sign_in_page import sign_in
from e2e.portal.pages.task_page import TaskPage
from running_truthloop import RunningTruthloop

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "examples" / "human_review.ipynb"
ACCEPTANCE = ROOT.parent / "shared" / "acceptance" / "human_review_notebook.ipynb"
PASSWORD = "a password for tests"


def newcomer(truthloop: RunningTruthloop, team: str) -> str:
    """A worker of a team, with an e-mail address of the test's own."""
    email = f"{uuid.uuid4().hex[:12]}@example.com"
    truthloop.command("worker", "add", email, "--team", team, "--password", PASSWORD)
    return email


def run_unchanged(truthloop: RunningTruthloop, notebook: Path, *options: str) -> str:
    """Run a notebook by the documented command; what it printed. The file is as it was."""
    before = hashlib.sha256(notebook.read_bytes()).hexdigest()
    printed = truthloop.command("notebook", "run", str(notebook), *options)
    assert hashlib.sha256(notebook.read_bytes()).hexdigest() == before
    return printed


def last_arn(printed: str, kind: str) -> str:
    """The last ARN of a kind that a notebook printed."""
    return re.findall(rf"arn:aws:sagemaker:\S+:{kind}/\S+", printed)[-1]


def rank(task: TaskPage, **ranks: str) -> None:
    """Choose in the worker page's drop-down lists, and submit."""
    for name, value in ranks.items():
        task.worker_page.locator(f"select[name={name}]").select_option(value)
    task.submit()


def completed(truthloop: RunningTruthloop, loop: str, patience: float = 60) -> dict[str, Any]:
    """Wait for a loop's end; its output.json."""
    a2i = truthloop.client("sagemaker-a2i-runtime")
    deadline = time.monotonic() + patience
    while (description := a2i.describe_human_loop(HumanLoopName=loop))["HumanLoopStatus"] != "Completed":
        assert time.monotonic() < deadline, f"{loop} is {description['HumanLoopStatus']} after {patience} s"
        time.sleep(0.1)
    bucket, key = description["HumanLoopOutput"]["OutputS3Uri"].removeprefix("s3://").split("/", 1)
    output: dict[str, Any] = json.loads(truthloop.client("s3").get_object(Bucket=bucket, Key=key)["Body"].read())
    return output


@pytest.mark.e2e
def test_our_own_notebook_asks_a_person_and_the_ranking_is_in_s3(
    truthloop: RunningTruthloop, english_page: Page, tmp_path: Path
) -> None:
    email = newcomer(truthloop, "reviewers")
    printed = run_unchanged(truthloop, EXAMPLE, "--output", str(tmp_path / "done.ipynb"))
    loop = last_arn(printed, "human-loop").rpartition("/")[2]

    task = sign_in(english_page, f"{truthloop.url}/portal", email, PASSWORD).start_working("Rank two answers")
    expect(task.worker_page.get_by_role("heading", name="How long does a hard-boiled egg take?")).to_be_visible()
    rank(task, answer_1_rank="1", answer_2_rank="2")
    task.expect_all_done()

    output = completed(truthloop, loop)
    assert output["humanAnswers"][0]["answerContent"] == {"answer_1_rank": "1", "answer_2_rank": "2"}
    assert output["inputContent"]["answers"][0].startswith("About ten minutes")
    executed = json.loads((tmp_path / "done.ipynb").read_text())
    assert all(cell["execution_count"] for cell in executed["cells"] if cell["cell_type"] == "code")


@pytest.mark.e2e
@pytest.mark.skipif(not ACCEPTANCE.exists(), reason=f"the acceptance notebook is not at {ACCEPTANCE}")
def test_the_acceptance_notebook_runs_unchanged_and_a_loop_on_its_flow_definition_is_answered(
    truthloop: RunningTruthloop, english_page: Page
) -> None:
    email = newcomer(truthloop, "dsoaws")
    printed = run_unchanged(truthloop, ACCEPTANCE)
    assert "Flow Definition is active" in printed

    flow = newest_flow(truthloop, "fd-ranking-")
    content = {"taskObject": {"prompt": "How was the film?", "responses": ["Five stars", "It was a film."]}}
    loop = f"film-{uuid.uuid4().hex[:8]}"
    truthloop.client("sagemaker-a2i-runtime").start_human_loop(
        HumanLoopName=loop, FlowDefinitionArn=flow, HumanLoopInput={"InputContent": json.dumps(content)}
    )

    title = "Rank the answer for the given question from Low (Worst) to High (Best)"
    task = sign_in(english_page, f"{truthloop.url}/portal", email, PASSWORD).start_working(title)
    expect(task.worker_page.get_by_text("It was a film.")).to_be_visible()
    rank(task, response_1_ranking="1", response_2_ranking="2")
    task.expect_all_done()

    output = completed(truthloop, loop)
    assert output["flowDefinitionArn"] == flow
    assert output["humanAnswers"][0]["answerContent"] == {"response_1_ranking": "1", "response_2_ranking": "2"}


def newest_flow(truthloop: RunningTruthloop, beginning: str) -> str:
    """The ARN of the newest flow definition whose name begins so."""
    found = truthloop.client("sagemaker").list_flow_definitions(SortOrder="Descending", MaxResults=100)
    return str(
        next(
            flow["FlowDefinitionArn"]
            for flow in found["FlowDefinitionSummaries"]
            if flow["FlowDefinitionName"].startswith(beginning)
        )
    )


def test_a_failing_cell_is_exit_code_1_with_its_traceback(truthloop: RunningTruthloop, tmp_path: Path) -> None:
    notebook = json.loads(EXAMPLE.read_text())
    notebook["cells"] = [{**notebook["cells"][-1], "source": "raise LookupError('nothing there')"}]
    file = tmp_path / "failing.ipynb"
    file.write_text(json.dumps(notebook))
    assert "LookupError: nothing there" in truthloop.command("notebook", "run", str(file), expect=1)


def test_what_is_no_notebook_is_refused_before_anything_starts(truthloop: RunningTruthloop, tmp_path: Path) -> None:
    assert truthloop.command("notebook", "run", str(tmp_path / "missing.ipynb"), expect=1) == ""
    (tmp_path / "notes.txt").write_text("not a notebook")
    assert truthloop.command("notebook", "run", str(tmp_path / "notes.txt"), expect=1) == ""
