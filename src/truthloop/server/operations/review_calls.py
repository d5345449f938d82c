"""RequestReviews, ListReviews, AcceptLabel, SendBackObject: operations of our own on labels people look at again."""

from __future__ import annotations

from truthloop.labeling.labeling_jobs import find_labeling_job
from truthloop.labeling.reviews import accept_label, request_job_reviews, told_review
from truthloop.labeling.sending_back import send_back_object
from truthloop.server.operations.call_context import CallContext, Output, Params
from truthloop.server.operations.list_paging import page_size, place_of_token, split_page, token_after
from truthloop.storage.review_rows import review_counts, reviews_page
from truthloop.terms.chore_names import ChoreName
from truthloop.terms.reviews import ReviewStatus


def request(context: CallContext, params: Params) -> Output:
    """Queue labels for review."""
    job, count = request_job_reviews(context.database, context.place, params["LabelingJobName"], params, context.now)
    return {"LabelingJobArn": job.arn, "Requested": count}


def list_all(context: CallContext, params: Params) -> Output:
    """A job's reviews in the order they were asked for."""
    job = find_labeling_job(context.database, context.place, params["LabelingJobName"])
    size, (_, after), wanted = page_size(params), place_of_token(context, params), params.get("StatusEquals")
    status = None if wanted is None else ReviewStatus(wanted)
    found = reviews_page(context.database, job.id, after=after or 0, limit=size + 1, status=status)
    page, last = split_page(found, size)
    counts = review_counts(context.database, job.id)
    return {
        "ReviewSummaryList": [told_review(row, job.request["LabelAttributeName"]) for row in page],
        "Counts": {
            "Pending": counts[ReviewStatus.PENDING],
            "Accepted": counts[ReviewStatus.ACCEPTED],
            "Fixed": counts[ReviewStatus.FIXED],
            "SentBack": counts[ReviewStatus.SENT_BACK],
        },
        "NextToken": None if last is None else token_after(context, params, "", last["id"]),
    }


def accept(context: CallContext, params: Params) -> Output:
    """The label is good as it is."""
    job = accept_label(
        context.database,
        context.place,
        params["LabelingJobName"],
        params["ObjectNumber"],
        reviewer=context.principal_arn,
        comment=params.get("Comment", ""),
        now=context.now,
    )
    return {"LabelingJobArn": job.arn, "ReviewedAt": context.now}


def send_back(context: CallContext, params: Params) -> Output:
    """Workers do the object again."""
    job = send_back_object(
        context.database,
        context.place,
        params["LabelingJobName"],
        params["ObjectNumber"],
        reviewer=context.principal_arn,
        comment=params["Comment"],
        now=context.now,
    )
    for chore in (ChoreName.OFFER_OBJECTS, ChoreName.ADVANCE_JOBS):
        context.installation.wake(chore)
    return {"LabelingJobArn": job.arn, "ReviewedAt": context.now}
