"""What a flow definition says about the work in it, with AWS's defaults, and the rules it must keep.

Pure. Source: CreateFlowDefinition and HumanLoopConfig in the SageMaker API reference.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from truthloop.storage.objects.object_errors import BadS3Uri
from truthloop.storage.objects.s3_uri import S3Uri, below, parse_s3_uri
from truthloop.terms.crowds import check_crowd
from truthloop.terms.errors import Invalid

DEFAULT_TIME_LIMIT_SECONDS = 3600
DEFAULT_AVAILABILITY_SECONDS = 30 * 24 * 3600
MOST_SECONDS = 365 * 24 * 3600
"""Ceiling of time limit and availability; AWS's own differ by task type and by page."""
LONGEST_NAME = 63

CheckConditions = Callable[[str, str | None], None]
"""Activation conditions (JSON text) and the built-in request source or None; raises Invalid."""


@dataclass(frozen=True, slots=True)
class FlowTerms:
    """The work of one flow definition."""

    title: str
    description: str
    keywords: tuple[str, ...]
    task_count: int
    """Distinct workers for each loop."""
    time_limit_seconds: int
    """How long one worker may take."""
    availability_seconds: int
    """How long a loop waits for workers."""
    workteam_arn: str
    human_task_ui_arn: str
    output: S3Uri
    """Where results go; the key has no slash at its end."""
    request_source: str | None
    """`AWS/Rekognition/…` or `AWS/Textract/…` for the two built-in kinds."""


def flow_terms(request: Mapping[str, Any]) -> FlowTerms:
    """The terms in a CreateFlowDefinition request; raises Invalid."""
    work = request.get("HumanLoopConfig")
    if work is None:
        raise Invalid("HumanLoopConfig is required: without it no human loop can be started.")
    return FlowTerms(
        title=work["TaskTitle"],
        description=work["TaskDescription"],
        keywords=tuple(work.get("TaskKeywords") or ()),
        task_count=work["TaskCount"],
        time_limit_seconds=seconds_of(work, "TaskTimeLimitInSeconds", DEFAULT_TIME_LIMIT_SECONDS),
        availability_seconds=seconds_of(work, "TaskAvailabilityLifetimeInSeconds", DEFAULT_AVAILABILITY_SECONDS),
        workteam_arn=work["WorkteamArn"],
        human_task_ui_arn=work["HumanTaskUiArn"],
        output=output_place(request["OutputConfig"]["S3OutputPath"]),
        request_source=(request.get("HumanLoopRequestSource") or {}).get("AwsManagedHumanLoopRequestSource"),
    )


def check_flow_request(request: Mapping[str, Any], check_conditions: CheckConditions) -> FlowTerms:
    """The terms of a new flow definition after every rule that needs no look at what exists; raises Invalid."""
    terms = flow_terms(request)
    check_crowd(terms.workteam_arn)
    config = (request.get("HumanLoopActivationConfig") or {}).get("HumanLoopActivationConditionsConfig")
    if config is not None:
        check_conditions(config["HumanLoopActivationConditions"], terms.request_source)
    return terms


def seconds_of(work: Mapping[str, Any], name: str, default: int) -> int:
    """A length of time in HumanLoopConfig."""
    given = work.get(name)
    if given is None:
        return default
    if given > MOST_SECONDS:
        raise Invalid(f"HumanLoopConfig.{name} is {given}; at most {MOST_SECONDS} seconds (365 days) are allowed.")
    return int(given)


def output_place(path: str) -> S3Uri:
    """Where results go; room is left for the longest names under it. Raises Invalid."""
    try:
        place = parse_s3_uri(path)
        trimmed = S3Uri(place.bucket, place.key.removesuffix("/"))
        below(trimmed, "f" * LONGEST_NAME, "2026", "01", "01", "00", "00", "00", "l" * LONGEST_NAME, "output.json")
    except BadS3Uri as error:
        raise Invalid(
            f"OutputConfig.S3OutputPath must be s3://bucket or s3://bucket/prefix. {error.message}", given=path
        ) from error
    return trimmed
