"""Worker pages: a template and its data, rendered for one worker, served into the portal's sandboxed frame."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

import orjson
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from truthloop.labeling.job_page import read_job_page
from truthloop.review.task_content import read_task_content
from truthloop.server.installation import Installation
from truthloop.server.page_tokens import PURPOSE, PageGrant, read_page_token
from truthloop.server.template_links import read_template_token
from truthloop.server.web_files import WebFile, bundle_address
from truthloop.storage.account_rows import find_key_for
from truthloop.storage.assignment_rows import find_assignment
from truthloop.storage.correction_rows import reopened_task
from truthloop.storage.objects.object_store import presign
from truthloop.storage.objects.request_signing import AccessKey
from truthloop.storage.objects.s3_uri import parse_s3_uri
from truthloop.storage.resource_rows import find_resource_by_arn
from truthloop.templates.content_policy import PageSources, page_headers
from truthloop.templates.page_assembly import PageAssets, PageFrame, assemble_page
from truthloop.templates.render_limits import RenderLimits
from truthloop.templates.worker_pages import TemplateFault, render
from truthloop.terms.assignments import AssignmentStatus
from truthloop.terms.errors import NotFound, TruthloopError
from truthloop.terms.page_content import PageContent
from truthloop.terms.resources import Place

SHOWN_STATUSES = {AssignmentStatus.RESERVED, AssignmentStatus.WORKING, AssignmentStatus.PAUSED}


def page_routes(installation: Installation, bundle: Mapping[str, WebFile]) -> list[Route]:
    """The pages that grants of the portal open, and the templates that DescribeHumanTaskUi links to."""
    key = installation.seal.derive(PURPOSE)

    def page(request: Request) -> Response:
        origin = origin_of(request, installation)
        try:
            grant = read_page_token(key, request.path_params["token"], installation.now())
            content = read_worker_page(installation, grant)
        except TruthloopError as error:
            return PlainTextResponse(error.message + "\n", 404, headers=page_headers(sources_of(origin)))
        html = render_for(installation, content, grant, origin, bundle)
        elsewhere = (*installation.settings.page_sources, *content.allowed_sources)
        headers = page_headers(sources_of(origin, elsewhere, installation.settings.page_pictures))
        return Response(html, media_type="text/html; charset=utf-8", headers=headers)

    def template(request: Request) -> Response:
        try:
            account_id, arn = read_template_token(installation, request.path_params["token"])
            found = find_resource_by_arn(installation.database, account_id, arn)
        except TruthloopError as error:
            return PlainTextResponse(error.message + "\n", 403)
        if found is None:
            return PlainTextResponse("The human task UI is gone.\n", 404)
        return PlainTextResponse(
            found.request["UiTemplate"]["Content"],
            headers={
                "X-Content-Type-Options": "nosniff",
                "Cache-Control": "no-store",
                "Content-Security-Policy": "sandbox",
            },
        )

    return [Route("/pages/{token}", page), Route("/templates/{token}", template)]


def sources_of(origin: str, elsewhere: tuple[str, ...] = (), pictures: tuple[str, ...] = ()) -> PageSources:
    """What a page may load and who may hold it: one address is server, portal and object store."""
    return PageSources(own=(origin,), portal=(origin,), elsewhere=elsewhere, pictures=pictures)


def origin_of(request: Request, installation: Installation) -> str:
    """The address the browser sees us at: the Host it named, with the public address's scheme."""
    scheme = installation.settings.public_url.split("://", 1)[0]
    return f"{scheme}://{request.headers.get('host', installation.settings.public_host)}"


def read_worker_page(installation: Installation, grant: PageGrant) -> PageContent:
    """Template and data behind a grant; NotFound once the worker no longer holds the task."""
    held = find_assignment(installation.database, grant.assignment_id, grant.worker_id)
    database = installation.database
    if held is not None and held.status in SHOWN_STATUSES:
        task_id = held.task_id
    else:
        reopened = reopened_task(database, grant.assignment_id, grant.worker_id)
        if reopened is None:
            raise NotFound("This task is no longer yours.")
        task_id = reopened
    return read_job_page(database, task_id) or read_task_content(database, task_id)


def render_for(
    installation: Installation, page: PageContent, grant: PageGrant, origin: str, bundle: Mapping[str, WebFile]
) -> str:
    """The whole HTML document for one worker."""
    readable = (*installation.settings.page_sources, *page.allowed_sources)
    frame = PageFrame(portal_origin=origin, language=grant.language, readable_from=readable)
    rendered = render(
        page.template,
        {"task": {"input": orjson.loads(page.input_content)}, "worker": {"language": grant.language}},
        signer_for(installation, page.place, origin),
        RenderLimits(),
    )
    body = fault_page(rendered.errors) if rendered.errors else rendered.html
    return assemble_page(body, page_assets(bundle), frame)


def page_assets(bundle: Mapping[str, WebFile]) -> PageAssets:
    """Where a page finds our elements and their stylesheet."""
    return PageAssets(
        script=bundle_address(bundle, "crowd-html-elements.js"),
        style=bundle_address(bundle, "crowd-html-elements-v2.css"),
    )


def signer_for(installation: Installation, place: Place, origin: str) -> Callable[[str], str]:
    """Signs `s3://` addresses for as long as a worker may need them, with a key of the account."""

    def sign(uri: str) -> str:
        key = find_key_for(installation.database, place.account_id, "pages")
        if key is None:
            raise NotFound("The account has no key for worker pages.")
        return presign(
            origin,
            parse_s3_uri(uri),
            keys=AccessKey(key.id, installation.seal.open(key.sealed_secret)),
            region=place.region,
            now=installation.now(),
            expires_in_seconds=PAGE_LINK_SECONDS,
        )

    return sign


PAGE_LINK_SECONDS = 8 * 3600
"""Signed per render: a page may stay open for a working day."""


def fault_page(errors: tuple[TemplateFault, ...]) -> str:
    """What a worker sees when the requester's template fails; release or decline is all that is left to do."""
    first = errors[0]
    where = f" (line {first.line})" if first.line else ""
    return (
        "<main style='font:16px system-ui;margin:2rem;max-width:40rem'><h1>This task cannot be shown</h1>"
        "<p>Its template has a fault. Please release the task and tell whoever gave it to you:</p>"
        f"<pre style='white-space:pre-wrap'>{escape(first.code)}{escape(where)}: {escape(first.message)}</pre></main>"
    )
