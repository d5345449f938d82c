"""A requester who sets up a flow definition and starts loops, as a boto3 program does."""

from __future__ import annotations

import json
import time
import uuid
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from botocore.exceptions import BotoCoreError, ClientError

from running_truthloop import PATIENT, RunningTruthloop

TEMPLATE = """
<script src="https://assets.crowd.aws/crowd-html-elements.js"></script>
<crowd-form>
  <p>{{ task.input.text }}</p>
  <crowd-input name="reply" label="Reply" required></crowd-input>
</crowd-form>
"""
CHORES_S = 90.0
"""How long to wait for what a chore does. It runs every second or two, and on a busy machine gets little of it."""
ROLE = "arn:aws:iam::123456789012:role/reviewer"


@dataclass
class RequesterRobot:
    """One requester with a team, a template, a bucket and a flow definition of a fresh name."""

    truthloop: RunningTruthloop
    name: str
    flow_arn: str
    bucket: str
    sagemaker: Any
    a2i: Any
    s3: Any

    @classmethod
    def set_up(
        cls,
        truthloop: RunningTruthloop,
        *,
        team: str,
        count: int = 1,
        template: str = TEMPLATE,
        time_limit: int | None = None,
        available: int | None = None,
        title: str | None = None,
    ) -> RequesterRobot:
        """Everything a loop needs; `team` must have a member."""
        name = f"flow-{uuid.uuid4().hex[:12]}"
        bucket = f"results-{name}"
        sagemaker, a2i, s3 = (
            truthloop.client(service, config=PATIENT) for service in ("sagemaker", "sagemaker-a2i-runtime", "s3")
        )
        s3.create_bucket(Bucket=bucket)
        interface = sagemaker.create_human_task_ui(HumanTaskUiName=name, UiTemplate={"Content": template})
        loop: dict[str, Any] = {
            "WorkteamArn": sagemaker.describe_workteam(WorkteamName=team)["Workteam"]["WorkteamArn"],
            "HumanTaskUiArn": interface["HumanTaskUiArn"],
            "TaskCount": count,
            "TaskTitle": title or name,
            "TaskDescription": "Answer the customer",
        }
        if time_limit is not None:
            loop["TaskTimeLimitInSeconds"] = time_limit
        if available is not None:
            loop["TaskAvailabilityLifetimeInSeconds"] = available
        made = sagemaker.create_flow_definition(
            FlowDefinitionName=name,
            RoleArn=ROLE,
            HumanLoopConfig=loop,
            OutputConfig={"S3OutputPath": f"s3://{bucket}/loops"},
        )
        robot = cls(truthloop, name, made["FlowDefinitionArn"], bucket, sagemaker, a2i, s3)
        robot.wait_active()
        return robot

    def wait_active(self, patience: float = CHORES_S) -> None:
        self.wait(lambda: self.flow()["FlowDefinitionStatus"] == "Active", patience, "the flow definition to be Active")

    def flow(self) -> dict[str, Any]:
        described: dict[str, Any] = self.sagemaker.describe_flow_definition(FlowDefinitionName=self.name)
        return described

    def start(self, name: str, content: dict[str, Any] | None = None) -> None:
        """Start a loop, once, however often the call has to be repeated."""
        while True:
            try:
                self.a2i.start_human_loop(
                    HumanLoopName=name,
                    FlowDefinitionArn=self.flow_arn,
                    HumanLoopInput={"InputContent": json.dumps(content or {"text": f"The text of {name}"})},
                )
            except ClientError as error:
                if error.response["Error"]["Code"] == "ConflictException":  # an earlier try had arrived
                    return
                if error.response["ResponseMetadata"]["HTTPStatusCode"] < 500:
                    raise
            except BotoCoreError:
                pass
            else:
                return

    def describe(self, name: str) -> dict[str, Any]:
        described: dict[str, Any] = self.a2i.describe_human_loop(HumanLoopName=name)
        return described

    def wait_status(self, name: str, status: str, patience: float = CHORES_S) -> dict[str, Any]:
        self.wait(lambda: self.describe(name)["HumanLoopStatus"] == status, patience, f"{name} to be {status}")
        return self.describe(name)

    def output(self, name: str) -> dict[str, Any]:
        """The loop's output.json, from where Describe says it is."""
        place = urlsplit(self.describe(name)["HumanLoopOutput"]["OutputS3Uri"])
        body = self.s3.get_object(Bucket=place.netloc, Key=place.path.lstrip("/"))["Body"].read()
        document: dict[str, Any] = json.loads(body)
        return document

    def close(self) -> None:
        for client in (self.sagemaker, self.a2i, self.s3):
            client.close()

    @staticmethod
    def wait(question: Any, patience: float, what: str) -> None:
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            if question():
                return
            time.sleep(0.1)
        raise AssertionError(f"waited {patience} s for {what}")
