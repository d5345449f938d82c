"""PutGoldLabels, DescribeWorkerQuality: operations of our own on who does a job how well."""

from __future__ import annotations

from truthloop.server.operations.call_context import CallContext, Output, Params
from truthloop.terms.late_calls import late

put_gold_labels = late("truthloop.labeling.worker_quality", "put_gold_labels")
worker_quality = late("truthloop.labeling.worker_quality", "worker_quality")


def put_gold(context: CallContext, params: Params) -> Output:
    """Say what is right for some objects."""
    given = [(one["ObjectNumber"], one.get("ClassName")) for one in params["GoldLabels"]]
    job, count = put_gold_labels(context.database, context.place, params["LabelingJobName"], given, context.now)
    return {"LabelingJobArn": job.arn, "GoldCount": count}


def describe(context: CallContext, params: Params) -> Output:
    """Every worker of a job."""
    return {"Workers": worker_quality(context.database, context.place, params["LabelingJobName"])}
