"""`truthloop up --demo`: five loops to try, found again at the second start."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from e2e.console.pages.console_pages import ConsoleSignIn
from e2e.portal.pages.sign_in_page import sign_in
from running_truthloop import RunningTruthloop

TITLE = "Choose the better reply to a review"
REVIEW, KOREAN_REVIEW, BRAZILIAN_REVIEW = "What the customer wrote", "고객 후기", "O que o cliente escreveu"
HEADINGS = (REVIEW, KOREAN_REVIEW, BRAZILIAN_REVIEW, REVIEW, KOREAN_REVIEW, REVIEW)
"""The last one is of the loop that the README starts."""
README = Path(__file__).parents[3] / "README.md"


def announced(truthloop: RunningTruthloop, starts: int) -> dict[str, str]:
    """What the announcement of the latest start says, once it stands in the log."""
    log = truthloop.folder.parent / f"{truthloop.folder.name}.log"
    deadline = time.monotonic() + 60
    while (text := log.read_text()).count("What was made stays in") < starts:
        assert time.monotonic() < deadline, truthloop.log_text()
        time.sleep(0.1)
    latest = text[text.rindex("Truthloop is ready.") :]
    found = re.search(
        r"Portal +(?P<portal>\S+).*Email +(?P<email>\S+).*Password +(?P<password>\S+)"
        r".*?(?P<waiting>\d+) tasks are waiting.*?Console +(?P<console>\S+).*?s3://(?P<bucket>[^/]+)/results",
        latest,
        re.DOTALL,
    )
    assert found is not None, latest
    return found.groupdict()


def loops(truthloop: RunningTruthloop) -> dict[str, str]:
    sagemaker = truthloop.client("sagemaker")
    arn = sagemaker.describe_flow_definition(FlowDefinitionName="demo-reviews")["FlowDefinitionArn"]
    pages = truthloop.client("sagemaker-a2i-runtime").get_paginator("list_human_loops").paginate(FlowDefinitionArn=arn)
    return {loop["HumanLoopName"]: loop["HumanLoopStatus"] for page in pages for loop in page["HumanLoopSummaries"]}


def chosen(truthloop: RunningTruthloop, bucket: str) -> list[str]:
    """The rankings in the six files of results, once all are there, sorted."""
    s3 = truthloop.client("s3")
    deadline = time.monotonic() + 60
    while len(entries := s3.list_objects_v2(Bucket=bucket, Prefix="results/").get("Contents", [])) < len(HEADINGS):
        assert time.monotonic() < deadline, f"{len(entries)} results after a minute"
        time.sleep(0.1)
    outputs = [json.loads(s3.get_object(Bucket=bucket, Key=entry["Key"])["Body"].read()) for entry in entries]
    rankings = [output["humanAnswers"][0]["answerContent"]["ranking"] for output in outputs]
    return sorted(value for ranking in rankings for value, picked in ranking.items() if picked)


def readme_snippet(truthloop: RunningTruthloop) -> str:
    """What the README's Python prints in a shell where `truthloop env` was evaluated."""
    (code,) = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "TRUTHLOOP_"))}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment | truthloop.variables(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.e2e
def test_the_demo_is_worked_through_and_survives_a_restart(own_truthloop: RunningTruthloop, english_page: Page) -> None:
    own_truthloop.start("--demo")
    first = announced(own_truthloop, 1)
    assert first["waiting"] == "5"

    task = sign_in(english_page, first["portal"], first["email"], first["password"]).start_working(TITLE)
    for heading in HEADINGS[:2]:
        expect(task.worker_page.get_by_role("heading", name=heading)).to_be_visible()
        task.worker_page.get_by_role("radio").first.click()
        task.submit()
    expect(task.worker_page.get_by_role("heading", name=HEADINGS[2])).to_be_visible()

    assert readme_snippet(own_truthloop).startswith("InProgress s3://truthloop-demo-")

    own_truthloop.stop()
    own_truthloop.start("--demo")
    again = announced(own_truthloop, 2)
    assert again == first | {"waiting": "4"}
    assert sorted(loops(own_truthloop)) == [
        "earbuds-1",
        "kettle-1",
        "mochila-1",
        "my-first-loop",
        "rice-cooker-1",
        "yoga-mat-1",
    ]
    teams = own_truthloop.client("sagemaker").list_workteams()["Workteams"]
    assert [team["WorkteamName"] for team in teams] == ["demo-reviewers"]

    desk = english_page.context.new_page()
    jobs = (
        ConsoleSignIn(desk).open(again["console"].removesuffix("/console")).sign_in(again["email"], again["password"])
    )
    for name in ("demo-digits-1", "demo-coins-1", "demo-voyage-1"):
        expect(jobs.row(name)).to_be_visible()
    desk.close()

    # The browser was left in the middle of the third task, and is there again.
    english_page.reload()
    for heading in HEADINGS[2:]:
        expect(task.worker_page.get_by_role("heading", name=heading)).to_be_visible()
        task.worker_page.get_by_role("radio").nth(1).click()
        task.submit()
    task.expect_all_done()
    assert chosen(own_truthloop, first["bucket"]) == ["first-a-little-better"] * 4 + ["first-much-better"] * 2
