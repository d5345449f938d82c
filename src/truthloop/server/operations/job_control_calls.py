"""PauseLabelingJob, ResumeLabelingJob, UpdateLabelingJob, DescribeLabelingJobSettings: our own, on jobs that run."""

from __future__ import annotations

from truthloop.labeling.job_control import (
    describe_settings,
    pause_labeling_job,
    resume_labeling_job,
    update_labeling_job,
)
from truthloop.server.operations.call_context import CallContext, Output, Params
from truthloop.terms.chore_names import ChoreName


def pause(context: CallContext, params: Params) -> Output:
    """Let nobody begin a task of the job."""
    job, since = pause_labeling_job(context.database, context.place, params["LabelingJobName"], context.now)
    return {"LabelingJobArn": job.arn, "PausedAt": since}


def resume(context: CallContext, params: Params) -> Output:
    """Let workers in again."""
    job = resume_labeling_job(context.database, context.place, params["LabelingJobName"], context.now)
    context.installation.wake(ChoreName.ADVANCE_JOBS)
    return {"LabelingJobArn": job.arn}


def update(context: CallContext, params: Params) -> Output:
    """Change how the job goes on."""
    job, settings = update_labeling_job(context.database, context.place, params["LabelingJobName"], params, context.now)
    context.installation.wake(ChoreName.ADVANCE_JOBS)
    return {"LabelingJobArn": job.arn, **settings}


def describe(context: CallContext, params: Params) -> Output:
    """What holds for the job now."""
    job, settings = describe_settings(context.database, context.place, params["LabelingJobName"])
    return {"LabelingJobArn": job.arn, **settings}
