"""Human loops of all flow definitions, and one with its input and answers: what A2I's operations do not list."""

from __future__ import annotations

from typing import Any, Final

import orjson

from truthloop.server.console_api.body_fields import text_or_none, whole, whole_or_none
from truthloop.server.console_api.console_people import place_of
from truthloop.server.portal_api.portal_calls import Call
from truthloop.server.portal_api.portal_replies import Reply
from truthloop.storage.database import Row
from truthloop.storage.loop_view_rows import answers_to_loop, loops_page, one_loop
from truthloop.terms.clock import iso_milliseconds
from truthloop.terms.console_roles import Role
from truthloop.terms.errors import Invalid, NotFound
from truthloop.terms.loops import LoopStatus
from truthloop.terms.people import Session

MOST: Final = 200
"""Loops on one page."""


def get_loops(call: Call, _session: Session, _role: Role) -> Reply:
    """POST loops {before?, limit?, flow?, status?, part?}: the newest loops, or those before one of them (by id)."""
    status = text_or_none(call.body, "status")
    if status is not None and status not in set(LoopStatus):
        raise Invalid(f"status is {status!r}; allowed are {', '.join(LoopStatus)}.", code="malformed-request")
    rows = loops_page(
        call.installation.database,
        place_of(call),
        before=whole_or_none(call.body, "before"),
        limit=min(MOST, whole(call.body, "limit", 100)),
        flow=text_or_none(call.body, "flow"),
        status=status,
        part=text_or_none(call.body, "part"),
    )
    return Reply({"loops": [loop_json(row) for row in rows]})


def get_loop(call: Call, _session: Session, _role: Role) -> Reply:
    """POST loops/{name}: a loop with its input, its answers by worker, and where its output is."""
    name = call.path["name"]
    row = one_loop(call.installation.database, place_of(call), name)
    if row is None:
        raise NotFound(f"There is no human loop {name}.")
    return Reply(
        loop_json(row)
        | {
            "arn": row["arn"],
            "output": row["output_uri"],
            "held": row["held"],
            "available_until": iso_milliseconds(row["available_until"]),
            "failure_code": row["failure_code"],
            "input": orjson.Fragment(row["input_content"]),
            "answers": [
                answer_json(one) | {"superseded": one["superseded"]}
                for one in answers_to_loop(call.installation.database, row["id"])
            ],
        }
    )


def loop_json(row: Row) -> dict[str, Any]:
    """One loop as lists show it."""
    return {
        "id": row["id"],
        "name": row["name"],
        "flow": row["flow_definition_arn"],
        "status": row["status"],
        "wanted": row["wanted"],
        "answered": row["answered"],
        "created_at": iso_milliseconds(row["created_at"]),
        "ended_at": None if row["ended_at"] is None else iso_milliseconds(row["ended_at"]),
        "failure": row["failure_reason"],
    }


def answer_json(row: Row) -> dict[str, Any]:
    """One worker's answer, of a loop or of an object."""
    return {
        "worker_id": row["worker_id"],
        "email": row["email"],
        "content": orjson.Fragment(row["content"]),
        "submitted_at": iso_milliseconds(row["submitted_at"]),
        "seconds_spent": round(row["seconds_spent"], 1),
        "late": row["late"],
    }
