"""A labeling job that stands in the database as one whose manifest has been read, without an object store."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import orjson

from aws_at_work import MEMBERS, ROLE, Account, AwsWorld
from truthloop.storage.database import transaction
from truthloop.storage.job_rows import open_job
from truthloop.storage.loop_rows import open_queue
from truthloop.storage.object_rows import NewObject, ReadOn, keep_lines
from truthloop.storage.resource_rows import insert_resource
from truthloop.terms.labeling import ObjectStatus
from truthloop.terms.resources import Kind

CLASSES = {
    "document-version": "2018-11-28",
    "labels": [{"label": "cat"}, {"label": "dog"}],
}


def standing_job(
    world: AwsWorld,
    account: Account,
    name: str = "standing",
    objects: int = 3,
    *,
    status: str = "InProgress",
    task_type: str = "image-classification",
) -> int:
    """A job over images with some unlabelled objects, of classes if nothing else is said; its row's id."""
    team = account.sagemaker.create_workteam(
        WorkteamName=f"{name}-team", MemberDefinitions=MEMBERS, Description="People"
    )["WorkteamArn"]
    now = datetime.now(UTC)
    request: dict[str, Any] = {
        "LabelingJobName": name,
        "LabelAttributeName": "label",
        "RoleArn": ROLE,
        "InputConfig": {"DataSource": {"S3DataSource": {"ManifestS3Uri": "s3://results/input.manifest"}}},
        "OutputConfig": {"S3OutputPath": "s3://results/out"},
        "HumanTaskConfig": {
            "WorkteamArn": team,
            "UiConfig": {},
            "PreHumanTaskLambdaArn": "arn:aws:lambda:us-east-1:432418664414:function:PRE-ImageMultiClass",
            "TaskTitle": name,
            "TaskDescription": name,
            "NumberOfHumanWorkersPerDataObject": 1,
            "TaskTimeLimitInSeconds": 60,
        },
    }
    facts = {"task_type": task_type, "label_categories": CLASSES, "template": None, "consolidation": None}
    with transaction(world.database) as connection:
        made = insert_resource(
            connection, account.place, Kind.LABELING_JOB, name, status=status, request=request, facts=facts, now=now
        )
        assert made is not None
        ((workteam_id,),) = world.rows("SELECT id FROM resource WHERE arn = :arn", arn=team)
        open_queue(
            connection,
            workteam_id=workteam_id,
            source_id=made.id,
            title=name,
            description=name,
            keywords=(),
            time_limit_seconds=60,
            now=now,
        )
        open_job(
            connection,
            made.id,
            reference_code="code",
            manifest_etag="etag",
            manifest_bytes=objects,
            most_at_once=1000,
            wanted=1,
            now=now,
        )
    lines = [
        NewObject(n, n, ObjectStatus.WAITING, orjson.dumps({"source-ref": f"s3://results/{n}.jpg"}).decode())
        for n in range(objects)
    ]
    keep_lines(world.database, lines, ReadOn(made.id, 0, objects, objects, 0, 0, 0, now))
    return made.id
