"""CreateHumanTaskUi, DescribeHumanTaskUi, DeleteHumanTaskUi, ListHumanTaskUis."""

from __future__ import annotations

from truthloop.review.human_task_uis import create_human_task_ui, delete_human_task_ui, find_human_task_ui
from truthloop.server.operations.call_context import CallContext, Output, Params
from truthloop.server.operations.list_paging import resource_page
from truthloop.server.operations.tag_rules import tags_of, without_tags
from truthloop.server.template_links import template_url
from truthloop.templates.render_limits import RenderLimits
from truthloop.templates.worker_pages import check_template
from truthloop.terms.resources import Kind


def create(context: CallContext, params: Params) -> Output:
    """Record a worker template."""
    made = create_human_task_ui(
        context.database,
        context.place,
        without_tags(params),
        tags_of(params.get("Tags")),
        check_template=template_fault,
        now=context.now,
    )
    return {"HumanTaskUiArn": made.arn}


def template_fault(template: str) -> str | None:
    """The first thing wrong with a template, with its line."""
    return next((str(fault) for fault in check_template(template, RenderLimits())), None)


def describe(context: CallContext, params: Params) -> Output:
    """Everything but the template's text, for which there is a signed link."""
    found = find_human_task_ui(context.database, context.place, params["HumanTaskUiName"])
    return {
        "HumanTaskUiArn": found.arn,
        "HumanTaskUiName": found.name,
        "HumanTaskUiStatus": found.status,
        "CreationTime": found.created_at,
        "UiTemplate": {
            "Url": template_url(context.installation, found),
            "ContentSha256": found.facts["content_sha256"],
        },
    }


def delete(context: CallContext, params: Params) -> Output:
    """Forget a worker template."""
    delete_human_task_ui(context.database, context.place, params["HumanTaskUiName"])
    return {}


def list_all(context: CallContext, params: Params) -> Output:
    """Worker templates by creation."""
    page, token = resource_page(context, params, Kind.HUMAN_TASK_UI)
    summaries = [
        {"HumanTaskUiName": found.name, "HumanTaskUiArn": found.arn, "CreationTime": found.created_at} for found in page
    ]
    return {"HumanTaskUiSummaries": summaries, "NextToken": token}
