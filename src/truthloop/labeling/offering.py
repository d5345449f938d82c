"""Puts objects before workers: as many at a time as the job allows, refilled as soon as one is done.

AWS hands out batches and refills when a whole batch is through, so that one slow colleague leaves the others idle.
Here the line never runs dry while objects wait.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from truthloop.labeling.function_calls import Prepared, prepared_by
from truthloop.labeling.job_reach import JobReach
from truthloop.labeling.job_terms import JobTerms
from truthloop.labeling.labeling_jobs import terms_of
from truthloop.labeling.object_ending import EXPIRED, ObjectEnding, ending_of
from truthloop.labeling.output_lines import failure_text
from truthloop.storage.database import Row, transaction
from truthloop.storage.job_rows import JobCounts, count_in, read_counts
from truthloop.storage.offer_rows import (
    close_tasks,
    ever_offered,
    fail_objects,
    give_back,
    offer,
    overdue_tasks,
    room_for_objects,
    to_consolidation,
    unfinished_tasks,
    waiting_objects,
)
from truthloop.storage.unanswered_rows import stand_again
from truthloop.terms.errors import Invalid
from truthloop.terms.resources import Resource

AT_ONCE = 1000
CALLED_AT_ONCE = 100
"""Objects whose pre-annotation function is called before they are offered."""


def offer_objects(reach: JobReach, job: Resource, progress: JobCounts, now: datetime) -> bool:
    """Fill the room before workers; whether anything was put there."""
    terms = terms_of(job)
    room = room_for_objects(reach.database, job.id, progress.most_at_once)
    if progress.stop_after is not None and progress.reopened_from is None:
        room = min(room, progress.stop_after - progress.labeled - unfinished_tasks(reach.database, job.id))
    if room <= 0:
        return False
    waiting = waiting_objects(
        reach.database,
        job.id,
        min(room, AT_ONCE if terms.pre_function is None else CALLED_AT_ONCE),
        sent_back_only=progress.reopened_from is not None,
    )
    if not waiting:
        return False
    given, failed = prepared(reach, job, terms, waiting)
    if failed and not given and not any_prepared(reach, job):
        raise Invalid(failed_before(terms.pre_function, failed[0].failure))
    with transaction(reach.database) as connection:
        _, skipped = offer(connection, job.id, given, now + timedelta(seconds=terms.availability_seconds))
        count_in(connection, job.id, now, skipped=skipped)
        for one in failed:
            reason = failed_before(terms.pre_function, one.failure)
            note = failure_text(terms.attribute, reason)
            stand_again(connection, job.id, [one.number], now)
            count_in(connection, job.id, now, failed=fail_objects(connection, job.id, [one.number], reason, note))
    return True


def prepared(
    reach: JobReach, job: Resource, terms: JobTerms, waiting: Sequence[Row]
) -> tuple[list[dict[str, Any]], list[Prepared]]:
    """What each object's page is given; and those whose function failed."""
    if terms.pre_function is None:
        return [{"number": row["number"], "input": None, "skip": False} for row in waiting], []
    found = prepared_by(reach, job, terms.pre_function, [(row["number"], row["line"]) for row in waiting])
    failed = [one for one in found if one.failure is not None]
    given = [
        {"number": one.number, "input": one.task_input, "skip": not one.needs_people}
        for one in found
        if one.failure is None
    ]
    return given, failed


def failed_before(arn: str | None, failure: str | None) -> str:
    """Why an object cannot be put before workers; a failure of the call itself names the function already."""
    named = "" if f"{arn}:" in (failure or "") else f" {arn}"
    return f"ClientError: The pre-annotation function{named} failed. {failure}"


def any_prepared(reach: JobReach, job: Resource) -> bool:
    """Whether the pre-annotation function has ever done its work in a job: then one bad object does not end it.

    Asked anew of what stays: counts read before the call may be those of a moment in which nothing was labeled yet.
    """
    return ever_offered(reach.database, job.id) or read_counts(reach.database, job.id).skipped > 0


def end_overdue(reach: JobReach, job: Resource, now: datetime) -> bool:
    """Bring tasks nobody should wait for to their end; whether any was."""
    terms = terms_of(job)
    decided = [(task, ending_of(task)) for task in overdue_tasks(reach.database, job.id, now, AT_ONCE)]
    by_ending: dict[ObjectEnding, list[int]] = {ending: [] for ending in ObjectEnding}
    for task, ending in decided:
        if ending is not None:
            by_ending[ending].append(task.id)
    if not any(by_ending.values()):
        return False
    with transaction(reach.database) as connection:
        to_consolidation(connection, by_ending[ObjectEnding.CONSOLIDATE], now)
        expired = close_tasks(connection, by_ending[ObjectEnding.EXPIRE], now)
        untouched = close_tasks(connection, by_ending[ObjectEnding.GIVE_BACK], now)
        stand_again(connection, job.id, [*expired, *untouched], now)
        failed = fail_objects(connection, job.id, expired, EXPIRED, failure_text(terms.attribute, EXPIRED))
        give_back(connection, job.id, untouched)
        count_in(connection, job.id, now, failed=failed)
    return True
