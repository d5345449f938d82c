"""Gives a job more data objects: a further manifest, read piece by piece behind the lines there are.

Every step keeps some lines and how far it came in one transaction, as the first manifest's reading does. A manifest
that cannot be read on ends its own extension, never the job: what people have done is not at stake.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import islice
from typing import Any

from truthloop.labeling.job_files import rejected_lines_file
from truthloop.labeling.job_reach import JobReach
from truthloop.labeling.job_terms import JobTerms, manifest_file
from truthloop.labeling.labeling_jobs import find_labeling_job, label_terms, manifest_facts, terms_of
from truthloop.labeling.manifest_lines import lines_in
from truthloop.labeling.object_order import placing
from truthloop.labeling.opening import (
    LINES_AT_ONCE,
    MOST_REJECTED,
    checker,
    lost_while_read,
    new_objects,
    write_rejected,
)
from truthloop.labeling.sending_back import check_goes_on
from truthloop.storage.database import transaction
from truthloop.storage.extension_rows import (
    Extension,
    ReadMore,
    add_extension,
    end_extension,
    keep_more_lines,
    stay_longer,
    unread_extension,
)
from truthloop.storage.job_rows import read_counts
from truthloop.storage.object_rows import NewObject
from truthloop.storage.objects.object_errors import NoSuchBucket, NoSuchObject, ObjectStoreRejected
from truthloop.storage.objects.object_streams import read_pieces
from truthloop.storage.objects.s3_uri import S3Uri, parse_s3_uri
from truthloop.storage.reopening_rows import locked_job, reopen
from truthloop.terms.labeling import JobStatus, ObjectStatus
from truthloop.terms.resources import Place, Resource

STEPS_AT_ONCE = 5
"""Steps of one turn: meanwhile answers wait to be made into labels."""
ALL = 100
"""Per cent."""


def extend_labeling_job(reach: JobReach, place: Place, name: str, given: Mapping[str, Any], now: datetime) -> Resource:
    """Give a job a further manifest (members of ExtendLabelingJob); the job, InProgress again if it had ended."""
    job = find_labeling_job(reach.database, place, name)
    check_goes_on(job, job.status)
    terms, uri = terms_of(job), manifest_file(given["ManifestS3Uri"], "ManifestS3Uri")
    facts = manifest_facts(reach, place, uri)
    with transaction(reach.database) as connection:
        status = locked_job(connection, job.id)["status"]
        check_goes_on(job, status)
        add_extension(
            connection,
            job.id,
            uri=str(uri),
            etag=facts.etag,
            size=facts.size,
            by_percent=stops_by_percent(terms),
            now=now,
        )
        if seconds := given.get("AdditionalAvailabilitySeconds"):
            stay_longer(connection, job.id, seconds)
        if status != JobStatus.IN_PROGRESS:
            reopen(connection, job.id, None, now)
    return job


def stops_by_percent(terms: JobTerms) -> bool:
    """Whether a share of the objects, and no number, stops the job."""
    return terms.stop_count is None and terms.stop_percent < ALL


def read_extensions(reach: JobReach, job: Resource, now: Callable[[], datetime]) -> None:
    """Read on in the job's further manifests, some steps."""
    extension = unread_extension(reach.database, job.id)
    if extension is None:
        return
    try:
        read_some(reach, job, extension, now)
    except (NoSuchObject, NoSuchBucket, ObjectStoreRejected) as error:
        lost = lost_while_read(error, extension.manifest_uri)
        if lost is None:
            raise
        end(reach, job, extension, lost, now())


def read_some(reach: JobReach, job: Resource, extension: Extension, now: Callable[[], datetime]) -> None:
    """Some steps of one extension, and its end."""
    pieces = read_pieces(
        reach.store,
        parse_s3_uri(extension.manifest_uri),
        start=extension.read_bytes,
        size=extension.manifest_bytes,
        etag=extension.manifest_etag,
    )
    lines = lines_in(pieces)
    for _ in range(STEPS_AT_ONCE):
        chunk = list(islice(lines, LINES_AT_ONCE))
        if not chunk:
            break
        step, objects = next_lines(reach, job, extension, chunk, now())
        if not keep_more_lines(reach.database, objects, step):
            return
        extension = unread_extension(reach.database, job.id) or extension
        if extension.rejected > MOST_REJECTED:
            end(reach, job, extension, too_many(extension, terms_of(job).output), now())
            return
    if extension.read_bytes >= extension.manifest_bytes:
        end(reach, job, extension, None, now())


def next_lines(
    reach: JobReach, job: Resource, extension: Extension, chunk: list[bytes], at: datetime
) -> tuple[ReadMore, list[NewObject]]:
    """The objects of some lines, and how far the reading is with them."""
    terms, first = terms_of(job), read_counts(reach.database, job.id).read_lines
    check = checker(terms, label_terms(job))
    place = placing(job.facts.get("order"), job.arn)
    objects = list(new_objects(chunk, first, extension.read_lines, terms.attribute, check, place))
    step = ReadMore(
        job_id=job.id,
        id=extension.id,
        first=first,
        from_bytes=extension.read_bytes,
        read_bytes=extension.read_bytes + sum(map(len, chunk)),
        lines=len(chunk),
        objects=len(objects),
        rejected=sum(one.status is ObjectStatus.FAILED for one in objects),
        kept=sum(one.status is ObjectStatus.KEPT for one in objects),
        at=at,
    )
    return step, objects


def too_many(extension: Extension, output: S3Uri) -> str:
    """Why an extension is given up."""
    return (
        f"{extension.rejected:,} of the first {extension.read_lines:,} lines of {extension.manifest_uri} cannot be "
        f"worked on; the lines after them were not read. The reasons are listed in {rejected_lines_file(output)}."
    )


def end(reach: JobReach, job: Resource, extension: Extension, failure: str | None, now: datetime) -> None:
    """The extension's last step; lines that cannot be worked on are written down."""
    terms = terms_of(job)
    if extension.rejected:
        write_rejected(reach, job, terms)
    percent = terms.stop_percent if stops_by_percent(terms) else 0
    end_extension(reach.database, extension.id, now, failure=failure, percent=percent)
