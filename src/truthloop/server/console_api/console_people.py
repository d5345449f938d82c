"""Who may come into the console, and what they may do there."""

from __future__ import annotations

from collections.abc import Callable

from truthloop.server.portal_api.portal_calls import Call, KnownAction
from truthloop.server.portal_api.portal_replies import Reply
from truthloop.server.portal_api.session_routes import delete_session, get_session, post_session, session_json
from truthloop.storage.console_rows import role_of
from truthloop.terms.console_roles import Role, may
from truthloop.terms.errors import Refused
from truthloop.terms.people import Session
from truthloop.terms.resources import Place

RoleAction = Callable[[Call, Session, Role], Reply]


def role_in(call: Call, session: Session) -> Role:
    """The role of whoever calls; `Refused` no-console-role without one."""
    role = role_of(call.installation.database, call.installation.account_id, session.worker.id)
    if role is None:
        raise Refused(
            "Your account has no role in the console. An operator can grant one: truthloop console grant EMAIL --role "
            "reviewer|requester|admin",
            code="no-console-role",
        )
    return role


def for_role(needed: Role, action: RoleAction) -> KnownAction:
    """An action for those who have at least this role; `Refused` role-too-low for others."""

    def guarded(call: Call, session: Session) -> Reply:
        role = role_in(call, session)
        if not may(role, needed):
            raise Refused(f"This needs the role {needed}; yours is {role}.", code="role-too-low")
        return action(call, session, role)

    return guarded


def place_of(call: Call) -> Place:
    """The account and region the console shows."""
    return Place(call.installation.account_id, call.installation.settings.region)


def sign_in(call: Call) -> Reply:
    """POST session {email, password}: as in the portal; the console then says whether there is a role."""
    return post_session(call)


def who_is_there(call: Call, session: Session) -> Reply:
    """GET session: who is signed in, and the role."""
    role = role_in(call, session)
    reply = get_session(call, session)
    content = session_json(call, session) | {
        "role": role.value,
        "account_id": call.installation.account_id,
        "region": call.installation.settings.region,
    }
    return Reply(content, reply.status, reply.cookie, reply.headers)


def sign_out(call: Call, session: Session) -> Reply:
    """DELETE session."""
    return delete_session(call, session)
