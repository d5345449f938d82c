"""What the worker page of a labeling job is made of: the job's template, and the object behind a task."""

from __future__ import annotations

import orjson

from truthloop.labeling.labeling_jobs import label_terms, page_template
from truthloop.storage.database import Database
from truthloop.storage.offer_rows import object_of_task
from truthloop.storage.resource_rows import read_resource, read_tags
from truthloop.task_types.type_table import BY_NAME
from truthloop.terms.errors import NotFound
from truthloop.terms.page_content import PageContent
from truthloop.terms.page_hosts import page_sources_of


def read_job_page(database: Database, task_id: int) -> PageContent | None:
    """Template and input of a task; None when it is no labeling job's."""
    row = object_of_task(database, task_id)
    if row is None:
        return None
    job = read_resource(database, row["job_id"])
    if job is None:
        raise NotFound("This task no longer exists.")
    task_input = row["task_input"]
    if task_input is None:
        task_type = BY_NAME[job.facts["task_type"]]
        task_input = orjson.dumps(task_type.task_input(orjson.loads(row["line"]), label_terms(job))).decode()
    allowed = page_sources_of(read_tags(database, job.arn))
    return PageContent(job.place, page_template(job), task_input, job.request["RoleArn"], allowed)
