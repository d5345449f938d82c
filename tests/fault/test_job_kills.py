"""Processes are killed in the middle of a labeling job. Its final manifest is the one of a job nobody disturbed."""

from __future__ import annotations

import hashlib
import json
import random
import re
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from botocore.exceptions import BotoCoreError, ClientError

from killing import VICTIMS, kill
from robots.job_robot import ENDED, JobRobot
from robots.requester_robot import RequesterRobot
from robots.worker_robot import WorkerRobot
from running_truthloop import RunningTruthloop, discard, make_truthloop

pytestmark = [
    pytest.mark.fault,
    # Clients of killed servers leave sockets half open: that is what happens here.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

PASSWORD = "one-label-each-63"
LABELS = ["calm", "glad", "sad"]
OBJECTS, WORKERS, KILLS = 2_000, 20, 30
TEMPLATE = """
<script src="https://assets.crowd.aws/crowd-html-elements.js"></script>
<crowd-form><p>object={{ task.input.taskObject }}.</p>
<crowd-classifier name="class" categories="{{ task.input.labels | to_json | escape }}" header="Which?">
<classification-target>{{ task.input.taskObject }}</classification-target></crowd-classifier></crowd-form>
"""


@pytest.fixture
def truthloop_to_kill() -> Iterator[RunningTruthloop]:
    instance = make_truthloop()
    try:
        instance.start()
        yield instance
    finally:
        discard(instance)


def class_of(text: str) -> str:
    """What everybody says of a text."""
    return LABELS[hashlib.sha256(text.encode()).digest()[0] % len(LABELS)]


def answer_to(worker: WorkerRobot, task: dict[str, Any]) -> dict[str, Any]:
    """The worker reads the page, once it is there, and says what it says to everybody."""
    shown: list[str] = []

    def read() -> bool:
        page = worker.insist(lambda: worker.client.get(worker.url + task["page_url"]))
        shown.extend(re.findall(r"object=([^.<]+)\.", page.text))
        return bool(shown)

    RequesterRobot.wait(read, 60, f"the page of {task['assignment_id']}")
    return {"class": {"label": class_of(shown[0])}}


def hire(truthloop: RunningTruthloop) -> list[WorkerRobot]:
    workers = []
    for number in range(WORKERS):
        email = f"labeler{number}@example.com"
        truthloop.command("worker", "add", email, "--team", "labelers", "--password", PASSWORD)
        workers.append(WorkerRobot(truthloop.url, email, PASSWORD))
        workers[-1].sign_in()
    return workers


def start(requester: JobRobot, name: str) -> None:
    lines = [{"source": f"text {number}", "id": number} for number in range(OBJECTS)]
    requester.create(
        name,
        requester.put_manifest(lines, f"{name}.manifest"),
        task="TextMultiClass",
        LabelCategoryConfigS3Uri=requester.put_labels(LABELS),
        UiConfig={"UiTemplateS3Uri": requester.put("page.liquid.html", TEMPLATE)},
        NumberOfHumanWorkersPerDataObject=2,
        MaxConcurrentTaskCount=200,
        Tags=[{"Key": "truthloop:consolidation", "Value": "majority-vote"}],
    )


def work_until_ended(requester: JobRobot, workers: list[WorkerRobot], name: str, ended: threading.Event) -> None:
    """Every worker answers what there is, until the job has come to its end."""

    def work(worker: WorkerRobot) -> None:
        while not ended.is_set():
            found = [queue["id"] for queue in worker.queues() if queue["title"] == name]
            if found:
                worker.work_off(found[0], lambda task: answer_to(worker, task))
            ended.wait(0.1)

    with ThreadPoolExecutor(len(workers)) as pool:
        shifts = [pool.submit(work, worker) for worker in workers]
        try:
            RequesterRobot.wait(lambda: status_of(requester, name) in ENDED, 600, f"{name} to end")
            assert status_of(requester, name) == "Completed"
        finally:
            ended.set()
        for shift in shifts:
            shift.result()


def status_of(requester: JobRobot, name: str) -> str | None:
    """The job's status, or None while nobody answers."""
    try:
        return str(requester.describe(name)["LabelingJobStatus"])
    except (BotoCoreError, ClientError):
        return None


def without_times(line: dict[str, Any]) -> dict[str, Any]:
    metadata = {key: value for key, value in line["label-metadata"].items() if key not in {"creation-date", "job-name"}}
    return {**line, "label-metadata": metadata}


@pytest.mark.timeout(1200)
def test_thirty_kills_change_nothing_in_the_final_manifest(truthloop_to_kill: RunningTruthloop) -> None:
    truthloop = truthloop_to_kill
    workers = hire(truthloop)
    requester = JobRobot.set_up(truthloop, team="labelers")
    start(requester, "undisturbed")
    work_until_ended(requester, workers, "undisturbed", threading.Event())
    start(requester, "disturbed")
    ended, killed = threading.Event(), Counter[str]()

    def disturb() -> None:
        chance = random.Random(20261122)
        for _ in range(KILLS):
            if ended.wait(chance.uniform(0.1, 1.0)):
                return
            victim = chance.choice(sorted(VICTIMS))
            kill(truthloop, victim)
            killed[victim] += 1
            truthloop.wait_ready()

    with ThreadPoolExecutor(1) as pool:
        disturbing = pool.submit(disturb)
        work_until_ended(requester, workers, "disturbed", ended)
        disturbing.result()
    expected, found = (list(map(without_times, requester.output(name))) for name in ("undisturbed", "disturbed"))
    assert len(found) == OBJECTS
    assert found == expected
    assert all(line["label-metadata"]["class-name"] == class_of(line["source"]) for line in found)
    assert answers_per_object(requester, "disturbed") == Counter({2: OBJECTS})
    assert killed.total() >= KILLS // 2
    requester.close()
    for worker in workers:
        worker.close()


def answers_per_object(requester: JobRobot, name: str) -> Counter[int]:
    """How many objects have how many answers, by the files of raw answers."""

    def answers(key: str) -> int:
        return len(json.loads(requester.read(f"s3://{requester.bucket}/{key}"))["answers"])

    keys = requester.keys(f"out/{name}/annotations/worker-response/")
    with ThreadPoolExecutor(8) as pool:
        return Counter(pool.map(answers, keys))
