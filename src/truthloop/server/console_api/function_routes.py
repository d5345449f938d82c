"""The functions requesters registered: what they are, how their calls went, and trying one with an event."""

from __future__ import annotations

import threading
import time
from datetime import timedelta
from typing import Any, Final

from truthloop.functions.function_errors import FunctionFailed
from truthloop.functions.registry import not_registered, subjects_of
from truthloop.server.console_api.aws_operations import record
from truthloop.server.console_api.body_fields import text_or_none, whole
from truthloop.server.portal_api.json_bodies import text_field
from truthloop.server.portal_api.portal_calls import Call
from truthloop.server.portal_api.portal_replies import Reply
from truthloop.storage.database import Row
from truthloop.storage.function_rows import find_function, function_logs
from truthloop.storage.function_view_rows import functions_shown
from truthloop.terms.clock import iso_milliseconds
from truthloop.terms.console_roles import Role
from truthloop.terms.errors import Invalid, NotFound, TooManyAttempts
from truthloop.terms.people import Session

DAY: Final = timedelta(days=1)
MOST: Final = 200
AT_ONCE: Final = 2
"""Calls from consoles at a time: each holds a thread that answers everybody else too."""
ROOM = threading.BoundedSemaphore(AT_ONCE)


def get_functions(call: Call, _session: Session, _role: Role) -> Reply:
    """POST functions: all of the account's."""
    rows = functions_shown(call.installation.database, call.installation.account_id, call.at - DAY)
    return Reply({"functions": [function_json(row) for row in rows]})


def get_calls(call: Call, _session: Session, _role: Role) -> Reply:
    """POST functions/calls {function, limit?}: the last calls that were kept, the newest first."""
    rows = function_logs(
        call.installation.database,
        call.installation.account_id,
        subject_in(call),
        min(MOST, whole(call.body, "limit", 50)),
    )
    return Reply({"calls": [{**row, "started_at": iso_milliseconds(row["started_at"])} for row in rows]})


def try_function(call: Call, session: Session, _role: Role) -> Reply:
    """POST functions/invoke {function, event, role?}: one call with a test event; what it gave or why it failed."""
    subject, event = subject_in(call), call.body.get("event")
    if not isinstance(event, dict):
        raise Invalid("event must be a JSON object, as a function is given it.", code="malformed-request")
    account = call.installation.account_id
    role = text_or_none(call.body, "role") or f"arn:aws:iam::{account}:role/labeling"
    if not ROOM.acquire(blocking=False):
        raise TooManyAttempts(f"{AT_ONCE} functions are being tried out already; try again when one has ended.")
    began = time.monotonic()
    try:
        reply = call.installation.functions.call_once(account, subject, event, role)
        told: dict[str, Any] = {"outcome": "ok", "value": reply.value, "message": "", "log": reply.log}
    except FunctionFailed as failed:
        told = {"outcome": failed.reason, "value": None, "message": failed.message, "log": failed.log}
    finally:
        ROOM.release()
    record(call, session, "InvokeFunction", f"function/{subject}", "ok" if told["outcome"] == "ok" else "failed")
    return Reply(told | {"milliseconds": round((time.monotonic() - began) * 1000)})


def subject_in(call: Call) -> str:
    """What the function in a body is registered under; `NotFound` says what there is."""
    asked, database = text_field(dict(call.body), "function"), call.installation.database
    found = find_function(database, call.installation.account_id, subjects_of(asked))
    if found is None:
        raise NotFound(not_registered(database, call.installation.account_id, asked))
    return str(found["subject"])


def function_json(row: Row) -> dict[str, Any]:
    """One function; what its environment holds is not told."""
    return {
        "function": row["subject"],
        "home": row["home"],
        "where": row["url"] or (f"{row['runtime']} {row['handler']}" if row["runtime"] else row["profile"]),
        "timeout_seconds": row["timeout_seconds"],
        "memory_mb": row["memory_mb"] or None,
        "updated_at": iso_milliseconds(row["updated_at"]),
        "last_at": None if row["last_at"] is None else iso_milliseconds(row["last_at"]),
        "last_outcome": row["last_outcome"],
        "failures": row["failures"],
    }
