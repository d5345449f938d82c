"""The portal's API, route by route."""

from __future__ import annotations

from starlette.routing import Route

from truthloop.server.installation import Installation
from truthloop.server.page_tokens import PURPOSE
from truthloop.server.portal_api import correction_routes, gathered_routes, session_routes, task_routes
from truthloop.server.portal_api.doorways import SMALL, Doorway
from truthloop.server.portal_api.portal_calls import (
    Endpoint,
    GatheredAction,
    KnownAction,
    OpenAction,
    Portal,
    for_anybody,
    for_worker,
    for_workers,
)
from truthloop.server.portal_api.session_memory import SessionMemory
from truthloop.tasks.limits import LARGEST_ANSWER

READING = Doorway(guarded=False)
CHANGING = Doorway()
ANSWERING = Doorway(limit=2 * LARGEST_ANSWER + SMALL, what="answer")
"""With the draft that puts the answered page back as it was."""
DRAFTING = Doorway(limit=LARGEST_ANSWER + SMALL, what="draft")

FOR_ANYBODY: tuple[tuple[str, str, OpenAction], ...] = (
    ("POST", "/session", session_routes.post_session),
    ("POST", "/invitation", session_routes.post_invitation),
)
FOR_WORKERS: tuple[tuple[str, str, KnownAction, Doorway], ...] = (
    ("POST", "/queues/{queue_id}/next", task_routes.post_next, CHANGING),
    ("POST", "/assignments/{assignment_id}/submit", task_routes.post_submit, ANSWERING),
    ("POST", "/queues/{queue_id}/reserve", task_routes.post_reserve, CHANGING),
    ("POST", "/assignments/{assignment_id}/renew", task_routes.post_renew, CHANGING),
    ("PUT", "/assignments/{assignment_id}/draft", task_routes.put_draft, DRAFTING),
    ("GET", "/queues", task_routes.get_queues, READING),
    ("POST", "/assignments/{assignment_id}/open", task_routes.post_open, CHANGING),
    ("POST", "/assignments/{assignment_id}/decline", task_routes.post_decline, CHANGING),
    ("POST", "/assignments/{assignment_id}/release", task_routes.post_release, CHANGING),
    ("POST", "/assignments/{assignment_id}/pause", task_routes.post_pause, CHANGING),
    ("GET", "/queues/{queue_id}/answers", correction_routes.get_answers, READING),
    ("POST", "/answers/{assignment_id}/reopen", correction_routes.post_reopen, CHANGING),
    ("POST", "/answers/{assignment_id}/correct", correction_routes.post_correct, ANSWERING),
    ("GET", "/session", session_routes.get_session, Doorway(guarded=False, before_password_change=True)),
    ("DELETE", "/session", session_routes.delete_session, Doorway(before_password_change=True)),
    ("POST", "/password", session_routes.post_password, Doorway(before_password_change=True)),
    ("PUT", "/preferences", session_routes.put_preferences, CHANGING),
)
"""Method, path, action, and what the call must bring. The ones called most come first."""

GATHERED: dict[KnownAction, GatheredAction] = {
    task_routes.post_next: gathered_routes.post_next,
    task_routes.post_submit: gathered_routes.post_submit,
}
"""Actions that are also done for several workers at once."""


def routes(installation: Installation) -> list[Route]:
    """The routes to mount at `/portal/api`."""
    portal = Portal(installation, SessionMemory(), installation.seal.derive(PURPOSE))
    known = [
        Route(path, endpoint_of(portal, action, doorway), methods=[method])
        for method, path, action, doorway in FOR_WORKERS
    ]
    anybody = [
        Route(path, for_anybody(portal, action, CHANGING), methods=[method]) for method, path, action in FOR_ANYBODY
    ]
    return [*known, *anybody]


def endpoint_of(portal: Portal, action: KnownAction, doorway: Doorway) -> Endpoint:
    """The endpoint of a worker's action."""
    gathered = GATHERED.get(action)
    if gathered is None:
        return for_worker(portal, action, doorway)
    return for_workers(portal, action, gathered, doorway)
