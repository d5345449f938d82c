"""Reads a job's manifest, piece by piece: each line is checked and kept, none is dropped in silence.

Every step keeps some lines and how far it came in one transaction, so that it can be killed anywhere and goes on
where it was. A manifest that changes on the way is noticed by its ETag.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any

import orjson

from truthloop.labeling.job_files import rejected_lines_file
from truthloop.labeling.job_reach import JobReach
from truthloop.labeling.job_terms import JobTerms
from truthloop.labeling.labeling_jobs import label_terms, terms_of
from truthloop.labeling.manifest_lines import ManifestLine, lines_in, read_line
from truthloop.labeling.object_order import Placing, in_manifest_order, placing
from truthloop.storage.job_rows import JobCounts, read_counts
from truthloop.storage.object_rows import NewObject, ReadOn, keep_lines, rejected_lines
from truthloop.storage.objects.object_errors import NoSuchObject, ObjectStoreRejected
from truthloop.storage.objects.object_store import put
from truthloop.storage.objects.object_streams import PRECONDITION_FAILED, read_pieces
from truthloop.storage.objects.s3_uri import S3Uri
from truthloop.terms.errors import Invalid, NotFound, TruthloopError
from truthloop.terms.labeling import LabelTerms, ObjectStatus
from truthloop.terms.resources import Resource

LINES_AT_ONCE = 20_000
MOST_REJECTED = 100
"""Lines that may be unusable before a job is given up."""
SHOWN_IN_REASON = 3


def read_manifest(reach: JobReach, job: Resource, now: Callable[[], datetime]) -> JobCounts:
    """Read on to the end of the manifest; raises Invalid when it cannot be worked with."""
    terms = terms_of(job)
    progress = read_counts(reach.database, job.id)
    if progress.is_read:
        return progress
    pieces = read_pieces(
        reach.store,
        terms.manifest,
        start=progress.read_bytes,
        size=progress.manifest_bytes,
        etag=progress.manifest_etag,
    )
    lines = lines_in(pieces)
    try:
        while chunk := list(islice(lines, LINES_AT_ONCE)):
            step, objects = next_step(job, terms, progress, chunk, now())
            keep_lines(reach.database, objects, step)
            progress = read_counts(reach.database, job.id)
            check_rejected(reach, job, terms, progress)
    except (NoSuchObject, ObjectStoreRejected) as error:
        lost = lost_while_read(error, terms.manifest)
        if lost is None:
            raise
        raise Invalid(lost) from error
    if not progress.read_lines:
        raise Invalid(f"The manifest {terms.manifest} holds nothing but blank lines; write one JSON object a line.")
    check_all_rejected(progress, reach, job, terms)
    return progress


def lost_while_read(error: TruthloopError, manifest: S3Uri | str) -> str | None:
    """Why a manifest whose reading ended so cannot be read on; None where its file is not the reason."""
    if isinstance(error, NotFound):
        return f"The manifest {manifest} was deleted while it was read."
    if error.facts.get("store_code") == PRECONDITION_FAILED:
        return f"The manifest {manifest} was changed while it was read."
    return None


def next_step(
    job: Resource, terms: JobTerms, progress: JobCounts, chunk: list[bytes], at: datetime
) -> tuple[ReadOn, list[NewObject]]:
    """The objects of some lines, and how far the reading is with them."""
    check = checker(terms, label_terms(job))
    counted = progress.read_lines + progress.blank_lines
    place = placing(job.facts.get("order"), job.arn)
    objects = list(new_objects(chunk, progress.read_lines, counted, terms.attribute, check, place))
    step = ReadOn(
        job_id=job.id,
        from_bytes=progress.read_bytes,
        read_bytes=progress.read_bytes + sum(map(len, chunk)),
        read_lines=progress.read_lines + len(objects),
        rejected=sum(one.status is ObjectStatus.FAILED for one in objects),
        kept=sum(one.status is ObjectStatus.KEPT for one in objects),
        blank=len(chunk) - len(objects),
        at=at,
    )
    return step, objects


def checker(terms: JobTerms, label: LabelTerms) -> Callable[[Mapping[str, Any]], str | None]:
    """The check of the job's task type; a pre-annotation function of the requester's own may read any line."""
    if terms.pre_function is not None:
        return lambda _line: None
    return lambda line: None if terms.attribute in line else terms.task_type.check_line(line, label)


def new_objects(
    chunk: list[bytes],
    objects: int,
    counted: int,
    attribute: str,
    check: Callable[[Mapping[str, Any]], str | None],
    place: Placing = in_manifest_order,
) -> Iterator[NewObject]:
    """The lines after so many objects, and so many lines with the blank ones: those are no objects."""
    number = objects
    for in_file, raw in enumerate(chunk, start=counted + 1):
        line = read_line(raw, check)
        if line is not None:
            yield new_object(number, in_file, line, attribute, place)
            number += 1


def new_object(number: int, in_file: int, line: ManifestLine, attribute: str, place: Placing) -> NewObject:
    """One line as an object: to be labelled, labelled already, or unusable; `in_file` is what an editor calls it."""
    if line.fault is not None:
        return NewObject(number, -in_file, ObjectStatus.FAILED, line.text, line.fault)
    parsed = line.parsed or {}
    kept = attribute in parsed
    return NewObject(number, place(number, parsed), ObjectStatus.KEPT if kept else ObjectStatus.WAITING, line.text)


def check_rejected(reach: JobReach, job: Resource, terms: JobTerms, progress: JobCounts) -> None:
    """Raise Invalid when too many lines are unusable."""
    if progress.rejected > MOST_REJECTED:
        raise too_many(reach, job, terms, progress)


def check_all_rejected(progress: JobCounts, reach: JobReach, job: Resource, terms: JobTerms) -> None:
    """Raise Invalid when no line is usable; write down those that are not."""
    if progress.rejected == progress.read_lines:
        raise too_many(reach, job, terms, progress)
    if progress.rejected:
        write_rejected(reach, job, terms)


def too_many(reach: JobReach, job: Resource, terms: JobTerms, progress: JobCounts) -> Invalid:
    """The end of a job whose manifest is no good."""
    listed = write_rejected(reach, job, terms)
    shown = "; ".join(f"line {line} {reason}" for line, reason, _ in listed[:SHOWN_IN_REASON])
    return Invalid(
        f"ClientError: {progress.rejected:,} of the first {progress.read_lines:,} lines of {terms.manifest} cannot be "
        f"worked on: {shown}. The first {len(listed)} are listed in {rejected_lines_file(terms.output)}."
    )


def write_rejected(reach: JobReach, job: Resource, terms: JobTerms) -> list[tuple[int, str, str | None]]:
    """Put the first unusable lines beside the results: their numbers as an editor shows them, and the reasons."""
    listed = rejected_lines(reach.database, job.id, MOST_REJECTED)
    body = b"".join(orjson.dumps(rejected_entry(*each)) + b"\n" for each in listed)
    put(reach.store, rejected_lines_file(terms.output), body, content_type="application/jsonlines")
    return listed


def rejected_entry(line: int, reason: str, further_manifest: str | None) -> dict[str, Any]:
    """One line of the file; lines of further manifests name theirs."""
    entry = {"line": line, "reason": reason}
    return entry if further_manifest is None else {**entry, "manifest": further_manifest}
