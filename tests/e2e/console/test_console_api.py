"""The console's API: roles, the same operations as boto3, objects with every answer, quality, the trail."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator

import pytest

from robots.console_robot import ConsoleRobot
from robots.job_robot import JobRobot
from robots.worker_robot import WorkerRobot
from running_truthloop import RunningTruthloop

PASSWORD = "console-by-day-81"


@pytest.fixture(scope="module")
def people(truthloop: RunningTruthloop) -> Iterator[dict[str, ConsoleRobot]]:
    team, found = f"desk-{uuid.uuid4().hex[:8]}", {}
    for role in ("reviewer", "requester", "admin", "nobody"):
        email = f"{role}-{uuid.uuid4().hex[:8]}@example.com"
        truthloop.command("worker", "add", email, "--team", team, "--password", PASSWORD)
        if role != "nobody":
            truthloop.command("console", "grant", email, "--role", role)
        found[role] = ConsoleRobot(truthloop.url, email, PASSWORD)
        assert found[role].sign_in().status_code == 200
    found["team"] = team  # type: ignore[assignment]
    yield found
    for robot in found.values():
        if isinstance(robot, ConsoleRobot):
            robot.close()


def test_somebody_without_a_role_is_told_how_to_get_one(people: dict[str, ConsoleRobot]) -> None:
    answer = people["nobody"].post("/jobs/anything/summary")
    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "no-console-role"
    assert "truthloop console grant" in answer.json()["error"]["message"]


def test_each_role_may_do_what_it_says_and_no_more(people: dict[str, ConsoleRobot]) -> None:
    assert people["reviewer"].post("/operations/ListLabelingJobs").status_code == 200
    refused = people["reviewer"].post("/operations/StopLabelingJob", {"LabelingJobName": "x"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "role-too-low")
    assert people["requester"].post("/operations/StopLabelingJob", {"LabelingJobName": "x"}).status_code == 404
    for name in (
        "PauseLabelingJob",
        "UpdateLabelingJob",
        "PutGoldLabels",
        "RevertLabel",
        "RequestReviews",
        "ExtendLabelingJob",
    ):
        assert people["reviewer"].post(f"/operations/{name}", {"LabelingJobName": "x"}).status_code == 403
    missing = {"LabelingJobName": "x", "ObjectNumber": 0}
    for name, given in (
        ("ListReviews", {"LabelingJobName": "x"}),
        ("AcceptLabel", missing),
        ("EditLabel", {**missing, "Label": "1"}),
        ("SendBackObject", {**missing, "Comment": "Again."}),
    ):
        assert people["reviewer"].post(f"/operations/{name}", given).status_code == 404
    assert people["requester"].post("/audit").status_code == 403
    assert people["admin"].post("/audit").status_code == 200
    assert people["admin"].post("/operations/DeleteWorkforce", {"WorkforceName": "x"}).status_code == 404


def test_a_job_is_made_worked_on_and_looked_into_from_the_console(
    truthloop: RunningTruthloop, people: dict[str, ConsoleRobot]
) -> None:
    team = str(people["team"])
    requester, console = JobRobot.set_up(truthloop, team=team), people["requester"]
    name = f"console-{uuid.uuid4().hex[:8]}"
    request = requester.request(
        name,
        requester.put_manifest([{"source": f"text {n}"} for n in range(4)]),
        task="TextMultiClass",
        LabelCategoryConfigS3Uri=requester.put_labels(["good", "bad"]),
    )
    preview = console.ask("/preview", request)
    assert preview["objects"] == 4
    assert "text 0" in preview["pages"][0]["html"]
    shown = console.client.get(f"{truthloop.url}{preview['pages'][0]['address']}")
    assert "text 0" in shown.text
    assert "sandbox" in shown.headers["content-security-policy"]
    assert console.client.get(f"{truthloop.url}/pages/preview/guessed").status_code == 404
    made = console.ask("/operations/CreateLabelingJob", request)
    assert made["LabelingJobArn"].endswith(name)
    worker = WorkerRobot(truthloop.url, console.email, PASSWORD)
    worker.sign_in()
    assert worker.answer_all(name, {"crowd-classifier": {"label": "good"}}) == 4
    requester.wait_status(name, "Completed")
    listed = console.ask("/operations/ListLabelingJobs", {"NameContains": name})["LabelingJobSummaryList"]
    assert [job["LabelCounters"]["HumanLabeled"] for job in listed] == [4]
    summary = console.ask(f"/jobs/{name}/summary")
    assert (summary["task_type"], summary["objects"], summary["workers"][0]["answers"]) == ("text-classification", 4, 4)
    page = console.ask(f"/jobs/{name}/objects", {"first": 2, "limit": 10})
    assert (page["total"], [one["number"] for one in page["objects"]]) == (4, [2, 3])
    one = console.ask(f"/jobs/{name}/objects/1")
    assert one["answers"][0]["content"] == {"crowd-classifier": {"label": "good"}}
    assert one["label"]["label-metadata"]["class-name"] == "good"
    quality = console.ask(f"/jobs/{name}/quality")
    assert quality["confusion"] == [{"label": "good", "answered": [4, 0]}]
    entries = people["admin"].ask("/audit", {"limit": 50})["entries"]
    assert any(e["action"] == "CreateLabelingJob" and console.email in e["actor"] for e in entries)
    worker.close()
    requester.close()


def test_what_a_job_needs_is_uploaded_or_listed_within_limits_and_only_by_requesters(
    truthloop: RunningTruthloop, people: dict[str, ConsoleRobot]
) -> None:
    requester, console = JobRobot.set_up(truthloop, team=str(people["team"])), people["requester"]
    upload = {"name": "lines.manifest", "content": '{"source": "one"}\n'}
    assert people["reviewer"].post("/files", upload).json()["error"]["code"] == "role-too-low"
    assert requester.read(console.ask("/files", upload)["address"]) == upload["content"].encode()
    for wrong in ({"name": "../x", "content": "y"}, {"name": "x", "content": " "}, {"content": "y"}):
        assert console.post("/files", wrong).status_code == 400
    for key in ("pictures/a.png", "pictures/b.png", "other/c.png"):
        requester.put(key, b"picture")
    made = console.ask("/manifests", {"prefix": f"s3://{requester.bucket}/pictures/"})
    assert made["objects"] == 2
    lines = requester.read(made["address"]).splitlines()
    assert [json.loads(line)["source-ref"][-5:] for line in lines] == ["a.png", "b.png"]
    for prefix, told in (
        (f"s3://{requester.bucket}/nothing", "No object"),
        ("s3://not-there-at-all/x", "no bucket"),
        ("x", "s3://"),
    ):
        refused = console.post("/manifests", {"prefix": prefix})
        assert told in refused.json()["error"]["message"]
    requester.close()
