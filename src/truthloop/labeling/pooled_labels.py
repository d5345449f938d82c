"""The labels of a whole job, made anew from all its answers: what is known of each worker at the end serves all.

Batches label objects as they come, with what was known then; so the result would depend on who was quicker. The last
pass does not: the same answers give the same labels, in whatever order they came. It also knows the job's gold, which
shows what workers are worth and how sure the labels may be.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

import orjson

from truthloop.labeling.job_reach import JobReach
from truthloop.labeling.labeling_jobs import label_terms, terms_of
from truthloop.labeling.output_lines import label_text
from truthloop.labeling.worker_responses import worker_name
from truthloop.storage.database import transaction
from truthloop.storage.object_rows import answers_of_labeled, relabel
from truthloop.task_types.task_type import pools, stamped
from truthloop.terms.labeling import Annotation, AnsweredObject, Stamp
from truthloop.terms.resources import Resource

AT_ONCE = 5_000


def pool_labels(reach: JobReach, job: Resource) -> None:
    """Make the labels of a job whose task type pools skills anew. Safe to repeat."""
    terms = terms_of(job)
    if terms.post_function is not None or not pools(terms.task_type, label_terms(job).consolidation):
        return
    made_at: dict[int, datetime] = {}
    labels = terms.task_type.consolidate(answered(reach, job, made_at), label_terms(job))
    while chunk := list(islice(labels, AT_ONCE)):
        good, texts = [label for label in chunk if label.failure is None], []
        for label in good:
            stamp = Stamp(job_name=job.name, human_annotated=True, created_at=made_at[label.number])
            texts.append(label_text(terms.attribute, label.value, stamped(terms.task_type, label.metadata, stamp)))
        with transaction(reach.database) as connection:
            relabel(connection, job.id, [label.number for label in good], texts)


def answered(reach: JobReach, job: Resource, made_at: dict[int, datetime]) -> Iterator[AnsweredObject]:
    """Every object with its answers, and its line where the task type reads it; `made_at` gets when it was labelled."""
    with_lines = terms_of(job).task_type.reads_lines
    for row in answers_of_labeled(reach.database, job.id, with_lines=with_lines):
        made_at[row["number"]] = row["labeled_at"]
        annotations = (
            Annotation(worker_name(worker, job.place.region), orjson.loads(content))
            for worker, content in zip(row["workers"], row["contents"], strict=True)
        )
        line = orjson.loads(row["line"]) if with_lines else {}
        yield AnsweredObject(row["number"], line, tuple(annotations), row["gold"])
