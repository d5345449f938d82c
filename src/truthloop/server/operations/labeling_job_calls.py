"""CreateLabelingJob, DescribeLabelingJob, ListLabelingJobs, ListLabelingJobsForWorkteam, StopLabelingJob."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from truthloop.labeling.job_files import output_manifest
from truthloop.labeling.labeling_jobs import create_labeling_job, find_labeling_job, stop_labeling_job, terms_of
from truthloop.server.job_surroundings import job_reach
from truthloop.server.operations.call_context import CallContext, Output, Params
from truthloop.server.operations.human_task_ui_calls import template_fault
from truthloop.server.operations.list_paging import page_size, place_of_token, resource_page, split_page, token_after
from truthloop.server.operations.tag_rules import tags_of, without_tags
from truthloop.storage.job_rows import JobCounts, counts_of, jobs_of_workteam, read_counts
from truthloop.storage.resource_rows import Listing, find_resource_by_arn, read_tags
from truthloop.terms.chore_names import ChoreName
from truthloop.terms.errors import NotFound
from truthloop.terms.resources import Kind, Resource

CODE_LENGTH = 16


def create(context: CallContext, params: Params) -> Output:
    """Record a labeling job; a chore reads its manifest."""
    made = create_labeling_job(
        job_reach(context.installation),
        context.place,
        without_tags(params),
        tags_of(params.get("Tags")),
        check_template=template_fault,
        reference_code=reference_code(context),
        now=context.now,
    )
    context.installation.wake(ChoreName.ADVANCE_JOBS)
    return {"LabelingJobArn": made.arn}


def reference_code(context: CallContext) -> str:
    """JobReferenceCode: the account number and 16 letters and digits, as AWS gives it."""
    return context.place.account_id + context.installation.new_uuid().replace("-", "")[:CODE_LENGTH]


def describe(context: CallContext, params: Params) -> Output:
    """The request as it came, the defaults AWS fills in, and how far the job is."""
    job = find_labeling_job(context.database, context.place, params["LabelingJobName"])
    progress = read_counts(context.database, job.id)
    tags = read_tags(context.database, job.arn)
    return {
        **with_defaults(job.request),
        "LabelingJobStatus": job.status,
        "LabelCounters": label_counters(progress),
        "FailureReason": job.failure_reason,
        "CreationTime": job.created_at,
        "LastModifiedTime": max(job.updated_at, progress.changed_at),
        "JobReferenceCode": progress.reference_code,
        "LabelingJobArn": job.arn,
        "Tags": [{"Key": key, "Value": value} for key, value in tags.items()],
        "LabelingJobOutput": job_output(job),
    }


def with_defaults(request: Mapping[str, Any]) -> dict[str, Any]:
    """The request with what AWS fills in where nothing was said."""
    filled = dict(request)
    filled["InputConfig"] = {"DataAttributes": {"ContentClassifiers": []}, **request["InputConfig"]}
    filled["OutputConfig"] = {"KmsKeyId": "", **request["OutputConfig"]}
    filled.setdefault("StoppingConditions", {"MaxPercentageOfInputDatasetLabeled": 100})
    return filled


def label_counters(progress: JobCounts) -> dict[str, int]:
    """LabelCounters: all of them, also when they are zero."""
    return {
        "TotalLabeled": progress.labeled,
        "HumanLabeled": progress.labeled,
        "MachineLabeled": 0,
        "FailedNonRetryableError": progress.failed,
        "Unlabeled": max(0, progress.unlabeled),
    }


def job_output(job: Resource) -> dict[str, str]:
    """LabelingJobOutput."""
    return {"OutputDatasetS3Uri": str(output_manifest(terms_of(job).output)), "FinalActiveLearningModelArn": ""}


def list_all(context: CallContext, params: Params) -> Output:
    """Labeling jobs, filtered and sorted."""
    page, token = resource_page(context, params, Kind.LABELING_JOB)
    counts = counts_of(context.database, [job.id for job in page])
    return {
        "LabelingJobSummaryList": [job_summary(job, counts[job.id]) for job in page],
        "NextToken": token,
    }


def job_summary(job: Resource, progress: JobCounts) -> dict[str, Any]:
    """LabelingJobSummary."""
    work = job.request["HumanTaskConfig"]
    consolidation = work.get("AnnotationConsolidationConfig") or {}
    return {
        "LabelingJobName": job.request["LabelingJobName"],
        "LabelingJobArn": job.arn,
        "CreationTime": job.created_at,
        "LastModifiedTime": max(job.updated_at, progress.changed_at),
        "LabelingJobStatus": job.status,
        "LabelCounters": label_counters(progress),
        "WorkteamArn": work["WorkteamArn"],
        "PreHumanTaskLambdaArn": work.get("PreHumanTaskLambdaArn"),
        "AnnotationConsolidationLambdaArn": consolidation.get("AnnotationConsolidationLambdaArn"),
        "FailureReason": job.failure_reason,
        "LabelingJobOutput": job_output(job),
        "InputConfig": with_defaults(job.request)["InputConfig"],
    }


def list_for_workteam(context: CallContext, params: Params) -> Output:
    """The jobs given to a work team, as its members' organisation sees them."""
    arn = params["WorkteamArn"]
    team = find_resource_by_arn(context.database, context.place.account_id, arn)
    if team is None or team.kind != Kind.WORKTEAM or team.place != context.place:
        raise NotFound(f"The work team {arn} does not exist.")
    size = page_size(params)
    after_value, after_id = place_of_token(context, params)
    listing = Listing(
        sort="created_at",
        descending=params.get("SortOrder") == "Descending",
        limit=size + 1,
        created_after=params.get("CreationTimeAfter"),
        created_before=params.get("CreationTimeBefore"),
        after_value=after_value,
        after_id=after_id,
    )
    found = jobs_of_workteam(context.database, team.id, params.get("JobReferenceCodeContains"), listing)
    page, last = split_page(found, size)
    counts = counts_of(context.database, [job.id for job in page])
    token = None if last is None else token_after(context, params, last.created_at.isoformat(), last.id)
    return {
        "LabelingJobSummaryList": [workteam_summary(job, counts[job.id]) for job in page],
        "NextToken": token,
    }


def workteam_summary(job: Resource, progress: JobCounts) -> dict[str, Any]:
    """LabelingJobForWorkteamSummary."""
    total = progress.read_lines - progress.kept
    return {
        "LabelingJobName": job.request["LabelingJobName"],
        "JobReferenceCode": progress.reference_code,
        "WorkRequesterAccountId": job.place.account_id,
        "CreationTime": job.created_at,
        "LabelCounters": {
            "HumanLabeled": progress.labeled,
            "PendingHuman": max(0, progress.unlabeled),
            "Total": total,
        },
        "NumberOfHumanWorkersPerDataObject": job.request["HumanTaskConfig"]["NumberOfHumanWorkersPerDataObject"],
    }


def stop(context: CallContext, params: Params) -> Output:
    """Begin to stop a job; a chore writes its results."""
    stop_labeling_job(context.database, context.place, params["LabelingJobName"], context.now)
    context.installation.wake(ChoreName.ADVANCE_JOBS)
    return {}
