"""Calls of the requester's own functions: before people see an object, and after they have answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from truthloop.functions.annotation_events import (
    Consolidations,
    post_annotation_event,
    pre_annotation_event,
    read_consolidations,
    read_pre_annotation,
)
from truthloop.labeling.job_files import annotations_folder
from truthloop.labeling.job_reach import JobReach
from truthloop.labeling.job_terms import JobTerms
from truthloop.storage.objects.s3_uri import S3Uri
from truthloop.terms.errors import Invalid, TruthloopError
from truthloop.terms.resources import Resource


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the pre-annotation function made of one object."""

    number: int
    task_input: str | None = None
    """JSON text."""
    needs_people: bool = True
    failure: str | None = None


def prepared_by(reach: JobReach, job: Resource, arn: str, lines: Sequence[tuple[int, str]]) -> list[Prepared]:
    """The pre-annotation function's word on each object (number and line)."""
    events = [pre_annotation_event(job_arn=job.arn, data_object=orjson.loads(line)) for _, line in lines]
    replies = reach.functions.call_many(job.place.account_id, arn, events, job.request["RoleArn"])
    return [read_one(number, reply) for (number, _), reply in zip(lines, replies, strict=True)]


def read_one(number: int, reply: Any) -> Prepared:  # noqa: ANN401 - whatever a function returned
    """One reply, or the error in its place."""
    if isinstance(reply, TruthloopError):
        return Prepared(number, failure=reply.message)
    try:
        found = read_pre_annotation(reply)
    except Invalid as error:
        return Prepared(number, failure=error.message)
    return Prepared(number, orjson.dumps(found.task_input).decode(), found.human_annotation_required)


def consolidations_by(
    reach: JobReach, job: Resource, terms: JobTerms, arn: str, labels: Sequence[str], payload: S3Uri, ids: Sequence[str]
) -> tuple[Any, Consolidations]:
    """The post-annotation function's reply to a batch, as it came and as it is read; raises TruthloopError."""
    event = post_annotation_event(
        job_arn=job.arn,
        label_categories=labels or None,
        label_attribute_name=terms.attribute,
        role_arn=terms.role_arn,
        payload_uri=str(payload),
        output_config=str(annotations_folder(terms.output)),
        kms_key_id=job.request["OutputConfig"].get("KmsKeyId"),
    )
    (reply,) = reach.functions.call_many(job.place.account_id, arn, [event], terms.role_arn)
    if isinstance(reply, TruthloopError):
        raise reply
    return reply, read_consolidations(reply, ids)
