"""What a CreateLabelingJob request says, with AWS's defaults, and the rules that need no look at what exists.

Pure. Source: CreateLabelingJob and HumanTaskConfig in the SageMaker API reference.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from truthloop.labeling.automated_labeling import asked_algorithm
from truthloop.storage.objects.object_errors import BadS3Uri
from truthloop.storage.objects.s3_uri import S3Uri, below, parse_s3_uri
from truthloop.task_types.task_type import RefName, TaskType
from truthloop.task_types.type_table import BY_FUNCTION, BY_NAME
from truthloop.terms.errors import Invalid
from truthloop.terms.managed_arns import Side, managed_function

DEFAULT_MOST_AT_ONCE = 1000
DEFAULT_AVAILABILITY_SECONDS = 30 * 24 * 3600
LONGEST_FILE = "annotations/consolidated-annotation/consolidation-response/iteration-1/2019-10-27_08:56:48.json"


@dataclass(frozen=True, slots=True)
class JobTerms:
    """The work of one labeling job."""

    name: str
    """As it was given; compared without case."""
    attribute: str
    """LabelAttributeName."""
    title: str
    description: str
    keywords: tuple[str, ...]
    workers_per_object: int
    time_limit_seconds: int
    availability_seconds: int
    most_at_once: int
    """Objects before workers at a time."""
    workteam_arn: str
    role_arn: str
    manifest: S3Uri
    output: S3Uri
    """`{S3OutputPath}/{name}`: everything the job writes stands below."""
    categories: S3Uri | None
    template: S3Uri | None
    human_task_ui_arn: str | None
    task_type: TaskType
    pre_function: str | None
    """The requester's own pre-annotation function."""
    post_function: str | None
    """The requester's own consolidation function."""
    stop_count: int | None
    stop_percent: int
    algorithm: str | None
    """The ARN of one for automated labeling, which is not offered yet."""


def job_terms(request: Mapping[str, Any]) -> JobTerms:
    """The terms in a CreateLabelingJob request; raises Invalid."""
    work = request["HumanTaskConfig"]
    pre = empty_as_none(work.get("PreHumanTaskLambdaArn"))
    post = empty_as_none((work.get("AnnotationConsolidationConfig") or {}).get("AnnotationConsolidationLambdaArn"))
    task_type = asked_type(pre, post)
    ui = work.get("UiConfig") or {}
    stop = request.get("StoppingConditions") or {}
    return JobTerms(
        name=request["LabelingJobName"],
        attribute=checked_attribute(request["LabelAttributeName"], task_type),
        title=work["TaskTitle"],
        description=work["TaskDescription"],
        keywords=tuple(work.get("TaskKeywords") or ()),
        workers_per_object=work["NumberOfHumanWorkersPerDataObject"],
        time_limit_seconds=work["TaskTimeLimitInSeconds"],
        availability_seconds=work.get("TaskAvailabilityLifetimeInSeconds") or DEFAULT_AVAILABILITY_SECONDS,
        most_at_once=work.get("MaxConcurrentTaskCount") or DEFAULT_MOST_AT_ONCE,
        workteam_arn=work["WorkteamArn"],
        role_arn=request["RoleArn"],
        manifest=manifest_place(request["InputConfig"]["DataSource"]),
        output=output_place(request["OutputConfig"]["S3OutputPath"], request["LabelingJobName"]),
        categories=maybe_place(request.get("LabelCategoryConfigS3Uri"), "LabelCategoryConfigS3Uri"),
        template=template_place(ui),
        human_task_ui_arn=empty_as_none(ui.get("HumanTaskUiArn")),
        task_type=task_type,
        pre_function=pre if pre and managed_function(pre) is None else None,
        post_function=post if post and managed_function(post) is None else None,
        stop_count=stop.get("MaxHumanLabeledObjectCount"),
        stop_percent=stop.get("MaxPercentageOfInputDatasetLabeled") or 100,
        algorithm=asked_algorithm(request),
    )


def empty_as_none(value: str | None) -> str | None:
    """Real clients send empty strings for what they do not want to say."""
    return value or None


def asked_type(pre: str | None, post: str | None) -> TaskType:
    """The task type that a request's functions ask for; Invalid when they contradict each other."""
    named = {}
    for arn, side, where in (
        (pre, Side.PRE, "PreHumanTaskLambdaArn"),
        (post, Side.ACS, "AnnotationConsolidationLambdaArn"),
    ):
        found = managed_function(arn) if arn else None
        if found is None:
            continue
        if found.side is not side:
            raise Invalid(f"{where} is {arn}, a function of the other side; it must be one named {side}-….")
        named[where] = found.task
    if len(set(named.values())) > 1:
        raise Invalid(
            "PreHumanTaskLambdaArn and AnnotationConsolidationLambdaArn belong to different task types: "
            + " and ".join(f"{task} in {where}" for where, task in named.items())
            + ". Use the pair of one task type."
        )
    if not named:
        return BY_NAME["custom"]
    task = next(iter(named.values()))
    if task not in BY_FUNCTION:
        known = ", ".join(sorted(BY_FUNCTION))
        raise Invalid(f"The task type {task} is not offered yet. Offered are: {known}, and custom functions.")
    return BY_FUNCTION[task]


def checked_attribute(name: str, task_type: TaskType) -> str:
    """LabelAttributeName after the rules AWS's model does not say; Invalid."""
    if name in {"source", "source-ref"}:
        raise Invalid(f"LabelAttributeName is '{name}', which is reserved for the data object itself.")
    if name.endswith("-metadata"):
        raise Invalid(
            f"LabelAttributeName '{name}' ends in '-metadata', which is reserved for what is said of a label."
        )
    ends = name.endswith("-ref")
    if task_type.ref_name is RefName.REQUIRED and not ends:
        raise Invalid(f"LabelAttributeName '{name}' must end in '-ref' for the task type {task_type.name}.")
    if task_type.ref_name is RefName.FORBIDDEN and ends:
        raise Invalid(f"LabelAttributeName '{name}' must not end in '-ref' for the task type {task_type.name}.")
    return name


def manifest_place(source: Mapping[str, Any]) -> S3Uri:
    """Where the input manifest is; Invalid."""
    s3 = source.get("S3DataSource")
    if source.get("SnsDataSource"):
        raise Invalid("InputConfig.DataSource.SnsDataSource: streaming labeling jobs are not offered yet.")
    if not s3:
        raise Invalid("InputConfig.DataSource names no source: S3DataSource.ManifestS3Uri is required.")
    return manifest_file(s3["ManifestS3Uri"], "InputConfig.DataSource.S3DataSource.ManifestS3Uri")


def manifest_file(given: str, where: str) -> S3Uri:
    """The address of a manifest, no folder; Invalid, with the field for what is no address at all."""
    place = maybe_place(given, where)
    if place is None or not place.key or place.key.endswith("/"):
        raise Invalid(f"ManifestS3Uri is {given!r}; it must be the address of one manifest file.")
    return place


def output_place(path: str, job_name: str) -> S3Uri:
    """The folder of a job's results; room is left for the longest names under it. Raises Invalid."""
    place = maybe_place(path, "OutputConfig.S3OutputPath")
    if place is None:
        raise Invalid("OutputConfig.S3OutputPath is empty; it must be s3://bucket or s3://bucket/prefix.")
    try:
        folder = below(S3Uri(place.bucket, place.key.rstrip("/")), job_name)
        below(folder, *LONGEST_FILE.split("/"))
    except BadS3Uri as error:
        raise Invalid(f"OutputConfig.S3OutputPath cannot be used: {error.message}", given=path) from error
    return folder


def template_place(ui: Mapping[str, Any]) -> S3Uri | None:
    """Where the worker template is, if the request brings one; Invalid."""
    if ui.get("UiTemplateS3Uri") and ui.get("HumanTaskUiArn"):
        raise Invalid(
            "HumanTaskConfig.UiConfig has both UiTemplateS3Uri and HumanTaskUiArn; give one: a template of your own, "
            "or the built-in page."
        )
    return maybe_place(ui.get("UiTemplateS3Uri"), "HumanTaskConfig.UiConfig.UiTemplateS3Uri")


def maybe_place(uri: str | None, where: str) -> S3Uri | None:
    """An address, or None where nothing was given; Invalid names the field."""
    if not uri:
        return None
    try:
        return parse_s3_uri(uri)
    except BadS3Uri as error:
        raise Invalid(f"{where}: {error.message}", given=uri) from error
