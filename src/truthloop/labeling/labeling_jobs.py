"""Labeling jobs: made, found, stopped.

Initializing ──(manifest read)──▶ InProgress ──(every object labelled or failed)──▶ Completed
      │                               │──StopLabelingJob, StoppingConditions──▶ Stopping ──▶ Stopped
      └──────────(cannot go on)───────┴──▶ Failed

Completed and Stopped jobs are InProgress again when an object is sent back or a further manifest is added.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from truthloop.functions.registry import not_registered
from truthloop.labeling.automated_labeling import check_algorithm
from truthloop.labeling.job_reach import JobReach
from truthloop.labeling.job_terms import JobTerms, job_terms
from truthloop.labeling.object_order import ORDER_TAG, placing
from truthloop.labeling.work_team_hints import no_such_team
from truthloop.storage.database import Database, transaction
from truthloop.storage.job_rows import change_status, open_job, stop_offering
from truthloop.storage.loop_rows import open_queue
from truthloop.storage.objects.object_errors import NoSuchBucket, NoSuchObject
from truthloop.storage.objects.object_store import ObjectFacts, bucket_exists, get, head
from truthloop.storage.objects.s3_uri import S3Uri
from truthloop.storage.resource_rows import find_resource, find_resource_by_arn, insert_resource, put_tags
from truthloop.task_types.label_categories import check_config, label_names, read_label_categories
from truthloop.task_types.type_table import BY_NAME, SINGLE_LABEL
from truthloop.terms.crowds import check_crowd
from truthloop.terms.errors import AlreadyExists, Invalid, NotFound
from truthloop.terms.labeling import JOB_ENDED, JobStatus, LabelTerms
from truthloop.terms.managed_arns import HUMAN_TASK_UIS
from truthloop.terms.resources import Kind, Place, Resource

LONGEST_TEMPLATE = 128_000
LARGEST_CONFIG = 4 * 2**20
CONSOLIDATION_TAG = "truthloop:consolidation"
"""A tag that names how answers become labels, one of the task type's choices: AWS has no field for it."""

TemplateCheck = Callable[[str], str | None]
"""A template's text → what is wrong with it, or None."""


@dataclass(frozen=True, slots=True)
class JobParts:
    """What a request points to, as it was when the job was made."""

    manifest: ObjectFacts
    config: dict[str, Any]
    template: str | None
    """None: the task type's own page."""
    workteam_id: int


def create_labeling_job(
    reach: JobReach,
    place: Place,
    request: Mapping[str, Any],
    tags: Mapping[str, str],
    *,
    check_template: TemplateCheck,
    reference_code: str,
    now: datetime,
) -> Resource:
    """Record a labeling job, its queue and its counters; `request` is CreateLabelingJob's, without tags.

    Raises Invalid for what breaks a rule or names something that is not there, AlreadyExists when the name is taken.
    """
    terms = job_terms(request)
    parts = gathered_parts(reach, place, terms, tags, check_template)
    name = terms.name.lower()
    with transaction(reach.database) as connection:
        made = insert_resource(
            connection,
            place,
            Kind.LABELING_JOB,
            name,
            status=JobStatus.INITIALIZING,
            request=request,
            facts=facts_of(terms, parts, tags),
            now=now,
        )
        if made is None:
            raise AlreadyExists(
                f"A labeling job with this name exists already: {place.arn(Kind.LABELING_JOB, name)}. Names are "
                "compared without case; choose another one."
            )
        open_work(connection, made, terms, parts, reference_code, now)
        put_tags(connection, made.arn, tags)
    return made


def facts_of(terms: JobTerms, parts: JobParts, tags: Mapping[str, str]) -> dict[str, Any]:
    """What is kept beside the request, as it was when the job was made."""
    return {
        "task_type": terms.task_type.name,
        "label_categories": parts.config,
        "template": parts.template,
        "consolidation": tags.get(CONSOLIDATION_TAG),
        "order": tags.get(ORDER_TAG),
    }


def open_work(
    connection: Connection, job: Resource, terms: JobTerms, parts: JobParts, reference_code: str, now: datetime
) -> None:
    """The queue of a job just recorded, and its counters."""
    open_queue(
        connection,
        workteam_id=parts.workteam_id,
        source_id=job.id,
        title=terms.title,
        description=terms.description,
        keywords=terms.keywords,
        time_limit_seconds=terms.time_limit_seconds,
        now=now,
    )
    open_job(
        connection,
        job.id,
        reference_code=reference_code,
        manifest_etag=parts.manifest.etag,
        manifest_bytes=parts.manifest.size,
        most_at_once=terms.most_at_once,
        wanted=terms.workers_per_object,
        now=now,
    )


def gathered_parts(
    reach: JobReach, place: Place, terms: JobTerms, tags: Mapping[str, str], check_template: TemplateCheck
) -> JobParts:
    """Everything a request points to; Invalid names what is missing."""
    check_crowd(terms.workteam_arn)
    workteam = find_resource_by_arn(reach.database, place.account_id, terms.workteam_arn)
    if workteam is None or workteam.kind != Kind.WORKTEAM or workteam.place != place:
        raise Invalid(no_such_team(reach.database, place, terms.workteam_arn))
    for arn in (terms.pre_function, terms.post_function):
        if arn is not None and not reach.functions.knows(place.account_id, arn):
            raise Invalid(not_registered(reach.database, place.account_id, arn))
    check_choice(terms, tags.get(CONSOLIDATION_TAG))
    placing(tags.get(ORDER_TAG), job_arn="")
    check_algorithm(terms.algorithm, terms.task_type)
    check_bucket(reach, place, terms.output, "OutputConfig.S3OutputPath")
    config = read_config(reach, place, terms)
    check_config(config, terms.task_type, own_template=terms.template is not None)
    return JobParts(
        manifest=manifest_facts(reach, place, terms.manifest),
        config=config,
        template=read_template(reach, place, terms, check_template),
        workteam_id=workteam.id,
    )


def check_choice(terms: JobTerms, choice: str | None) -> None:
    """Raise Invalid for a consolidation that the task type has not."""
    if choice is not None and choice not in terms.task_type.consolidations:
        allowed = ", ".join(terms.task_type.consolidations) or "none"
        raise Invalid(
            f"The tag {CONSOLIDATION_TAG} is {choice!r}; the task type {terms.task_type.name} allows: {allowed}."
        )


def check_bucket(reach: JobReach, place: Place, uri: S3Uri, where: str) -> None:
    """Raise Invalid for a bucket that is missing or somebody else's."""
    if reach.owner_of(uri.bucket) != place.account_id or not bucket_exists(reach.store, uri.bucket):
        raise Invalid(f"{where}: there is no bucket '{uri.bucket}', or it belongs to another account.")


def manifest_facts(reach: JobReach, place: Place, uri: S3Uri) -> ObjectFacts:
    """Size and ETag of the input manifest; Invalid."""
    check_bucket(reach, place, uri, "ManifestS3Uri")
    try:
        facts = head(reach.store, uri)
    except NoSuchObject as error:
        raise Invalid(f"ManifestS3Uri: there is no object {uri}. Upload the manifest first.") from error
    if not facts.size:
        raise Invalid(f"ManifestS3Uri: {uri} is empty; a manifest has at least one line.")
    return facts


def read_config(reach: JobReach, place: Place, terms: JobTerms) -> dict[str, Any]:
    """The label category configuration; empty when the request names none."""
    if terms.categories is None:
        return {}
    body = read_small(reach, place, terms.categories, "LabelCategoryConfigS3Uri", LARGEST_CONFIG)
    return read_label_categories(body, str(terms.categories))


def read_template(reach: JobReach, place: Place, terms: JobTerms, check_template: TemplateCheck) -> str | None:
    """The requester's worker template; None for the task type's own page. Invalid."""
    if terms.template is None:
        name = (terms.human_task_ui_arn or "").rsplit("/", 1)[-1]
        if name and name not in HUMAN_TASK_UIS:
            raise Invalid(
                f"HumanTaskConfig.UiConfig.HumanTaskUiArn is {terms.human_task_ui_arn}; a labeling job takes one of "
                f"the built-in pages ({', '.join(HUMAN_TASK_UIS)}), or UiTemplateS3Uri."
            )
        if not terms.task_type.template:
            raise Invalid(
                f"HumanTaskConfig.UiConfig.UiTemplateS3Uri is required for the task type {terms.task_type.name}: "
                "it has no worker page of its own."
            )
        return None
    body = read_small(reach, place, terms.template, "HumanTaskConfig.UiConfig.UiTemplateS3Uri", 4 * LONGEST_TEMPLATE)
    text = body.decode("utf-8-sig", errors="replace")
    if not 1 <= len(text) <= LONGEST_TEMPLATE:
        raise Invalid(
            f"The template {terms.template} has {len(text):,} characters; 1 to {LONGEST_TEMPLATE:,} are allowed."
        )
    if fault := check_template(text):
        raise Invalid(f"The template {terms.template} cannot be used: {fault}")
    return text


def read_small(reach: JobReach, place: Place, uri: S3Uri, where: str, largest: int) -> bytes:
    """A file a request points to; Invalid names the field."""
    check_bucket(reach, place, uri, where)
    try:
        return get(reach.store, uri, largest=largest).body
    except (NoSuchObject, NoSuchBucket) as error:
        raise Invalid(f"{where}: there is no object {uri}.") from error


def find_labeling_job(database: Database, place: Place, name: str) -> Resource:
    """The labeling job of a name, whatever its case, or NotFound."""
    found = find_resource(database, place, Kind.LABELING_JOB, name.lower())
    if found is None:
        raise NotFound(f"LabelingJob does not exist: {place.arn(Kind.LABELING_JOB, name.lower())}")
    return found


def stop_labeling_job(database: Database, place: Place, name: str, now: datetime) -> Resource:
    """Begin to stop a job; one that is stopping already stays so. Invalid for one that has ended."""
    found = find_labeling_job(database, place, name)
    if found.status in JOB_ENDED:
        raise Invalid(f"LabelingJob {found.arn} is {found.status}; only a job that is InProgress can be stopped.")
    begin_to_stop(database, found.id, now)
    return found


def begin_to_stop(database: Database, job_id: int, now: datetime) -> None:
    """Nobody gets a task of the job from now on; whoever is in the middle of one may finish."""
    with transaction(database) as connection:
        from_statuses = [JobStatus.INITIALIZING, JobStatus.IN_PROGRESS]
        if change_status(connection, job_id, JobStatus.STOPPING, from_statuses, now):
            stop_offering(connection, job_id)


def label_terms(job: Resource) -> LabelTerms:
    """What the job's task type has to know of it."""
    config = job.facts["label_categories"]
    return LabelTerms(
        job_name=job.name,
        attribute=job.request["LabelAttributeName"],
        labels=label_names(config),
        config=config,
        consolidation=job.facts.get("consolidation"),
        workers_per_object=job.request["HumanTaskConfig"]["NumberOfHumanWorkersPerDataObject"],
    )


def terms_of(job: Resource) -> JobTerms:
    """The terms of a job that was made."""
    return job_terms(job.request)


def is_single_label(job: Resource) -> bool:
    """Whether its workers choose one class, which is what gold and a probability of being right can be said of."""
    return job.facts["task_type"] in SINGLE_LABEL


def page_template(job: Resource) -> str:
    """The worker template of a job."""
    return str(job.facts["template"] or BY_NAME[job.facts["task_type"]].template)
