"""Sends an object back to workers: its task is superseded, never changed, and a job that has ended goes on for it."""

from __future__ import annotations

from datetime import datetime

from truthloop.labeling.labeled_object import locked_object
from truthloop.labeling.labeling_jobs import find_labeling_job
from truthloop.storage.database import Database, Row, transaction
from truthloop.storage.reopening_rows import locked_job, reopen, supersede, supersede_failed
from truthloop.storage.review_rows import decide, note_unasked
from truthloop.terms.errors import Conflict
from truthloop.terms.labeling import JobStatus, ObjectStatus
from truthloop.terms.resources import Place, Resource
from truthloop.terms.reviews import ReviewStatus

GOES_ON = frozenset({JobStatus.IN_PROGRESS, JobStatus.COMPLETED, JobStatus.STOPPED})
"""Statuses of jobs that people can be given something to do in."""


def send_back_object(
    database: Database, place: Place, name: str, number: int, *, reviewer: str, comment: str, now: datetime
) -> Resource:
    """Offer an object anew with the reviewer's comment; the job. NotFound, or Conflict where that cannot be.

    The object's row is locked before the job's, as consolidation does it.
    """
    job = find_labeling_job(database, place, name)
    with transaction(database) as connection:
        found = locked_object(connection, job, number)
        check_done(job, number, found)
        label = found["label"]
        status = locked_job(connection, job.id)["status"]
        check_goes_on(job, status)
        said = {"reviewer": reviewer, "comment": comment, "label": label}
        if not decide(connection, job.id, number, ReviewStatus.SENT_BACK, **said, now=now):
            note_unasked(connection, job.id, number, ReviewStatus.SENT_BACK, **said, now=now)
        if found["status"] == ObjectStatus.FAILED:
            supersede_failed(connection, job.id, number, comment=comment, now=now)
        else:
            supersede(connection, job.id, number, before=label, actor=reviewer, comment=comment, now=now)
        if status != JobStatus.IN_PROGRESS:
            reopen(connection, job.id, status, now)
    return job


def check_done(job: Resource, number: int, row: Row) -> None:
    """Raise Conflict for an object that people cannot do again."""
    if row["status"] not in {ObjectStatus.LABELED, ObjectStatus.FAILED}:
        raise Conflict(f"Object {number} is {row['status']}; only a labeled or failed object can be sent back.")
    if row["position"] < 0:
        raise Conflict(
            f"Line {number} of LabelingJob {job.arn} cannot be worked on, so nobody can do it again. "
            "ExtendLabelingJob adds a corrected line."
        )


def check_goes_on(job: Resource, status: str) -> None:
    """Raise Conflict for a job that cannot be given more to do."""
    if status not in GOES_ON:
        until = "wait until it is Stopped" if status == JobStatus.STOPPING else "it cannot go on"
        raise Conflict(
            f"LabelingJob {job.arn} is {status}: {until}. Jobs that are {', '.join(sorted(GOES_ON))} can be given "
            "more to do."
        )
