"""What a worker page is made of: the template and the input of the loop behind a task."""

from __future__ import annotations

from dataclasses import dataclass

from truthloop.review.flow_terms import flow_terms
from truthloop.review.human_task_uis import find_human_task_ui_by_arn, template_text
from truthloop.storage.database import Database
from truthloop.storage.loop_rows import content_of_task
from truthloop.storage.resource_rows import read_resource, read_tags
from truthloop.terms.errors import NotFound
from truthloop.terms.page_hosts import page_sources_of
from truthloop.terms.resources import Place


@dataclass(frozen=True, slots=True)
class TaskContent:
    """A page's two halves, and in whose name it reads stored objects."""

    place: Place
    template: str
    """Liquid."""
    input_content: str
    """JSON text; the template sees it as `task.input`."""
    role_arn: str
    """The flow definition's RoleArn."""
    allowed_sources: tuple[str, ...]
    """From where the page may load besides this server: what the flow definition's tags allow now."""


def read_task_content(database: Database, task_id: int) -> TaskContent:
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
    return TaskContent(flow.place, template, row["input_content"], flow.request["RoleArn"], allowed)
