"""The demo's human task UI, flow definition and loops, made through our own address by the calls everybody makes."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from truthloop.api_clients import ensure_bucket, open_client
from truthloop.demo.demo_worker import TEAM
from truthloop.terms.errors import Unavailable

FLOW = "demo-reviews"
TASK_UI = "demo-ranking"
TIME_LIMIT_SECONDS = 15 * 60
TEMPLATE = Path(__file__).with_name("ranking.liquid.html")
REVIEWS = Path(__file__).with_name("reviews.json")
LONGEST_INITIALIZING_SECONDS = 30


@dataclass(frozen=True, slots=True)
class DemoLoops:
    """What there is to work on, and where results go."""

    bucket: str
    output_path: str
    waiting: int
    """Loops in progress."""
    started: int
    """How many of them this start began."""


def ensure_demo_loops(variables: Mapping[str, str], account_id: str) -> DemoLoops:
    """Five loops to work on: those there are, or new ones when none was started or all have ended."""
    bucket = f"truthloop-demo-{account_id}"
    output_path = f"s3://{bucket}/results"
    a2i = open_client("sagemaker-a2i-runtime", variables)
    arn = f"arn:aws:sagemaker:{variables['AWS_REGION']}:{account_id}:flow-definition/{FLOW}"
    present = loops_of(a2i, arn)
    if present is None:
        ensure_bucket(variables, bucket)
        make_flow(open_client("sagemaker", variables), account_id, variables["AWS_REGION"], output_path)
        present = {}
    wanted = names_to_start(present, [review["name"] for review in reviews()])
    contents = {review["name"]: review["input"] for review in reviews()}
    for name in wanted:
        content = json.dumps(contents[name.rpartition("-")[0]], ensure_ascii=False)
        start_loop(a2i, name, arn, content)
    open_loops = sum(status == "InProgress" for status in present.values())
    return DemoLoops(bucket, output_path, open_loops + len(wanted), len(wanted))


def reviews() -> list[dict[str, Any]]:
    """The five reviews, each with `name` and `input`."""
    found: list[dict[str, Any]] = json.loads(REVIEWS.read_text(encoding="utf-8"))
    return found


def names_to_start(present: Mapping[str, str], names: list[str]) -> list[str]:
    """Which loops are to be started, given those there are (name to status): `kettle-1`, in the next round `kettle-2`.

    A round that a start left unfinished is completed; a new one begins when every loop has ended. Loops that somebody
    else started on the flow definition count as work there is, not as a round.
    """
    parts = [name.rpartition("-") for name in present]
    latest = max((int(number) for name, _, number in parts if name in names and number.isdecimal()), default=1)
    missing = [f"{name}-{latest}" for name in names if f"{name}-{latest}" not in present]
    if missing or any(status in {"InProgress", "Stopping"} for status in present.values()):
        return missing
    return [f"{name}-{latest + 1}" for name in names]


def loops_of(a2i: Any, arn: str) -> dict[str, str] | None:  # noqa: ANN401 - a botocore client
    """Name and status of every loop of a flow definition; None when there is no such definition."""
    try:
        pages = a2i.get_paginator("list_human_loops").paginate(FlowDefinitionArn=arn)
        return {loop["HumanLoopName"]: loop["HumanLoopStatus"] for page in pages for loop in page["HumanLoopSummaries"]}
    except (a2i.exceptions.ResourceNotFoundException, a2i.exceptions.ValidationException):
        return None


def start_loop(a2i: Any, name: str, arn: str, content: str) -> None:  # noqa: ANN401 - a botocore client
    """Start a loop, unless another start of the demo did so in this moment."""
    try:
        a2i.start_human_loop(HumanLoopName=name, FlowDefinitionArn=arn, HumanLoopInput={"InputContent": content})
    except a2i.exceptions.ConflictException:
        return


def make_flow(sagemaker: Any, account_id: str, region: str, output_path: str) -> None:  # noqa: ANN401 - a botocore client
    """The human task UI and the flow definition, and wait until loops can be started on it."""
    place = f"arn:aws:sagemaker:{region}:{account_id}"
    ignore_existing(
        sagemaker,
        lambda: sagemaker.create_human_task_ui(
            HumanTaskUiName=TASK_UI, UiTemplate={"Content": TEMPLATE.read_text(encoding="utf-8")}
        ),
    )
    ignore_existing(
        sagemaker,
        lambda: sagemaker.create_flow_definition(
            FlowDefinitionName=FLOW,
            RoleArn=f"arn:aws:iam::{account_id}:role/truthloop-execution",
            HumanLoopConfig={
                "WorkteamArn": f"{place}:workteam/private-crowd/{TEAM}",
                "HumanTaskUiArn": f"{place}:human-task-ui/{TASK_UI}",
                "TaskTitle": "Choose the better reply to a review",
                "TaskDescription": "Read a product review and two drafted replies, and say which one you would send.",
                "TaskKeywords": ["reviews", "ranking"],
                "TaskCount": 1,
                "TaskTimeLimitInSeconds": TIME_LIMIT_SECONDS,
            },
            OutputConfig={"S3OutputPath": output_path},
        ),
    )
    wait_active(sagemaker)


def ignore_existing(sagemaker: Any, create: Callable[[], object]) -> None:  # noqa: ANN401 - a botocore client
    """Create something unless its name is taken: then it was created before."""
    try:
        create()
    except sagemaker.exceptions.ResourceInUse:
        return


def wait_active(sagemaker: Any) -> None:  # noqa: ANN401 - a botocore client
    """Return when the flow definition is Active; Unavailable when it does not become so."""
    deadline = time.monotonic() + LONGEST_INITIALIZING_SECONDS
    while (status := sagemaker.describe_flow_definition(FlowDefinitionName=FLOW)["FlowDefinitionStatus"]) != "Active":
        if time.monotonic() > deadline:
            raise Unavailable(f"The demo's flow definition is {status} after {LONGEST_INITIALIZING_SECONDS} s.")
        time.sleep(0.1)
