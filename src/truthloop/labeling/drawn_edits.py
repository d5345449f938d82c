"""Labels edited on the page of their work: the page with the label on it, and the answer made the label."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import orjson

from truthloop.labeling.data_objects import label_etag, read_object, replaced
from truthloop.labeling.edited_labels import edited_label, parsed
from truthloop.labeling.job_files import label_file
from truthloop.labeling.job_reach import JobReach
from truthloop.labeling.labeled_object import check_labeled
from truthloop.labeling.labeling_jobs import label_terms, terms_of
from truthloop.labeling.output_lines import json_text, merged
from truthloop.storage.database import Database, Row
from truthloop.storage.objects.object_store import put
from truthloop.task_types.redrawn_labels import Redrawn, adjuster_of, adjusting_terms, is_drawn, page_input, redrawn
from truthloop.task_types.task_type import Line, TaskType
from truthloop.terms.errors import Conflict, Invalid
from truthloop.terms.labeling import LabelTerms
from truthloop.terms.resources import Place, Resource


@dataclass(frozen=True, slots=True)
class LabelPage:
    """A worker page that shows an object's label for adjustment."""

    template: str
    task_input: dict[str, Any]
    etag: str
    """Of the label that is shown."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An object and how its label is put right."""

    job: Resource
    row: Row
    adjuster: TaskType
    line: Line
    """With the label put in."""
    terms: LabelTerms

    @property
    def etag(self) -> str:
        """Of the label."""
        return label_etag(self.row["revision"], self.row["label"])


def drawable(job: Resource) -> bool:
    """Whether a page of ours shows the labels of a job: those of a requester's function may have any form."""
    return is_drawn(job.facts["task_type"]) and terms_of(job).post_function is None


def label_page(database: Database, place: Place, job_name: str, number: int) -> LabelPage:
    """The page on which an object's label is put right. NotFound; Conflict where it can only be edited as JSON."""
    shown = shown_label(database, place, job_name, number)
    given = page_input(shown.adjuster, shown.line, shown.terms)
    return LabelPage(shown.adjuster.template, given, shown.etag)


def shown_label(database: Database, place: Place, job_name: str, number: int) -> Shown:
    """An object whose label can be put on a page, or NotFound, Conflict."""
    job, row = read_object(database, place, job_name, number)
    adjuster = adjuster_of(job.facts["task_type"]) if drawable(job) else None
    if adjuster is None:
        raise Conflict(
            f"Labels of LabelingJob {job.arn} are edited as their JSON: no page is known to show them.",
            code="not-drawable",
        )
    check_labeled(row, number, "edited")
    terms = label_terms(job)
    line = orjson.loads(merged(row["line"], row["label"], terms.attribute))
    return Shown(job, row, adjuster, line, adjusting_terms(terms))


def edit_by_answer(
    reach: JobReach,
    place: Place,
    job_name: str,
    number: int,
    *,
    answer: str,
    metadata: str | None,
    if_match: str | None,
    actor: str,
    comment: str,
    now: datetime,
) -> tuple[int, str]:
    """Give an object the label that an answer (JSON text) makes of the one it has; the new revision and label.

    Raises Conflict when the label was changed meanwhile. A mask is written before the label that points to it: killed
    in between, it is a file that nothing points to.
    """
    shown = shown_label(reach.database, place, job_name, number)
    content = parsed("Answer", answer)
    if not isinstance(content, dict):
        raise Invalid(f'Answer must be the JSON text of an object such as {{"NAME": {{…}}}}; it is {answer[:80]!r}.')
    made = redrawn(shown.adjuster, shown.line, shown.terms, content)
    if if_match is None or if_match == shown.etag:
        made = stored(reach, shown, made, now)
    extra = json_text({**made.metadata, **({} if metadata is None else own_metadata(metadata))})
    value, terms = json_text(made.value), shown.terms
    seen = shown.etag if if_match is None else if_match

    def after(before: str, _revision: int, _edits: list[Row]) -> str:
        return edited_label(before, terms.attribute, value, extra, terms.labels, now)

    return replaced(reach.database, shown.job, number, after, actor, comment, now, if_match=seen)


def own_metadata(text: str) -> dict[str, Any]:
    """Members of the metadata as a caller gave them; Invalid."""
    found = parsed("Metadata", text)
    if not isinstance(found, dict):
        raise Invalid(f"Metadata must be the JSON text of an object; it is {text!r}.")
    return found


def stored(reach: JobReach, shown: Shown, made: Redrawn, now: datetime) -> Redrawn:
    """The label with its file written, if it has one; files of earlier labels stay, so that one can go back."""
    if made.file is None:
        return made
    address = label_file(terms_of(shown.job).output, shown.row["number"], now, made.file.extension)
    put(reach.store, address, made.file.body, content_type=made.file.content_type)
    return replace(made, value=str(address))
