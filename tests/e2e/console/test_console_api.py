"""The console's API: roles, the same operations as boto3, objects with every answer, quality, the trail."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest

from robots.console_robot import ConsoleRobot
from robots.job_robot import JobRobot
from robots.requester_robot import RequesterRobot
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
    made = console.ask("/operations/CreateLabelingJob", request)
    assert made["LabelingJobArn"].endswith(name)
    worker = WorkerRobot(truthloop.url, console.email, PASSWORD)
    worker.sign_in()
    RequesterRobot.wait(
        lambda: any(q["title"] == name and q["waiting"] for q in worker.queues()), 60, "the queue in the portal"
    )
    assert worker.work_off(worker.queue(name)["id"], lambda _task: {"crowd-classifier": {"label": "good"}}) == 4
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
