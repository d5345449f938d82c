"""The HTTP application: which rooms answer under which address."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio.to_thread
import structlog
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Router
from starlette.types import ASGIApp, Receive, Scope, Send

from truthloop.server.aws_callers import header_only, speaks_aws
from truthloop.server.aws_journey.entry import handle
from truthloop.server.console_api.console_routes import console_routes
from truthloop.server.console_api.preview_routes import preview_route
from truthloop.server.console_api.preview_shelf import PreviewShelf
from truthloop.server.element_gallery import gallery_routes
from truthloop.server.health_routes import health_routes, make_meters
from truthloop.server.installation import Installation
from truthloop.server.journey import Journey
from truthloop.server.objects_door import open_gateway
from truthloop.server.objects_gateway.forwarding import forward
from truthloop.server.page_routes import page_routes
from truthloop.server.portal_api.portal_routes import routes as portal_api_routes
from truthloop.server.threads import THREADS
from truthloop.server.web_files import PAGES, bundle_routes, portal_routes, read_folder, single_page
from truthloop.storage.objects.store_exchange import ObjectStore
from truthloop.wire.operation_routing import service_of
from truthloop.wire.service_models import S3

log = structlog.get_logger("truthloop.application")


def build_application(installation: Installation, store: ObjectStore) -> Journey:
    """Everything Truthloop answers, on one address."""
    meters = make_meters()
    bundle, portal = read_folder(PAGES / "crowd"), read_folder(PAGES / "portal")
    gateway, shelf = open_gateway(installation, store), PreviewShelf()

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
        try:
            yield
        finally:
            await gateway.http.aclose()

    async def aws(scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive, send)
        if service_of(header_only(scope)) == S3:
            answer = await forward(request, gateway, scope["state"]["request_id"])
        else:
            answer = await handle(installation, request)
        await answer(scope, receive, send)

    web = Starlette(
        routes=[
            *health_routes(installation, store, meters),
            *bundle_routes(bundle),
            preview_route(installation, shelf, bundle),
            *page_routes(installation, bundle),
            *gallery_routes(installation, read_folder(PAGES / "gallery"), bundle),
            *portal_routes(portal),
            *single_page(read_folder(PAGES / "console"), "/console"),
        ],
        lifespan=lifespan,
        exception_handlers={HTTPException: plain_error},
    )
    api = Router(
        [
            Mount("/portal/api", routes=portal_api_routes(installation)),
            Mount("/console/api", routes=console_routes(installation, shelf)),
        ]
    )
    return Journey(aws, as_json_when_it_fails(api), web, speaks_aws, meters)


def plain_error(_request: Request, error: Exception) -> Response:
    """Starlette's own refusals (no such path, wrong method) in the form of our API."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    return JSONResponse({"error": {"code": f"http-{status}", "message": str(getattr(error, "detail", ""))}}, status)


def as_json_when_it_fails(api: ASGIApp) -> ASGIApp:
    """An API whose unforeseen failures are logged with their traceback and answered in its own form."""

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await api(scope, receive, send)
        except HTTPException as error:
            await plain_error(Request(scope), error)(scope, receive, send)
        except Exception:
            log.exception("api_failed", path=scope["path"])
            message = f"Something went wrong here, not with you. Request {scope['state']['request_id']}."
            answer = JSONResponse({"error": {"code": "internal", "message": message}}, 500)
            await answer(scope, receive, send)

    return guarded
