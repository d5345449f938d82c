"""What is told when a human loop has ended: a CloudEvent holding the event that EventBridge would deliver.

Sources: CloudEvents 1.0, JSON format; Augmented AI developer guide, "Use Amazon CloudWatch Events" (detail in
camelCase, at least once). The event's id is derived from the loop and its status, so that a repeated delivery can be
recognised.
"""

from __future__ import annotations

import uuid
from typing import Any

from truthloop.terms.clock import iso_milliseconds
from truthloop.terms.errors import Invalid
from truthloop.terms.loops import ENDED, HumanLoop, LoopStatus

SOURCE = "aws.sagemaker"
DETAIL_TYPE = "SageMaker A2I HumanLoop Status Change"
TYPE = "com.amazonaws.sagemaker.humanloop.statuschange"
EVENT_IDS = uuid.UUID("6f0c2f5e-6a39-4c53-8f0e-0d1b8a2f6f11")


def event_id(loop: HumanLoop) -> str:
    """The same for every delivery of one ending of one loop."""
    return str(uuid.uuid5(EVENT_IDS, f"{loop.arn} {loop.id} {loop.status}"))


def status_event(loop: HumanLoop) -> dict[str, Any]:
    """The event for an ended loop; Invalid for one that has not ended."""
    if loop.status not in ENDED or loop.ended_at is None:
        raise Invalid(f"Human loop {loop.arn} is {loop.status}; only ended loops are told of.")
    moment = iso_milliseconds(loop.ended_at)
    identity = event_id(loop)
    return {
        "specversion": "1.0",
        "id": identity,
        "source": SOURCE,
        "type": TYPE,
        "subject": loop.arn,
        "time": moment,
        "datacontenttype": "application/json",
        "data": {
            "version": "0",
            "id": identity,
            "detail-type": DETAIL_TYPE,
            "source": SOURCE,
            "account": loop.place.account_id,
            "time": moment,
            "region": loop.place.region,
            "resources": [loop.arn],
            "detail": detail(loop),
        },
    }


def detail(loop: HumanLoop) -> dict[str, Any]:
    """A2I's own fields; those without a value are left out."""
    fields: dict[str, Any] = {"creationTime": iso_milliseconds(loop.created_at)}
    if loop.status == LoopStatus.FAILED:
        fields |= {"failureCode": loop.failure_code, "failureReason": loop.failure_reason}
    return fields | {
        "flowDefinitionArn": loop.flow_definition_arn,
        "humanLoopArn": loop.arn,
        "humanLoopName": loop.name,
        "humanLoopOutput": {"outputS3Uri": loop.output_uri},
        "humanLoopStatus": str(loop.status),
    }
