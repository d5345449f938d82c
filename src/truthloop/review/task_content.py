"""What a worker page is made of: the template and the input of the loop behind a task."""

from __future__ import annotations

from truthloop.review.flow_terms import flow_terms
from truthloop.review.human_task_uis import find_human_task_ui_by_arn, template_text
from truthloop.storage.database import Database
from truthloop.storage.loop_rows import content_of_task
from truthloop.storage.resource_rows import read_resource, read_tags
from truthloop.terms.errors import NotFound
from truthloop.terms.page_content import PageContent
from truthloop.terms.page_hosts import page_sources_of


def read_task_content(database: Database, task_id: int) -> PageContent:
    """Template and input of a task; NotFound when the task or its flow definition is gone.

    The template is the human task UI as it stands now (one deleted and made anew under its name shows anew), or,
    when there is none, the copy that was taken with the flow definition.
    """
    row = content_of_task(database, task_id)
    flow = (
        None if row is None or row["flow_definition_id"] is None else read_resource(database, row["flow_definition_id"])
    )
    if row is None or flow is None:
        raise NotFound("This task no longer exists.")
    human_task_ui = find_human_task_ui_by_arn(database, flow.place, flow_terms(flow.request).human_task_ui_arn)
    template = flow.facts["template"] if human_task_ui is None else template_text(human_task_ui)
    allowed = page_sources_of(read_tags(database, flow.arn))
    return PageContent(flow.place, template, row["input_content"], flow.request["RoleArn"], allowed)
