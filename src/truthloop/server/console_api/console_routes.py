"""The console's API, route by route. Everything but signing in is a POST: nothing of it is cached or linked to."""

from __future__ import annotations

from starlette.routing import Route

from truthloop.server.console_api import (
    aws_operations,
    console_people,
    dataset_routes,
    function_routes,
    input_routes,
    label_page_routes,
    loop_routes,
    preview_routes,
    team_routes,
)
from truthloop.server.console_api.console_people import RoleAction, for_role
from truthloop.server.console_api.preview_shelf import PreviewShelf
from truthloop.server.installation import Installation
from truthloop.server.page_tokens import PURPOSE
from truthloop.server.portal_api.doorways import Doorway
from truthloop.server.portal_api.portal_calls import Portal, for_anybody, for_worker
from truthloop.server.portal_api.session_memory import SessionMemory
from truthloop.terms.console_roles import Role

PATH = "/console"
CHANGING = Doorway()
LARGE = Doorway(limit=1024 * 1024)
UPLOAD = Doorway(limit=2 * input_routes.LARGEST_UPLOAD, what="file")
"""JSON writes some characters in several."""
WITH_ANSWER = Doorway(limit=12 * 1024 * 1024)
"""An operation may carry the answer of a worker page, as text in JSON."""

ACTIONS: tuple[tuple[str, Role, RoleAction], ...] = (
    ("/jobs/{name}/summary", Role.REVIEWER, dataset_routes.get_job),
    ("/jobs/{name}/objects", Role.REVIEWER, dataset_routes.get_objects),
    ("/jobs/{name}/objects/{number}", Role.REVIEWER, dataset_routes.get_object),
    ("/jobs/{name}/quality", Role.REVIEWER, dataset_routes.get_quality),
    ("/loops", Role.REVIEWER, loop_routes.get_loops),
    ("/loops/{name}", Role.REVIEWER, loop_routes.get_loop),
    ("/teams/{name}/members", Role.REVIEWER, team_routes.get_members),
    ("/skills", Role.REVIEWER, team_routes.get_skills),
    ("/functions", Role.REVIEWER, function_routes.get_functions),
    ("/functions/calls", Role.REVIEWER, function_routes.get_calls),
    ("/functions/invoke", Role.REQUESTER, function_routes.try_function),
    ("/task-types", Role.REVIEWER, preview_routes.get_task_types),
    ("/manifests", Role.REQUESTER, input_routes.post_manifest),
    ("/audit", Role.ADMIN, dataset_routes.get_trail),
)
"""Path, the least role, action."""


def console_routes(installation: Installation, shelf: PreviewShelf) -> list[Route]:
    """The routes to mount at `/console/api`; previews are laid on the shelf."""
    portal = Portal(installation, SessionMemory(), installation.seal.derive(PURPOSE), PATH)
    reading = Doorway(guarded=False, before_password_change=True)
    leaving = Doorway(before_password_change=True)
    upload = for_role(Role.REQUESTER, input_routes.post_file)
    preview = for_role(Role.REQUESTER, preview_routes.preview_onto(shelf))
    operation = for_role(Role.REVIEWER, aws_operations.call_operation)
    label_page = for_role(Role.REVIEWER, label_page_routes.label_page_onto(shelf))
    return [
        Route("/session", for_anybody(portal, console_people.sign_in, CHANGING), methods=["POST"]),
        Route("/session", for_worker(portal, console_people.who_is_there, reading), methods=["GET"]),
        Route("/session", for_worker(portal, console_people.sign_out, leaving), methods=["DELETE"]),
        Route("/files", for_worker(portal, upload, UPLOAD), methods=["POST"]),
        Route("/preview", for_worker(portal, preview, LARGE), methods=["POST"]),
        Route("/operations/{operation}", for_worker(portal, operation, WITH_ANSWER), methods=["POST"]),
        Route("/jobs/{name}/objects/{number}/label-page", for_worker(portal, label_page, CHANGING), methods=["POST"]),
        *(
            Route(path, for_worker(portal, for_role(role, action), LARGE), methods=["POST"])
            for path, role, action in ACTIONS
        ),
    ]
