"""Work for the portal's tests: a team of one, a flow definition and human loops, made as users make them."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import boto3

from running_truthloop import RunningTruthloop

PASSWORD = "a fine long password"

TEMPLATE = """<script src="https://assets.crowd.aws/crowd-html-elements.js"></script>
<crowd-form>
  <short-instructions>Write one sentence that says what the review says.</short-instructions>
  <h2>{{ task.input.title }}</h2>
  <p>{{ task.input.review }}</p>
  <crowd-text-area name="summary" label="Your summary" required></crowd-text-area>
</crowd-form>
"""

REVIEWS = (
    ("Kettle", "Boils quickly and keeps the water hot, but the lid is stiff."),
    ("Lamp", "Warm light, and the switch is where the hand looks for it."),
    ("Backpack", "Holds a laptop and lunch. The left strap gave way in the third month."),
    ("Teapot", "Pours without a drip. The handle gets hot."),
)


@dataclass(frozen=True, slots=True)
class Clients:
    """The boto3 clients of an instance."""

    sagemaker: Any
    a2i: Any
    s3: Any
    account_id: str


KNOWN: dict[str, Clients] = {}


def clients_of(truthloop: RunningTruthloop) -> Clients:
    """Made once for each instance: asking it for its keys starts a process every time."""
    if truthloop.url not in KNOWN:
        values = truthloop.variables()
        session = boto3.session.Session(
            aws_access_key_id=values["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=values["AWS_SECRET_ACCESS_KEY"],
            region_name=values["AWS_DEFAULT_REGION"],
        )
        at = {"endpoint_url": values["AWS_ENDPOINT_URL"]}
        KNOWN[truthloop.url] = Clients(
            session.client("sagemaker", **at),
            session.client("sagemaker-a2i-runtime", **at),
            session.client("s3", **at),
            session.client("sts", **at).get_caller_identity()["Account"],
        )
    return KNOWN[truthloop.url]


@dataclass
class PortalJob:
    """A flow definition with loops in progress, and the one worker who may answer them."""

    truthloop: RunningTruthloop
    name: str
    email: str
    title: str
    flow_arn: str = ""
    bucket: str = ""
    loops: list[str] = field(default_factory=list)

    @property
    def portal_url(self) -> str:
        return f"{self.truthloop.url}/portal"

    def dissolve_team(self) -> None:
        clients_of(self.truthloop).sagemaker.delete_workteam(WorkteamName=self.name)

    def start_loops(self, count: int) -> None:
        """Begin `count` more loops over the reviews, in their order."""
        runtime = clients_of(self.truthloop).a2i
        for title, review in REVIEWS[:count]:
            name = f"{self.name}-{title.lower()}-{len(self.loops)}"
            content = json.dumps({"title": title, "review": review})
            runtime.start_human_loop(
                HumanLoopName=name, FlowDefinitionArn=self.flow_arn, HumanLoopInput={"InputContent": content}
            )
            self.loops.append(name)

    def summaries(self, count: int) -> list[str]:
        """The summaries in the first `count` loops that complete, in the order of the loops."""
        clients = clients_of(self.truthloop)
        completed = wait_for_completed(clients.a2i, self.loops, count)
        return [summary_at(clients.s3, loop["HumanLoopOutput"]["OutputS3Uri"]) for loop in completed]


NewJob: TypeAlias = Callable[..., PortalJob]


def wait_for_completed(runtime: Any, names: Sequence[str], count: int, patience: float = 60) -> list[dict[str, Any]]:
    """What DescribeHumanLoop says of the completed loops, once there are `count`."""
    deadline = time.monotonic() + patience
    while True:
        described = [runtime.describe_human_loop(HumanLoopName=name) for name in names]
        completed = [loop for loop in described if loop["HumanLoopStatus"] == "Completed"]
        if len(completed) >= count:
            return completed
        assert time.monotonic() < deadline, f"{len(completed)} of {count} loops completed in {patience} s"
        time.sleep(0.2)


def summary_at(s3: Any, uri: str) -> str:
    """The summary in an output.json."""
    bucket, _, key = uri.removeprefix("s3://").partition("/")
    output = json.loads(s3.get_object(Bucket=bucket, Key=key)["Body"].read())
    summary: str = output["humanAnswers"][0]["answerContent"]["summary"]
    return summary


def make_job(
    truthloop: RunningTruthloop,
    *,
    loops: int = 3,
    time_limit_seconds: int = 600,
    title: str = "Sum up a review",
    workers: int = 1,
) -> PortalJob:
    """A fresh team, worker and flow definition with loops for so many workers each, of names nobody else has."""
    name = f"portal-{secrets.token_hex(4)}"
    job = PortalJob(truthloop, name, f"{name}@example.com", title)
    truthloop.command("worker", "add", job.email, "--team", name, "--password", PASSWORD)
    job.bucket = name
    clients_of(truthloop).s3.create_bucket(Bucket=name)
    job.flow_arn = make_flow(truthloop, job, time_limit_seconds, workers)
    job.start_loops(loops)
    return job


def make_flow(truthloop: RunningTruthloop, job: PortalJob, time_limit_seconds: int, workers: int) -> str:
    """An active flow definition for the job's team; its ARN."""
    clients = clients_of(truthloop)
    sagemaker = clients.sagemaker
    team = sagemaker.describe_workteam(WorkteamName=job.name)["Workteam"]["WorkteamArn"]
    ui = sagemaker.create_human_task_ui(HumanTaskUiName=job.name, UiTemplate={"Content": TEMPLATE})
    arn: str = sagemaker.create_flow_definition(
        FlowDefinitionName=job.name,
        RoleArn=f"arn:aws:iam::{clients.account_id}:role/truthloop-execution",
        HumanLoopConfig={
            "WorkteamArn": team,
            "HumanTaskUiArn": ui["HumanTaskUiArn"],
            "TaskTitle": job.title,
            "TaskDescription": "Read a short product review and write one sentence about it.",
            "TaskKeywords": ["reviews", "summaries"],
            "TaskCount": workers,
            "TaskTimeLimitInSeconds": time_limit_seconds,
        },
        OutputConfig={"S3OutputPath": f"s3://{job.bucket}/results"},
    )["FlowDefinitionArn"]
    wait_active(sagemaker, job.name)
    return arn


def wait_active(sagemaker: Any, name: str, patience: float = 60) -> None:
    """Return when loops can be started on it."""
    deadline = time.monotonic() + patience
    while sagemaker.describe_flow_definition(FlowDefinitionName=name)["FlowDefinitionStatus"] != "Active":
        assert time.monotonic() < deadline, f"{name} is not Active after {patience} s"
        time.sleep(0.1)
