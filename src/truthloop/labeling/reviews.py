"""Reviews: labels that somebody is to look at, and accepting one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from truthloop.labeling.label_confidence import least_confidence
from truthloop.labeling.labeled_object import locked_labeled
from truthloop.labeling.labeling_jobs import find_labeling_job
from truthloop.labeling.review_choice import drawn_for, numbers_below, sampled_below
from truthloop.storage.database import Database, Row, transaction
from truthloop.storage.review_rows import (
    decide,
    end_of_objects,
    keep_accepted,
    labeled_objects,
    last_review,
    request_reviews,
    request_sample,
    statuses_of,
)
from truthloop.terms.errors import Conflict, Invalid, NotFound
from truthloop.terms.labeling import ObjectStatus
from truthloop.terms.resources import Place, Resource
from truthloop.terms.reviews import ReviewReason, ReviewStatus

WAYS: Final = {
    "ObjectNumbers": ReviewReason.REQUESTED,
    "BelowConfidence": ReviewReason.BELOW_CONFIDENCE,
    "SampleFraction": ReviewReason.SAMPLED,
}
"""The parameters of RequestReviews that choose objects, and the reason each stands for."""
AT_ONCE = 10_000
"""Objects looked at in one transaction: what was queued stays, and asking again goes on where it was cut off."""


def request_job_reviews(
    database: Database, place: Place, name: str, given: Mapping[str, Any], now: datetime
) -> tuple[Resource, int]:
    """Queue labeled objects for review (members of RequestReviews); the job, and how many were not pending already."""
    job = find_labeling_job(database, place, name)
    ways = [way for way in WAYS if given.get(way) is not None]
    if len(ways) != 1:
        given_ways = " and ".join(ways) or "none"
        raise Invalid(f"RequestReviews takes exactly one of {', '.join(WAYS)}; {given_ways} was given.")
    if "ObjectNumbers" in given:
        numbers = reviewable(database, job, sorted(set(given["ObjectNumbers"])))
        return job, queued(database, job, numbers, ReviewReason.REQUESTED, now)
    end = end_of_objects(database, job.id)
    steps = (range(first, min(first + AT_ONCE, end)) for first in range(0, end, AT_ONCE))
    return job, sum(queued_of(database, job, numbers, given, now) for numbers in steps)


def queued_of(database: Database, job: Resource, numbers: range, given: Mapping[str, Any], now: datetime) -> int:
    """Queue what a request means of some objects, for good; how many were not pending already."""
    if "SampleFraction" in given:
        below = sampled_below(given["SampleFraction"])
        return request_sample(database, job.id, numbers, drawn_for=drawn_for(job.arn), below=below, now=now)
    rows = labeled_objects(database, job.id, numbers)
    unsure = numbers_below(rows, job.request["LabelAttributeName"], given["BelowConfidence"])
    return queued(database, job, unsure, ReviewReason.BELOW_CONFIDENCE, now)


def queued(database: Database, job: Resource, numbers: Sequence[int], reason: ReviewReason, now: datetime) -> int:
    """Queue these objects for review; how many were not pending already."""
    if not numbers:
        return 0
    with transaction(database) as connection:
        return request_reviews(connection, job.id, numbers, [reason] * len(numbers), now)


def reviewable(database: Database, job: Resource, numbers: list[int]) -> list[int]:
    """The same numbers, all of objects that are labeled."""
    statuses = statuses_of(database, job.id, numbers)
    for number in numbers:
        if number not in statuses:
            raise NotFound(f"LabelingJob {job.arn} has no object {number}; nothing was queued.")
        if statuses[number] != ObjectStatus.LABELED:
            raise Conflict(
                f"Object {number} is {statuses[number]}; only labeled objects can be reviewed. Nothing was queued."
            )
    return numbers


def accept_label(
    database: Database, place: Place, name: str, number: int, *, reviewer: str, comment: str, now: datetime
) -> Resource:
    """The pending review of an object ends with its label as it is; the job. NotFound, or Conflict without a review."""
    job = find_labeling_job(database, place, name)
    with transaction(database) as connection:
        label = locked_labeled(connection, job, number, "accepted")["label"]
        if not decide(
            connection,
            job.id,
            number,
            ReviewStatus.ACCEPTED,
            reviewer=reviewer,
            comment=comment,
            label=label,
            now=now,
        ):
            raise no_review(number, last_review(connection, job.id, number))
        keep_accepted(connection, job.id, number)
    return job


def no_review(number: int, last: Row | None) -> Conflict:
    """Why a label cannot be accepted."""
    if last is None:
        return Conflict(f"Nobody asked for a review of object {number}; RequestReviews does.")
    return Conflict(
        f"No review of object {number} is pending: its last one is {last['status']}, by {last['reviewer']} at "
        f"{last['reviewed_at']:%Y-%m-%dT%H:%M:%SZ}. RequestReviews asks for another."
    )


def told_review(row: Row, attribute: str) -> dict[str, Any]:
    """ReviewSummary of the service model."""
    label = row["label"]
    return {
        "ObjectNumber": row["number"],
        "Status": row["status"],
        "Reason": row["reason"],
        "RequestedAt": row["requested_at"],
        "Confidence": None if label is None else least_confidence(label, attribute),
        "Label": label,
        "Reviewer": row["reviewer"],
        "ReviewedAt": row["reviewed_at"],
        "Comment": row["comment"],
        "Unanswered": row["unanswered"] or None,
    }
