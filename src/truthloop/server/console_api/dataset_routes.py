"""A job's objects: their lines, labels, and who answered what."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

import orjson

from truthloop.labeling.data_objects import label_etag
from truthloop.labeling.drawn_edits import drawable
from truthloop.labeling.labeling_jobs import find_labeling_job, is_single_label, label_terms
from truthloop.server.console_api.body_fields import text_or_none, whole, whole_or_none
from truthloop.server.console_api.console_people import place_of
from truthloop.server.console_api.loop_routes import answer_json
from truthloop.server.page_routes import signer_for
from truthloop.server.portal_api.json_bodies import number_in_path
from truthloop.server.portal_api.portal_calls import Call
from truthloop.server.portal_api.portal_replies import Reply
from truthloop.storage.console_rows import answers_by_hour, answers_to_object, trail, workers_of_job
from truthloop.storage.edit_rows import edits_of_label
from truthloop.storage.gold_rows import gold_of
from truthloop.storage.job_rows import read_counts
from truthloop.storage.object_rows import DataObject, find_object, objects_page
from truthloop.storage.objects.object_errors import BadS3Uri
from truthloop.storage.objects.s3_uri import parse_object_address
from truthloop.terms.clock import iso_milliseconds
from truthloop.terms.console_roles import Role
from truthloop.terms.errors import Invalid, NotFound
from truthloop.terms.labeling import ObjectStatus
from truthloop.terms.late_calls import late
from truthloop.terms.people import Session
from truthloop.terms.resources import Resource

gold_report = late("truthloop.labeling.gold_report", "gold_report")
quality_report = late("truthloop.labeling.quality_report", "quality_report")

MOST: Final = 200
"""Objects on one page."""


def job_in_path(call: Call) -> Resource:
    """The job a call is about."""
    return find_labeling_job(call.installation.database, place_of(call), call.path["name"])


def get_job(call: Call, _session: Session, _role: Role) -> Reply:
    """POST jobs/{name}/summary: what AWS's Describe does not say: task type, labels, pace, workers."""
    job = job_in_path(call)
    counts = read_counts(call.installation.database, job.id)
    hours = answers_by_hour(call.installation.database, job.id)
    workers = workers_of_job(call.installation.database, job.id)
    return Reply(
        {
            "task_type": job.facts["task_type"],
            "labels": list(label_terms(job).labels),
            "takes_gold": is_single_label(job),
            "objects": counts.read_lines,
            "kept": counts.kept,
            "skipped": counts.skipped,
            "rejected": counts.rejected,
            "labeled": counts.labeled,
            "failed": counts.failed,
            "answers_by_hour": [{"hour": iso_milliseconds(row["hour"]), "answers": row["answers"]} for row in hours],
            "workers": [{**row, "median_seconds": round(row["median_seconds"], 1)} for row in workers],
        }
    )


def get_objects(call: Call, _session: Session, _role: Role) -> Reply:
    """POST jobs/{name}/objects {first?, limit?, status?}: some objects by number."""
    job = job_in_path(call)
    first, limit = whole(call.body, "first", 0), min(MOST, whole(call.body, "limit", 50))
    found = objects_page(call.installation.database, job.id, first=first, limit=limit, status=status_in(call.body))
    total = read_counts(call.installation.database, job.id).read_lines
    return Reply({"total": total, "objects": [object_json(call, job, one) for one in found]})


def get_object(call: Call, _session: Session, _role: Role) -> Reply:
    """POST jobs/{name}/objects/{number}: one object with every answer, every edit of its label, and what is gold."""
    job, number = job_in_path(call), number_in_path(call.path["number"])
    row = find_object(call.installation.database, job.id, number)
    if row is None:
        raise NotFound(f"The job {job.name} has no object {number}.")
    found = DataObject(
        number, ObjectStatus(row["status"]), row["line"], row["label"], row["failure"], row["labeled_at"]
    )
    answers = [
        answer_json(one) | {"earlier_round": one["earlier_round"]}
        for one in answers_to_object(call.installation.database, job.id, number)
        if not one["superseded"]
    ]
    edits = [
        {**edit, "at": iso_milliseconds(edit["at"]), "before": parsed(edit["before"]), "after": parsed(edit["after"])}
        for edit in edits_of_label(call.installation.database, job.id, number)
    ]
    shown = {"answers": answers, "label_url": label_url(call, job, found), "edits": edits}
    editing = {
        "drawable": found.label is not None and drawable(job),
        "etag": None if found.label is None else label_etag(row["revision"], found.label),
    }
    gold = gold_of(call.installation.database, job.id, number)
    return Reply(object_json(call, job, found) | shown | editing | {"gold": gold})


def object_json(call: Call, job: Resource, found: DataObject) -> dict[str, Any]:
    """One object as the console shows it."""
    line = parsed(found.line)
    source = line.get("source-ref", line.get("source"))
    return {
        "number": found.number,
        "status": found.status.value,
        "line": line,
        "text": line.get("source"),
        "url": signed(call, job, source) if "source-ref" in line else None,
        "label": None if found.label is None else parsed(found.label),
        "failure": found.failure,
        "labeled_at": None if found.labeled_at is None else iso_milliseconds(found.labeled_at),
    }


def label_url(call: Call, job: Resource, found: DataObject) -> str | None:
    """A signed address of the file a label points to."""
    value = None if found.label is None else parsed(found.label).get(job.request["LabelAttributeName"])
    return signed(call, job, value) if isinstance(value, str) and value.startswith("s3://") else None


def parsed(text: str) -> dict[str, Any]:
    """A line's or label's JSON; a line that is none is shown as it is."""
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError:
        return {"source": text}
    return value if isinstance(value, dict) else {"source": text}


def signed(call: Call, job: Resource, uri: object) -> str | None:
    """An address a browser can open, or None for what is no object's address."""
    try:
        parse_object_address(str(uri))
    except BadS3Uri:
        return None
    origin = call.installation.settings.public_url
    return signer_for(call.installation, job.place, origin)(str(uri))


def status_in(body: Mapping[str, Any]) -> ObjectStatus | None:
    """The status asked for, if any; `Invalid`."""
    value = body.get("status")
    if value is None:
        return None
    if value not in set(ObjectStatus):
        raise Invalid(f"status is {value!r}; allowed are {', '.join(ObjectStatus)}.", code="malformed-request")
    return ObjectStatus(value)


def get_quality(call: Call, _session: Session, _role: Role) -> Reply:
    """POST jobs/{name}/quality: agreement, confusion, confidence, and what gold says."""
    database, job = call.installation.database, job_in_path(call)
    return Reply(without_nan(quality_report(database, job) | {"gold": gold_report(database, job)}))


def without_nan(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """JSON has no NaN: what is not known is null."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {key: without_nan(inner) for key, inner in value.items()}
    return [without_nan(inner) for inner in value] if isinstance(value, list | tuple) else value


def get_trail(call: Call, _session: Session, _role: Role) -> Reply:
    """POST audit {before?, limit?, containing?}: who did what, the newest first."""
    rows = trail(
        call.installation.database,
        whole_or_none(call.body, "before"),
        min(MOST, whole(call.body, "limit", 100)),
        text_or_none(call.body, "containing") or "",
    )
    return Reply({"entries": [{**row, "at": iso_milliseconds(row["at"])} for row in rows]})
