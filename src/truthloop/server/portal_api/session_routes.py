"""Who is there: signing in and out, passwords, preferences."""

from __future__ import annotations

from truthloop.server.portal_api.json_bodies import Json, text_field
from truthloop.server.portal_api.portal_calls import Call, acting, cookie_of
from truthloop.server.portal_api.portal_replies import Reply, no_cookie, nothing
from truthloop.storage.account_rows import write_audit
from truthloop.tasks.acting import note
from truthloop.tasks.parting import let_go_of_reservations
from truthloop.terms.clock import iso_milliseconds
from truthloop.terms.errors import Invalid, SignedOut
from truthloop.terms.people import Session
from truthloop.workforce.email_addresses import sign_in_name
from truthloop.workforce.members import choose_language
from truthloop.workforce.one_time_links import choose_password
from truthloop.workforce.passwords import SALT_BYTES
from truthloop.workforce.sessions import Visit, begin_session, finish_session, prolong_session, session_of
from truthloop.workforce.sign_in import PasswordChange, change_password, sign_in


def post_session(call: Call) -> Reply:
    """POST session {email, password}: sign in. 401 wrong-credentials, 429 too-many-attempts."""
    email, password = text_field(call.body, "email"), text_field(call.body, "password")
    visit = visit_of(call)
    try:
        session = sign_in(call.installation.database, email, password, fresh_salt(call), visit)
    except SignedOut as error:
        # Not of attempts beyond the limit: they are without number, and nothing was tried.
        note_failure(call, f"email/{sign_in_name(email)}", error.code)
        raise
    return arrived(call, visit, session)


def post_invitation(call: Call) -> Reply:
    """POST invitation {token, password}: use a one-time link up, choosing a password, and sign in.

    400 invitation-used, weak-password (the link is still good then).
    """
    token, password = text_field(call.body, "token"), text_field(call.body, "password")
    database = call.installation.database
    worker = choose_password(database, token, password, fresh_salt(call), call.at)
    call.portal.memory.forget(worker.id)
    visit = visit_of(call)
    return arrived(call, visit, begin_session(database, worker.id, visit))


def get_session(call: Call, _session: Session) -> Reply:
    """GET session: who is signed in; the session's time begins anew."""
    session = prolong_session(call.installation.database, call.token, call.at)
    if session is None or call.portal.memory.keep(call.token, session, call.at) is None:
        raise SignedOut
    return Reply(session_json(call, session), cookie=cookie_of(call, call.token, session))


def delete_session(call: Call, session: Session) -> Reply:
    """DELETE session: sign out. What was fetched ahead goes back to the others."""
    database = call.installation.database
    call.portal.memory.end(call.token)
    finish_session(database, call.token)
    let_go_of_reservations(database, session.worker.id)
    note(database, acting(call, session), "SignOut", f"worker/{session.worker.id}")
    return nothing(no_cookie(secure=call.portal.secure, path=call.portal.path))


def post_password(call: Call, session: Session) -> Reply:
    """POST password {current_password, new_password}. 403 wrong-credentials, 400 weak-password."""
    change = PasswordChange(
        current=text_field(call.body, "current_password"),
        new=text_field(call.body, "new_password"),
        token=call.token,
        salt=fresh_salt(call),
        at=call.at,
        source_ip=call.source_ip,
    )
    change_password(call.installation.database, session.worker, change)
    note(call.installation.database, acting(call, session), "ChangePassword", f"worker/{session.worker.id}")
    return changed(call, session)


def put_preferences(call: Call, session: Session) -> Reply:
    """PUT preferences {language}: en, ko, pt-BR, or null for the browser's."""
    if "language" not in call.body:
        raise Invalid("language is missing: en, ko, pt-BR, or null for the browser's.", code="malformed-request")
    language: Json = call.body["language"]
    choose_language(call.installation.database, session.worker, language)
    return changed(call, session)


def changed(call: Call, session: Session) -> Reply:
    """The session as it is after a change to its worker."""
    call.portal.memory.forget(session.worker.id)
    present = session_of(call.installation.database, call.token, call.at)
    if present is None:
        raise SignedOut
    return Reply(session_json(call, present))


def arrived(call: Call, visit: Visit, session: Session) -> Reply:
    """The reply to a sign-in; the session that the browser had before ends."""
    if call.token:
        call.portal.memory.end(call.token)
        finish_session(call.installation.database, call.token)
    call.portal.memory.keep(visit.token, session, call.at)
    return Reply(session_json(call, session), cookie=cookie_of(call, visit.token, session))


def visit_of(call: Call) -> Visit:
    """Where a sign-in comes from, with fresh secrets for it."""
    return Visit(
        token=call.installation.new_token(),
        csrf_token=call.installation.new_token(),
        at=call.at,
        source_ip=call.source_ip,
        user_agent=call.headers.get("user-agent", ""),
        request_id=call.request_id,
    )


def fresh_salt(call: Call) -> bytes:
    """Random bytes to hash a password with."""
    return call.installation.new_token().encode()[:SALT_BYTES]


def note_failure(call: Call, actor: str, outcome: str) -> None:
    """A sign-in that failed stands in the audit trail."""
    write_audit(
        call.installation.database,
        at=call.at,
        actor=actor,
        action="SignIn",
        subject=actor,
        outcome=outcome,
        source_ip=call.source_ip,
        request_id=call.request_id,
    )


def session_json(call: Call, session: Session) -> dict[str, Json]:
    """The Session of the portal's API."""
    worker = session.worker
    return {
        "worker": {
            "id": worker.id,
            "email": worker.email,
            "language": worker.language,
            "must_change_password": worker.must_change_password,
        },
        "csrf_token": session.csrf_token,
        "expires_at": iso_milliseconds(session.expires_at),
        "server_time": iso_milliseconds(call.at),
    }
