"""The HTTP application: which rooms answer under which address."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio.to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount
from starlette.types import Receive, Scope, Send

from truthloop.server.aws_journey.entry import handle, is_aws_request
from truthloop.server.health_routes import health_routes, make_meters
from truthloop.server.installation import Installation
from truthloop.server.journey import Journey
from truthloop.server.objects_gateway.gateway import ObjectsGateway
from truthloop.server.page_routes import page_routes
from truthloop.server.portal_api.portal_routes import routes as portal_api_routes
from truthloop.server.web_files import PAGES, bundle_routes, portal_routes, read_folder
from truthloop.storage.objects.store_exchange import ObjectStore


def build_application(installation: Installation, store: ObjectStore, *, threads: int) -> Journey:
    """Everything Truthloop answers, on one address."""
    meters = make_meters()
    bundle, portal = read_folder(PAGES / "crowd"), read_folder(PAGES / "portal")
    gateway = ObjectsGateway(installation, store)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = threads
        async with gateway.running():
            yield

    async def aws(scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive, send)
        answer = await (gateway.forward(request) if is_objects_request(request) else handle(installation, request))
        await answer(scope, receive, send)

    web = Starlette(
        routes=[
            *health_routes(installation, store, meters),
            *bundle_routes(bundle),
            *page_routes(installation, bundle),
            Mount("/portal/api", routes=portal_api_routes(installation)),
            *portal_routes(portal),
        ],
        lifespan=lifespan,
        exception_handlers={HTTPException: plain_error},
    )
    return Journey(aws, web, is_aws_request, meters)


def plain_error(_request: Request, error: Exception) -> Response:
    """Starlette's own refusals (no such path, wrong method) in the form of our API."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    return JSONResponse({"error": {"code": f"http-{status}", "message": str(getattr(error, "detail", ""))}}, status)
