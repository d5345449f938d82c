"""ListDataObjects, DescribeDataObject, EditLabel, RevertLabel: operations of our own on a job's objects."""

from __future__ import annotations

from typing import Any

from truthloop.labeling.data_objects import edit, label_etag, read_object, revert
from truthloop.labeling.drawn_edits import edit_by_answer
from truthloop.labeling.labeling_jobs import find_labeling_job
from truthloop.server.job_surroundings import job_reach
from truthloop.server.operations.call_context import CallContext, Output, Params
from truthloop.server.operations.list_paging import page_size, place_of_token, split_page, token_after
from truthloop.storage.console_rows import answers_to_object
from truthloop.storage.database import Row
from truthloop.storage.edit_rows import edits_of_label
from truthloop.storage.object_rows import DataObject, objects_page
from truthloop.terms.chore_names import ChoreName
from truthloop.terms.errors import Invalid
from truthloop.terms.labeling import ObjectStatus
from truthloop.terms.resources import Kind


def list_all(context: CallContext, params: Params) -> Output:
    """A job's objects by number."""
    job = find_labeling_job(context.database, context.place, params["LabelingJobName"])
    size, (_, after) = page_size(params), place_of_token(context, params)
    wanted = params.get("StatusEquals")
    found = objects_page(
        context.database,
        job.id,
        first=0 if after is None else after + 1,
        limit=size + 1,
        status=None if wanted is None else ObjectStatus(wanted),
    )
    page, last = split_page(found, size)
    return {
        "DataObjectSummaryList": [summary(one) for one in page],
        "NextToken": None if last is None else token_after(context, params, "", last.number),
    }


def summary(found: DataObject) -> dict[str, Any]:
    """DataObjectSummary."""
    return {
        "ObjectNumber": found.number,
        "Status": found.status.value,
        "Line": found.line,
        "Label": found.label,
        "FailureReason": found.failure,
        "LabeledAt": found.labeled_at,
    }


def describe(context: CallContext, params: Params) -> Output:
    """One object with its answers and edits."""
    job, row = read_object(context.database, context.place, params["LabelingJobName"], params["ObjectNumber"])
    return {
        "ObjectNumber": row["number"],
        "Status": row["status"],
        "Line": row["line"],
        "Label": row["label"],
        "FailureReason": row["failure"],
        "LabeledAt": row["labeled_at"],
        "Revision": row["revision"],
        "ETag": None if row["label"] is None else label_etag(row["revision"], row["label"]),
        "Answers": [answer(one) for one in answers_to_object(context.database, job.id, row["number"])],
        "Edits": [told_edit(one) for one in edits_of_label(context.database, job.id, row["number"])],
    }


def answer(row: Row) -> dict[str, Any]:
    """WorkerAnswer."""
    return {
        "WorkerId": str(row["worker_id"]),
        "WorkerEmail": row["email"],
        "Content": row["content"],
        "AcceptedAt": row["accepted_at"],
        "SubmittedAt": row["submitted_at"],
        "SecondsSpent": row["seconds_spent"],
        "Late": row["late"],
        "EarlierRound": row["earlier_round"],
        "Superseded": row["superseded"],
    }


def told_edit(row: Row) -> dict[str, Any]:
    """LabelEdit."""
    return {
        "Revision": row["revision"],
        "At": row["at"],
        "Actor": row["actor"],
        "Before": row["before"],
        "After": row["after"],
        "Comment": row["comment"],
    }


def edit_label(context: CallContext, params: Params) -> Output:
    """Put another label in the place of an object's, given by its value or by an answer of its page."""
    label, answer = params.get("Label"), params.get("Answer")
    metadata, if_match, comment = params.get("Metadata"), params.get("IfMatch"), params.get("Comment", "")
    place, name, number = context.place, params["LabelingJobName"], params["ObjectNumber"]
    who, now = context.principal_arn, context.now
    if label is not None and answer is None:
        made = edit(
            context.database,
            place,
            name,
            number,
            label=label,
            metadata=metadata,
            if_match=if_match,
            actor=who,
            comment=comment,
            now=now,
        )
    elif answer is not None and label is None:
        made = edit_by_answer(
            job_reach(context.installation),
            place,
            name,
            number,
            answer=answer,
            metadata=metadata,
            if_match=if_match,
            actor=who,
            comment=comment,
            now=now,
        )
    else:
        given = "neither is" if label is None else "both are"
        raise Invalid(f"EditLabel takes either Label or Answer; {given} given.")
    return edited(context, *made)


def edited(context: CallContext, revision: int, label: str) -> Output:
    """What is told of a label that was replaced; the output manifest is written again."""
    context.installation.wake(ChoreName.WRITE_MANIFESTS)
    return {"Revision": revision, "Label": label, "ETag": label_etag(revision, label)}


def revert_label(context: CallContext, params: Params) -> Output:
    """Put back a label as it was."""
    revision, label = revert(
        context.database,
        context.place,
        params["LabelingJobName"],
        params["ObjectNumber"],
        to_revision=params.get("Revision"),
        if_match=params.get("IfMatch"),
        actor=context.principal_arn,
        comment=params.get("Comment", ""),
        now=context.now,
    )
    return edited(context, revision, label)


def data_object(context: CallContext, params: Params) -> str:
    """What the audit trail says was changed."""
    return f"{context.place.arn(Kind.LABELING_JOB, params['LabelingJobName'])}/object/{params['ObjectNumber']}"
