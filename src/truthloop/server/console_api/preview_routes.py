"""A look at the worker page before a job is created: the template or the task type's own page, on a real line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from truthloop.labeling.job_terms import job_terms
from truthloop.labeling.labeling_jobs import manifest_facts, read_config, read_template
from truthloop.labeling.manifest_lines import lines_in, read_line
from truthloop.server.console_api.aws_operations import checked
from truthloop.server.console_api.console_people import RoleAction, place_of
from truthloop.server.console_api.preview_shelf import PreviewShelf
from truthloop.server.installation import Installation
from truthloop.server.job_surroundings import job_reach
from truthloop.server.operations.human_task_ui_calls import template_fault
from truthloop.server.page_routes import origin_of, page_assets, signer_for, sources_of
from truthloop.server.portal_api.portal_calls import Call
from truthloop.server.portal_api.portal_replies import Reply
from truthloop.server.web_files import WebFile
from truthloop.storage.objects.object_streams import read_pieces
from truthloop.task_types.label_categories import label_names
from truthloop.task_types.task_type import TaskType
from truthloop.task_types.type_table import BY_NAME
from truthloop.templates.content_policy import page_headers
from truthloop.templates.page_assembly import PageFrame, assemble_page
from truthloop.templates.render_limits import RenderLimits
from truthloop.templates.worker_pages import render
from truthloop.terms.console_roles import Role
from truthloop.terms.errors import Invalid
from truthloop.terms.labeling import LabelTerms
from truthloop.terms.managed_arns import Side, managed_function_arn
from truthloop.terms.people import Session
from truthloop.terms.resources import Place

LINES = 5
FIRST_PIECE = 256 * 1024


def get_task_types(call: Call, _session: Session, _role: Role) -> Reply:
    """POST task-types: what a job can be about."""
    return Reply(
        {
            "task_types": [
                {
                    "name": one.name,
                    "functions": functions_of(one, place_of(call).region),
                    "fewest_labels": one.fewest_labels,
                    "ref_name": one.ref_name.value,
                    "consolidations": list(one.consolidations),
                    "has_page": bool(one.template),
                }
                for one in BY_NAME.values()
            ]
        }
    )


def functions_of(task_type: TaskType, region: str) -> dict[str, str] | None:
    """The ARNs of a task type's two functions, as boto3 names them; None where the requester brings them."""
    if not task_type.function_names:
        return None
    task = task_type.function_names[0]
    return {side.value.lower(): managed_function_arn(side, task, region) for side in Side}


def preview_onto(shelf: PreviewShelf) -> RoleAction:
    """POST preview with a CreateLabelingJob request: its first lines' pages, each with an address of its own."""

    def post(call: Call, session: Session, role: Role) -> Reply:
        shown = post_preview(call, session, role)
        language = language_of(session)
        for page in shown.content["pages"] if isinstance(shown.content, dict) else ():
            token = call.installation.new_token()
            if page["html"] is not None:
                shelf.put(token, page["html"], language, call.at)
                page["address"] = f"/pages/preview/{token}"
        return shown

    return post


def preview_route(installation: Installation, shelf: PreviewShelf, bundle: Mapping[str, WebFile]) -> Route:
    """The pages on the shelf, for the console's sandboxed frame, under a worker page's content policy."""

    def page(request: Request) -> Response:
        origin = origin_of(request, installation)
        settings = installation.settings
        found = shelf.find(request.path_params["token"], installation.now())
        if found is None:
            gone = "This preview has expired; make it again.\n"
            return PlainTextResponse(gone, 404, headers=page_headers(sources_of(origin)))
        html = assemble_page(found.html, page_assets(bundle), PageFrame(portal_origin=origin, language=found.language))
        elsewhere = (*settings.page_sources, settings.public_url)
        return Response(html, headers=page_headers(sources_of(origin, elsewhere, settings.page_pictures)))

    return Route("/pages/preview/{token}", page)


def post_preview(call: Call, session: Session, _role: Role) -> Reply:
    """The pages of a request's first lines, rendered, and what is wrong with them."""
    request = checked("CreateLabelingJob", call.body)
    reach, place, terms = job_reach(call.installation), place_of(call), job_terms(request)
    config = read_config(reach, place, terms)
    template = read_template(reach, place, terms, template_fault) or terms.task_type.template
    facts = manifest_facts(reach, place, terms.manifest)
    label_terms = LabelTerms(
        job_name=terms.name.lower(),
        attribute=terms.attribute,
        labels=label_names(config),
        config=config,
        workers_per_object=terms.workers_per_object,
    )
    size = min(facts.size, FIRST_PIECE)
    raw = list(lines_in(read_pieces(reach.store, terms.manifest, start=0, size=size, etag=facts.etag)))[:LINES]
    pages = []
    for number, line in enumerate(raw, 1):
        found = read_line(line, lambda parsed: terms.task_type.check_line(parsed, label_terms))
        if found is None:
            continue
        if found.fault is not None or found.parsed is None:
            pages.append({"line": number, "fault": found.fault, "html": None})
            continue
        task_input = terms.task_type.task_input(found.parsed, label_terms)
        pages.append({"line": number, **rendered(call, place, template, task_input, language_of(session))})
    if not pages:
        raise Invalid(f"The manifest {terms.manifest} holds no line.")
    return Reply({"objects": estimated_objects(facts.size, raw), "pages": pages})


def language_of(session: Session) -> str:
    """The language that pages speak to whoever looks at them."""
    return session.worker.language or "en"


def rendered(call: Call, place: Place, template: str, task_input: Mapping[str, Any], language: str) -> dict[str, Any]:
    """One page's HTML, or what is wrong with it."""
    sign = signer_for(call.installation, place, call.installation.settings.public_url)
    variables = {
        "task": {"input": orjson.loads(orjson.dumps(task_input))},
        "worker": {"language": language},
    }
    page = render(template, variables, sign, RenderLimits())
    return {"fault": str(page.errors[0]) if page.errors else None, "html": None if page.errors else page.html}


def estimated_objects(size: int, raw: list[bytes]) -> int:
    """About how many lines a manifest has."""
    read = sum(map(len, raw))
    return max(len(raw), round(size * len(raw) / read)) if read else 0
