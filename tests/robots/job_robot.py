"""A requester who runs labeling jobs, as a boto3 program does: a manifest, a job, its output."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from robots.requester_robot import CHORES_S, ROLE, RequesterRobot
from running_truthloop import PATIENT, RunningTruthloop

FUNCTION_ACCOUNT = "432418664414"
ENDED = {"Completed", "Failed", "Stopped"}


def function_arn(side: str, task: str) -> str:
    """One of AWS's own functions in us-east-1."""
    return f"arn:aws:lambda:us-east-1:{FUNCTION_ACCOUNT}:function:{side}-{task}"


@dataclass
class JobRobot:
    """One requester with a team and a bucket of a fresh name."""

    truthloop: RunningTruthloop
    team: str
    bucket: str
    sagemaker: Any
    s3: Any

    @classmethod
    def set_up(cls, truthloop: RunningTruthloop, *, team: str) -> JobRobot:
        """`team` must have a member."""
        sagemaker, s3 = (truthloop.client(service, config=PATIENT) for service in ("sagemaker", "s3"))
        bucket = f"jobs-{uuid.uuid4().hex[:12]}"
        s3.create_bucket(Bucket=bucket)
        return cls(truthloop, team, bucket, sagemaker, s3)

    def put(self, key: str, body: bytes | str) -> str:
        """Store an object; its s3:// address."""
        self.s3.put_object(Bucket=self.bucket, Key=key, Body=body)
        return f"s3://{self.bucket}/{key}"

    def put_manifest(self, lines: list[dict[str, Any]], key: str = "input.manifest") -> str:
        return self.put(key, "".join(json.dumps(line) + "\n" for line in lines))

    def put_labels(self, labels: list[str], key: str = "labels.json") -> str:
        return self.put(
            key, json.dumps({"document-version": "2018-11-28", "labels": [{"label": label} for label in labels]})
        )

    def request(
        self, name: str, manifest: str, *, task: str | None, attribute: str = "label", **given: Any
    ) -> dict[str, Any]:
        """A CreateLabelingJob request; `task` is the X of PRE-X, `given` goes into HumanTaskConfig or over the top."""
        work: dict[str, Any] = {
            "WorkteamArn": self.sagemaker.describe_workteam(WorkteamName=self.team)["Workteam"]["WorkteamArn"],
            "UiConfig": {},
            "TaskTitle": name,
            "TaskDescription": f"The work of {name}",
            "NumberOfHumanWorkersPerDataObject": 1,
            "TaskTimeLimitInSeconds": 3600,
        }
        if task is not None:
            work["PreHumanTaskLambdaArn"] = function_arn("PRE", task)
            work["AnnotationConsolidationConfig"] = {"AnnotationConsolidationLambdaArn": function_arn("ACS", task)}
        asked = {
            "LabelingJobName": name,
            "LabelAttributeName": attribute,
            "RoleArn": ROLE,
            "InputConfig": {"DataSource": {"S3DataSource": {"ManifestS3Uri": manifest}}},
            "OutputConfig": {"S3OutputPath": f"s3://{self.bucket}/out", "KmsKeyId": ""},
            "HumanTaskConfig": work,
            "Tags": [],
        }
        for key, value in given.items():
            (asked if key in {"LabelCategoryConfigS3Uri", "StoppingConditions", "Tags"} else work)[key] = value
        return asked

    def create(self, name: str, manifest: str, **given: Any) -> str:
        arn: str = self.sagemaker.create_labeling_job(**self.request(name, manifest, **given))["LabelingJobArn"]
        return arn

    def describe(self, name: str) -> dict[str, Any]:
        described: dict[str, Any] = self.sagemaker.describe_labeling_job(LabelingJobName=name)
        return described

    def wait_status(self, name: str, *statuses: str, patience: float = CHORES_S) -> dict[str, Any]:
        """Wait for one of the statuses; any end is one too, so that a test does not wait for what cannot come."""
        awaited = set(statuses) | ENDED
        RequesterRobot.wait(
            lambda: self.describe(name)["LabelingJobStatus"] in awaited, patience, f"{name} to be {statuses}"
        )
        described = self.describe(name)
        assert described["LabelingJobStatus"] in statuses, described.get("FailureReason")
        return described

    def read(self, uri: str) -> bytes:
        place = urlsplit(uri)
        body: bytes = self.s3.get_object(Bucket=place.netloc, Key=place.path.lstrip("/"))["Body"].read()
        return body

    def output(self, name: str) -> list[dict[str, Any]]:
        """The lines of the output manifest."""
        body = self.read(self.describe(name)["LabelingJobOutput"]["OutputDatasetS3Uri"])
        return [json.loads(line) for line in body.splitlines()]

    def keys(self, prefix: str) -> list[str]:
        """What the job wrote below a prefix."""
        pages = self.s3.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=prefix)
        return [entry["Key"] for page in pages for entry in page.get("Contents", ())]

    def close(self) -> None:
        self.sagemaker.close()
        self.s3.close()
