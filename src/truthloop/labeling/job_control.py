"""What a requester changes about a job that runs: pausing and resuming it, who is asked how often, when it stops."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from truthloop.labeling.labeling_jobs import find_labeling_job
from truthloop.storage.control_rows import change_settings, pause_queue, resume_queue, settings_of
from truthloop.storage.database import Database, transaction
from truthloop.terms.errors import Conflict, Invalid
from truthloop.terms.labeling import JOB_ENDED, JobStatus
from truthloop.terms.resources import Place, Resource

MEMBERS = {
    "Priority": "priority",
    "MaxConcurrentTaskCount": "most_at_once",
    "WorkersPerObject": "wanted",
    "MostWorkersPerObject": "most_wanted",
    "WantedConfidence": "wanted_confidence",
    "StopAfter": "stop_after",
    "ReviewBelowConfidence": "review_below",
    "ReviewFraction": "review_fraction",
}
"""What UpdateLabelingJob takes, and where it is kept."""
SWITCHED_OFF_BY_0 = ("stop_after", "review_below", "review_fraction")


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


def update_labeling_job(
    database: Database, place: Place, name: str, given: Mapping[str, Any], now: datetime
) -> tuple[Resource, dict[str, Any]]:
    """Change some of a job's settings (members of UpdateLabelingJob); the job and all that hold then."""
    job = running_job(database, place, name)
    if "StopAfter" in given and job.status == JobStatus.INITIALIZING:
        raise Conflict(f"LabelingJob {job.arn} is still reading its manifest; StopAfter can be changed after that.")
    with transaction(database) as connection:
        now_set = changed_settings(settings_of(connection, job.id), given)
        change_settings(connection, job.id, now_set, now)
    return job, told_settings(now_set)


def describe_settings(database: Database, place: Place, name: str) -> tuple[Resource, dict[str, Any]]:
    """The job of a name, ended or not, and what holds for it."""
    job = find_labeling_job(database, place, name)
    with transaction(database) as connection:
        row = settings_of(connection, job.id)
    return job, {**told_settings(row), "PausedAt": row["paused_at"]}


def changed_settings(before: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The settings after a change, pure; Invalid for what contradicts itself."""
    after = {kept: given.get(member, before[kept]) for member, kept in MEMBERS.items()}
    after |= {kept: after[kept] or None for kept in SWITCHED_OFF_BY_0}
    if "MostWorkersPerObject" not in given:
        after["most_wanted"] = max(after["wanted"], after["most_wanted"])
    if after["most_wanted"] < after["wanted"]:
        raise Invalid(
            f"MostWorkersPerObject is {after['most_wanted']}; it must be at least WorkersPerObject, "
            f"which is {after['wanted']}."
        )
    if after["most_wanted"] > after["wanted"] and after["wanted_confidence"] is None:
        raise Invalid(
            "MostWorkersPerObject is above WorkersPerObject; say with WantedConfidence (0 to 1) how sure a label must "
            "be for nobody else to be asked."
        )
    return after


def told_settings(kept: Mapping[str, Any]) -> dict[str, Any]:
    """Settings by the names of the service model."""
    return {member: kept[column] for member, column in MEMBERS.items() if kept[column] is not None}
