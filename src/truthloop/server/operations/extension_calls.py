"""ExtendLabelingJob: an operation of our own that gives a job more data objects."""

from __future__ import annotations

from truthloop.labeling.extending import extend_labeling_job
from truthloop.server.job_surroundings import job_reach
from truthloop.server.operations.call_context import CallContext, Output, Params
from truthloop.terms.chore_names import ChoreName


def extend(context: CallContext, params: Params) -> Output:
    """Append the lines of a further manifest."""
    reach = job_reach(context.installation)
    job = extend_labeling_job(reach, context.place, params["LabelingJobName"], params, context.now)
    context.installation.wake(ChoreName.ADVANCE_JOBS)
    return {"LabelingJobArn": job.arn}
