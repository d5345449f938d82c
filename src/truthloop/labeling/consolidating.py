"""Makes labels of answers, batch by batch: raw answers, request and response go to S3, labels into the objects.

A batch is begun by writing down which objects are in it; whatever is killed after that is done again from there, with
the same bytes. A requester's own function may so be called twice for a batch, as on AWS.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from truthloop.functions.annotation_events import consolidation_request as request_document
from truthloop.labeling.answers_wanted import more_wanted
from truthloop.labeling.function_calls import consolidations_by
from truthloop.labeling.job_files import (
    consolidation_request,
    consolidation_response,
    intermediate_manifest,
    label_file,
    worker_response,
)
from truthloop.labeling.job_reach import JobReach
from truthloop.labeling.job_terms import JobTerms
from truthloop.labeling.labeling_jobs import label_terms, terms_of
from truthloop.labeling.output_lines import failure_text, json_text, label_text, merged
from truthloop.labeling.review_choice import chosen_for_review
from truthloop.labeling.worker_responses import answered_object, worker_response_document
from truthloop.storage.answer_rows import answers_of_tasks
from truthloop.storage.batch_rows import (
    Batch,
    BatchObject,
    Outcome,
    ask_more,
    finish_batch,
    label_objects,
    objects_of_batch,
    take_batch,
)
from truthloop.storage.database import transaction
from truthloop.storage.job_rows import JobCounts, count_in, read_counts
from truthloop.storage.objects.object_store import put
from truthloop.storage.objects.s3_uri import S3Uri
from truthloop.storage.review_rows import request_reviews
from truthloop.task_types.task_type import stamped
from truthloop.terms.labeling import AnsweredObject, Label, Stamp
from truthloop.terms.loops import Answer
from truthloop.terms.resources import Resource

AT_ONCE = 100
"""Objects in one batch."""
WRITES_AT_ONCE = 4


def consolidate_batch(reach: JobReach, job: Resource, now: datetime) -> bool:
    """Consolidate one batch of answered objects, or go on with one that was begun; whether there was one."""
    batch = take_batch(reach.database, job.id, now, AT_ONCE)
    if batch is None:
        return False
    terms, members = terms_of(job), objects_of_batch(reach.database, batch.id)
    answers = answers_of_tasks(reach.database, [one.task_id for one in members], reach.issuer)
    objects = [answered_object(one.number, one.line, answers[one.task_id], job.place.region) for one in members]
    places = write_responses(reach, job, terms, members, answers)
    request_place = consolidation_request(terms.output, batch.named_at)
    put_json(reach, request_place, request_document(objects))
    outcomes, response = labels_of(reach, job, terms, batch, objects, places, request_place)
    put_json(reach, consolidation_response(terms.output, batch.named_at), response)
    put_intermediate(reach, terms, members, outcomes)
    # Read after the labels are made, which may take as long as the requester's function does: as late as can be.
    progress = read_counts(reach.database, job.id)
    more = more_wanted(reach, job, progress, members, objects, outcomes)
    record(reach, job, progress, batch, outcomes, more, now)
    return True


def write_responses(
    reach: JobReach, job: Resource, terms: JobTerms, members: Sequence[BatchObject], answers: dict[int, list[Answer]]
) -> dict[int, S3Uri]:
    """Write each object's raw answers; where they are, by object number."""

    def write(one: BatchObject) -> tuple[int, S3Uri]:
        found = answers[one.task_id]
        place = worker_response(terms.output, one.number, max(answer.submitted_at for answer in found))
        put(reach.store, place, worker_response_document(found, job.place.region), content_type="application/json")
        return one.number, place

    with ThreadPoolExecutor(WRITES_AT_ONCE, thread_name_prefix="responses") as pool:
        return dict(pool.map(write, members))


def labels_of(
    reach: JobReach,
    job: Resource,
    terms: JobTerms,
    batch: Batch,
    objects: Sequence[AnsweredObject],
    places: dict[int, S3Uri],
    request_place: S3Uri,
) -> tuple[list[Outcome], Any]:
    """What a batch makes of its objects, and the response document."""
    stamps = {
        number: Stamp(job_name=job.name, human_annotated=True, created_at=batch.made_at, worker_response_uri=str(place))
        for number, place in places.items()
    }
    if terms.post_function is not None:
        return by_function(reach, job, terms, objects, stamps, request_place)
    outcomes, response = [], []
    for label in terms.task_type.consolidate(iter(objects), label_terms(job)):
        outcome = outcome_of(reach, terms, label, stamps[label.number])
        outcomes.append(outcome)
        response.append(response_entry(outcome))
    return outcomes, response


def outcome_of(reach: JobReach, terms: JobTerms, label: Label, stamp: Stamp) -> Outcome:
    """One label as it stands in the output line; its file, if it has one, is written."""
    if label.failure is not None:
        return Outcome(label.number, failure_text(terms.attribute, label.failure), label.failure)
    if label.file is not None:
        place = label_file(terms.output, label.number, stamp.created_at, label.file.extension)
        put(reach.store, place, label.file.body, content_type=label.file.content_type)
        label = replace(label, value=str(place))
    metadata = stamped(terms.task_type, label.metadata, stamp)
    return Outcome(label.number, label_text(terms.attribute, label.value, metadata))


def response_entry(outcome: Outcome) -> dict[str, Any]:
    """One entry of the response document."""
    content = {} if outcome.failure else json.loads(outcome.label)
    return {"datasetObjectId": str(outcome.number), "consolidatedAnnotation": {"content": content}}


def by_function(
    reach: JobReach,
    job: Resource,
    terms: JobTerms,
    objects: Sequence[AnsweredObject],
    stamps: dict[int, Stamp],
    request_place: S3Uri,
) -> tuple[list[Outcome], Any]:
    """What the requester's own function makes of a batch."""
    ids = [str(one.number) for one in objects]
    labels = label_terms(job).labels
    reply, found = consolidations_by(reach, job, terms, terms.post_function or "", labels, request_place, ids)
    outcomes = []
    for one in objects:
        own = str(one.number)
        if own in found.contents:
            outcomes.append(function_outcome(terms, one.number, dict(found.contents[own]), stamps[one.number]))
        else:
            reason = f"ClientError: {found.problems[own]}"
            outcomes.append(Outcome(one.number, failure_text(terms.attribute, reason), reason))
    return outcomes, reply


def function_outcome(terms: JobTerms, number: int, content: dict[str, Any], stamp: Stamp) -> Outcome:
    """What a function returned for an object, completed by the metadata AWS adds; its own keys come first."""
    if terms.attribute not in content:
        reason = (
            f"ClientError: consolidatedAnnotation.content of the post-annotation function has the keys "
            f"{', '.join(content) or 'none'}; it must have the label attribute '{terms.attribute}'."
        )
        return Outcome(number, failure_text(terms.attribute, reason), reason)
    metadata_name = f"{terms.attribute}-metadata"
    given = content.get(metadata_name)
    added = stamped(terms.task_type, {}, replace(stamp, worker_response_uri=None))
    content[metadata_name] = {**added, **(given if isinstance(given, dict) else {})}
    return Outcome(number, json_text(content))


def put_intermediate(
    reach: JobReach, terms: JobTerms, members: Sequence[BatchObject], outcomes: Sequence[Outcome]
) -> None:
    """Write the batch's objects with the labels they have now: what is new, for whoever would not wait."""
    labels = {one.number: one.label for one in outcomes}
    lines = (merged(one.line, labels.get(one.number), terms.attribute) + "\n" for one in members)
    body = "".join(lines).encode()
    put(reach.store, intermediate_manifest(terms.output), body, content_type="application/jsonlines")


def put_json(reach: JobReach, place: S3Uri, document: Any) -> None:  # noqa: ANN401 - any JSON value
    """Write a document."""
    put(reach.store, place, json_text(document).encode(), content_type="application/json")


def record(
    reach: JobReach,
    job: Resource,
    progress: JobCounts,
    batch: Batch,
    outcomes: Sequence[Outcome],
    more: Mapping[int, int],
    now: datetime,
) -> None:
    """Keep what the batch made, once; objects that need more answers go back to workers where there are any."""
    terms = terms_of(job)
    chosen = chosen_for_review(job.arn, progress, outcomes, terms.attribute)
    available_until = now + timedelta(seconds=terms.availability_seconds)
    with transaction(reach.database) as connection:
        if finish_batch(connection, batch.id, now):
            asked = ask_more(connection, job.id, batch.id, more, available_until) if more else set()
            kept = [one for one in outcomes if one.number not in asked]
            label_objects(connection, job.id, batch, kept)
            if chosen:
                request_reviews(connection, job.id, list(chosen), list(chosen.values()), now)
            failed = sum(one.failure is not None for one in kept)
            count_in(connection, job.id, now, labeled=len(kept) - failed, failed=failed)
