"""The demo's labeling jobs, made through our own address by the calls everybody makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from truthloop.api_clients import open_client
from truthloop.demo.demo_worker import TEAM
from truthloop.demo.sample_data import JOBS, DemoJob, categories, manifest, pictures

UNENDED = {"Initializing", "InProgress", "Stopping"}
FUNCTION_ACCOUNT = "432418664414"
"""AWS's own in us-east-1: the demo's request is the one people wrote for AWS."""
TIME_LIMIT_SECONDS = 15 * 60


@dataclass(frozen=True, slots=True)
class RunningJob:
    """A job of the demo that can be worked on."""

    job: DemoJob
    name: str
    """Of the labeling job."""


def ensure_demo_jobs(
    variables: Mapping[str, str], account_id: str, bucket: str, workers_per_object: int
) -> list[RunningJob]:
    """One running job of each kind: the one there is, or a new one when none was started or all have ended."""
    sagemaker, s3 = (open_client(service, variables) for service in ("sagemaker", "s3"))
    present = job_statuses(sagemaker)
    found = []
    for job in JOBS:
        running, fresh = name_of(job, present)
        if not running:
            start(sagemaker, s3, job, fresh, account_id=account_id, bucket=bucket, workers=workers_per_object)
        found.append(RunningJob(job, fresh))
    return found


def name_of(job: DemoJob, present: Mapping[str, str]) -> tuple[bool, str]:
    """Whether a job of this kind is under way, and its name; else the name of the next one."""
    numbers = [int(name.rpartition("-")[2]) for name in present if name.rpartition("-")[0] == job.name]
    latest = max(numbers, default=0)
    running = present.get(f"{job.name}-{latest}") in UNENDED
    return running, f"{job.name}-{latest if running else latest + 1}"


def job_statuses(sagemaker: Any) -> dict[str, str]:  # noqa: ANN401 - a botocore client
    """Name and status of the demo's labeling jobs."""
    pages = sagemaker.get_paginator("list_labeling_jobs").paginate(NameContains="demo-")
    return {
        job["LabelingJobName"]: job["LabelingJobStatus"] for page in pages for job in page["LabelingJobSummaryList"]
    }


def start(
    sagemaker: Any,  # noqa: ANN401 - a botocore client
    s3: Any,  # noqa: ANN401 - the same
    job: DemoJob,
    name: str,
    *,
    account_id: str,
    bucket: str,
    workers: int,
) -> None:
    """Upload what a job needs, and create it."""
    folder = f"jobs/{job.question}"
    for picture, body in pictures(job):
        s3.put_object(Bucket=bucket, Key=f"{folder}/{picture}", Body=body, ContentType="image/png")
    place = f"s3://{bucket}/{folder}"
    s3.put_object(Bucket=bucket, Key=f"{folder}/input.manifest", Body=manifest(job, place).encode())
    s3.put_object(Bucket=bucket, Key=f"{folder}/labels.json", Body=categories(job).encode())
    arn = f"arn:aws:lambda:us-east-1:{FUNCTION_ACCOUNT}:function"
    sagemaker.create_labeling_job(
        LabelingJobName=name,
        LabelAttributeName="label",
        LabelCategoryConfigS3Uri=f"{place}/labels.json",
        RoleArn=f"arn:aws:iam::{account_id}:role/truthloop-execution",
        InputConfig={"DataSource": {"S3DataSource": {"ManifestS3Uri": f"{place}/input.manifest"}}},
        OutputConfig={"S3OutputPath": f"s3://{bucket}/labels"},
        HumanTaskConfig={
            "WorkteamArn": f"arn:aws:sagemaker:{sagemaker.meta.region_name}:{account_id}:workteam/private-crowd/{TEAM}",
            "UiConfig": {},
            "PreHumanTaskLambdaArn": f"{arn}:PRE-{job.task}",
            "AnnotationConsolidationConfig": {"AnnotationConsolidationLambdaArn": f"{arn}:ACS-{job.task}"},
            "TaskTitle": job.title,
            "TaskDescription": job.description,
            "NumberOfHumanWorkersPerDataObject": workers,
            "TaskTimeLimitInSeconds": TIME_LIMIT_SECONDS,
        },
    )
