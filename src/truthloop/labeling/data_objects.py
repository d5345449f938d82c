"""The objects of a job one by one: what became of each, and labels edited by hand with their history."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime

from truthloop.labeling.edited_labels import edited_label
from truthloop.labeling.job_reach import JobReach
from truthloop.labeling.labeled_object import locked_labeled
from truthloop.labeling.labeling_jobs import find_labeling_job, label_terms
from truthloop.labeling.output_manifest import write_output_manifest
from truthloop.storage.database import Database, Row, transaction
from truthloop.storage.edit_rows import edit_label, history_in, jobs_to_rewrite, mark_rewritten
from truthloop.storage.job_rows import manifest_turn
from truthloop.storage.object_rows import find_object
from truthloop.storage.review_rows import decide
from truthloop.terms.errors import Conflict, Invalid, NotFound
from truthloop.terms.resources import Place, Resource
from truthloop.terms.reviews import ReviewStatus

AfterEdit = Callable[[str, int, list[Row]], str]
"""Label, revision and edits so far → the label after."""
ETAG_LENGTH = 24


def read_object(database: Database, place: Place, job_name: str, number: int) -> tuple[Resource, Row]:
    """A job and one of its objects, or NotFound."""
    job = find_labeling_job(database, place, job_name)
    found = find_object(database, job.id, number)
    if found is None:
        raise NotFound(f"LabelingJob {job.arn} has no object {number}.")
    return job, found


def label_etag(revision: int, label: str) -> str:
    """What tells a label from any other that the object had or gets, such as `2-0f4c…`."""
    return f"{revision}-{hashlib.sha256(label.encode()).hexdigest()[:ETAG_LENGTH]}"


def edit(
    database: Database,
    place: Place,
    job_name: str,
    number: int,
    *,
    label: str,
    metadata: str | None,
    if_match: str | None,
    actor: str,
    comment: str,
    now: datetime,
) -> tuple[int, str]:
    """Give an object another label (JSON text of the attribute's value); the new revision and label.

    With `if_match`, the label's ETag as it was seen, a Conflict when another label has taken its place.
    """
    job = find_labeling_job(database, place, job_name)
    terms = label_terms(job)

    def after(before: str, _revision: int, _edits: list[Row]) -> str:
        return edited_label(before, terms.attribute, label, metadata, terms.labels, now)

    return replaced(database, job, number, after, actor, comment, now, if_match=if_match)


def revert(
    database: Database,
    place: Place,
    job_name: str,
    number: int,
    *,
    to_revision: int | None,
    if_match: str | None,
    actor: str,
    comment: str,
    now: datetime,
) -> tuple[int, str]:
    """Give an object the label it had, an edit as any other; the new revision and label."""
    job = find_labeling_job(database, place, job_name)

    def after(_before: str, revision: int, edits: list[Row]) -> str:
        wanted = revision - 1 if to_revision is None else to_revision
        if not 0 <= wanted < revision:
            raise Invalid(
                f"Object {number} has the revision {revision}; "
                + (f"it can go back to 0 to {revision - 1}." if revision else "its label was never edited.")
            )
        return str(edits[wanted]["before"])

    return replaced(database, job, number, after, actor, comment, now, if_match=if_match)


def replaced(
    database: Database,
    job: Resource,
    number: int,
    after: AfterEdit,
    actor: str,
    comment: str,
    now: datetime,
    *,
    if_match: str | None,
) -> tuple[int, str]:
    """Put another label in the place of an object's; NotFound, or Conflict where there is none or no longer that."""
    with transaction(database) as connection:
        row = locked_labeled(connection, job, number, "edited")
        before, edits = row["label"], list(history_in(connection, job.id, number))
        if if_match is not None and if_match != label_etag(row["revision"], before):
            raise Conflict(changed_meanwhile(number, row["revision"], edits), code="label-changed")
        text = after(before, row["revision"], edits)
        revision = edit_label(
            connection, job.id, number, before=before, after=text, actor=actor, comment=comment, now=now
        )
        decide(
            connection,
            job.id,
            number,
            ReviewStatus.FIXED,
            reviewer=actor,
            comment=comment,
            label=text,
            now=now,
        )
    return revision, text


def changed_meanwhile(number: int, revision: int, edits: list[Row]) -> str:
    """Why a label is not overwritten, with who changed it as far as that is known."""
    by = f" by {edits[-1]['actor']}" if edits else ""
    return (
        f"The label of object {number} was changed meanwhile{by}: it has the revision {revision} now. Look at it again "
        "before you change it."
    )


def rewrite_manifests(reach: JobReach) -> None:
    """Write the output manifests of ended jobs whose labels were edited. Safe to repeat."""
    for job, asked_at in jobs_to_rewrite(reach.database):
        with manifest_turn(reach.database, job.id, wait=False) as ours:
            if ours:
                write_output_manifest(reach, job)
                mark_rewritten(reach.database, job.id, asked_at)
