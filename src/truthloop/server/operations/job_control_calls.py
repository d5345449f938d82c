"""PauseLabelingJob, ResumeLabelingJob: operations of our own on jobs that run."""

from __future__ import annotations

from truthloop.labeling.job_control import pause_labeling_job, resume_labeling_job
from truthloop.server.operations.call_context import CallContext, Output, Params
from truthloop.server.operations.labeling_job_calls import ADVANCE


def pause(context: CallContext, params: Params) -> Output:
    """Let nobody begin a task of the job."""
    job, since = pause_labeling_job(context.database, context.place, params["LabelingJobName"], context.now)
    return {"LabelingJobArn": job.arn, "PausedAt": since}


def resume(context: CallContext, params: Params) -> Output:
    """Let workers in again."""
    job = resume_labeling_job(context.database, context.place, params["LabelingJobName"], context.now)
    context.installation.wake(ADVANCE)
    return {"LabelingJobArn": job.arn}
