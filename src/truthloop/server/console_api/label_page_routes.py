"""The worker page of one object with its label on it, for whoever puts that label right."""

from __future__ import annotations

from truthloop.labeling.drawn_edits import label_page
from truthloop.server.console_api.body_fields import text_or_none
from truthloop.server.console_api.console_people import RoleAction, place_of
from truthloop.server.console_api.preview_routes import language_of, rendered
from truthloop.server.console_api.preview_shelf import PreviewShelf
from truthloop.server.portal_api.json_bodies import number_in_path
from truthloop.server.portal_api.portal_calls import Call
from truthloop.server.portal_api.portal_replies import Reply
from truthloop.terms.console_roles import Role
from truthloop.terms.errors import Conflict, Invalid
from truthloop.terms.people import Session
from truthloop.workforce.members import LANGUAGES


def label_page_onto(shelf: PreviewShelf) -> RoleAction:
    """POST jobs/{name}/objects/{number}/label-page {language?}: the page's address, and the ETag of its label."""

    def post(call: Call, session: Session, _role: Role) -> Reply:
        place, language = place_of(call), language_in(call, session)
        found = label_page(call.installation.database, place, call.path["name"], number_in_path(call.path["number"]))
        page = rendered(call, place, found.template, found.task_input, language)
        if page["html"] is None:
            raise Conflict(f"The page of this label cannot be shown: {page['fault']}.", code="not-drawable")
        token = call.installation.new_token()
        shelf.put(token, page["html"], language, call.at)
        return Reply({"address": f"/pages/preview/{token}", "etag": found.etag})

    return post


def language_in(call: Call, session: Session) -> str:
    """The language that the console speaks just now; `Invalid`."""
    language = text_or_none(call.body, "language")
    if language is None:
        return language_of(session)
    if language not in LANGUAGES:
        raise Invalid(f"language is {language!r}; it must be one of {', '.join(LANGUAGES)}.", code="malformed-request")
    return language
