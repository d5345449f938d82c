"""What a requester changes about a job that runs: pausing and resuming it."""

from __future__ import annotations

from datetime import datetime

from truthloop.labeling.labeling_jobs import find_labeling_job
from truthloop.storage.control_rows import pause_queue, resume_queue
from truthloop.storage.database import Database, transaction
from truthloop.terms.errors import Conflict
from truthloop.terms.labeling import JOB_ENDED
from truthloop.terms.resources import Place, Resource


def running_job(database: Database, place: Place, name: str) -> Resource:
    """The job of a name; NotFound, or Conflict for one that has ended."""
    job = find_labeling_job(database, place, name)
    if job.status in JOB_ENDED:
        raise Conflict(f"LabelingJob {job.arn} is {job.status}; this can be done to a job that has not ended only.")
    return job


def pause_labeling_job(database: Database, place: Place, name: str, now: datetime) -> tuple[Resource, datetime]:
    """Nobody gets a task of the job until it is resumed; the job, and since when it is paused."""
    job = running_job(database, place, name)
    with transaction(database) as connection:
        return job, pause_queue(connection, job.id, now)


def resume_labeling_job(database: Database, place: Place, name: str, now: datetime) -> Resource:
    """Workers get tasks of the job again; nothing changes for one that is not paused."""
    job = running_job(database, place, name)
    with transaction(database) as connection:
        resume_queue(connection, job.id, now)
    return job
