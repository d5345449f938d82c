"""RenderUiTemplate: how a template looks with a task in it. What is wrong with it is an answer, not an error."""

from __future__ import annotations

from typing import Any

import orjson

from truthloop.review.human_task_uis import find_human_task_ui_by_arn, template_text
from truthloop.server.operations.call_context import CallContext, Output, Params
from truthloop.server.page_routes import signer_for
from truthloop.templates.render_limits import RenderLimits
from truthloop.templates.worker_pages import render
from truthloop.terms.errors import Invalid, NotFound
from truthloop.terms.page_content import PageContent


def render_ui_template(context: CallContext, params: Params) -> Output:
    """The rendered page, or what kept it from being one."""
    task_input = parsed_input(params["Task"]["Input"])
    content = PageContent(
        context.place, chosen_template(context, params), params["Task"]["Input"], params["RoleArn"], ()
    )
    sign = signer_for(context.installation, content.place, context.installation.settings.public_url)
    rendered = render(content.template, {"task": {"input": task_input}}, sign, RenderLimits())
    errors = [{"Code": fault.code, "Message": str(fault)} for fault in rendered.errors]
    return {"RenderedContent": rendered.html, "Errors": errors}


def parsed_input(text: str) -> Any:  # noqa: ANN401 - any JSON value
    """What the template sees as `task.input`; Invalid for text that is not JSON."""
    try:
        return orjson.loads(text)
    except ValueError as error:
        raise Invalid(f"Task.Input must be valid JSON: {error}") from error


def chosen_template(context: CallContext, params: Params) -> str:
    """The template given or named: exactly one of the two."""
    given, arn = params.get("UiTemplate"), params.get("HumanTaskUiArn")
    if (given is None) == (arn is None):
        raise Invalid("Give either UiTemplate or HumanTaskUiArn, and not both.")
    if given is not None:
        return str(given["Content"])
    found = find_human_task_ui_by_arn(context.database, context.place, str(arn))
    if found is None:
        raise NotFound(f"HumanTaskUi does not exist: {arn}")
    return template_text(found)
