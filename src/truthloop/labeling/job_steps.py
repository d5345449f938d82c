"""What a job needs next, and doing it: one turn of a chore. Each step may be killed anywhere and repeated.

read the manifest → offer, consolidate, end what is overdue, again and again → pool, write, end
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from truthloop.labeling.annotation_tool import write_annotation_tool
from truthloop.labeling.automated_labeling import NOT_OFFERED
from truthloop.labeling.consolidating import consolidate_batch
from truthloop.labeling.extending import read_extensions
from truthloop.labeling.job_reach import JobReach
from truthloop.labeling.labeling_jobs import begin_to_stop, terms_of
from truthloop.labeling.offering import end_overdue, offer_objects
from truthloop.labeling.opening import read_manifest
from truthloop.labeling.output_manifest import write_output_manifest
from truthloop.labeling.pooled_labels import pool_labels
from truthloop.labeling.skill_tests import award_skills
from truthloop.storage.database import transaction
from truthloop.storage.job_rows import (
    JobCounts,
    change_status,
    end_job,
    job_is_unended,
    manifest_turn,
    mark_written,
    read_counts,
    set_stop_after,
    stop_offering,
    wait_a_little,
)
from truthloop.storage.offer_rows import unfinished_tasks
from truthloop.storage.reopening_rows import given_more, sent_back_waits
from truthloop.storage.unanswered_rows import all_stand_again
from truthloop.task_types.rehearsal import rehearse
from truthloop.terms.errors import Invalid, TruthloopError, Unavailable
from truthloop.terms.labeling import JOB_ENDED, JobStatus
from truthloop.terms.resources import Resource

WRITE_EVERY = timedelta(seconds=30)
"""How often the output manifest is written anew while people work."""
WRITE_EVERY_FOR_EACH_LINE = timedelta(microseconds=300)
"""A million lines: every five minutes."""
MOST_FAILURES = 5
"""Failures in a row of the requester's functions before the job is given up."""
BATCHES_AT_ONCE = 50
LONGEST_REASON = 1024

log = structlog.get_logger("truthloop.jobs")
Clock = Callable[[], datetime]
Step = Callable[[JobReach, Resource, Clock], JobStatus | None]


def take_turn(reach: JobReach, job: Resource, now: Clock, step: Step | None = None) -> JobStatus | None:
    """Do what a job needs now (`advance` unless told otherwise); the status it ended with, or None."""
    try:
        return (step or advance)(reach, job, now)
    except Unavailable:
        raise
    except Invalid as error:
        return fail(reach, job, error.message, now())
    except TruthloopError as error:
        return failed_once_more(reach, job, error, now())


def advance(reach: JobReach, job: Resource, now: Clock) -> JobStatus | None:
    """Open a new job; make labels of answers; end what is overdue; come to the end."""
    if job.status == JobStatus.INITIALIZING:
        open_for_work(reach, job, now)
    if job.status == JobStatus.IN_PROGRESS:
        read_extensions(reach, job, now)
    if job.status == JobStatus.STOPPING:
        # Once more: an object may have been offered in the very moment the job was told to stop.
        with transaction(reach.database) as connection:
            stop_offering(connection, job.id)
    for _ in range(BATCHES_AT_ONCE):
        if not (consolidate_batch(reach, job, now()) or end_overdue(reach, job, now())):
            break
    award_skills(reach, job, now())
    progress = read_counts(reach.database, job.id)
    if status := reached_end(reach, job, progress):
        return finish(reach, job, status, now())
    stop_when_enough(reach, job, progress, now())
    return None


def offer_more(reach: JobReach, job: Resource, now: Clock) -> None:
    """Keep objects before workers: apart from all else, so that nobody waits for consolidation or for a manifest."""
    if job.status == JobStatus.IN_PROGRESS:
        for _ in range(BATCHES_AT_ONCE):
            if not offer_objects(reach, job, read_counts(reach.database, job.id), now()):
                return


def write_when_due(reach: JobReach, job: Resource, now: Clock) -> None:
    """Show what there is in the output manifest, not too often: large ones take their time."""
    progress = read_counts(reach.database, job.id)
    every = max(WRITE_EVERY, progress.read_lines * WRITE_EVERY_FOR_EACH_LINE)
    written = progress.written_at
    if written is not None and (progress.changed_at <= written or now() - written < every):
        return
    with manifest_turn(reach.database, job.id, wait=False) as ours:
        if ours and job_is_unended(reach.database, job.id):
            mark_written(reach.database, job.id, now())
            write_output_manifest(reach, job)


def open_for_work(reach: JobReach, job: Resource, now: Clock) -> None:
    """Read the manifest, then let workers in."""
    progress = read_manifest(reach, job, now)
    write_annotation_tool(reach, job)
    write_output_manifest(reach, job)
    mark_written(reach.database, job.id, now())
    terms = terms_of(job)
    if terms.algorithm is not None:
        log.warning("automated_labeling_not_offered", job=job.arn, algorithm=terms.algorithm, instead=NOT_OFFERED)
    if terms.post_function is None:
        threading.Thread(target=rehearse, args=(terms.task_type,), name="rehearsal", daemon=True).start()
    with transaction(reach.database) as connection:
        total = progress.read_lines - progress.kept
        by_percent = -(-total * terms.stop_percent // 100) if terms.stop_percent < 100 else None  # noqa: PLR2004
        limits = [limit for limit in (terms.stop_count, by_percent) if limit is not None]
        set_stop_after(connection, job.id, min(limits) if limits else None)
        change_status(connection, job.id, JobStatus.IN_PROGRESS, [JobStatus.INITIALIZING], now())


def reached_end(reach: JobReach, job: Resource, progress: JobCounts) -> JobStatus | None:
    """The status a job has come to its end with, if it has."""
    if job.status == JobStatus.STOPPING:
        return None if unfinished_tasks(reach.database, job.id) else JobStatus.STOPPED
    over = progress.unfinished <= 0 if progress.reopened_from is None else not sent_back_waits(reach.database, job.id)
    if progress.is_read and over and not unfinished_tasks(reach.database, job.id):
        return JobStatus(progress.reopened_from or JobStatus.COMPLETED)
    return None


def stop_when_enough(reach: JobReach, job: Resource, progress: JobCounts, now: datetime) -> None:
    """StoppingConditions."""
    reached = progress.stop_after is not None and progress.labeled >= progress.stop_after
    if reached and progress.reopened_from is None and not progress.unread:
        begin_to_stop(reach.database, job.id, now)


def finish(reach: JobReach, job: Resource, status: JobStatus, now: datetime) -> JobStatus | None:
    """The last labels, the last manifest, and the end; None when there is more to do again."""
    if job.status == JobStatus.STOPPING:
        # Nothing can be sent back in a job that stops, so that none comes after these.
        with transaction(reach.database) as connection:
            all_stand_again(connection, job.id, now)
    pool_labels(reach, job)
    with manifest_turn(reach.database, job.id, wait=True):
        write_output_manifest(reach, job)
    return end(reach, job, status, now, None)


def fail(reach: JobReach, job: Resource, reason: str, now: datetime) -> JobStatus | None:
    """A job that cannot go on; what it has is written as far as that is possible."""
    with transaction(reach.database) as connection:
        stop_offering(connection, job.id)
        all_stand_again(connection, job.id, now)
    try:
        with manifest_turn(reach.database, job.id, wait=True):
            write_output_manifest(reach, job)
    except TruthloopError as error:
        log.warning("manifest_not_written", job=job.arn, reason=error.message)
    shortened = reason if len(reason) <= LONGEST_REASON else reason[: LONGEST_REASON - 1] + "…"
    return end(reach, job, JobStatus.FAILED, now, shortened)


def end(reach: JobReach, job: Resource, status: JobStatus, now: datetime, reason: str | None) -> JobStatus | None:
    """Say so; None where the job was given more to do meanwhile."""
    with transaction(reach.database) as connection:
        if status != JobStatus.FAILED and given_more(connection, job.id):
            return None
        unended = [each for each in JobStatus if each not in JOB_ENDED]
        if status == JobStatus.COMPLETED and change_status(
            connection, job.id, JobStatus.STOPPED, [JobStatus.STOPPING], now
        ):
            # Told to stop after this turn had looked at it: Stopping never becomes Completed.
            status = JobStatus.STOPPED
        else:
            change_status(connection, job.id, status, unended, now, reason)
        end_job(connection, job.id, now)
    return status


def failed_once_more(reach: JobReach, job: Resource, error: TruthloopError, now: datetime) -> JobStatus | None:
    """Wait a little after a failure of something the job reaches, longer each time; give up after some."""
    count = wait_a_little(reach.database, job.id, now)
    log.warning("job_waits", job=job.arn, reason=error.message, failures=count)
    if count >= MOST_FAILURES:
        return fail(reach, job, f"ClientError: {error.message}", now)
    return None
