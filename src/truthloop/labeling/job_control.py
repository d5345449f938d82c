"""What a requester changes about a job that runs: pausing and resuming it, who is asked how often, when it stops."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from truthloop.labeling.job_skills import change_skills, told_skills
from truthloop.labeling.labeling_jobs import find_labeling_job, is_single_label, terms_of
from truthloop.storage.control_rows import (
    ask_all_of_untaken,
    ask_few_first,
    change_settings,
    pause_queue,
    resume_queue,
    settings_of,
)
from truthloop.storage.database import Database, transaction
from truthloop.storage.extension_rows import extensions_of
from truthloop.terms.errors import Conflict, Invalid
from truthloop.terms.labeling import JOB_ENDED, JobStatus
from truthloop.terms.resources import Place, Resource

MEMBERS = {
    "Priority": "priority",
    "MaxConcurrentTaskCount": "most_at_once",
    "WorkersPerObject": "wanted",
    "MostWorkersPerObject": "most_wanted",
    "WantedConfidence": "wanted_confidence",
    "StopEarlyAtConfidence": "stop_early_at",
    "FewestWorkersPerObject": "first_wanted",
    "StopAfter": "stop_after",
    "ReviewBelowConfidence": "review_below",
    "ReviewFraction": "review_fraction",
    "CorrectionSeconds": "correction_seconds",
}
"""What UpdateLabelingJob takes, and where it is kept."""
SWITCHED_OFF_BY_0 = ("stop_after", "stop_early_at", "review_below", "review_fraction")
FEWEST_ANSWERS = 2
"""Before early stopping; with one answer each nobody could tell the good from the bad."""


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
    if given.get("StopEarlyAtConfidence"):
        check_stops_early(job)
    with transaction(database) as connection:
        before = settings_of(connection, job.id)
        now_set = changed_settings(before, given)
        change_settings(connection, job.id, now_set, now)
        if now_set["stop_early_at"] is None and before["stop_early_at"] is not None:
            ask_all_of_untaken(connection, job.id, now_set["wanted"])
        elif now_set["stop_early_at"] is not None and before["stop_early_at"] is None:
            ask_few_first(connection, job.id, now_set["first_wanted"])
        change_skills(connection, job, given)
        return job, {**told_settings(now_set), **told_skills(connection, job)}


def describe_settings(database: Database, place: Place, name: str) -> tuple[Resource, dict[str, Any]]:
    """The job of a name, ended or not, and what holds for it."""
    job = find_labeling_job(database, place, name)
    with transaction(database) as connection:
        row, extensions = settings_of(connection, job.id), extensions_of(connection, job.id)
        skills = told_skills(connection, job)
    told = [told_extension(one) for one in extensions]
    return job, {**told_settings(row), **skills, "PausedAt": row["paused_at"], "Extensions": told}


def told_extension(row: Mapping[str, Any]) -> dict[str, Any]:
    """JobExtension of the service model."""
    status = "reading" if row["ended_at"] is None else "read" if row["failure"] is None else "failed"
    return {
        "ManifestS3Uri": row["manifest_uri"],
        "AddedAt": row["added_at"],
        "Status": status,
        "LinesRead": row["read_lines"],
        "Rejected": row["rejected"],
        "FailureReason": row["failure"],
    }


def check_stops_early(job: Resource) -> None:
    """Raise Invalid for work whose answers do not tell how sure a class is."""
    function = terms_of(job).post_function
    if function is not None:
        raise Invalid(
            f"StopEarlyAtConfidence: the labels of this job are made by its own function {function}, which nobody "
            "can ask how sure a label would be. WantedConfidence works where it returns a confidence."
        )
    if not is_single_label(job):
        raise Invalid(
            "StopEarlyAtConfidence is for jobs in which workers choose one class; this one is "
            f"{job.facts['task_type']}. WantedConfidence with MostWorkersPerObject asks more workers for labels that "
            "are not sure, and works here too: begin with few WorkersPerObject."
        )


def changed_settings(before: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The settings after a change, pure; Invalid for what contradicts itself."""
    after = {kept: given.get(member, before[kept]) for member, kept in MEMBERS.items()}
    after |= {kept: after[kept] or None for kept in SWITCHED_OFF_BY_0}
    after["first_wanted"] = first_wanted(after, given)
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


def first_wanted(after: Mapping[str, Any], given: Mapping[str, Any]) -> int | None:
    """After how many answers an object is first looked at; None without early stopping. Invalid for contradictions."""
    if after["stop_early_at"] is None:
        if given.get("FewestWorkersPerObject") is not None:
            raise Invalid("FewestWorkersPerObject says when early stopping may begin; give StopEarlyAtConfidence too.")
        return None
    if after["stop_early_at"] >= 1:
        raise Invalid(
            "StopEarlyAtConfidence is 1, which no number of answers reaches. It must be below 1; 0 turns early "
            "stopping off."
        )
    fewest: int = after["first_wanted"] or FEWEST_ANSWERS
    if fewest >= after["wanted"]:
        raise Invalid(
            f"StopEarlyAtConfidence: an object may stop after {fewest} answers (FewestWorkersPerObject), and "
            f"WorkersPerObject is {after['wanted']}: there is nothing to save. WorkersPerObject must be above it."
        )
    return fewest


def told_settings(kept: Mapping[str, Any]) -> dict[str, Any]:
    """Settings by the names of the service model."""
    return {member: kept[column] for member, column in MEMBERS.items() if kept[column] is not None}
